/**
 * What each number of the policy is made of, as cells of a form: what it is called, of which kind, between which bounds.
 * A cell is read and written as text, so that the page, the command line and the API say the same. What a value must
 * be as a whole stands beside its cells.
 */
import { stages, type Refusal, type Stage } from './case.ts'
import { isDay } from './day.ts'
import { executionWords } from './execution.ts'
import { roles, type Role } from './people.ts'
import { placementRuleWords } from './placement.ts'
import type { Policy } from './policy.ts'
import { no } from './refusal.ts'
import { gradeWords } from './rubric.ts'
import { returnKindWords, roleWords, routeWords, stageWords } from './words.ts'

export type PolicyName = keyof Policy

/** How a cell is filled in. */
export const cellKinds = ['whole', 'number', 'flag', 'choice', 'choices', 'line', 'words', 'wholes', 'day'] as const
export type CellKind = (typeof cellKinds)[number]

/** One thing to fill in: `path` is where it stands in the value, `mayBeNone` whether it may be left empty. */
export type PolicyCell = {
  key: string
  path: readonly (string | number)[]
  label: string
  kind: CellKind
  unit: string
  least: number | null
  most: number | null
  options: Readonly<Record<string, string>>
  mayBeNone: boolean
}

type More = Partial<Pick<PolicyCell, 'unit' | 'least' | 'most' | 'options' | 'mayBeNone'>>
const cell = (path: PolicyCell['path'], label: string, kind: CellKind, more: More = {}): PolicyCell =>
  ({ key: path.length === 0 ? 'value' : path.join('.'), path, label, kind, unit: '', least: null, most: null, options: {}, mayBeNone: false, ...more })

const whole = (path: PolicyCell['path'], label: string, unit: string, least: number, most: number, more: More = {}) => cell(path, label, 'whole', { unit, least, most, ...more })
const role = (path: PolicyCell['path'], label: string, among: readonly Role[]) => cell(path, label, 'choice', { options: Object.fromEntries(among.map((one) => [one, roleWords[one]])) })
const line = (path: PolicyCell['path'], label: string) => cell(path, label, 'line', { most: 40 })

/** Who may approve anything of the review. */
const approvers = ['officeHead', 'leaderInCharge', 'commissionHead'] as const satisfies readonly Role[]
const keepers = ['officeHead', 'leaderInCharge', 'caseManager'] as const satisfies readonly Role[]

const single = (made: PolicyCell) => () => [made]
const approver = (label: string) => single(role([], label, approvers))
const days = (label: string, unit: string, least: number, most: number, more: More = {}) => single(whole([], label, unit, least, most, more))

type Described<Name extends PolicyName> = {
  label: string
  cells: (value: Policy[Name]) => readonly PolicyCell[]
  /** What is wrong with the value as a whole, each with the cell it stands at; `then` is the whole policy with it. */
  faults?: (value: Policy[Name], then: Policy) => [key: string, message: string][]
  /** The value without what was left empty in it. */
  tidy?: (value: Policy[Name]) => Policy[Name]
}

