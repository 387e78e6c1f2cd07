/** 报表 and 共性问题通报 as files: Excel, CSV, Word. */
import { circularTables, type Circular } from '../review/circular.ts'
import type { Report } from '../review/reports.ts'
import { csvLines, csvOf } from './csv.ts'
import { bodiesTable, circularPaper, circularTable, reportPaper, reportTable, type ReportNames, type Written } from './report-forms.ts'
import { workbook, type Column, type Sheet } from './sheet.ts'
import { toWord } from './word.ts'

export const reportForms = ['xlsx', 'docx', 'csv'] as const
export type ReportForm = (typeof reportForms)[number]
export const circularForms = ['docx', 'xlsx'] as const
export type CircularForm = (typeof circularForms)[number]

/** What is said about a file, line by line. */
export type About = readonly (readonly [what: string, said: string])[]

const columnOf = (title: string, n: number): Column => ({ title, kind: 'number', width: title === '统计口径' ? 70 : title === '项目' || title === '派驻机构' ? 34 : n === 0 ? 16 : 12 })
const sheetOf = ({ name, head, rows }: Written): Sheet => ({ name, columns: head.map(columnOf), batches: [rows] })
const aboutSheet = (about: About): Sheet => ({ name: '说明', columns: [{ title: '项目', kind: 'text', width: 18 }, { title: '内容', kind: 'text', width: 90 }], batches: [about] })

/** A report as a file, in pieces. */
export async function reportFile(form: ReportForm, report: Report, names: ReportNames, about: About): Promise<Uint8Array[]> {
  const [lines, bodies] = [reportTable(report, names), bodiesTable(report, names)]
  const all: About = [...about, ...report.notes.map((note) => ['说明', note] as const)]
  if (form === 'docx') return [await toWord(reportPaper(report, names))]
  if (form === 'xlsx') return workbook([sheetOf(lines), sheetOf(bodies), aboutSheet(all)])
  return csvOf([csvLines([...all, [], lines.head, ...lines.rows, [], bodies.head, ...bodies.rows])])
}

/** The circular as Word, or its tables as Excel. */
export async function circularFile(form: CircularForm, circular: Circular, names: ReportNames): Promise<Uint8Array[]> {
  if (form === 'docx') return [await toWord(circularPaper(circular, names))]
  const told = circular.sentences[0]?.texts ?? []
  return workbook([
    ...circular.tables.map((one) => sheetOf(circularTable(one, circular))),
    aboutSheet([['名称', circular.title.join('')], ...told.map((said) => ['说明', said] as const), ...circular.tables.map(({ name }) => [circularTables[name].title, circularTables[name].definition] as const)]),
  ])
}
