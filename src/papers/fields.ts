/**
 * 模板字段: the names that a template of an office may use, and what stands for each in a paper. One list, for the page,
 * the command line, the dry run and the filling. What is told of the case comes from parts that every form is made from,
 * so that a paper is the same for everybody who has it.
 */
import { forms } from './catalogue.ts'
import { bodiesIn, groupOf, officeOf, organNamesIn, subjectNames, type Desk } from './desk.ts'
import type { FieldData, Paper } from './paper.ts'
import { dated, money } from './wording.ts'

/**
 * 字段. `text` stands within a line, and opens and closes a part that is left out where there is nothing to say; `list`
 * repeats what stands between its two ends; `set` is a paragraph of its own, set by the system. A template without one that
 * is `needed` is not taken.
 */
export type Field = { name: string; kind: 'text' | 'list' | 'set'; needed: boolean; meaning: string; example: string; columns: readonly { name: string; meaning: string; example: string }[] }

type Made<From> = Field & { value: (from: From) => FieldData[string] }

const text = <From>(name: string, meaning: string, example: string, value: (from: From) => string, needed = false): Made<From> => ({ name, kind: 'text', needed, meaning, example, columns: [], value })

type Column<Row> = readonly [name: string, meaning: string, example: string, value: (row: Row, n: number) => string]

const list = <From, Row>(name: string, meaning: string, columns: readonly Column<Row>[], rows: (from: From) => readonly Row[]): Made<From> => ({
  name, kind: 'list', needed: false, meaning, example: `{#${name}}${columns.map(([column]) => `{${column}}`).join('')}{/${name}}`,
  columns: columns.map(([column, means, example]) => ({ name: column, meaning: means, example })),
  value: (from) => rows(from).map((row, n) => Object.fromEntries(columns.map(([column, , , value]) => [column, value(row, n)]))),
})

/** Whole paragraphs, which `word.ts` makes. */
const set = (name: string, meaning: string, needed: boolean): Field => ({ name, kind: 'set', needed, meaning, example: `{@${name}}`, columns: [] })

const paperFields: readonly Made<Paper>[] = [
  text('标题', '文书的标题，分行的照分', '关于李某同志违纪案的审理报告', ({ title }) => title.join('\n'), true),
  text('密级', '密级和期限；不涉密的为空', '机密★20年', ({ secrecy }) => secrecy ?? '', true),
  text('发文机关', '版头的发文机关；没有版头的为空', '市纪委监委第三片区划片案件审理小组', ({ head }) => head?.organ ?? ''),
  text('发文字号', '版头的发文字号，由他方编号的留空格；没有版头的为空', '划审三〔2026〕6号', ({ head }) => (head === null ? '' : (head.number ?? '〔　　〕　号'))),
  text('主送', '主送机关，不带冒号；没有的为空', '驻市交通运输局纪检监察组', ({ addressee }) => addressee ?? ''),
  list<Paper, string>('附件清单', '附件逐个列出', [['序号', '第几个', '1', (_name, n) => `${n + 1}`], ['名称', '附件的名称', '检讨材料', (name) => name]], ({ attachments }) => attachments),
  text('落款机关', '落款的机关，几个的分行；没有落款的为空', '市纪委监委第三片区划片案件审理小组', ({ closing }) => closing?.organs.join('\n') ?? ''),
  text('落款日期', '落款的日期，尚未写明的留空格；没有落款的为空', '2026年3月20日', ({ closing }) => (closing === null ? '' : dated(closing.on))),
  text('抄送', '抄送机关，逗号隔开；没有的为空', '市纪委监委案件审理室', ({ copyTo }) => copyTo.join('，')),
  text('文书编号', '文书在本案中的编号', 'W11', ({ key }) => key),
  text('文书种类', '文书种类的名称', '审理报告', ({ form }) => forms[form].title),
]