/** Every name of the policy: a row that is missing does not compile. */
export const described: { readonly [Name in PolicyName]: Described<Name> } = {
  returnApprover: { label: '退回的批准人', cells: () => (['supplement', 'reinvestigation'] as const).map((kind) => role([kind], returnKindWords[kind], approvers)) },
  reportApprover: { label: '审理报告的批准人', cells: approver('批准人') },
  intakeApprover: { label: '暂缓受理、不予受理的批准人', cells: approver('批准人') },
  interviewApprover: { label: '审理谈话的批准人', cells: approver('批准人') },
  involvementApprover: { label: '提前介入的批准人', cells: approver('批准人') },
  extensionApprover: { label: '延长审理期限的批准人', cells: approver('批准人') },
  suspensionApprover: { label: '中止审理的批准人', cells: approver('批准人') },
  classifier: { label: '定密责任人', cells: approver('定密责任人') },
  leaveApprover: { label: '查阅归档案件的批准人', cells: approver('批准人') },
  recusalDecider: {
    label: '回避的决定人',
    cells: () => (['party', 'admin'] as const).flatMap((track) => deciding.map((post) => cell([track, post], `${track === 'party' ? '只有党纪轨的' : '有政务轨的'}：${post === 'others' ? '其他审理人员' : roleWords[post]}`, 'choice', { options: deciders }))),
    faults: (value) => (['party', 'admin'] as const).flatMap((track) => deciding.filter((post) => value[track][post] === post).map((post): [string, string] => [`${track}.${post}`, `${post === 'others' ? '' : roleWords[post]}的回避不能由本人这一职务决定`])),
  },
  apartYears: { label: '任职结束后的回避年限', cells: days('年限', '年', 1, 10) },
  loadWeights: { label: '在办负担的权重', cells: () => stages.filter((stage) => weighed.includes(stage)).map((stage) => whole([stage], stageWords[stage], '', 0, 20)) },
  panelLoadMax: { label: '不再编入审理组的负担', cells: days('负担', '', 1, 1000, { mayBeNone: true }) },
  leadTraining: { label: '主审人必须经过培训', cells: single(cell([], '必须经过培训', 'flag')) },
  acceptanceCheckDays: { label: '受理审核的期限', cells: days('期限', '个工作日', 1, 15) },
  supplementDueDays: { label: '补充审查调查的提示天数', cells: days('天数', '天', 1, 180) },
  returnCountWarn: { label: '须说明理由的退回次数', cells: days('次数', '次', 1, 10) },
  serveMonths: { label: '送达的提示月数', cells: days('月数', '个月', 1, 6) },
  formalitiesMaxMonths: { label: '变更手续最长月数', cells: days('月数', '个月', 1, 6) },
  executionMonths: { label: '处分执行各事项的提示月数', cells: (value) => (Object.keys(value) as (keyof typeof value)[]).map((kind) => whole([kind], executionWords[kind], '个月', 0, 24)) },
  amberDays: { label: '黄灯', cells: days('届满前', '个工作日', 1, 20), faults: (value, { redDays }) => (value < redDays ? [['value', `黄灯不能晚于红灯（届满前${redDays}个工作日）`]] : []) },
  redDays: { label: '红灯', cells: days('届满前', '个工作日', 0, 20), faults: (value, { amberDays }) => (value > amberDays ? [['value', `红灯不能早于黄灯（届满前${amberDays}个工作日）`]] : []) },
  dueSoonDays: { label: '即将到期', cells: days('届满前', '个工作日', 1, 20) },
  escalation: {
    label: '超期提请督办',
    cells: () => [0, 1, 2].flatMap((n) => [cell([n, 'to'], `第${n + 1}级提请`, 'choice', { options: Object.fromEntries(approvers.map((each) => [each, roleWords[each]])), mayBeNone: true }), whole([n, 'workingDays'], `第${n + 1}级超过`, '个工作日', 1, 60, { mayBeNone: true })]),
    faults: (value) => value.flatMap((level, n): [string, string][] => {
      const [to, after] = [level.to as Role | null, level.workingDays as number | null]
      if (to === null) return [[`${n}.to`, `请选择第${n + 1}级提请谁`]]
      if (after === null) return [[`${n}.workingDays`, `请填写第${n + 1}级超过几个工作日`]]
      return n > 0 && after <= (value[n - 1]?.workingDays ?? 0) ? [[`${n}.workingDays`, `第${n + 1}级应当比上一级晚`]] : []
    }),
    tidy: (value) => value.filter((level) => level !== undefined && ((level.to as Role | null) !== null || (level.workingDays as number | null) !== null)),
  },
  calendarKeeper: { label: '放假安排的发布人', cells: single(role([], '发布人', keepers)) },
  templateKeeper: { label: '文书模板的管理人', cells: single(role([], '管理人', keepers)) },
  remindersOutside: { label: '日历订阅和提醒摘要', cells: single(cell([], '允许离开本系统', 'flag')) },
  sanctionEnd: { label: '处分期届满日的算法', cells: single(cell([], '届满日', 'choice', { options: { sameDay: '相应的同一日', dayBefore: '相应日的前一日' } })) },
  committeeReviewDays: { label: '工委审理的提示天数', cells: days('天数', '天', 1, 90, { mayBeNone: true }) },
  grantDays: { label: '提请的有效天数', cells: days('天数', '天', 1, 60) },
  dormantDays: { label: '久未登录停用帐号', cells: days('天数', '天', 30, 365) },
  figureLeast: { label: '比较一次通过率的最少件数', cells: days('件数', '件', 2, 50) },
  smallLeast: { label: '通报列出的最小数', cells: days('最小数', '', 3, 20) },
  placementStays: { label: '调整片区后案件的归属', cells: single(cell([], '归属', 'choice', { options: placementRuleWords })) },
  routes: {
    label: '办理路径的职级',
    cells: (value) => value.flatMap((row, n) => (row.ranks ? [cell([n, 'ranks'], `${routeWords[row.route]}：职级`, 'words')] : [])),
    faults: (value) => {
      const seen = new Set<string>()
      return value.flatMap((row, n) => (row.ranks ?? []).flatMap((rank): [string, string][] => (seen.has(rank) ? [[`${n}.ranks`, `“${rank}”前面已经写过`]] : (seen.add(rank), []))))
    },
  },
  routeDemands: {
    label: '各路径审理之后的环节',
    cells: (value) => (Object.keys(value) as (keyof typeof value)[]).flatMap((route) => [
      cell([route, 'committee'], `${routeWords[route]}：工委出具审理意见`, 'flag'), cell([route, 'partyGroup'], `${routeWords[route]}：党组`, 'choice', { options: { agrees: '决定之前同意', told: '决定之前告知' }, mayBeNone: true }),
      cell([route, 'branch'], `${routeWords[route]}：支部大会`, 'flag'), cell([route, 'approval'], `${routeWords[route]}：上级批准`, 'flag'),
    ]),
  },
  eightPointArticles: { label: '八项规定精神相关条款', cells: (value) => Object.keys(value).map((edition) => cell([edition], edition, 'wholes', { least: 1, most: 300 })) },
  briberyThresholdYuan: {
    label: '受贿数额的提示',
    cells: () => [whole(['from'], '接近', '元', 1, 10_000_000), whole(['line'], '达到', '元', 1, 10_000_000), whole(['until'], '提示到', '元', 1, 10_000_000)],
    faults: ({ from, line: reached, until }) => (from < reached && reached < until ? [] : [['line', '三个数额应当由小到大']]),
  },
  organNames: { label: '各机关的名称', cells: () => [line(['commission'], '纪委监委'), line(['workCommittee'], '工委'), line(['supervisory'], '监委'), line(['procuratorate'], '检察院')] },
  signIn: {
    label: '登录',
    cells: () => [
      whole(['failures'], '连续失败几次锁定', '次', 3, 10), whole(['lockMinutes'], '锁定', '分钟', 10, 1440), whole(['idleMinutes'], '无操作退出', '分钟', 5, 60), whole(['adminIdleMinutes'], '管理员无操作退出', '分钟', 5, 60),
      whole(['sessionHours'], '一次登录最长', '小时', 1, 12), whole(['confirmMinutes'], '确认身份的效力', '分钟', 1, 60), whole(['codeHours'], '一次性码的效力', '小时', 1, 72),
      cell(['secondFactor'], '须用第二因素的职务', 'choices', { options: Object.fromEntries(roles.map((each) => [each, roleWords[each]])) }),
    ],
    faults: ({ idleMinutes, adminIdleMinutes, secondFactor }) => [
      ...(adminIdleMinutes > idleMinutes ? [['adminIdleMinutes', '管理员的时间不能比其他人长'] as [string, string]] : []),
      ...(['systemAdmin', 'securityAdmin', 'auditAdmin'] as const).filter((each) => !secondFactor.includes(each)).map((each): [string, string] => ['secondFactor', `${roleWords[each]}必须使用第二因素`]),
    ],
  },
  qualityRubric: {
    label: '评查的评分标准',
    cells: ({ items }) => [
      line(['name'], '名称'), ...items.map(({ id, check }, n) => cell(['items', n, 'points'], `${id} ${check}`, 'number', { unit: '分', least: 0.5, most: 30 })),
      ...(['excellent', 'qualified', 'flawed'] as const).map((grade) => cell(['least', grade], `${gradeWords[grade]}的最低分`, 'number', { unit: '分', least: 1, most: 100 })),
      cell(['bonusMost'], '加分最多', 'number', { unit: '分', least: 0, most: 20 }), cell(['repeatFactor'], '重复问题的倍数', 'number', { unit: '倍', least: 1, most: 5 }),
    ],
    faults: ({ items, least }) => {
      const sum = Math.round(items.reduce((total, { points }) => total + points, 0) * 100) / 100
      return [
        ...(sum === 100 ? [] : [['items.0.points', `各项分值合计应当是100分，现在是${sum}分`] as [string, string]]),
        ...(least.excellent > least.qualified && least.qualified > least.flawed ? [] : [['least.excellent', '优秀、合格、瑕疵的最低分应当由高到低'] as [string, string]]),
      ]
    },
  },
  qualityCycle: { label: '全面评查的周期', cells: () => [whole(['years'], '周期', '年', 1, 10), cell(['since'], '没有评查过的自哪一天起算', 'day')] },
  qualityTeam: { label: '评查的人数', cells: () => [whole(['least'], '评查组至少', '人', 2, 10), whole(['discussing'], '集体研究至少', '人', 3, 20)] },
  rectifyDays: { label: '评查问题的整改天数', cells: days('天数', '天', 1, 180) },
}

