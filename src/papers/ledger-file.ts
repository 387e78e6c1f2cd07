/** The ledger (台账) as a file: its rows, those of old cases beside them, and who made it, when, by which filter and how many rows. */
import { shownColumn, type LedgerCell, type LedgerKey } from '../review/ledger.ts'
import { csvLines, csvOf, csvRows } from './csv.ts'
import { workbook, type Sheet } from './sheet.ts'

export const ledgerForms = ['xlsx', 'csv'] as const
export type LedgerForm = (typeof ledgerForms)[number]

/** Rows of one kind under their name; batches are asked for one after the other. */
export type LedgerPart = { name: string; batches: AsyncIterable<LedgerCell[][]> }

/** The file as pieces. `about` is asked once all rows have been: then it is known how many there are. */
export async function ledgerFile(form: LedgerForm, keys: readonly LedgerKey[], parts: readonly LedgerPart[], about: () => [what: string, said: string | number][]): Promise<Uint8Array[]> {
  const columns = keys.map(shownColumn)
  if (form === 'xlsx') return workbook([...parts.map(({ name, batches }): Sheet => ({ name, columns, batches })), { name: '导出说明', columns: aboutColumns, batches: { *[Symbol.iterator]() { yield about() } } }])
  const rows: Uint8Array[] = []
  for (const { name, batches } of parts) {
    const written = await csvRows(batches)
    rows.push(csvLines([...(parts.length > 1 ? [[], [name]] : []), columns.map(({ title }) => title)]), ...written)
  }
  return csvOf([csvLines(about()), ...rows])
}

const aboutColumns = [{ title: '项目', kind: 'text', width: 18 }, { title: '内容', kind: 'text', width: 90 }] as const
