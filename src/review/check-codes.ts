/** The 28 check codes (核对码, `practice.md` D) as a table, and the nouns of what comes under them. */
import type { Day } from './day.ts'
import type { Rule } from './law.ts'

type CheckRow = { label: string; rule: Rule; settle: string }

export const checkCodes = {
  EIGHT_RULES_TAG: { label: '八项规定精神未标明', rule: 'R-440', settle: '认定违反中央八项规定精神并写明类别，或者写明不认定的理由' },
  LAW_VERSION: { label: '适用条例版本', rule: 'R-416-CF158', settle: '改用行为终了时施行的版本；新规定不认为违纪违法或者处理较轻的，写明比较结果' },
  COMBINE: { label: '数种违纪合并处理', rule: 'R-420-CF24', settle: '逐项写明各行为应受的处分，按最高的加重一档合并处理' },
  RANK_ROUTE: { label: '处级干部须经工委', rule: 'R-254-route', settle: '移送工委审理，取得工委签署的意见' },
  PARTY_ONLY: { label: '非党员不受党纪处分', rule: 'R-140', settle: '去掉党纪处分和条例条款，改为政务处分或者其他处理' },
  FILING_TYPE: { label: '立案类型', rule: 'R-100', settle: '核对立案文书：非党员按监察立案，适用政务处分的规定' },
  MANDATORY_EXPULSION: { label: '应当开除党籍', rule: 'R-414-party', settle: '给予开除党籍；依规定可以不开除的，附上级机关批准' },
  NOT_PROSECUTED_MIN: { label: '不起诉、免刑、罚金的党纪下限', rule: 'R-414-party', settle: '党纪处分不轻于撤销党内职务，或者写明依据' },
  GOV_MINIMUM: { label: '犯罪后政务处分下限', rule: 'R-414', settle: '政务处分不轻于法定下限；低于一般处分的附上级机关批准' },
  NO_PARTY_POST: { label: '没有党内职务可撤', rule: 'R-400', settle: '给予严重警告（影响期二年），并建议撤销党外职务' },
  PARTY_GOV_MATCH: { label: '党纪政务处分匹配', rule: 'R-430', settle: '调整为相匹配的处分，或者写明理由' },
  SENTENCING_RANGE: { label: '量纪幅度', rule: 'R-420', settle: '调整处分，或者写明与提示不同的理由并附同类案件' },
  SINGLE_SOURCE: { label: '单一证据', rule: 'R-550', settle: '补充另一种证据相互印证，或者不认定该事实' },
  SUBJECT_DOCS: { label: '主体身份材料', rule: 'R-215', settle: '补齐任职文件、岗位职责和身份证明' },
  DOC_SOURCE: { label: '书证来源', rule: 'R-550', settle: '注明出处、提取时间和提供人，并盖章确认' },
  VALUATION: { label: '价格认定', rule: 'R-550', settle: '取得价格认定、鉴定或者评估意见' },
  AMOUNT_RECALC: { label: '金额复核', rule: 'R-550', settle: '逐笔列明并复核，使涉案金额与事实一致' },
  ILLEGAL_GAINS: { label: '违纪违法所得', rule: 'R-260-property', settle: '对所得写明处理意见：党纪为收缴、责令退赔，政务为没收、追缴、责令退赔' },
  BRIBERY_THRESHOLD: { label: '接近受贿数额标准', rule: 'R-262-threshold', settle: '查清有无具体请托和谋利，写明是否涉嫌受贿的理由' },
  CRIME_SCREEN: { label: '排除涉嫌犯罪', rule: 'R-262', settle: '写明不涉嫌职务犯罪的理由，或者按涉嫌犯罪办理' },
  DOUBLE_JEOPARDY: { label: '重复处理', rule: 'R-263', settle: '附此前的处理文书，已处理的事实不再重复评价' },
  INTENT: { label: '主观故意', rule: 'R-550', settle: '查明是故意还是过失，写明认定的依据' },
  RESPONSIBILITY: { label: '责任划分', rule: 'R-415-CF39', settle: '查明职责分工，写明直接责任、主要领导责任或者重要领导责任' },
  EXEMPTION_RECORD: { label: '免予处分书面结论', rule: 'R-260-CF19', settle: '由有处分权的党组织作出书面结论，并归入个人档案' },
  EXPULSION_APPROVAL: { label: '开除党籍的批准', rule: 'R-125', settle: '核对批准权限，须报上级机关批准的附批准文书' },
  FAST_TRACK: { label: '生效判决案件', rule: 'R-201', settle: '附生效裁判文书；不再立案和见面，另有其他事实的先行审查调查' },
  TIME_LIMIT: { label: '审理期限', rule: 'R-300', settle: '在届满前形成审理报告，或者经批准延长' },
  ARTICLE_REF: { label: '条款引用', rule: 'R-501', settle: '引用条文写到条、款、项；条文没有款、项的予以说明' },
} as const satisfies Record<string, CheckRow>

export type CheckCode = keyof typeof checkCodes

/**
 * How a check stands: as found; answered by the body, for the group to look at; asked of the body in an outline (补查提纲);
 * only the proposal has it, the review's finding no more; settled, by what the case did or by an answer; 不适用.
 */
export const checkStates = ['open', 'answered', 'returned', 'corrected', 'settled', 'notApplicable'] as const
export type CheckState = (typeof checkStates)[number]

/** 核对发现 as a reviewer raises it: what no rule finds in the fields. `key` names it among the checks of the case. */
export type RaisedCheck = { key: string; code: CheckCode; subjectId: string | null; factId: string | null; data: string; settle: string; raisedBy: string; raisedOn: Day }

/** What was answered to a check: how it is settled, or 不适用 and why. */
export const checkOutcomes = ['settled', 'notApplicable'] as const
export type CheckAnswer = { key: string; outcome: (typeof checkOutcomes)[number]; text: string; by: string; on: Day }