export const policyNames = Object.keys(described) as PolicyName[]

const deciding = ['others', 'officeHead', 'leaderInCharge', 'commissionHead', 'committeeReviewer', 'committeeHead'] as const
const deciders: Record<string, string> = { ...Object.fromEntries((['officeHead', 'leaderInCharge', 'commissionHead', 'committeeHead'] as const).map((each) => [each, roleWords[each]])), upperOrgan: '上级机关' }
const weighed: readonly Stage[] = ['empanelled', 'reading', 'deliberating', 'returning', 'supplementing', 'answered', 'reporting', 'approving']

/** The cells of a value. */
export const cellsOf = (name: PolicyName, value: Policy[PolicyName]): readonly PolicyCell[] => (described[name] as Described<PolicyName>).cells(value as never)

type Plain = string | number | boolean
const inside = (value: unknown, path: PolicyCell['path']): Plain | readonly Plain[] | null => (path.reduce<unknown>((at, step) => (at as Record<string, unknown> | null | undefined)?.[step], value) ?? null) as Plain | readonly Plain[] | null

/** A cell of a value, as it is filled in; '' where there is none. */
export function cellText({ path }: PolicyCell, value: Policy[PolicyName]): string {
  const found = inside(value, path)
  return found === null ? '' : typeof found === 'object' ? found.join('、') : String(found)
}

