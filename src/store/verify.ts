/**
 * 自检: whether what is stored is what was done. The chain holds, every case is its log replayed, every entry is the
 * one its link was forged for, every row of roster, accounts and settings is as its last link left it, what was signed gives the hash of its signature, and all that
 * follows from cases follows from them still. What is wrong is named with the number of its link.
 */
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { replay } from '../review/act.ts'
import { blankCase } from '../review/blank.ts'
import type { Case } from '../review/case.ts'
import { addDays, type Day } from '../review/day.ts'
import type { Moment } from '../review/step.ts'
import { bodyOf, headOf, type Head } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import { verifyChain } from './chain.ts'
import { loadUnseen } from './cases.ts'
import { barRows, columnsOf, contributionsOf, doorRows, faceOf, facesOf, momentFor, type Columns, type Face, type FacedSide } from './columns.ts'
import { coveredTables, nameOf, rowHash, type Covered } from './coverage.ts'
import { loadFaults, seatsOf } from './loads.ts'
import { oldFaults } from './old-cases.ts'
import { uncarried } from './policies.ts'
import { momentsOf, type MomentOf } from './settings.ts'
import { signedFaults } from './signatures.ts'
import type { Store } from './store.ts'
import { stepBody } from './take.ts'

/** `done` of `total` links and cases looked at. */
export type Progress = (done: number, total: number) => void

/** `known` are chain heads kept elsewhere; `warn` hears what is no fault but worth a look. */
export type Verifying = { on: Day; at: string; known?: readonly Head[]; warn?: (line: string) => void }

/** Everything that is wrong with a commission, in Chinese; empty where nothing is. Run it while nobody writes, or wrongly counted tallies may be steps just taken. */
export async function verify(store: Store, commission: string, { on, at, known = [], warn }: Verifying, progress: Progress = () => {}): Promise<string[]> {
  const faults = await store.faults()
  const left: Left = new Map()
  const cases = await store.fresh.$count(store.t.cases, eq(store.t.cases.commission, commission))
  const total = cases + (await headOf(store, commission)).seq
  const chain = await verifyChain(store, commission, known, { each: (link, body) => note(left, link.seq, body), progress: (seq) => progress(seq, Math.max(total, seq)), ...(warn ? { warn } : {}) })
  if (!chain.ok) faults.push(`审计链：${chain.reason}`)
  else faults.push(...(await rowFaults(store, commission, left)))

  const { t, fresh } = store
  const momentOf = await momentsOf(store, commission).catch(() => null)
  if (momentOf === null) return [...faults, '设置、日历或者花名册读不出来，案件没有核对']
  // A value of the policy whose day has just come: until the rows are brought up to it, they may still be those of the day before.
  const behind = await uncarried(store, commission, on)
  const eve = behind[0]?.beganOn ? addDays(behind[0].beganOn, -1) : null
  if (eve !== null) warn?.('设定的参数已经生效，案件各行还没有随之更新：启动服务，或者稍候一分钟')
  const tallied = new Map<string, number>()
  const seats: ReturnType<typeof seatsOf> = []
  let done = 0
  for (let after = ''; ; ) {
    const rows = await fresh.select().from(t.cases).where(and(eq(t.cases.commission, commission), gt(t.cases.id, after))).orderBy(asc(t.cases.id)).limit(200)
    for (const row of rows) {
      try {
        faults.push(...(await caseFaults(store, row, { on, at, eve }, momentOf, tallied)).map((fault) => `${row.number}：${fault}`))
        seats.push(...seatsOf(JSON.parse(row.doc) as Case))
      } catch (error) {
        faults.push(`${row.number}：数据异常，${error instanceof Error ? error.message : String(error)}`)
      }
      done++
    }
    progress(Math.min(total - cases + done, total), total)
    const last = rows.at(-1)
    if (!last) break
    after = last.id
  }
  return [...faults, ...(await entryFaults(store, commission)), ...(await tallyFaults(store, commission, tallied)), ...(await loadFaults(store, commission, seats)), ...(await oldFaults(store, commission)), ...(await signedFaults(store, commission))]
}

/** Every commission that has a row anywhere, in order: what somebody slipped in under another name is looked at too. */
export async function commissionsIn({ t, fresh }: Store): Promise<string[]> {
  const found = new Set<string>()
  for (const table of Object.values(t)) for (const { commission } of await fresh.selectDistinct({ commission: table.commission }).from(table)) found.add(commission)
  return [...found].sort()
}

