/** What each line of a report is called and how it is counted (统计口径): said here once, for the schema, the screen and the files. */
import type { DayParty } from './course.ts'
import { partyWordsOfDays } from './figure-words.ts'

/** `sums`: months add up to the year and zones to the whole. Whatever stands at the end of a period, a rate and a median do not add up over time. */
type Told = { label: string; definition: string; unit: 'cases' | 'times' | 'people' | 'items' | 'days' | 'share'; sums: boolean }

const changed = '批准的审理报告与移送时的处分建议相比'

export const reportWords = {
  opening: { label: '期初在办', definition: '期初以前首次移送、到期初还没有办结的案件数', unit: 'cases', sums: false },
  received: { label: '收到移送', definition: '本期首次移送的案件数；撤回、退回后再移送的不重复计', unit: 'cases', sums: true },
  accepted: { label: '首次受理', definition: '本期首次受理的案件数，与总览的“首次受理的月份”相同', unit: 'cases', sums: true },
  deferred: { label: '暂缓受理', definition: '本期批准暂缓受理的次数', unit: 'times', sums: true },
  refused: { label: '不予受理', definition: '本期批准不予受理的案件数', unit: 'cases', sums: true },
  concluded: { label: '审结', definition: '本期批准审理报告的案件数，与总览的“审结的月份”相同', unit: 'cases', sums: true },
  ended: { label: '办结', definition: '本期归档、不予受理、撤销案件、移送其他机关、提级办理的案件数；期初在办加收到移送减办结等于期末在办', unit: 'cases', sums: true },
  closing: { label: '期末在办', definition: '期末以前首次移送、到期末还没有办结的案件数', unit: 'cases', sums: false },
  sentBack: { label: '退回', definition: '本期批准的退回次数，一案退回两次计两次', unit: 'times', sums: true },
  ground: { label: '退回理由', definition: '本期批准的退回中写有这一理由的次数，一次退回可以有几个理由', unit: 'times', sums: true },
  passFirst: { label: '一次通过', definition: '本期批准审理报告、此前没有退回过的案件数', unit: 'cases', sums: true },
  firstPassRate: { label: '一次通过率', definition: '一次通过的案件数除以审结的案件数；没有审结的不计算，比较派驻机构时少于设定件数的也不计算', unit: 'share', sums: false },
  medianDays: { label: '审理天数中位数', definition: '本期审结的案件从最后一次受理到报告批准、扣除停止计算天数的净天数的中位数', unit: 'days', sums: false },
  took: { label: '平均每件工作日', definition: '本期审结的案件从首次移送到报告批准的工作日，除以审结的案件数', unit: 'days', sums: false },
  spent: { label: '其中归', definition: '上列工作日中，案件在这一方手里的；各方之和等于全部', unit: 'days', sums: false },
  late: { label: '超期审结', definition: '本期审结、报告批准日晚于审理期限届满日的案件数', unit: 'cases', sums: true },
  overdue: { label: '期末超期', definition: '期末审理期限正在计算、届满日早于期末的案件数；停止计算和已经终止的不计', unit: 'cases', sums: false },
  extended: { label: '延长审理期限', definition: '本期批准的延长次数', unit: 'times', sums: true },
  suspended: { label: '中止审理', definition: '本期批准的中止次数', unit: 'times', sums: true },
  changed: { label: '审理有改变', definition: `${changed}，定性、处分档次或者八项规定精神的认定有任何一项不同的案件数，按审结日期计`, unit: 'cases', sums: true },
  characterisation: { label: '改变定性', definition: `${changed}，至少一人的定性不同的案件数；空格不算`, unit: 'cases', sums: true },
  measureUp: { label: '处分加重', definition: `${changed}，至少一人的处分档次加重的案件数`, unit: 'cases', sums: true },
  measureDown: { label: '处分减轻', definition: `${changed}，至少一人的处分档次减轻的案件数`, unit: 'cases', sums: true },
  eightPointAdded: { label: '补认八项规定精神问题', definition: `${changed}，移送时没有标明、审理认定的案件数`, unit: 'cases', sums: true },
  eightPointDropped: { label: '不认八项规定精神问题', definition: `${changed}，移送时标明、审理没有认定的案件数`, unit: 'cases', sums: true },
  decided: { label: '作出决定', definition: '本期作出的处分决定数，一人一轨一份，按决定会议日期计', unit: 'items', sums: true },
  party: { label: '党纪处分', definition: '本期给予这一种党纪处分的人次', unit: 'people', sums: true },
  admin: { label: '政务处分', definition: '本期给予这一种政务处分的人次', unit: 'people', sums: true },
  eightPoint: { label: '认定违反中央八项规定精神', definition: '本期首次作出的决定认定违反中央八项规定精神的人数', unit: 'people', sums: true },
  executionDue: { label: '到期的执行事项', definition: '按期末时的情况，应当在本期办结的执行和回访事项数，不论是否办结', unit: 'items', sums: false },
  executed: { label: '办结的执行事项', definition: '本期办结的执行和回访事项数', unit: 'items', sums: true },
  executionOverdue: { label: '期末超期未办的执行事项', definition: '办理期限早于期末、到期末还没有办结的执行和回访事项数', unit: 'items', sums: false },
  archived: { label: '归档', definition: '本期归档的案件数', unit: 'cases', sums: true },
  leftOtherwise: { label: '撤案、移送、提级', definition: '本期撤销案件、移送其他机关、提级办理的案件数', unit: 'cases', sums: true },
} as const satisfies Record<string, Told>
export type ReportName = keyof typeof reportWords

export const reportUnitWords: Record<Told['unit'], string> = { cases: '件', times: '次', people: '人次', items: '项', days: '天', share: '%' }

export const sectionWords = { flow: '收案与办结', returns: '退回', quality: '质量与时限', changes: '审理改变了什么', decisions: '处分决定', execution: '执行与归档' } as const
export type SectionName = keyof typeof sectionWords

/** What the whole of a report is counted by. */
export const reportNotes = {
  days: '都按法定日期计入报告期；期末以后办理、更正、归档的，不改变以前各期的数字，期末以后补录的除外',
  places: '片区和派驻机构按案件归属的片区和牵头的派驻机构计；各片区之和等于合计，比率和中位数除外',
  whose: '只计报表人可以查看的案件',
} as const

export const spentLabel = (party: DayParty): string => `${reportWords.spent.label}${partyWordsOfDays[party]}`
