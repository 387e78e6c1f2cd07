/** 附件: the files that hang on a case, as the index of its volumes (卷内目录) lists them. Their bytes come and go over HTTP (`src/attachments.ts`). */
import { paperMaker } from '../papers/papers.ts'
import { mayWithdraw, openPlaces, paperItems, type Filed, type Item } from '../review/attachment.ts'
import { sinceReturn } from '../review/since-return.ts'
import { attachmentsOf, withdrawAttachment } from '../store/attachments.ts'
import type { Found } from '../store/cases.ts'
import { markRead, readPagesOf } from '../store/read-marks.ts'
import { asker, builder, type Context } from './builder.ts'
import { AttachmentPlaceEnum, AttachmentVolumeEnum } from './enums.ts'
import { encodeId, idOf } from './id.ts'
import { personOf, personOrNull, PersonRef } from './people.ts'
import { outcomeOf } from './refusal.ts'

/** `read` gives the pages that the person asking has looked at, asked once for all files of a case. */
type Shown = Filed & { mayWithdraw: boolean; since: string | null; read: () => Promise<Map<string, number[]>> }

const AttachmentItemType = builder.objectRef<Item>('AttachmentItem').implement({
  description: '附件所附的一项：一条事实、一项证据、补查提纲的一项、一次退回、一份文书',
  fields: (t) => ({
    item: t.exposeString('item', { description: '这一项的代号，上传时照写；整个部分的为空' }),
    label: t.exposeString('label', { description: '这一项的名称；整个部分的为空' }),
  }),
})

export const AttachmentType = builder.objectRef<Shown>('Attachment').implement({
  description: '附件：附在案件某一部分上的文件，看得到那一部分的人才看得到；撤回的留在目录之外，文件不再给出',
  fields: (t) => ({
    id: t.id({ description: '附件的全局编号', resolve: ({ attachment }) => encodeId('Attachment', attachment.id) }),
    place: t.field({ type: AttachmentPlaceEnum, description: '附在哪一部分', resolve: ({ attachment }) => attachment.place }),
    item: t.expose('item', { type: AttachmentItemType, nullable: true, description: '附在哪一项；整个部分的，或者那一项已经不在的为 null' }),
    volume: t.field({ type: AttachmentVolumeEnum, description: '编入哪一卷', resolve: ({ attachment }) => attachment.volume }),
    number: t.exposeInt('number', { nullable: true, description: '卷内顺序号，按本人看得到的编；撤回的为 null' }),
    pageFrom: t.exposeInt('pageFrom', { nullable: true, description: '卷内起页；没有页的和撤回的为 null' }),
    pageTo: t.exposeInt('pageTo', { nullable: true, description: '卷内止页' }),
    pages: t.int({ nullable: true, description: '页数；录音录像没有页，为 null', resolve: ({ attachment }) => attachment.pages }),
    title: t.string({ description: '题名', resolve: ({ attachment }) => attachment.title }),
    fileName: t.string({ description: '文件名', resolve: ({ attachment }) => attachment.fileName }),
    mediaType: t.string({ description: '类型，按内容认定', resolve: ({ attachment }) => attachment.mediaType }),
    bytes: t.int({ description: '大小，字节', resolve: ({ attachment }) => attachment.bytes }),
    sha256: t.string({ description: '内容的 SHA-256，十六进制', resolve: ({ attachment }) => attachment.sha256 }),
    by: t.field({ type: PersonRef, description: '附加的人', resolve: ({ attachment }, _args, context) => personOf(context, attachment.attachedBy) }),
    at: t.field({ type: 'Instant', description: '附加的时刻', resolve: ({ attachment }) => attachment.attachedAt }),
    address: t.string({ nullable: true, description: '下载的地址；每次下载都有记录；撤回的为 null', resolve: ({ attachment }) => (attachment.withdrawnBy === null ? `/attachments/${encodeId('Attachment', attachment.id)}` : null) }),
    readPages: t.intList({ description: '本人看过的各页，由前到后；没有页的看过为 1。只给本人', resolve: async ({ attachment, read }) => (await read()).get(attachment.id) ?? [] }),
    newSinceReturn: t.boolean({ description: '是否上次批准退回以后附加的；没有退回过的为 false', resolve: ({ attachment, since }) => since !== null && attachment.attachedAt > since }),
    mayWithdraw: t.exposeBoolean('mayWithdraw', { description: '本人现在是否可以撤回' }),
    withdrawnBy: t.field({ type: PersonRef, nullable: true, description: '撤回的人', resolve: ({ attachment }, _args, context) => personOrNull(context, attachment.withdrawnBy) }),
    withdrawnAt: t.field({ type: 'Instant', nullable: true, description: '撤回的时刻', resolve: ({ attachment }) => attachment.withdrawnAt }),
    withdrawnReason: t.string({ nullable: true, description: '撤回的原因', resolve: ({ attachment }) => attachment.withdrawnReason }),
  }),
})

