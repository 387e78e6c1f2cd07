/** The load, in a process of its own: told what to send by message, answers what it measured. */
import { open } from './connection.ts'
import { acceptOf, bodyOf, walk, walkAsk, type Ask, type Owned, type Side } from './works.ts'

/** What each connection sends: reads over and over as one person, or walks of cases that it alone owns. */
export type Job = {
  side: Side
  port: number
  tokens: Record<string, string>
  seconds: number
  warmSeconds: number
  connections: ({ login: string; asks: Ask[] } | { cases: Owned[] })[]
}

/** Requests a second and the spread of their times in milliseconds; `answers` are all there were and `steps` are all steps acknowledged, the warming included. */
export type Measured = { rate: number; p50: number; p99: number; answers: number; steps: number; faults: string[] }

type Tally = { times: { took: number; at: number }[]; faults: string[]; answers: number; steps: number; from: number; until: number }

async function measure({ side, port, tokens, seconds, warmSeconds, connections }: Job): Promise<Measured> {
  const begin = performance.now()
  const tally: Tally = { times: [], faults: [], answers: 0, steps: 0, from: begin + warmSeconds * 1000, until: begin + (warmSeconds + seconds) * 1000 }
  const ends = await Promise.all(connections.map(async (what) => {
    const connection = await open(port, acceptOf(side))
    const send = async (body: string, login: string, fits: string): Promise<boolean> => {
      const sent = performance.now()
      const { status, body: answer } = await connection.ask(body, tokens[login] ?? '')
      const now = performance.now()
      tally.answers++
      const good = status === 200 && answer.includes(fits) && !answer.includes('"errors"')
      if (!good && tally.faults.length < 3) tally.faults.push(`${status} ${answer.slice(0, 300)}`)
      if (sent >= tally.from && now <= tally.until) tally.times.push({ took: now - sent, at: now })
      return good
    }
    if ('asks' in what) {
      const bodies = what.asks.map((ask) => bodyOf(side, ask))
      for (let n = 0; performance.now() < tally.until; n++) if (!(await send(bodies[n % bodies.length] ?? '', what.login, '"data"'))) break
    } else await walkAll(what.cases, side, send, tally)
    connection.close()
    return performance.now()
  }))
  // Once a connection has walked all its cases the others are fewer than was asked.
  const until = Math.min(tally.until, ...ends)
  if (until - tally.from < 200) tally.faults.push('没有可测的时间：案件太少，或者测得太短')
  const times = tally.times.filter(({ at }) => at <= until).map(({ took }) => took).sort((a, b) => a - b)
  const spread = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN
  return { rate: times.length / ((until - tally.from) / 1000), p50: spread(0.5), p99: spread(0.99), answers: tally.answers, steps: tally.steps, faults: tally.faults }
}

/** Walks case after case, until the time is over or all are walked. */
async function walkAll(cases: readonly Owned[], side: Side, send: (body: string, login: string, fits: string) => Promise<boolean>, tally: Tally): Promise<void> {
  for (const owned of cases)
    for (let at = 0; at < walk.length; at++) {
      if (performance.now() >= tally.until) return
      const { ask, login } = walkAsk(owned, at)
      if (!(await send(bodyOf(side, ask), login, '"StepTaken"'))) return
      tally.steps++
    }
}

process.on('message', (job: Job) => {
  measure(job).then((measured) => process.send?.(measured), (error: unknown) => process.send?.({ rate: 0, p50: NaN, p99: NaN, answers: 0, steps: 0, faults: [String(error)] } satisfies Measured))
})
