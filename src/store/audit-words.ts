/** What a link of the chain says, in words: its kind, what was done, and what came of it. */
import { meetingSteps, type MeetingStepName } from '../review/meeting-steps.ts'
import { qualitySteps } from '../review/quality-steps.ts'
import { steps, type StepName } from '../review/steps/index.ts'
import type { LinkKind } from './audit.ts'
import { events } from './meetings.ts'
import type { Reading } from './readings.ts'

/** A link with its text read. */
export type Said = { kind: string; said: Record<string, unknown> }

export const linkKindWords: Record<LinkKind, string> = {
  step: '办理', refusal: '不予办理', reading: '阅看', denied: '查无此案', session: '登录', roster: '花名册', settings: '设置',
  grant: '授权', leave: '查阅申请', interference: '过问登记', attachment: '附件', signature: '签名用印', quality: '案件质量评查', meeting: '集体审议会议', export: '导出', import: '导入',
}

/** Kinds of reading: such an action is told by what was read. */
export const readings = ['case', 'list', 'search', 'attachment', 'old', 'audit', 'quality', 'meeting', 'template', 'feed', 'digest'] as const satisfies readonly Reading[]

/** Kinds of reading, and what happened to sign-ins, accounts, grants and leaves, in words; steps have their own. */
export const actionWords: Readonly<Record<string, string>> = {
  case: '案件', list: '列表', search: '查找', attachment: '附件', audit: '审计记录', quality: '评查内容', meeting: '会议议程', template: '文书模板', templateAdded: '启用文书模板', templateWithdrawn: '停用文书模板', auditExported: '导出审计记录', auditListExported: '导出审计记录摘录', dossierExported: '导出卷宗', ledgerExported: '导出台账', reportExported: '导出报表', circularExported: '导出通报', meetingExported: '导出会议材料', minutesExported: '导出会议记录', oldCasesImported: '导入旧案', oldCasesWithdrawn: '撤回导入的旧案', old: '旧案', feed: '日历订阅', digest: '提醒摘要',
  signedIn: '登录', codeWanted: '密码正确，等待动态口令', signInRefused: '登录没有成功', providerRefused: '统一身份登录没有成功', signedOut: '退出', sessionEnded: '结束登录', actsAs: '选定职务', confirmed: '再次确认身份', confirmRefused: '确认身份没有成功',
  passwordShown: '核对现在的密码', passwordRefused: '现在的密码不对', passwordChanged: '设置新密码', codeIssued: '发放登录码', codeRefused: '动态口令不对', factorOffered: '发放动态口令密钥', factorActive: '绑定动态口令', enrolRefused: '绑定没有成功', factorReset: '重置动态口令',
  feedMade: '建立日历订阅', feedWithdrawn: '停用日历订阅', ledgerViewSaved: '保存台账视图', ledgerViewDropped: '删除台账视图', calendarPublished: '发布放假安排', policyProposed: '提出参数改动', policyConfirmed: '同意参数改动', policyRejected: '不同意参数改动', policyWithdrawn: '撤回参数改动', policyInForce: '参数改动生效', subjectLinked: '关联统一身份', subjectUnlinked: '解除统一身份的关联', disabled: '停用帐号', suspended: '停用帐号', unlocked: '解除锁定', dormant: '久未登录停用', left: '离岗停用', demoAccounts: '开立演示帐号', added: '列入名单',
  proposed: '提请', approved: '同意', rejected: '不同意', withdrawn: '撤回', request: '申请', requested: '申请', granted: '批准', interestDeclared: '申报利害关系', attached: '附加文件', attachmentWithdrawn: '撤回附件', signed: '签名', sealed: '用印',
  meetingCalled: '召集会议', meetingViewWritten: '写下会议意见', ...Object.fromEntries(Object.entries(meetingSteps).map(([step, { label }]) => [events[step as MeetingStepName], label])),
  plan: '制定评查计划', checkPlanned: '固定评查名单', checkBeacon: '抽取前的记录', ...Object.fromEntries(Object.entries(qualitySteps).map(([step, { label }]) => [step, label])),
}
export const resultWords = { done: '已经做成', refused: '被拒绝', denied: '没有给看' } as const
export type AuditResult = keyof typeof resultWords
export const auditResults = Object.keys(resultWords) as AuditResult[]

export const textIn = ({ said }: Said, ...names: string[]): string | null => names.map((name) => said[name]).find((value) => typeof value === 'string') ?? null
export const listIn = ({ said }: Said, name: string): string[] => (Array.isArray(said[name]) ? (said[name] as unknown[]).map(String) : [])

/** Who did it: the id of a person, or null. */
export const actorIn = (link: Said): string | null => textIn(link, 'by', 'personId')
export const actionsOf = (link: Said): string[] => [textIn(link, 'step', 'event')].flatMap((one) => one ?? []).concat(listIn(link, 'what'))
export const resultOf = ({ kind, said }: Said): AuditResult => (kind === 'denied' ? 'denied' : kind === 'refusal' || String(said.event).endsWith('Refused') ? 'refused' : 'done')

/** An action in Chinese. */
export const actionWord = (action: string): string => (action in steps ? steps[action as StepName].label : (actionWords[action] ?? action))
