/** What each figure is called and how it is counted (统计口径): said here once, for the schema, the screens and the exports. */
import type { Change, Span } from './tally.ts'
import type { DayParty } from './course.ts'

type Told = { label: string; definition: string; unit: 'cases' | 'share' | 'days' }

export const figureWords = {
  total: { label: '案件总数', definition: '本人可以查看的案件数，含已经办结的', unit: 'cases' },
  open: { label: '在办', definition: '没有归档、撤案、移送其他机关、提级，也不是不予受理的案件数', unit: 'cases' },
  overdue: { label: '超期', definition: '审理期限正在计算，届满日早于今天的案件数；停止计算和已经终止的不计', unit: 'cases' },
  dueSoon: { label: '即将到期', definition: '审理期限正在计算，届满日在今天至设定的工作日数（默认 5 个）之内的案件数，不含超期', unit: 'cases' },
  concluded: { label: '审结', definition: '审理报告已经批准的案件数', unit: 'cases' },
  medianDays: { label: '审理天数中位数', definition: '审结案件从受理到报告批准、扣除停止计算天数的净天数的中位数；没有审结的不计算', unit: 'days' },
  firstPass: { label: '一次通过', definition: '没有退回过就批准审理报告的案件数', unit: 'cases' },
  firstPassRate: { label: '一次通过率', definition: '没有退回过就批准审理报告的案件数，除以批准审理报告的案件数；没有的不计算，比较派驻机构时少于设定件数的也不计算', unit: 'share' },
  returned: { label: '退回过的案件', definition: '经批准退回过一次以上的案件数，一案退回几次也只计一件', unit: 'cases' },
  changed: { label: '审理有改变', definition: '批准的审理报告与移送时的处分建议相比，定性、处分档次或者八项规定精神的认定有任何一项不同的案件数', unit: 'cases' },
  characterisation: { label: '改变定性', definition: '批准的审理报告中，至少一人的定性与移送时的建议不同的案件数；空格不算', unit: 'cases' },
  measureUp: { label: '处分加重', definition: '批准的审理报告中，至少一人的党纪处分或者政务处分档次高于移送时的建议的案件数', unit: 'cases' },
  measureDown: { label: '处分减轻', definition: '批准的审理报告中，至少一人的党纪处分或者政务处分档次低于移送时的建议的案件数', unit: 'cases' },
  eightPointAdded: { label: '补认八项规定精神问题', definition: '移送时没有标明、审理报告认定为违反中央八项规定精神的案件数', unit: 'cases' },
  eightPointDropped: { label: '不认八项规定精神问题', definition: '移送时标明、审理报告没有认定为违反中央八项规定精神的案件数', unit: 'cases' },
} as const satisfies Record<Change | 'total' | 'open' | 'overdue' | 'dueSoon' | 'concluded' | 'medianDays' | 'firstPass' | 'firstPassRate' | 'returned' | 'changed', Told>
export type FigureName = keyof typeof figureWords

/** How the breakdowns are counted. */
export const breakdownWords = {
  stages: '现在处于这一阶段的案件数，没有的不列',
  returns: '经批准的退回次数，一案退回两次计两次',
  grounds: '经批准的退回中写有这一理由的次数，一次退回可以有几个理由；案件数是因这一理由退回过的案件，一案只计一件',
  returnMonths: '当月批准的退回次数；案件数是当月批准退回的案件，一案只计一件',
  routes: '案件数，几名被审查调查人路径不同的各计一次',
  days: '从首次移送起的工作日，首日不计、末日计入。每个工作日只归一方：当天案件在谁手里就归谁，退回后归派驻机构，中止审理期间归停止计算；等待批准的日子归决定人。各方之和等于所用的全部工作日',
  stageDays: '已经审结或者办结的案件在这一阶段停留的工作日；审结而没有办结的，只算到审结',
  spread: '各派驻机构一次通过率的分布：批准审理报告的案件不足设定件数的机构不列入，只报有几个',
  silent: '本年度没有立案并且移送审理的派驻机构：按牵头派驻机构和立案日期计算，只看本人可以查看的案件；片区负责人看不到本年内调入、调出的机构',
  loads: '审理组成员在办的案件，到审理报告批准为止；负担按设定的各阶段权重相加，名次由轻到重。件数和负担只有案件审理室和领导看得到，小组组长只看本片区的名次',
} as const

export const partyWordsOfDays: Record<DayParty, string> = { body: '派驻机构', group: '划片小组', office: '案件审理室', approver: '分管领导、主要负责人', outside: '工委、派出机关等其他机关', tolled: '中止审理，停止计算' }

export const spanWords: Record<Span, string> = { review: '从首次移送到审理报告批准', whole: '从首次移送到办结' }
