/** The heading of an office's own sheet: which of its columns is which of ours, by the titles that offices use and by what somebody says besides. */
import { cellName, columnLetters } from './cell-name.ts'
import { ledgerColumns, type LedgerKey } from './ledger.ts'
import { oldKeys } from './old-case.ts'
import { wantedKeys, type SheetLine } from './old-sheet.ts'

/** A column that is read: as which, under which title, and by what an amount is multiplied to be in yuan. */
type HeadingColumn = { key: LedgerKey; title: string; factor: number }
/** The row of the titles, the columns that are read, by their place, and the titles that are not. */
export type Heading = { n: number; columns: ReadonlyMap<number, HeadingColumn>; unused: readonly string[] }

/** What offices call a column, beside our own title. */
const synonyms: { [Key in LedgerKey]?: readonly string[] } = {
  number: ['案件编号', '案号', '编号', '案件号', '审理编号'], personCode: ['人员编码', '涉案人员编号'], title: ['案件名称'], body: ['移送机关', '派驻机构', '移送派驻机构', '派驻纪检监察组', '移送审理单位', '承办单位', '承办部门'], zone: ['所属片区'],
  name: ['被审查调查人', '被审查调查人姓名', '涉案人员', '涉案人员姓名', '被调查人', '被审查人', '当事人'], born: ['出生日期', '出生时间', '出生年份'], education: ['文化程度'], partyJoined: ['入党年月', '入党日期'],
  post: ['单位及职务', '工作单位及职务', '单位和职务', '工作单位和职务', '职务'], rank: ['级别', '行政级别'], personnelType: ['人员性质', '身份类别'], deputy: ['人大代表政协委员党代表党委委员纪委委员', '两代表一委员', '代表委员', '人大代表政协委员'],
  filedOn: ['立案日期'], filedBy: ['立案单位', '立案机关纪监'], transferredOn: ['移送日期', '移送审理时间', '移送审理日期'], acceptedOn: ['受理日期'], returnedOn: ['退回日期', '退查时间'], returnKind: ['退查类型'], returnsCount: ['退查次数'], submittedAgainOn: ['重报日期', '重新移送时间'],
  concludedOn: ['审结日期'], panel: ['审理人员', '审理组成员'], eightPoint: ['是否违反中央八项规定精神', '违反中央八项规定精神', '八项规定'], facts: ['违纪违法事实', '主要事实', '违纪事实', '主要违纪事实', '主要问题'], amount: ['涉案金额', '违纪金额'],
  proposedMeasure: ['移送处理建议'], reviewedMeasure: ['审理意见', '审理处理建议'], party: ['党纪处分种类', '党纪'], admin: ['政纪处分', '行政处分', '政务处分种类', '政务', '政纪'], property: ['涉案财物', '涉案财物处置', '收缴没收追缴责令退赔登记上交', '财物处置'],
  decidedBy: ['处分决定机关'], decidedOn: ['决定日期', '处分决定时间', '处分时间', '处分日期'], announcedOn: ['宣布日期'], partyPeriodEndsOn: ['影响期届满日', '影响期', '影响期至'], adminPeriodEndsOn: ['处分期止', '政务处分期', '处分期届满日'], executedOn: ['执行完毕日期', '执行时间'], archivedOn: ['归档日期'], note: ['说明'],
}

/** A title as it is compared: without blanks and signs, wide ones narrow, and without the unit. */
const bare = (title: string): string => title.normalize('NFKC').replace(/\((?:万?元|人民币)\)|[\s\p{P}\p{S}]/gu, '').toLowerCase()

const byTitle = new Map<string, LedgerKey>(oldKeys.flatMap((key) => [key, ledgerColumns[key].title, ...(synonyms[key] ?? [])].map((title) => [bare(title), key] as const)))

/** One of our columns by its title or its name in the code; null where it is none. */
export const keyOfTitle = (title: string): LedgerKey | null => byTitle.get(bare(title)) ?? null

const ownTitles = new Set((['ordinal', 'stage', 'holder', 'dueOn'] as const).map((key) => bare(ledgerColumns[key].title)))

/** How far down a heading is looked for. */
const mostAbove = 30

/** What somebody says of a sheet: the row of its titles, and which column (by title or letter) is which of ours; null for one that is not to be read. */
export type Said = { headRow?: number | undefined; columns: Readonly<Record<string, LedgerKey | null>> }

/** The heading: the row with most titles that are known, the lower one of two. Faults say what is missing, or what is there twice. */
export function headingOf(lines: readonly SheetLine[], said: Said): { heading: Heading } | { faults: string[] } {
  const rows = lines.filter((line) => (said.headRow === undefined ? line.n <= mostAbove : line.n === said.headRow)).map((line) => columnsOf(line, said))
  const best = rows.reduce<(typeof rows)[number] | null>((most, one) => (most === null || keysIn(one) >= keysIn(most) ? one : most), null)
  if (best === null || keysIn(best) < 2) return { faults: [said.headRow === undefined ? `前${mostAbove}行里没有找到标题行：标题应当有${wantedKeys.map((key) => ledgerColumns[key].title).join('、')}等，可以用 --map 写明` : `第${said.headRow}行不是标题行`] }
  const { n, columns } = best
  const titles = [...columns]
  const missing = wantedKeys.filter((key) => !titles.some(([, one]) => one.key === key))
  const twice = titles.filter(([column, { key }]) => titles.some(([other, one]) => other < column && one.key === key))
  const faults = [
    ...missing.map((key) => `第${n}行标题里没有“${ledgerColumns[key].title}”：请在文件里补上，或者用 --map 写明是哪一列`),
    ...twice.map(([column, { key, title }]) => `第${n}行“${title}”（${cellName(column, n)}）与前面的一列都是“${ledgerColumns[key].title}”：请用 --map 写明用哪一列`),
  ]
  return faults.length > 0 ? { faults } : { heading: { n, columns, unused: best.unused } }
}

const keysIn = ({ columns }: { columns: ReadonlyMap<number, HeadingColumn> }): number => new Set([...columns.values()].map((one) => one.key)).size

function columnsOf({ n, cells }: SheetLine, said: Said): { n: number; columns: Map<number, HeadingColumn>; unused: string[] } {
  const columns = new Map<number, HeadingColumn>()
  const unused: string[] = []
  for (const [column, { value }] of [...cells].toSorted(([one], [other]) => one - other)) {
    const title = String(value).trim()
    const own = [title, bare(title), columnLetters(column)].map((name) => said.columns[name]).find((key) => key !== undefined)
    const key = own === undefined ? keyOfTitle(title) : own
    // What is numbered anew here, or is known of living cases alone, is no column that somebody would miss.
    if (key === null) unused.push(...(ownTitles.has(bare(title)) ? [] : [title]))
    else columns.set(column, { key, title: title.replace(/\s+/g, ''), factor: /万元/.test(title) ? 10_000 : 1 })
  }
  return { n, columns, unused }
}
