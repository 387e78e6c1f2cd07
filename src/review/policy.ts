/**
 * Every number and approver that the law leaves open (`law.md` section 12), as dated rows. A rule asks
 * the policy of its day and never keeps a constant of its own. The rows here are the first state; the
 * store keeps them in a table and an office adds later ones.
 */
import type { Basis, ReturnKind, Route, Stage, Subject } from './case.ts'
import type { Day } from './day.ts'
import type { ExecutionKind } from './decision.ts'
import type { RecusalDeciders } from './deciders.ts'
import { basis } from './law.ts'
import { roles, type Role } from './people.ts'
import type { PlacementRule } from './placement.ts'
import { defaultRubric, type Rubric } from './rubric.ts'
import type { AdminSanction, PartySanction } from './sanctions.ts'

/** A row of the route table: the first that fits gives the route (`data/README.md`). */
export type RouteRow = {
  route: Route
  ranks?: string[]
  partyMember?: boolean
  exempt?: boolean
  expelled?: boolean
}

/** What a route demands after the group's report (`practice.md` A4). */
export type RouteDemands = {
  /** The work committee signs an opinion of its own. */
  committee: boolean
  /** The Party group agrees, or is told, before the decision. */
  partyGroup: 'agrees' | 'told' | null
  /** The branch meets, or a reason says why not. */
  branch: boolean
  /** A higher organ approves the decision. */
  approval: boolean
}

/** 登录: how long a session lives, what wrong tries lead to, and who must show a second factor. */
export type SignInPolicy = {
  /** Wrong tries in a row that lock, and for how long. */
  failures: number
  lockMinutes: number
  /** A session ends so long after the last request; the three administrators' sooner. */
  idleMinutes: number
  adminIdleMinutes: number
  /** And so long after signing in, whatever is done. */
  sessionHours: number
  /** How long a confirmation of identity counts for steps that approve. */
  confirmMinutes: number
  /** How long a one-time code is good. */
  codeHours: number
  secondFactor: readonly Role[]
}

export type Policy = {
  returnApprover: Record<ReturnKind, Role>
  reportApprover: Role
  intakeApprover: Role
  interviewApprover: Role
  involvementApprover: Role
  extensionApprover: Role
  suspensionApprover: Role
  classifier: Role
  leaveApprover: Role
  /** Who decides on a recusal: on the Party track alone, and wherever another track is in it. */
  recusalDecider: Record<'party' | 'admin', RecusalDeciders>
  /** For how many years a post in a body keeps somebody apart from its cases. */
  apartYears: number
  /** What a case at this stage weighs for each member of its panel; other stages weigh nothing. */
  loadWeights: Partial<Record<Stage, number>>
  /** The load from which on nobody is chosen for another panel; null is no limit. */
  panelLoadMax: number | null
  /** Whether the lead must have had the training. */
  leadTraining: boolean
  acceptanceCheckDays: number
  supplementDueDays: number
  returnCountWarn: number
  serveMonths: number
  formalitiesMaxMonths: number
  /** Within how many months each thing after a decision is to be done: reminders, where the law names no day. */
  executionMonths: Record<Exclude<ExecutionKind, 'formalities'>, number>
  amberDays: number
  redDays: number
  dueSoonDays: number
  /** To whom a limit that is overdue is brought, and after how many working days. */
  escalation: { to: Role; workingDays: number }[]
  /** Who publishes the rest days of a year. */
  calendarKeeper: Role
  /** Who keeps the templates of papers. */
  templateKeeper: Role
  /** Whether case numbers and due days may leave the system, by calendar addresses and digests. */
  remindersOutside: boolean
  sanctionEnd: 'sameDay' | 'dayBefore'
  committeeReviewDays: number | null
  grantDays: number
  dormantDays: number
  /** From how many approved reports on a body is compared with others. */
  figureLeast: number
  /** Counts below this do not go out in a circular. */
  smallLeast: number
  /** Which cases stay with their group when their body moves to another zone. */
  placementStays: PlacementRule
  routes: RouteRow[]
  routeDemands: Record<Route, RouteDemands>
  /** The articles of the eight-point family, by edition: whoever cites one says whether the flag applies. */
  eightPointArticles: Readonly<Record<string, readonly number[]>>
  /** 受贿数额: from and until where an amount is near the line of a crime, and the line itself. */
  briberyThresholdYuan: { from: number; line: number; until: number }
  /** How papers name the organs of this city. */
  organNames: { commission: string; workCommittee: string; supervisory: string; procuratorate: string }
  signIn: SignInPolicy
  /** How cases are scored in a quality check. */
  qualityRubric: Rubric
  /** Within how many years every body is looked at by a full check, and from which day the first cycle counts. */
  qualityCycle: { years: number; since: Day }
  /** How many make a team, and how many discuss before a grade is fixed. */
  qualityTeam: { least: number; discussing: number }
  /** How many days a body has to put right what was fed back. */
  rectifyDays: number
}