export const AttachmentPlaceType = builder.objectRef<ReturnType<typeof openPlaces>[number]>('OpenAttachmentPlace').implement({
  description: '本人现在可以附加文件的一处',
  fields: (t) => ({
    place: t.expose('place', { type: AttachmentPlaceEnum, description: '附在哪一部分' }),
    label: t.exposeString('label', { description: '这一部分的名称' }),
    volumes: t.field({ type: [AttachmentVolumeEnum], description: '可以编入的卷，常用的在前', resolve: ({ volumes }) => [...volumes] }),
    items: t.field({ type: [AttachmentItemType], description: '可以附在哪些项上', resolve: ({ items }) => [...items] }),
  }),
})

/** The attachments of a case as the person asking sees them. */
export async function attachmentsFor({ case: c, log, past }: Found, context: Context): Promise<Shown[]> {
  const who = asker(context)
  const all = await attachmentsOf(context.store, who, c.id, paperMaker(context.moment), past)
  let asked: ReturnType<Shown['read']> | null = null
  const read = () => (asked ??= readPagesOf(context.store, who, all.map(({ attachment }) => attachment.id)))
  const since = sinceReturn(c, log)?.at ?? null
  return all.map((filed) => ({ ...filed, mayWithdraw: !past && mayWithdraw(c, filed.attachment, who, context.moment), since, read }))
}

/** The files that the person asking may read on a case, as a step that points to one needs them; none of a hidden case. */
export async function filesFor(context: Context, caseId: string): Promise<{ id: string; pages: number | null }[]> {
  const filed = await attachmentsOf(context.store, asker(context), caseId, paperMaker(context.moment))
  return filed.flatMap(({ attachment: { id, pages, withdrawnBy } }) => (withdrawnBy === null ? [{ id, pages }] : []))
}

/** Where the person asking may attach files to a case now. */
export const placesFor = (found: Found, context: Context): ReturnType<typeof openPlaces> => openPlaces(found.case, asker(context), context.moment, paperItems(paperMaker(context.moment).of(found)))

const AttachmentWithdrawnType = builder.objectRef<{ filed: Filed }>('AttachmentWithdrawn').implement({
  description: '已经撤回',
  fields: (t) => ({ attachment: t.field({ type: AttachmentType, description: '撤回以后的附件', resolve: ({ filed }) => ({ ...filed, mayWithdraw: false, since: null, read: async () => new Map<string, number[]>() }) }) }),
})

builder.mutationField('withdrawAttachment', (t) => t.field({
  type: outcomeOf('Attachment', '撤回附件', AttachmentWithdrawnType),
  description: '撤回附件：写明原因；文件不再给出，登记和文件都留着。已经移送或者报送的不能撤回',
  args: {
    attachmentId: t.arg.id({ description: '附件的全局编号' }),
    reason: t.arg.string({ description: '撤回的原因' }),
  },
  resolve: (_root, { attachmentId, reason }, context) => withdrawAttachment(context.store, { who: asker(context), moment: context.moment, papers: paperMaker(context.moment) }, idOf('Attachment', attachmentId), reason),
}))

const ReadMarkedType = builder.objectRef<{ pages: number[] }>('ReadMarked').implement({
  description: '已经记下看过的页',
  fields: (t) => ({ pages: t.exposeIntList('pages', { description: '这份附件本人看过的全部页，由前到后' }) }),
})

builder.mutationField('markRead', (t) => t.field({
  type: outcomeOf('ReadMark', '记下看过的页', ReadMarkedType),
  description: '记下本人看过一份附件的哪些页：只给本人看，不算办理；没有页的附件记第 1 页',
  args: {
    attachmentId: t.arg.id({ description: '附件的全局编号' }),
    pages: t.arg.intList({ description: '看过的页，从 1 起' }),
  },
  resolve: (_root, { attachmentId, pages }, context) => markRead(context.store, asker(context), idOf('Attachment', attachmentId), pages, context.moment.at, paperMaker(context.moment)),
}))
