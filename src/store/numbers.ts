/** Case numbers (案号): 划审一〔2026〕3号, counted by zone and year. */
import { and, eq, sql } from 'drizzle-orm'
import { inHan } from '../review/numerals.ts'
import type { Db, Store } from './store.ts'

type Wanted = { commission: string; zoneId: string; year: string; number: string | undefined }

/** Whether a case has this number already. */
export async function numberTaken({ t }: Store, db: Db, commission: string, number: string): Promise<boolean> {
  return (await db.select({ id: t.cases.id }).from(t.cases).where(and(eq(t.cases.commission, commission), eq(t.cases.number, number)))).length > 0
}

/** The next number of the zone and year, or the one brought along, after which the count goes on. */
export async function freeNumber(store: Store, db: Db, { commission, zoneId, year, number }: Wanted): Promise<string> {
  if (number !== undefined) {
    const brought = /〔(\d{4})〕(\d+)号$/u.exec(number)
    if (brought) await countTo(store, db, { commission, zoneId, year: brought[1] ?? year }, Number(brought[2]))
    return number
  }
  const { t } = store
  const [zone] = await db.select({ ordinal: t.zones.ordinal }).from(t.zones).where(and(eq(t.zones.commission, commission), eq(t.zones.id, zoneId)))
  if (!zone) throw new Error(`there is no zone ${zoneId}`)
  for (;;) {
    const free = `划审${inHan(zone.ordinal)}〔${year}〕${await countTo(store, db, { commission, zoneId, year }, null)}号`
    if (!(await numberTaken(store, db, commission, free))) return free
  }
}

/** Counts on by one, or up to a number. */
async function countTo({ t }: Store, db: Db, key: { commission: string; zoneId: string; year: string }, to: number | null): Promise<number> {
  const [row] = await db.insert(t.numbers).values({ ...key, last: to ?? 1 })
    .onConflictDoUpdate({
      target: [t.numbers.commission, t.numbers.zoneId, t.numbers.year],
      set: { last: to === null ? sql`${t.numbers.last} + 1` : sql`case when ${t.numbers.last} < excluded.last then excluded.last else ${t.numbers.last} end` },
    })
    .returning({ last: t.numbers.last })
  return row?.last ?? 1
}