export type PolicyRow = { [Name in keyof Policy]: { name: Name; value: Policy[Name]; from: Day; basis: Basis; note: string } }[keyof Policy]

const row = <Name extends keyof Policy>(name: Name, value: Policy[Name], rule: Parameters<typeof basis>[0], note: string): PolicyRow =>
  ({ name, value, from: '2018-01-01', basis: basis(rule), note }) as PolicyRow

/** The first state of the table. */
export const firstPolicy: readonly PolicyRow[] = [
  row('returnApprover', { supplement: 'officeHead', reinvestigation: 'leaderInCharge' }, 'R-254', '退回补充审查调查由案件审理室主任批准，退回重新审查调查由分管领导批准；待市纪委确认'),
  row('reportApprover', 'officeHead', 'R-254', '划片小组审理报告的批准人；待市纪委确认'),
  row('intakeApprover', 'officeHead', 'R-254', '暂缓受理、不予受理的批准人'),
  row('interviewApprover', 'leaderInCharge', 'R-234', '审理谈话及不谈话的批准人'),
  row('involvementApprover', 'leaderInCharge', 'R-254', '提前介入的批准人'),
  row('extensionApprover', 'leaderInCharge', 'R-254', '延长审理期限的批准人'),
  row('suspensionApprover', 'leaderInCharge', 'R-320', '中止审理的批准人'),
  row('classifier', 'leaderInCharge', 'R-602-power', '定密责任人；待市纪委确认'),
  row('leaveApprover', 'leaderInCharge', 'R-607', '查阅归档案件的批准人'),
  row('recusalDecider', {
    party: { others: 'officeHead', officeHead: 'leaderInCharge', leaderInCharge: 'commissionHead', commissionHead: 'upperOrgan', committeeReviewer: 'committeeHead', committeeHead: 'commissionHead' },
    admin: { others: 'commissionHead', officeHead: 'commissionHead', leaderInCharge: 'commissionHead', commissionHead: 'upperOrgan', committeeReviewer: 'committeeHead', committeeHead: 'commissionHead' },
  }, 'R-452', '回避的决定人：只有党纪轨的按审理工作程序规定，其他的从严；分管领导和工委人员的一级待市纪委确认'),
  row('apartYears', 3, 'R-456', '在派驻机构任职结束后，几年内不审理该机构移送的案件；更早的只提醒'),
  row('loadWeights', { empanelled: 2, reading: 4, deliberating: 3, returning: 1, supplementing: 1, answered: 3, reporting: 3, approving: 1 }, 'R-459', '审理人员在办负担：各阶段的权重'),
  row('panelLoadMax', null, 'R-459', '在办负担达到这一数值的不再编入审理组；未设定时只在分案时排后'),
  row('leadTraining', false, 'R-459', '主审人是否必须经过培训；未设定培训制度前不要求'),
  row('acceptanceCheckDays', 3, 'R-212', '受理审核的工作日数'),
  row('supplementDueDays', 30, 'R-250', '补充审查调查的提示天数，超过只提醒'),
  row('returnCountWarn', 2, 'R-250', '超过这一次数的退回须由批准人说明理由'),
  row('serveMonths', 1, 'R-273', '政务处分决定书送达的提示月数'),
  row('formalitiesMaxMonths', 6, 'R-274', '变更手续经批准可延长到的最长月数'),
  row('executionMonths', { notifyUnit: 1, personalFile: 1, endEmployment: 0, property: 2, measure: 1, representativeNotice: 1, yearlyRating: 3, adviceFollowed: 3, returnVisit: 6, restoration: 1 }, 'R-274-follow', '处分执行各事项的提示月数：年度考核自当年年底起，恢复权利自期满之日起，其他自处分决定生效起'),
  row('amberDays', 7, 'R-310', '黄灯：届满前工作日数'),
  row('redDays', 3, 'R-310', '红灯：届满前工作日数'),
  row('dueSoonDays', 5, 'R-310', '即将到期：届满前工作日数'),
  row('escalation', [{ to: 'officeHead', workingDays: 3 }, { to: 'leaderInCharge', workingDays: 10 }], 'R-310-urge', '超期后逐级提请督办：超过几个工作日，提请哪一级'),
  row('calendarKeeper', 'officeHead', 'R-305-keeper', '放假安排的发布人；待市纪委确认'),
  row('templateKeeper', 'officeHead', 'R-500-templates', '文书模板的管理人；待市纪委确认'),
  row('remindersOutside', false, 'R-603-reminders', '是否允许日历订阅和提醒摘要：只含案号和期限种类；未经保密部门同意前不开放'),
  row('sanctionEnd', 'sameDay', 'R-411', '处分期、影响期届满日的算法'),
  row('committeeReviewDays', null, 'R-308', '工委审理的提示天数；全国无规定'),
  row('grantDays', 15, 'R-612-grants', '授权提请在几天内由第二人决定，过期失效'),
  row('dormantDays', 90, 'R-612-dormant', '帐号多少天不登录即停用'),
  row('figureLeast', 5, 'R-614-figures', '派驻机构批准审理报告不足这一件数的，不比较一次通过率'),
  row('smallLeast', 5, 'R-614-figures', '共性问题通报中，不足这一数的不列，至少为3'),
  row('placementStays', 'accepted', 'R-614-zone', '派驻机构调整片区后案件的归属：受理过的留在原片区；法律和规程没有规定，待市纪委确认'),
  row('routes', [
    { route: 'N', exempt: true },
    { route: 'D', partyMember: false },
    { route: 'A', ranks: ['正处级', '副处级'] },
    { route: 'B', ranks: ['正科级', '副科级', '事业单位管理岗五级', '事业单位管理岗六级', '事业单位管理岗七级'] },
    { route: 'C+', expelled: true },
    { route: 'C' },
  ], 'R-254-route', '办理路径按职级和处分确定'),
  row('routeDemands', {
    A: { committee: true, partyGroup: 'agrees', branch: false, approval: false },
    B: { committee: false, partyGroup: 'told', branch: false, approval: false },
    C: { committee: false, partyGroup: null, branch: true, approval: false },
    'C+': { committee: false, partyGroup: null, branch: true, approval: true },
    D: { committee: false, partyGroup: null, branch: false, approval: false },
    N: { committee: false, partyGroup: null, branch: false, approval: false },
  }, 'R-254-route', '各路径在审理之后的环节'),
  row('eightPointArticles', {
    '2015条例': [83, 84, 85, 86, 87, 96, 97, 98, 99, 100, 101, 102],
    '2018条例': [88, 89, 91, 92, 93, 103, 104, 105, 106, 107, 108, 109],
    '2023条例': [97, 98, 100, 101, 102, 112, 113, 114, 115, 116, 117, 118],
    政务处分法: [34, 35],
  }, 'R-440-articles', '引用这些条款而没有认定违反中央八项规定精神的，提示核对；各版本的条款号待核'),
  row('briberyThresholdYuan', { from: 10_000, line: 30_000, until: 45_000 }, 'R-262-threshold', '受贿等数额的提示：接近和达到刑事立案标准；数额待核'),
  row('qualityRubric', defaultRubric, 'R-566', '案件质量评查的评分标准：项目默认；全国文件没有公布分值和等次分数线'),
  row('qualityCycle', { years: 5, since: '2023-03-19' }, 'R-560-cycle', '全面评查每五年覆盖全部派驻机构；没有评查过的自意见公开之日起算，待市纪委确认'),
  row('qualityTeam', { least: 2, discussing: 3 }, 'R-561-team', '评查组至少两人，确定等次的集体研究至少三人'),
  row('rectifyDays', 30, 'R-564-rectify', '评查问题反馈之后的整改天数'),
  row('organNames', { commission: '市纪委监委', workCommittee: '市直机关纪检监察工委', supervisory: '市监察委员会', procuratorate: '市人民检察院' }, 'R-500-organs', '文书中各机关的名称，各地自定'),
  row('signIn', { failures: 5, lockMinutes: 30, idleMinutes: 15, adminIdleMinutes: 10, sessionHours: 8, confirmMinutes: 10, codeHours: 24, secondFactor: roles }, 'R-601-signIn', '登录失败处理、会话期限和第二因素；按等保三级测评的通行做法'),
]

/** The policy in force on a day: of each name the latest row that has begun; the first one before that. */
export function policyOn(rows: readonly PolicyRow[], day: Day): Policy {
  const inForce = new Map<string, PolicyRow>()
  for (const one of [...rows].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)))
    if (one.from <= day || !inForce.has(one.name)) inForce.set(one.name, one)
  return Object.fromEntries([...inForce.values()].map((one) => [one.name, one.value])) as Policy
}

/** The route of one person under the table and the measure in view, or the reasoned exception. */
export function routeOf(subject: Subject, measure: { party: PartySanction; admin: AdminSanction }, policy: Policy): Route {
  if (subject.routeException) return subject.routeException.route
  const fits = (one: RouteRow) =>
    (one.exempt === undefined || one.exempt === (measure.party === 'exempt')) &&
    (one.partyMember === undefined || one.partyMember === subject.partyMember) &&
    (one.expelled === undefined || one.expelled === (measure.party === 'expulsion')) &&
    (one.ranks === undefined || one.ranks.includes(subject.rank))
  return policy.routes.find(fits)?.route ?? 'C'
}
