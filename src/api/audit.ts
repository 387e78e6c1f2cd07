/**
 * 审计记录: the chain as the audit administrator reads it, the newest first: who did what to which case, and what came
 * of it. Cases stand there by their opaque id; no title, number, name or text of a case is in a link (B25).
 */
import { meetingSteps, type MeetingStepName } from '../review/meeting-steps.ts'
import { qualitySteps } from '../review/quality-steps.ts'
import { steps, type StepName } from '../review/steps/index.ts'
import { bodyOf, headOf, linksBefore, type AuditRow, type LinkKind } from '../store/audit.ts'
import { events } from '../store/meetings.ts'
import { tellDenied, tellRead } from '../store/readings.ts'
import { asker, builder, type Context } from './builder.ts'
import { badInput, failure } from './errors.ts'
import { encodeId } from './id.ts'
import { countOf } from './page.ts'
import { PersonRef } from './people.ts'
import { sliceOf, spend, type Slice } from './summary.ts'

type AuditLink = AuditRow & { said: Record<string, unknown> }

const textIn = ({ said }: AuditLink, ...names: string[]): string | null => names.map((name) => said[name]).find((value) => typeof value === 'string') ?? null
const listIn = ({ said }: AuditLink, name: string): string[] => (Array.isArray(said[name]) ? (said[name] as unknown[]).map(String) : [])

const kinds: Record<LinkKind, string> = {
  step: '办理', refusal: '不予办理', reading: '阅看', denied: '查无此案', session: '登录', roster: '花名册', settings: '设置',
  grant: '授权', leave: '查阅申请', interference: '过问登记', attachment: '附件', signature: '签名用印', quality: '案件质量评查', meeting: '集体审议会议', export: '导出', import: '导入',
}

/** Kinds of reading, and what happened to sign-ins, accounts, grants and leaves, in words; steps have their own. */
export const actionWords: Readonly<Record<string, string>> = {
  case: '案件', list: '列表', search: '查找', attachment: '附件', audit: '审计记录', quality: '评查内容', meeting: '会议议程', template: '文书模板', templateAdded: '启用文书模板', templateWithdrawn: '停用文书模板', auditExported: '导出审计记录', dossierExported: '导出卷宗', ledgerExported: '导出台账', reportExported: '导出报表', circularExported: '导出通报', meetingExported: '导出会议材料', minutesExported: '导出会议记录', oldCasesImported: '导入旧案', oldCasesWithdrawn: '撤回导入的旧案', old: '旧案', feed: '日历订阅', digest: '提醒摘要',
  signedIn: '登录', codeWanted: '密码正确，等待动态口令', signInRefused: '登录没有成功', providerRefused: '统一身份登录没有成功', signedOut: '退出', sessionEnded: '结束登录', actsAs: '选定职务', confirmed: '再次确认身份', confirmRefused: '确认身份没有成功',
  passwordShown: '核对现在的密码', passwordRefused: '现在的密码不对', passwordChanged: '设置新密码', codeIssued: '发放登录码', codeRefused: '动态口令不对', factorOffered: '发放动态口令密钥', factorActive: '绑定动态口令', enrolRefused: '绑定没有成功', factorReset: '重置动态口令',
  feedMade: '建立日历订阅', feedWithdrawn: '停用日历订阅', ledgerViewSaved: '保存台账视图', ledgerViewDropped: '删除台账视图', calendarPublished: '发布放假安排', subjectLinked: '关联统一身份', subjectUnlinked: '解除统一身份的关联', disabled: '停用帐号', suspended: '停用帐号', unlocked: '解除锁定', dormant: '久未登录停用', left: '离岗停用', demoAccounts: '开立演示帐号', added: '列入名单',
  proposed: '提请', approved: '同意', rejected: '不同意', withdrawn: '撤回', request: '申请', requested: '申请', granted: '批准', interestDeclared: '申报利害关系', attached: '附加文件', attachmentWithdrawn: '撤回附件', signed: '签名', sealed: '用印',
  meetingCalled: '召集会议', meetingViewWritten: '写下会议意见', ...Object.fromEntries(Object.entries(meetingSteps).map(([step, { label }]) => [events[step as MeetingStepName], label])),
  plan: '制定评查计划', checkPlanned: '固定评查名单', checkBeacon: '抽取前的记录', ...Object.fromEntries(Object.entries(qualitySteps).map(([step, { label }]) => [step, label])),
}
const resultWords = { done: '已经做成', refused: '被拒绝', denied: '没有给看' } as const
type Result = keyof typeof resultWords

const actionsOf = (link: AuditLink): string[] => [textIn(link, 'step', 'event')].flatMap((one) => one ?? []).concat(listIn(link, 'what'))
const resultOf = ({ kind, said }: AuditLink): Result => (kind === 'denied' ? 'denied' : kind === 'refusal' || String(said.event).endsWith('Refused') ? 'refused' : 'done')

