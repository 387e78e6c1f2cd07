/**
 * The chain and the commits of the limit: all that arrives in one turn shares one durable transaction, and the records
 * of readings are chained in memory with one change of the head.
 */
import type Database from 'better-sqlite3'
import { algorithm, digest } from '../../src/store/canonical.ts'
import type { Asker } from './limit-session.ts'

const boot = Math.random().toString(16).slice(2, 10).padEnd(8, '0')
export const mono = (): number => Math.round(performance.now())
const text = JSON.stringify

/** The text of a link but for its number: the keys of `more`, sorted and written, between those that every link has. */
export const restOf = (at: string, commission: string, kind: string, { by, role, bodyId, zoneId, cases, denied, what }: Pick<Asker, 'role' | 'bodyId' | 'zoneId'> & { by: string; cases: readonly string[]; denied: string | null; what: string }): string =>
  `"at":"${at}","bodyId":${text(bodyId)},"boot":"${boot}","by":${text(by)},${cases.length > 0 ? `"cases":${text(cases)},` : ''}"commission":"${commission}",${denied === null ? '' : `"denied":[${text(denied)}],`}"kind":"${kind}","mono":${mono()},"role":"${role}","what":["${what}"],"zoneId":${text(zoneId)}}`

export const machine = boot

type Link = { at: string; kind: string; rest: string }
type Waiting = { commission: string; link: Link; done: () => void }
type Step = { run: () => string; done: (answer: string) => void }

export function writing(db: Database.Database) {
  const next = db.prepare('update heads set seq = seq + ?, steps = steps + ? where commission = ? returning seq, hash')
  const advance = db.prepare('update heads set hash = ?, at = ? where commission = ?')
  const add = db.prepare('insert into audit (commission, seq, at, kind, algorithm, prev, hash, body) values (?, ?, ?, ?, ?, ?, ?, ?)')

  /** Chains some links of a commission, and gives the number of the last. */
  function forge(commission: string, links: readonly Link[]): number {
    const head = next.get(links.length, links.reduce((sum, { kind }) => sum + (kind === 'step' ? 1 : 0), 0), commission) as { seq: number; hash: string }
    let [seq, prev] = [head.seq - links.length, head.hash]
    for (const { at, kind, rest } of links) {
      const body = `{"seq":${++seq},${rest}`
      const hash = digest(prev + body)
      add.run(commission, seq, at, kind, algorithm, prev, hash, body)
      prev = hash
    }
    advance.run(prev, links.at(-1)?.at, commission)
    return seq
  }

  const all = db.transaction((steps: readonly Step[], readings: readonly Waiting[]) => {
    const answers = steps.map((step) => step.run())
    for (const [commission, some] of Map.groupBy(readings, (one) => one.commission)) forge(commission, some.map(({ link }) => link))
    return answers
  })
  let [steps, readings]: [Step[], Waiting[]] = [[], []]
  let waiting = false
  const soon = () => {
    if (waiting) return
    waiting = true
    setImmediate(() => {
      waiting = false
      const [someSteps, someReadings] = [steps, readings]
      ;[steps, readings] = [[], []]
      const answers = all.immediate(someSteps, someReadings)
      someSteps.forEach(({ done }, n) => done(answers[n] ?? ''))
      for (const { done } of someReadings) done()
    })
  }
  return {
    forge,
    step: (step: Step) => { steps.push(step); soon() },
    reading: (commission: string, link: Link, done: () => void) => { readings.push({ commission, link, done }); soon() },
  }
}
export type Writing = ReturnType<typeof writing>
