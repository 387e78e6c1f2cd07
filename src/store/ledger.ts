/**
 * The cases of a ledger (台账) that leaves the screen: those of the list, in its order, each as its reader sees it. Every
 * batch is on record before it is given, and the export itself before the file is; others are let in between two batches.
 */
import { setImmediate as others } from 'node:timers/promises'
import type { Actor } from '../review/people.ts'
import { record } from './audit.ts'
import { find, type Found } from './cases.ts'
import { cursorOf, list, type CaseRow, type Filter, type Sort } from './list.ts'
import { witnessed } from './readings.ts'
import type { Store } from './store.ts'

const columns = ['number', 'title', 'zoneId', 'bodyId', 'stage', 'holder', 'transferredOn', 'acceptedOn', 'dueOn', 'returnsCount'] as const
/** So many rows of the list are asked for at once, and so many cases are read before others are let in. */
const [listedAtOnce, readAtOnce] = [200, 20]

/** Which cases a ledger has: all that the list has, as they are at this instant. Nothing of them has been shown yet. */
export async function ledgerList(store: Store, who: Actor, filter: Filter, sort: Sort): Promise<CaseRow[]> {
  const rows: CaseRow[] = []
  for (let after: string | undefined; ; ) {
    const page = await list(store, who, { filter, sort, first: listedAtOnce, columns, ...(after === undefined ? {} : { after }) })
    rows.push(...page.rows)
    const last = page.rows.at(-1)
    if (!page.hasNext || !last) return rows
    after = cursorOf(last, sort.by)
    await others()
  }
}

/** The cases of a list as this person sees them. One that has gone from their sight since is left out. */
export async function* ledgerCases(store: Store, who: Actor, rows: readonly CaseRow[], at: () => string): AsyncGenerator<{ row: CaseRow; found: Found }[]> {
  for (let from = 0; from < rows.length; from += listedAtOnce) {
    const batch = rows.slice(from, from + listedAtOnce)
    yield await witnessed(store, { commission: who.commission, at: at() }, async () => {
      const read: { row: CaseRow; found: Found }[] = []
      for (const [n, row] of batch.entries()) {
        const found = await find(store, who, row.id)
        if (found) read.push({ row, found })
        if (n % readAtOnce === 0) await others()
      }
      return read
    })
  }
}

/** Puts on record that a ledger leaves: by whom, in which form, by which filter, how many cases and rows. Words that were searched for are case content and are not kept. */
export async function recordLedger(store: Store, { personId: by, role, bodyId, zoneId, commission }: Actor, at: string, made: { form: string; filter: Filter; sort: Sort; columns: readonly string[]; cases: number; rows: number; oldRows: number }): Promise<void> {
  const { text, ...filter } = made.filter
  await record(store, { commission, at, kind: 'export', body: { by, role, bodyId, zoneId, event: 'ledgerExported', ...made, filter: text === undefined ? filter : { ...filter, searched: true } } })
}