const AuditLinkType = builder.objectRef<AuditLink>('AuditLink').implement({
  description: '审计记录的一条：谁在何时对哪些案件做了什么、结果如何；不含案件内容',
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: '第几条' }),
    at: t.expose('at', { type: 'Instant', description: '时刻' }),
    kind: t.exposeString('kind', { description: '类别的代号：step、refusal、reading、denied、session、roster、settings、grant、leave、interference、attachment、quality、meeting、export、import' }),
    label: t.string({ description: '类别的中文', resolve: ({ kind }) => (kinds as Record<string, string>)[kind] ?? kind }),
    actorId: t.string({ nullable: true, description: '行为人的编号；登录没有成功且没有这个帐号的为 null', resolve: (link) => textIn(link, 'by', 'personId') }),
    actor: t.field({ type: PersonRef, nullable: true, description: '行为人；花名册里没有的为 null', resolve: (link, _args, { moment }) => moment.roster.person(textIn(link, 'by', 'personId') ?? '') ?? null }),
    role: t.string({ nullable: true, description: '以什么职务', resolve: (link) => textIn(link, 'role') }),
    action: t.stringList({ description: '做了什么：步骤、阅看的种类（case 案件、list 列表、search 查找、attachment 附件、old 旧案、audit 审计记录、quality 评查内容、meeting 会议议程、template 文书模板、feed 日历订阅、digest 提醒摘要）或者登录的事项', resolve: actionsOf }),
    actionLabels: t.stringList({ description: '做了什么，中文', resolve: (link) => actionsOf(link).map((one) => (one in steps ? steps[one as StepName].label : (actionWords[one] ?? one))) }),
    result: t.string({ description: '结果：done 已经做成，refused 被拒绝，denied 没有给看', resolve: resultOf }),
    resultLabel: t.string({ description: '结果，中文', resolve: (link) => resultWords[resultOf(link)] }),
    codes: t.stringList({ description: '被拒绝的理由的代号', resolve: (link) => listIn(link, 'codes') }),
    caseIds: t.idList({ description: '涉及的案件：全局编号，不含业务意义', resolve: (link) => [textIn(link, 'caseId')].flatMap((one) => one ?? []).concat(listIn(link, 'cases')).map((id) => encodeId('Case', id)) }),
    behind: t.int({ nullable: true, description: '时刻比前一条早了多少秒：系统时钟被拨慢，或者补录；没有的为 null', resolve: ({ said }) => (typeof said.behind === 'number' ? said.behind : null) }),
    algorithm: t.exposeString('algorithm', { description: '杂凑算法' }),
    hash: t.exposeString('hash', { description: '杂凑值，十六进制' }),
  }),
})

const AuditConnection = builder.connectionObject(
  { type: AuditLinkType, name: 'AuditConnection', description: '审计记录的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少条', resolve: countOf }) }) },
  { name: 'AuditEdge', description: '审计记录的一项' },
)

builder.queryField('audit', (t) =>
  t.connection({
    description: '审计记录，由近到远；只有审计管理员可以查阅，查阅本身也留下一条',
    type: AuditLinkType,
    args: { from: t.arg.int({ required: false, description: '从第几条往前看，不写为最近的一条' }) },
    resolve: (_root, { from, ...slice }, context) => auditPage(context, from ?? null, slice),
  }, AuditConnection))

async function auditPage(context: Context, from: number | null, slice: Slice) {
  const who = asker(context)
  if (who.role !== 'auditAdmin') {
    tellDenied(who, 'audit', null)
    throw failure('FORBIDDEN', '审计记录只有审计管理员可以查阅')
  }
  const { store, commission } = context
  const { first, after, ...backwards } = sliceOf(slice)
  if (first === undefined || 'last' in backwards) throw badInput('审计记录只能由近到远翻页，请用 first 和 after')
  const start = after === undefined ? (from === null ? Number.MAX_SAFE_INTEGER : from + 1) : seqIn(after)
  const rows = await linksBefore(store, commission, Math.min(start, 2 ** 31 - 1), first + 1)
  const shown = rows.slice(0, first)
  spend(context, shown.length)
  tellRead(who, 'audit', [])
  const edges = shown.map((row) => ({ node: { ...row, said: bodyOf(row) ?? {} }, cursor: cursorOf(row.seq) }))
  return {
    edges,
    pageInfo: { hasNextPage: rows.length > first, hasPreviousPage: after !== undefined, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount: (await headOf(store, commission)).seq,
  }
}

const cursorOf = (seq: number): string => encodeId('Cursor', `audit ${seq}`)

function seqIn(cursor: string): number {
  const seq = /^Cursor:audit (\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  if (seq === undefined) throw badInput('游标不是这个列表的')
  return Number(seq)
}
