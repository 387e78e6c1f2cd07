/** Writes cases in bulk, row for row what the door would have written: `verify` finds nothing wrong with them. */
import Database from 'better-sqlite3'
import { getTableColumns } from 'drizzle-orm'
import { zones } from '../../src/caseload/city.ts'
import { draft } from '../../src/store/audit.ts'
import { algorithm, digest } from '../../src/store/canonical.ts'
import { numberKey } from '../../src/store/columns.ts'
import { sqlite } from '../../src/store/kit.ts'
import { inHan } from '../../src/review/numerals.ts'
import { searchRows } from '../../src/store/store.ts'
import { tables } from '../../src/store/tables.ts'
import { stepBody } from '../../src/store/take.ts'
import type { Progress } from '../../src/progress.ts'
import { blanks, commission, type Template } from './templates.ts'

/** So many cases share a transaction, and their entries lie mixed in the file as they would have come in. */
const together = 2000

/** Copies the templates, in turn, until there are so many cases. The store has the city already. */
export function fill(file: string, templates: readonly Template[], cases: number, progress: Progress): void {
  const db = new Database(file)
  for (const pragma of ['foreign_keys = off', 'synchronous = off', 'cache_size = -400000', 'wal_autocheckpoint = 100000']) db.pragma(pragma)
  const t = tables(sqlite)
  const rows = { cases: inserter(db, 'cases', t.cases), faces: inserter(db, 'case_faces', t.caseFaces), doors: inserter(db, 'case_doors', t.caseDoors), bars: inserter(db, 'case_bars', t.caseBars), entries: inserter(db, 'case_entries', t.caseEntries), audit: inserter(db, 'audit', t.audit), tallies: inserter(db, 'tallies', t.tallies), loads: inserter(db, 'loads', t.loads), numbers: inserter(db, 'numbers', t.numbers) }
  const searchKey = db.prepare('insert into search_keys (commission, id, side) values (?, ?, ?) returning n').pluck()
  const searched = db.prepare('insert into search (rowid, grams) values (?, ?)')
  const head = db.prepare('select seq, hash, at, steps from heads where commission = ?').get(commission) as { seq: number; hash: string; at: string; steps: number }
  const numbers = new Map<string, number>()
  const loads = new Map<string, { personId: string; stage: string; chosenOn: string; n: number }>()
  const tallies = new Map<string, { row: Template['tallied'][number]; n: number }>()

  const open = (template: Template, n: number): Copy => {
    const key = `${template.zoneId}|${template.year}`
    const last = (numbers.get(key) ?? 0) + 1
    numbers.set(key, last)
    const ordinal = zones.find((zone) => zone.id === template.zoneId)?.ordinal ?? 0
    const copy = { id: idOf(template, n), number: `划审${inHan(ordinal)}〔${template.year}〕${last}号`, template }
    const { columns, doors, bars, bodyIds } = template
    rows.cases({ ...columns, commission, id: copy.id, number: copy.number, numberKey: numberKey(copy.number), doc: named(columns.doc, copy) })
    for (const door of doors) rows.doors({ commission, caseId: copy.id, door })
    for (const personId of bars) rows.bars({ commission, caseId: copy.id, personId })
    for (const { side, face } of template.faces) rows.faces({ ...face, commission, side, id: copy.id, number: copy.number, numberKey: numberKey(copy.number) })
    const texts = { body: named(template.search.body, copy), review: named(template.search.review, copy) }
    for (const { side, terms } of searchRows({ commission, texts, bodyIds })) searched.run(searchKey.get(commission, copy.id, side), terms.join(' '))
    for (const { personId, stage, chosenOn } of template.seats) {
      const name = `${personId} ${stage}`
      const known = loads.get(name) ?? { personId, stage, chosenOn, n: 0 }
      loads.set(name, { ...known, chosenOn: chosenOn > known.chosenOn ? chosenOn : known.chosenOn, n: known.n + 1 })
    }
    for (const row of template.tallied) {
      const name = [row.scope, row.zoneId, row.bodyId, row.kind, row.key].join('\n')
      const known = tallies.get(name)
      if (known) known.n += row.n
      else tallies.set(name, { row, n: row.n })
    }
    return copy
  }

  const enter = (copy: Copy, n: number): void => {
    const one = copy.template.entries[n]
    if (!one) return
    const operationKey = `bench-${copy.id}-${n + 1}`
    const payload = named(one.payload, copy)
    const entry = { ...one.entry, payload: JSON.parse(payload) as unknown }
    const seq = ++head.seq
    head.steps++
    const row = { ...entry, commission, caseId: copy.id, operationKey, requestHash: digest(named(one.request, copy)), basis: one.basis, payload }
    const body = `{"seq":${seq},${draft({ commission, at: entry.at, kind: 'step', body: stepBody(row, digest(named(one.doc, copy))) }).rest}`
    const hash = digest(head.hash + body)
    rows.audit({ commission, seq, at: entry.at, kind: 'step', algorithm, prev: head.hash, hash, body })
    rows.entries({ ...row, seq })
    head.hash = hash
    head.at = entry.at
  }

  for (let begin = 0; begin < cases; begin += together) {
    db.transaction(() => {
      const copies = Array.from({ length: Math.min(together, cases - begin) }, (_, k) => open(templates[(begin + k) % templates.length]!, begin + k)) // the index is below the length
      const longest = Math.max(...copies.map(({ template }) => template.entries.length))
      for (let n = 0; n < longest; n++) for (const copy of copies) enter(copy, n)
    })()
    progress(Math.min(begin + together, cases), cases)
  }
  db.transaction(() => {
    for (const { row, n } of tallies.values()) rows.tallies({ commission, ...row, n })
    for (const row of loads.values()) rows.loads({ commission, ...row })
    for (const [key, last] of numbers) rows.numbers({ commission, zoneId: key.split('|')[0], year: key.split('|')[1], last })
    db.prepare('update heads set seq = ?, hash = ?, at = ?, steps = ? where commission = ?').run(head.seq, head.hash, head.at, head.steps, commission)
  })()
  db.pragma('wal_checkpoint(truncate)')
  db.close()
}

type Copy = { id: string; number: string; template: Template }

const named = (text: string, { id, number }: Copy): string => text.replaceAll(blanks.id, id).replaceAll(blanks.number, number)

/** An id as the store makes them: the commission, the instant, and what stands for chance. */
const idOf = ({ columns }: Template, n: number): string => `${commission}-${Date.parse(columns.openedAt).toString(36)}${digest(String(n)).slice(0, 12)}`

/** Inserts rows that are named as Drizzle names their columns. */
function inserter(db: Database.Database, name: string, table: Parameters<typeof getTableColumns>[0]): (row: Record<string, unknown>) => void {
  const columns = Object.entries(getTableColumns(table)).map(([property, column]) => ({ property, name: column.name }))
  const statement = db.prepare(`insert into ${name} (${columns.map((one) => one.name).join(', ')}) values (${columns.map(() => '?').join(', ')})`)
  return (row) => void statement.run(...columns.map(({ property }) => row[property] ?? null))
}
