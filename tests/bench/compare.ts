/** Before anything is measured: both sides give the same answers, and leave the same rows behind. */
import Database from 'better-sqlite3'
import { isDeepStrictEqual } from 'node:util'
import { open } from './connection.ts'
import type { Picked } from './pick.ts'
import { acceptOf, bodyOf, walk, walkAsk, type Ask } from './works.ts'

export type Compared = { side: 'ours' | 'limit'; file: string; port: number; tokens: Record<string, string> }

/** How many answers and rows were equal. Throws at the first that are not. */
export async function compare(sides: readonly [Compared, Compared], picked: Picked): Promise<string> {
  const reads: Ask[] = [...picked.lists, ...picked.cases.slice(0, 200), { work: 'R3' }]
  const walked = picked.owned.slice(0, 6)
  const asks = [
    ...reads.map((ask) => ({ ask, login: 'o1' })),
    // A group leader sees lists and cases of one zone only, a reviewer none that is not theirs.
    ...[...picked.leaders.values(), 's11'].flatMap((leader) => reads.slice(0, 60).map((ask) => ({ ask, login: leader.toLowerCase() }))).filter(({ ask }) => ask.work !== 'R3'),
    ...walked.flatMap((owned) => walk.map((_step, at) => walkAsk(owned, at))),
    { ask: { work: 'R3' } as const, login: 'o1' },
  ]
  const [ours, limit] = await Promise.all(sides.map(async ({ side, port, tokens }) => {
    const connection = await open(port, acceptOf(side))
    const answers: unknown[] = []
    for (const { ask, login } of asks) answers.push(JSON.parse((await connection.ask(bodyOf(side, ask), tokens[login] ?? '')).body))
    connection.close()
    return answers
  }))
  asks.forEach(({ ask, login }, n) => {
    if (!isDeepStrictEqual(ours?.[n], limit?.[n])) throw new Error(`答复不同：${login} ${JSON.stringify(ask)}\n本系统：${JSON.stringify(ours?.[n]).slice(0, 1500)}\n限值：${JSON.stringify(limit?.[n]).slice(0, 1500)}`)
  })
  const rows = sides.map(({ file }) => rowsOf(file, walked.map(({ id }) => id), asks.filter(({ ask }) => ask.work !== 'R3').length))
  for (const [table, mine] of Object.entries(rows[0] ?? {}))
    mine.forEach((row, n) => {
      const theirs = rows[1]?.[table]?.[n]
      if (!isDeepStrictEqual(row, theirs)) throw new Error(`${table} 第 ${n + 1} 行不同：\n${differing(row, theirs)}`)
    })
  return `${asks.length} 个答复、${Object.values(rows[0] ?? {}).reduce((sum, some) => sum + some.length, 0)} 行逐一相同`
}

/** What the walks left, without the instants and what hangs on them. */
function rowsOf(file: string, ids: readonly string[], newest: number): Record<string, unknown[]> {
  const db = new Database(file, { readonly: true })
  const marks = ids.map(() => '?').join()
  const rows = {
    cases: (db.prepare(`select *, null changed_at from cases where id in (${marks}) order by id`).all(...ids) as { log: string }[]).map(({ log, ...row }) => ({ ...row, log: (JSON.parse(log) as unknown[][]).map((line) => line.slice(0, -1)) })),
    case_faces: db.prepare(`select *, null changed_at from case_faces where id in (${marks}) order by id, side`).all(...ids),
    case_doors: db.prepare(`select * from case_doors where case_id in (${marks}) order by case_id, door`).all(...ids),
    case_entries: db.prepare(`select *, null at, null seq from case_entries where case_id in (${marks}) order by case_id, version`).all(...ids),
    tallies: db.prepare('select * from tallies order by commission, scope, zone_id, body_id, kind, key').all(),
    loads: db.prepare('select * from loads order by commission, person_id, stage').all(),
    audit: (db.prepare(`select body from audit where kind in ('step', 'reading', 'denied') order by seq desc limit ?`).pluck().all(newest) as string[]).map(withoutInstants),
  }
  db.close()
  return rows
}

/** The fields in which two rows differ, one a line for each side. */
function differing(mine: unknown, theirs: unknown): string {
  const [ours, limit] = [mine, theirs].map((row) => Object.entries(row ?? {}) as [string, unknown][])
  return (ours ?? []).flatMap(([field, value], n) => (isDeepStrictEqual(value, limit?.[n]?.[1]) ? [] : [`本系统 ${field}：${JSON.stringify(value)}`, `限值 ${field}：${JSON.stringify(limit?.[n]?.[1])}`])).join('\n')
}

/** What a link says, without its place in the chain, its instant, and the hash of an entry that has one. */
function withoutInstants(body: string): unknown {
  const { seq: _seq, at: _at, boot: _boot, mono: _mono, entryHash: _entryHash, ...rest } = JSON.parse(body) as Record<string, unknown>
  return rest
}

/** Entries in the file, and links of steps in the chain, which must be as many. */
export function entriesIn(file: string): number {
  const db = new Database(file, { readonly: true })
  const entries = db.prepare('select count(*) from case_entries').pluck().get() as number
  const steps = db.prepare('select sum(steps) from heads').pluck().get() as number
  db.close()
  if (entries !== steps) throw new Error(`流转记录 ${entries} 条，审计链上的办理 ${steps} 条`)
  return entries
}
