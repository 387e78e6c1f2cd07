/** What the server says of a sheet that is brought in (`src/imports.ts`). */
import type { ShownMoves } from '../pages/calendar.tsx'
import type { RefusalLine } from '../refusals.tsx'

export type Held = {
  id: string
  kind: string
  name: string
  sheets: string[]
  sheet: string | null
  headRow: number | null
  columns: { letter: string; title: string; sample: string; key: string | null }[]
  fields: { key: string; title: string; wanted: boolean }[]
  headingFaults: string[]
  notes: string[]
  counts: { rows: number; sound: number; known: number; faulty: number; faults: number; remarks: number } | null
  sound: string
}
export type Batch = { id: string; fileName: string; rowCount: number; importedBy: string; importedAt: string; withdrawnAt: string | null; reason: string | null }
export type Standing = { kinds: { kind: string; label: string }[]; most: { megabytes: number; rows: number }; held: Held | null; batches: Batch[] }
export type Lines = { total: number; lines: { n: number; message: string }[] }
export type Outlook = { rows: number; lines: string[]; calendar: (ShownMoves & { basedOn: string }) | null } | { refusals: RefusalLine[] }
export type Done = { lines: string[]; codes: { personId: string; login: string; code: string }[] }
export type Outcome = Done | { refusals: RefusalLine[] }

export const importsKey = ['imports']
/** What is asked of one sheet as it was read: it does not change, and is not asked for once the sheet is gone. */
export const sheetKey = 'importSheet'