type Row = Store['t']['cases']['$inferSelect']

async function caseFaults(store: Store, row: Row, { on, at, eve }: { on: Day; at: string; eve: Day | null }, momentOf: MomentOf, tallied: Map<string, number>): Promise<string[]> {
  const { t, fresh } = store
  const { commission, id } = row
  const found = await loadUnseen(store, fresh, commission, id)
  if (!found) return ['案件不见了']
  const { case: c, log } = found
  const faults: string[] = []
  log.forEach((entry, n) => { if (entry.version !== n + 1) faults.push(`流转记录缺少第${n + 1}条`) })
  const replayed = canonical(replay(blankCase({ id, commission, number: '', zoneId: '' }), log, momentOf))
  if (replayed !== row.doc) faults.push('存下的案件与按流转记录重演的不一致')

  const fewest = <Made extends object>(stored: Made, make: (moment: Moment) => Made): (keyof Made)[] => {
    const made = [on, ...(eve === null ? [] : [eve])].map((day) => make(momentFor(c, log, momentOf(day, at), momentOf)))
    return made.map((one) => (Object.keys(one) as (keyof Made)[]).filter((name) => name !== 'doc' && one[name] !== stored[name])).sort((a, b) => a.length - b.length)[0] ?? []
  }
  const differing = fewest<Columns>(row as Columns, (moment) => columnsOf(c, log, moment))
  if (differing.length > 0) faults.push(`与案件内容不一致的列：${differing.join('、')}`)

  const faces = await fresh.select().from(t.caseFaces).where(and(eq(t.caseFaces.commission, commission), eq(t.caseFaces.id, id)))
  if (faces.map((one) => one.side).sort().join() !== [...facesOf(c)].sort().join()) faults.push('各方看到的列表行与案件内容不一致')
  for (const stored of faces) {
    const wrong = fewest<Face>(stored as Face, (moment) => faceOf(stored.side as FacedSide, c, log, moment))
    if (wrong.length > 0) faults.push(`与案件内容不一致的列（${stored.side}）：${wrong.join('、')}`)
  }
  const doors = await fresh.select({ door: t.caseDoors.door }).from(t.caseDoors).where(and(eq(t.caseDoors.commission, commission), eq(t.caseDoors.caseId, id)))
  const bars = await fresh.select({ personId: t.caseBars.personId }).from(t.caseBars).where(and(eq(t.caseBars.commission, commission), eq(t.caseBars.caseId, id)))
  if (doors.map((one) => one.door).sort().join('\n') !== doorRows(c).join('\n')) faults.push('可见范围与案件内容不一致')
  if (bars.map((one) => one.personId).sort().join('\n') !== barRows(c).join('\n')) faults.push('回避范围与案件内容不一致')

  const rows = await fresh.select({ row: t.caseEntries, body: t.audit.body }).from(t.caseEntries)
    .leftJoin(t.audit, and(eq(t.audit.commission, t.caseEntries.commission), eq(t.audit.seq, t.caseEntries.seq)))
    .where(and(eq(t.caseEntries.commission, commission), eq(t.caseEntries.caseId, id))).orderBy(asc(t.caseEntries.version))
  for (const [n, { row: { seq, ...entry }, body }] of rows.entries()) {
    const link = body === null ? null : bodyOf({ body })
    const told = { ...stepBody(entry, n === rows.length - 1 ? digest(row.doc) : String(link?.rowHash)), seq, at: entry.at, kind: 'step' }
    if (!link || Object.entries(told).some(([name, value]) => link[name] !== value)) faults.push(`第${entry.version}条流转记录与审计链第${seq}条不一致`)
  }

  for (const { scope, zoneId, bodyId, kind, key, n } of contributionsOf(c, found)) {
    const name = [scope, zoneId, bodyId, kind, key].join(' ')
    tallied.set(name, (tallied.get(name) ?? 0) + n)
  }
  return faults
}

/** How the last link that wrote a covered row left it. */
type Left = Map<string, { seq: number; hash: unknown }>

function note(left: Left, seq: number, { rows }: Record<string, unknown>): void {
  if (!Array.isArray(rows)) return
  for (const [table, key, hash] of rows as [string, unknown[], string | null][]) left.set(nameOf(table, key), { seq, hash })
}