/** A cell of a value, as people read it. */
export function cellSaid(made: PolicyCell, value: Policy[PolicyName]): string {
  const found = inside(value, made.path)
  if (found === null) return '没有设定'
  if (typeof found === 'object') return found.length === 0 ? '没有设定' : found.map((each) => made.options[String(each)] ?? String(each)).join('、')
  if (typeof found === 'boolean') return found ? '是' : '否'
  return made.kind === 'choice' ? (made.options[String(found)] ?? String(found)) : `${found}${made.unit}`
}

/** A value in one line. */
export function valueLine(name: PolicyName, value: Policy[PolicyName]): string {
  const cells = cellsOf(name, value)
  return cells.length === 1 && cells[0] ? cellSaid(cells[0], value) : cells.filter((one) => !one.mayBeNone || cellText(one, value) !== '').map((made) => `${made.label}：${cellSaid(made, value)}`).join('；')
}

/** The cells in which two values differ, each with what it said and says. */
export const differing = (name: PolicyName, before: Policy[PolicyName], after: Policy[PolicyName]): { label: string; before: string; after: string }[] =>
  cellsOf(name, after).filter((made) => cellText(made, before) !== cellText(made, after)).map((made) => ({ label: made.label, before: cellSaid(made, before), after: cellSaid(made, after) }))

/** What was filled in for a cell; cells left out stay as they are. */
export type CellGiven = { key: string; value: string }

