/**
 * 审计记录: the chain as the audit administrator reads it, the newest first: who did what to which case, and what came
 * of it. Cases stand there by their opaque id; no title, number, name or text of a case is in a link (B25).
 */
import { stepNames } from '../review/steps/index.ts'
import { bodyOf, type AuditRow } from '../store/audit.ts'
import { countLinks, linksFound, type AuditFilter } from '../store/audit-search.ts'
import { actionsOf, actionWord, actionWords, actorIn, linkKindWords, listIn, resultOf, resultWords, textIn, type Said } from '../store/audit-words.ts'
import { tellDenied, tellRead } from '../store/readings.ts'
import { asker, builder, type Context } from './builder.ts'
import { badInput, failure } from './errors.ts'
import { AuditKindEnum, AuditResultEnum } from './enums.ts'
import { encodeId, idOf } from './id.ts'
import { countOf } from './page.ts'
import { PersonRef } from './people.ts'
import { sliceOf, spend, type Slice } from './summary.ts'

type AuditLink = AuditRow & Said

const AuditLinkType = builder.objectRef<AuditLink>('AuditLink').implement({
  description: '审计记录的一条：谁在何时对哪些案件做了什么、结果如何；不含案件内容',
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: '第几条' }),
    at: t.expose('at', { type: 'Instant', description: '时刻' }),
    kind: t.exposeString('kind', { description: '类别的代号：step、refusal、reading、denied、session、roster、settings、grant、leave、interference、attachment、quality、meeting、export、import' }),
    label: t.string({ description: '类别的中文', resolve: ({ kind }) => (linkKindWords as Record<string, string>)[kind] ?? kind }),
    actorId: t.string({ nullable: true, description: '行为人的编号；登录没有成功且没有这个帐号的为 null', resolve: actorIn }),
    actor: t.field({ type: PersonRef, nullable: true, description: '行为人；花名册里没有的为 null', resolve: (link, _args, { moment }) => moment.roster.person(actorIn(link) ?? '') ?? null }),
    role: t.string({ nullable: true, description: '以什么职务', resolve: (link) => textIn(link, 'role') }),
    action: t.stringList({ description: '做了什么：步骤、阅看的种类（case 案件、list 列表、search 查找、attachment 附件、old 旧案、audit 审计记录、quality 评查内容、meeting 会议议程、template 文书模板、feed 日历订阅、digest 提醒摘要）或者登录的事项', resolve: actionsOf }),
    actionLabels: t.stringList({ description: '做了什么，中文', resolve: (link) => actionsOf(link).map(actionWord) }),
    result: t.string({ description: '结果：done 已经做成，refused 被拒绝，denied 没有给看', resolve: resultOf }),
    resultLabel: t.string({ description: '结果，中文', resolve: (link) => resultWords[resultOf(link)] }),
    codes: t.stringList({ description: '被拒绝的理由的代号', resolve: (link) => listIn(link, 'codes') }),
    caseIds: t.idList({ description: '涉及的案件：全局编号，不含业务意义', resolve: (link) => [textIn(link, 'caseId')].flatMap((one) => one ?? []).concat(listIn(link, 'cases')).map((id) => encodeId('Case', id)) }),
    behind: t.int({ nullable: true, description: '时刻比前一条早了多少秒：系统时钟被拨慢，或者补录；没有的为 null', resolve: ({ said }) => (typeof said.behind === 'number' ? said.behind : null) }),
    algorithm: t.exposeString('algorithm', { description: '杂凑算法' }),
    hash: t.exposeString('hash', { description: '杂凑值，十六进制' }),
  }),
})

type Asked = { [Name in keyof AuditFilter]?: AuditFilter[Name] | null }
const AuditFilterInput = builder.inputRef<Asked>('AuditFilter').implement({
  description: '审计记录的筛选条件，同时符合',
  fields: (t) => ({
    personId: t.id({ required: false, description: '何人：人员的全局编号' }),
    kind: t.field({ type: AuditKindEnum, required: false, description: '类别' }),
    action: t.string({ required: false, description: '事项的代号，见 auditActions' }),
    result: t.field({ type: AuditResultEnum, required: false, description: '结果' }),
    since: t.field({ type: 'Day', required: false, description: '自哪一天起' }),
    until: t.field({ type: 'Day', required: false, description: '到哪一天止，含这一天' }),
  }),
})

const AuditActionType = builder.objectRef<{ action: string; label: string }>('AuditAction').implement({
  description: '审计记录里的一种事项',
  fields: (t) => ({ action: t.exposeString('action', { description: '代号' }), label: t.exposeString('label', { description: '中文' }) }),
})

const AuditConnection = builder.connectionObject(
  { type: AuditLinkType, name: 'AuditConnection', description: '审计记录的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少条', resolve: countOf }) }) },
  { name: 'AuditEdge', description: '审计记录的一项' },
)

builder.queryField('audit', (t) =>
  t.connection({
    description: '审计记录，由近到远；只有审计管理员可以查阅，查阅本身也留下一条',
    type: AuditLinkType,
    args: {
      from: t.arg.int({ required: false, description: '从第几条往前看，不写为最近的一条' }),
      filter: t.arg({ type: AuditFilterInput, required: false, description: '只看符合条件的；不写为全部' }),
    },
    resolve: (_root, { from, filter, ...slice }, context) => auditPage(context, from ?? null, auditFilter(filter ?? {}), slice),
  }, AuditConnection))

builder.queryField('auditActions', (t) => t.field({
  type: [AuditActionType],
  description: '审计记录里会有的事项，用于筛选；只有审计管理员看得到，其他人看到的是空的',
  resolve: (_root, _args, context) => (asker(context).role === 'auditAdmin' ? [...stepNames, ...Object.keys(actionWords)].map((action) => ({ action, label: actionWord(action) })) : []),
}))

/** A filter as it is asked for, with the id of the person as the chain has it. */
export const auditFilter = ({ personId, ...rest }: Asked): AuditFilter => ({
  ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined)), ...(personId ? { personId: idOf('Person', personId) } : {}),
})

async function auditPage(context: Context, from: number | null, filter: AuditFilter, slice: Slice) {
  const who = asker(context)
  if (who.role !== 'auditAdmin') {
    tellDenied(who, 'audit', null)
    throw failure('FORBIDDEN', '审计记录只有审计管理员可以查阅')
  }
  const { store, commission } = context
  const { first, after, ...backwards } = sliceOf(slice)
  if (first === undefined || 'last' in backwards) throw badInput('审计记录只能由近到远翻页，请用 first 和 after')
  const start = after === undefined ? (from === null ? Number.MAX_SAFE_INTEGER : from + 1) : seqIn(after)
  const rows = await linksFound(store, commission, filter, Math.min(start, 2 ** 31 - 1), first + 1)
  const shown = rows.slice(0, first)
  spend(context, shown.length)
  tellRead(who, 'audit', [])
  const edges = shown.map((row) => ({ node: { ...row, said: bodyOf(row) ?? {} }, cursor: cursorOf(row.seq) }))
  return {
    edges,
    pageInfo: { hasNextPage: rows.length > first, hasPreviousPage: after !== undefined, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount: await countLinks(store, commission, filter),
  }
}

const cursorOf = (seq: number): string => encodeId('Cursor', `audit ${seq}`)

function seqIn(cursor: string): number {
  const seq = /^Cursor:audit (\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  if (seq === undefined) throw badInput('游标不是这个列表的')
  return Number(seq)
}
