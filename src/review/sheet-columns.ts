/** What a kind of sheet has: its columns, how offices call them, and which there have to be. */

/** What can be brought in from a sheet. */
export const sheetKinds = ['cases', 'bodies', 'people', 'calendar'] as const
export type SheetKind = (typeof sheetKinds)[number]
export const sheetKindWords: Record<SheetKind, string> = { cases: '旧案', bodies: '派驻机构', people: '人员', calendar: '放假安排' }

/** A column: its title here, what stands in it, how wide it is set, what offices call it besides, and how it is filled in. */
export type SheetColumn = { title: string; kind: 'text' | 'day' | 'amount' | 'number'; width: number; also?: readonly string[]; how: string }

export type SheetColumns<Key extends string = string> = {
  /** How the sheet of the template is called. */
  name: string
  columns: Readonly<Record<Key, SheetColumn>>
  /** Which must be there for a row to be one. */
  wanted: readonly Key[]
  /** Where this one is empty, a row that begins with 合计 or 注 is no row. */
  subject: Key
  /** Titles that nobody misses although they are not read. */
  passed?: readonly string[]
}

/** A column by its key; one that is none is a mistake of the code. */
export function columnOf<Key extends string>({ columns }: SheetColumns<Key>, key: Key): SheetColumn {
  const column: SheetColumn | undefined = columns[key]
  if (column === undefined) throw new RangeError(`no column ${key}`)
  return column
}

export const keysIn = <Key extends string>({ columns }: SheetColumns<Key>): Key[] => Object.keys(columns) as Key[]