/** The value that some cells make of the one in force; or what is wrong, each at its cell. `then` is the policy of the day from which it is to be in force. */
export function valueFrom(name: PolicyName, given: readonly CellGiven[], then: Policy): { value: Policy[PolicyName] } | { refusals: Refusal[] } {
  const { faults, tidy } = described[name] as Described<PolicyName>
  const cells = cellsOf(name, then[name])
  const wrong = (key: string, message: string) => no('BAD_VALUE', message, undefined, `cells.${key}`)
  const strange = given.filter(({ key }, n) => !cells.some((one) => one.key === key) || given.findIndex((other) => other.key === key) !== n)
  if (strange.length > 0) return { refusals: strange.map(({ key }) => wrong(key, `“${described[name].label}”没有“${key.slice(0, 40)}”这一项，或者写了两次`)) }
  const refusals: Refusal[] = []
  let value: unknown = structuredClone(then[name])
  for (const made of cells) {
    const text = given.find(({ key }) => key === made.key)?.value
    const read = parsed(made, text ?? cellText(made, then[name]))
    if ('fault' in read) refusals.push(wrong(made.key, read.fault))
    else value = put(value, made.path, read.value)
  }
  if (refusals.length > 0) return { refusals }
  const tidied = tidy ? tidy(value as never) : (value as Policy[PolicyName])
  const left = (faults?.(tidied as never, { ...then, [name]: tidied }) ?? []).map(([key, message]) => wrong(key, message))
  return left.length > 0 ? { refusals: left } : { value: tidied }
}

/** The value with something put into it; it was copied before. */
function put(value: unknown, [step, ...rest]: PolicyCell['path'], within: unknown): unknown {
  if (step === undefined) return within
  const around = (value ?? {}) as Record<string | number, unknown>
  around[step] = put(around[step] ?? null, rest, within)
  return around
}

/** What the text of a cell says, or what is wrong with it. */
function parsed({ label, kind, unit, least, most, options, mayBeNone }: PolicyCell, text: string): { value: unknown } | { fault: string } {
  const bare = text.normalize('NFKC').trim()
  if (bare === '') return mayBeNone ? { value: null } : kind === 'choices' ? { value: [] } : { fault: `请填写“${label}”` }
  const bounds = `${least ?? ''}至${most ?? ''}${unit}`
  const within = (number: number) => Number.isFinite(number) && (least === null || least <= number) && (most === null || number <= most)
  switch (kind) {
    case 'whole': return /^\d{1,9}$/.test(bare) && within(Number(bare)) ? { value: Number(bare) } : { fault: `“${label}”应当是${bounds}之间的整数` }
    case 'number': return /^\d{1,6}(\.\d{1,2})?$/.test(bare) && within(Number(bare)) ? { value: Number(bare) } : { fault: `“${label}”应当是${bounds}之间的数，最多两位小数` }
    case 'flag': return bare === 'true' || bare === 'false' ? { value: bare === 'true' } : { fault: `“${label}”应当写 true（是）或者 false（否）` }
    case 'choice': return Object.hasOwn(options, bare) ? { value: bare } : { fault: `“${label}”应当是：${Object.entries(options).map(([each, said]) => `${said}（${each}）`).join('、')}` }
    case 'choices': { const listed = listIn(bare); return listed.every((each) => Object.hasOwn(options, each)) ? { value: [...new Set(listed)] } : { fault: `“${label}”里有不认识的一项：${listed.filter((each) => !Object.hasOwn(options, each)).join('、')}` } }
    case 'words': return { value: listIn(bare) }
    case 'wholes': { const numbers = listIn(bare).map(Number); return numbers.every((each) => Number.isInteger(each) && within(each)) ? { value: [...new Set(numbers)].sort((a, b) => a - b) } : { fault: `“${label}”应当是${bounds}之间的整数，用顿号隔开` } }
    case 'day': return isDay(bare) ? { value: bare } : { fault: `“${label}”应当是真实的日期，如 2026-11-24` }
    default: return [...bare].length <= (most ?? 40) ? { value: text.trim() } : { fault: `“${label}”最多${most ?? 40}个字` }
  }
}

const listIn = (text: string): string[] => text.split(/[、,，;；\s]+/u).filter((each) => each !== '')