/** Covered rows that are not as the chain left them: changed, taken out, or slipped in. */
async function rowFaults(store: Store, commission: string, left: Left): Promise<string[]> {
  const faults: string[] = []
  for (const covered of coveredTables(store.t))
    for await (const key of keysOf(store, covered, commission)) {
      const name = nameOf(covered.name, key)
      const known = left.get(name)
      left.delete(name)
      if (!known || known.hash === null) faults.push(`表 ${name} 的一行不是经本系统写入的，审计链上没有它`)
      else if (known.hash !== (await hashNow(store, covered, key))) faults.push(`表 ${name} 的一行与审计链第${known.seq}条留下的不一致`)
    }
  for (const [name, { seq, hash }] of left) if (hash !== null) faults.push(`表 ${name} 的一行不见了，审计链第${seq}条写下过它`)
  return faults
}

/** The keys of a covered table, a page at a time: the rows themselves may be such that they cannot be read (P26). */
async function* keysOf({ fresh }: Store, { table, key }: Covered, commission: string): AsyncGenerator<unknown[]> {
  const [leading] = key
  if (leading?.name !== 'commission') throw new Error('the commission leads every key')
  for (let offset = 0; ; offset += 1000) {
    const page = await fresh.select(Object.fromEntries(key.map(({ property, column }) => [property, column]))).from(table).where(eq(leading.column, commission))
      .orderBy(...key.map(({ column }) => asc(column))).limit(1000).offset(offset)
    for (const row of page) yield key.map(({ property }) => row[property])
    if (page.length < 1000) return
  }
}

/** The hash of a row as it is; '' where it cannot be read. */
const hashNow = (store: Store, covered: Covered, key: readonly unknown[]): Promise<string | null> => rowHash(store.fresh, covered, key).catch(() => '')

/** As many entries as links of steps: none slipped in beside the chain, none taken out, none without its case. */
async function entryFaults({ t, fresh }: Store, commission: string): Promise<string[]> {
  const steps = fresh.select({ seq: t.audit.seq }).from(t.audit).where(and(eq(t.audit.commission, commission), eq(t.audit.kind, 'step')))
  const kept = fresh.select({ seq: t.caseEntries.seq }).from(t.caseEntries).where(eq(t.caseEntries.commission, commission))
  // Sorted side by side: entries have no index by the number of their link, and a join would look through all of them for each.
  const [bare] = await steps.except(kept).orderBy(asc(t.audit.seq)).limit(1)
  const [orphan] = await fresh.select({ seq: sql<number | null>`min(${t.caseEntries.seq})` }).from(t.caseEntries)
    .leftJoin(t.cases, and(eq(t.cases.commission, t.caseEntries.commission), eq(t.cases.id, t.caseEntries.caseId)))
    .where(and(eq(t.caseEntries.commission, commission), isNull(t.cases.id)))
  const entries = await fresh.$count(t.caseEntries, eq(t.caseEntries.commission, commission))
  const links = await fresh.$count(t.audit, and(eq(t.audit.commission, commission), eq(t.audit.kind, 'step')))
  return [
    ...(bare ? [`审计链第${bare.seq}条的流转记录不见了`] : []),
    ...(orphan?.seq ? [`审计链第${orphan.seq}条所办的案件不见了`] : []),
    ...(entries === links ? [] : [`流转记录共${entries}条，审计链上的办理共${links}条`]),
  ]
}

async function tallyFaults({ t, fresh }: Store, commission: string, tallied: Map<string, number>): Promise<string[]> {
  const rows = await fresh.select({ name: sql<string>`${t.tallies.scope} || ' ' || ${t.tallies.zoneId} || ' ' || ${t.tallies.bodyId} || ' ' || ${t.tallies.kind} || ' ' || ${t.tallies.key}`, n: t.tallies.n })
    .from(t.tallies).where(eq(t.tallies.commission, commission))
  const stored = new Map(rows.map((row) => [row.name, row.n]))
  return [...new Set([...stored.keys(), ...tallied.keys()])].sort().filter((name) => (stored.get(name) ?? 0) !== (tallied.get(name) ?? 0))
    .map((name) => `计数“${name}”存为${stored.get(name) ?? 0}，应为${tallied.get(name) ?? 0}`)
}
