/**
 * 自检: whether what is stored is what was done. The chain holds, every case is its log replayed, every entry is the
 * one its link was forged for, and all that follows from cases follows from them still.
 */
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { replay } from '../review/act.ts'
import { blankCase } from '../review/blank.ts'
import type { Day } from '../review/day.ts'
import { verifyChain, type Head } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import { loadUnseen } from './cases.ts'
import { barRows, columnsOf, contributionsOf, doorRows, faceOf, facesOf, momentFor, type FacedSide } from './columns.ts'
import { momentsOf } from './settings.ts'
import type { Store } from './store.ts'
import { stepBody } from './take.ts'

/** `done` of `total` cases compared. */
export type Progress = (done: number, total: number) => void

/** Everything that is wrong with a commission, in Chinese; empty where nothing is. `known` are chain heads kept elsewhere. Run it while nobody writes, or wrongly counted tallies may be steps just taken. */
export async function verify(store: Store, commission: string, { on, at, known = [] }: { on: Day; at: string; known?: readonly Head[] }, progress: Progress = () => {}): Promise<string[]> {
  const faults = await store.faults()
  const chain = await verifyChain(store, commission, known)
  if (!chain.ok) faults.push(`审计链：${chain.reason}`)

  const { t, fresh } = store
  const momentOf = await momentsOf(store, commission)
  const total = await fresh.$count(t.cases, eq(t.cases.commission, commission))
  const tallied = new Map<string, number>()
  let done = 0
  for (let after = ''; ; ) {
    const rows = await fresh.select().from(t.cases).where(and(eq(t.cases.commission, commission), gt(t.cases.id, after))).orderBy(asc(t.cases.id)).limit(200)
    for (const row of rows) {
      try {
        faults.push(...(await caseFaults(store, row, on, at, momentOf, tallied)).map((fault) => `${row.number}：${fault}`))
      } catch (error) {
        faults.push(`${row.number}：数据异常，${error instanceof Error ? error.message : String(error)}`)
      }
      done++
    }
    progress(done, total)
    const last = rows.at(-1)
    if (!last) break
    after = last.id
  }
  return [...faults, ...(await entryFaults(store, commission)), ...(await tallyFaults(store, commission, tallied))]
}

type Row = Store['t']['cases']['$inferSelect']

async function caseFaults(store: Store, row: Row, on: Day, at: string, momentOf: Awaited<ReturnType<typeof momentsOf>>, tallied: Map<string, number>): Promise<string[]> {
  const { t, fresh } = store
  const { commission, id } = row
  const found = await loadUnseen(store, fresh, commission, id)
  if (!found) return ['案件不见了']
  const { case: c, log } = found
  const faults: string[] = []
  log.forEach((entry, n) => { if (entry.version !== n + 1) faults.push(`流转记录缺少第${n + 1}条`) })
  const replayed = canonical(replay(blankCase({ id, commission, number: '', zoneId: '' }), log, momentOf))
  if (replayed !== row.doc) faults.push('存下的案件与按流转记录重演的不一致')

  const columns = columnsOf(c, log, momentFor(c, log, momentOf(on, at), momentOf))
  const differing = (Object.keys(columns) as (keyof typeof columns)[]).filter((name) => name !== 'doc' && columns[name] !== row[name])
  if (differing.length > 0) faults.push(`与案件内容不一致的列：${differing.join('、')}`)

  const faces = await fresh.select().from(t.caseFaces).where(and(eq(t.caseFaces.commission, commission), eq(t.caseFaces.id, id)))
  if (faces.map((one) => one.side).sort().join() !== [...facesOf(c)].sort().join()) faults.push('各方看到的列表行与案件内容不一致')
  for (const stored of faces) {
    const face = faceOf(stored.side as FacedSide, c, log, momentFor(c, log, momentOf(on, at), momentOf))
    const wrong = (Object.keys(face) as (keyof typeof face)[]).filter((name) => face[name] !== stored[name])
    if (wrong.length > 0) faults.push(`与案件内容不一致的列（${stored.side}）：${wrong.join('、')}`)
  }
  const doors = await fresh.select({ door: t.caseDoors.door }).from(t.caseDoors).where(and(eq(t.caseDoors.commission, commission), eq(t.caseDoors.caseId, id)))
  const bars = await fresh.select({ personId: t.caseBars.personId }).from(t.caseBars).where(and(eq(t.caseBars.commission, commission), eq(t.caseBars.caseId, id)))
  if (doors.map((one) => one.door).sort().join('\n') !== doorRows(c).join('\n')) faults.push('可见范围与案件内容不一致')
  if (bars.map((one) => one.personId).sort().join('\n') !== barRows(c).join('\n')) faults.push('回避范围与案件内容不一致')

  const links = await fresh.select({ version: t.caseEntries.version, operationKey: t.caseEntries.operationKey, seq: t.caseEntries.seq, at: t.caseEntries.at, body: t.audit.body }).from(t.caseEntries)
    .leftJoin(t.audit, and(eq(t.audit.commission, t.caseEntries.commission), eq(t.audit.seq, t.caseEntries.seq)))
    .where(and(eq(t.caseEntries.commission, commission), eq(t.caseEntries.caseId, id))).orderBy(asc(t.caseEntries.version))
  for (const [n, link] of links.entries()) {
    const entry = log[n]
    const rowHash = n === links.length - 1 ? digest(row.doc) : hashIn(link.body)
    const body = entry && canonical({ ...stepBody(id, entry, link.operationKey, rowHash), commission, seq: link.seq, at: link.at, kind: 'step' })
    if (body !== link.body) faults.push(`第${link.version}条流转记录与审计链第${link.seq}条不一致`)
  }

  for (const { scope, zoneId, bodyId, kind, key } of contributionsOf(c, found)) {
    const name = [scope, zoneId, bodyId, kind, key].join(' ')
    tallied.set(name, (tallied.get(name) ?? 0) + 1)
  }
  return faults
}

/** The hash of the row that a link names; only the last can still be compared with a row. */
function hashIn(body: string | null): string {
  const parsed: unknown = body === null ? null : JSON.parse(body)
  return typeof parsed === 'object' && parsed !== null && 'rowHash' in parsed ? String(parsed.rowHash) : ''
}

/** As many entries as links of steps: none slipped in beside the chain, none taken out. */
async function entryFaults({ t, fresh }: Store, commission: string): Promise<string[]> {
  const entries = await fresh.$count(t.caseEntries, eq(t.caseEntries.commission, commission))
  const links = await fresh.$count(t.audit, and(eq(t.audit.commission, commission), eq(t.audit.kind, 'step')))
  return entries === links ? [] : [`流转记录共${entries}条，审计链上的办理共${links}条`]
}

async function tallyFaults({ t, fresh }: Store, commission: string, tallied: Map<string, number>): Promise<string[]> {
  const rows = await fresh.select({ name: sql<string>`${t.tallies.scope} || ' ' || ${t.tallies.zoneId} || ' ' || ${t.tallies.bodyId} || ' ' || ${t.tallies.kind} || ' ' || ${t.tallies.key}`, n: t.tallies.n })
    .from(t.tallies).where(eq(t.tallies.commission, commission))
  const stored = new Map(rows.map((row) => [row.name, row.n]))
  return [...new Set([...stored.keys(), ...tallied.keys()])].sort().filter((name) => (stored.get(name) ?? 0) !== (tallied.get(name) ?? 0))
    .map((name) => `计数“${name}”存为${stored.get(name) ?? 0}，应为${tallied.get(name) ?? 0}`)
}
