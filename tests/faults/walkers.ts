/** People who go on working whatever becomes of the server: each step has its key, and is sent with it until it is answered. */
import { setTimeout as sleep } from 'node:timers/promises'
import { open, type Connection } from '../bench/connection.ts'
import { bodyOf, walk, walkAsk, type Owned } from '../bench/works.ts'

/** A step that somebody was told is done: the case, its version after it, and the key it was sent with. */
export type Acknowledged = { id: string; version: number; key: string }

/** What was answered so far; `unanswered` counts what was sent and not answered, `odd` is whatever else was answered. */
export type Walked = { acknowledged: Acknowledged[]; unanswered: number; odd: string[] }

export type Walkers = { stop: () => Promise<Walked> }

/** Each walks cases of their own. `port` says where the server is now; null while there is none. */
export function walkers(shares: readonly (readonly Owned[])[], tokens: Record<string, string>, port: () => number | null): Walkers {
  const walked: Walked = { acknowledged: [], unanswered: 0, odd: [] }
  let going = true

  async function walkOn(cases: readonly Owned[]): Promise<void> {
    let line: Connection | null = null
    for (const owned of cases)
      for (let at = 0; at < walk.length; at++) {
        const { ask, login } = walkAsk(owned, at)
        for (;;) {
          if (!going) return line?.close()
          const where = port()
          let sent = false
          try {
            if (where === null) throw new Error('there is no server')
            line ??= await open(where, 'application/json')
            sent = true
            const { body } = await line.ask(bodyOf('ours', ask), tokens[login] ?? '')
            if (body.includes('"StepTaken"')) {
              if (ask.work === 'W1') walked.acknowledged.push({ id: owned.id, version: ask.version + 1, key: ask.key })
              break
            }
            walked.odd.push(body.slice(0, 300))
            return line.close()
          } catch {
            if (sent) walked.unanswered++
            line?.close()
            line = null
          }
          await sleep(20)
        }
      }
    line?.close()
  }

  const all = Promise.all(shares.map((share) => walkOn(share)))
  return {
    async stop() {
      going = false
      await all
      return walked
    },
  }
}