const caseFields: readonly Made<Desk>[] = [
  text('案件编号', '案件的编号', '划审三〔2026〕6号', ({ c }) => c.number),
  text('案件名称', '案件的名称', '李某违反廉洁纪律案', ({ c }) => c.package.title),
  text('片区', '案件所在的片区', '第三片区', ({ zone }) => zone),
  text('审理小组', '片区的审理小组', '市纪委监委第三片区划片案件审理小组', groupOf),
  text('审理室', '案件审理室', '市纪委监委案件审理室', officeOf),
  text('纪检监察机关', '市纪委监委的名称', '市纪委监委', (desk) => organNamesIn(desk).commission),
  text('派驻机构', '移送的派驻机构，几个的用顿号隔开', '驻市交通运输局纪检监察组', (desk) => bodiesIn(desk).join('、')),
  text('被审查人姓名', '被审查调查人，三人以上写某某等几人', '李某', subjectNames),
  text('线索受理日期', '线索受理的日期', '2025年9月1日', ({ c }) => dated(c.package.clueOn)),
  text('立案日期', '立案的日期', '2025年11月3日', ({ c }) => dated(c.package.filedOn)),
  text('移送日期', '移送审理的日期', '2026年2月26日', ({ c }) => dated(c.transferredOn)),
  text('受理日期', '受理的日期', '2026年3月2日', ({ c }) => dated(c.acceptedOn)),
  text('涉案金额', '涉案金额；没有的为空', '26.80万元', ({ c }) => (c.package.amountYuan === null ? '' : money(c.package.amountYuan))),
  list('被审查人', '被审查调查人逐人列出', [
    ['姓名', '姓名', '李某', ({ name }) => name], ['性别', '性别', '男', ({ gender }) => gender], ['民族', '民族', '汉族', ({ ethnicity }) => ethnicity], ['出生年', '出生的年份', '1975', ({ birthYear }) => `${birthYear}`],
    ['学历', '学历', '大学', ({ education }) => education], ['政治面貌', '中共党员或者非中共党员', '中共党员', ({ partyMember }) => (partyMember ? '中共党员' : '非中共党员')], ['单位', '工作单位', '市交通运输局', ({ employer }) => employer],
    ['职务', '职务', '综合运输科科长', ({ post }) => post], ['职级', '职级', '正科级', ({ rank }) => rank], ['人员类别', '人员类别', '公务员', ({ personnelType }) => personnelType],
  ], ({ c }: Desk) => c.package.subjects),
  list('证据', '主要证据逐件列出', [['序号', '证据的编号', '1', ({ no }) => `${no}`], ['种类', '证据的种类', '书证', ({ type }) => type], ['名称', '证据的名称', '派车单', ({ name }) => name]], ({ c }: Desk) => c.package.evidence),
]

/** Every field there is, in the order in which it is explained. */
export const fields: readonly Field[] = [...paperFields.slice(0, 5), set('正文', '正文：标题、段落、表格、签字行，由系统排好；单独占一段', true), set('附件', '附件说明：“附件：”及各附件名称，由系统排好；没有附件的不占行；单独占一段', false), ...paperFields.slice(5), ...caseFields].map(({ name, kind, needed, meaning, example, columns }) => ({ name, kind, needed, meaning, example, columns }))

const valuesOf = <From>(made: readonly Made<From>[], from: From): FieldData => Object.fromEntries(made.map(({ name, value }) => [name, value(from)]))

/** What a paper says, field by field. */
export const paperData = (paper: Paper): FieldData => valuesOf(paperFields, paper)

/** What is told of its case, of the fields that are used. */
export const caseData = (desk: Desk, used: readonly string[]): FieldData => valuesOf(caseFields.filter(({ name }) => used.includes(name)), desk)

/** The examples of the fields of a case, each list with two rows: what a template is tried out with. */
export const sampleData: FieldData = Object.fromEntries(caseFields.map(({ name, kind, example, columns }) => {
  const row = Object.fromEntries(columns.map((column) => [column.name, column.example]))
  return [name, kind === 'list' ? [row, row] : example]
}))

/** The list to keep: a row a field, those within a list below it. */
export const fieldRows = (): string[][] => [
  ['字段', '写法', '必须有', '意思', '例'],
  ...fields.flatMap((one) => [
    [one.name, one.kind === 'text' ? `{${one.name}}` : one.kind === 'set' ? `{@${one.name}}` : `{#${one.name}}……{/${one.name}}`, one.needed ? '是' : '', one.meaning, one.kind === 'text' ? one.example : ''],
    ...one.columns.map((column) => [`${one.name}·${column.name}`, `{${column.name}}`, '', column.meaning, column.example]),
  ]),
]
