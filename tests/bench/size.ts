/** One size measured: both sides in turns, several rounds. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { compare, entriesIn } from './compare.ts'
import { generated, megabytes, remove, served } from './database.ts'
import type { Job, Measured } from './load.ts'
import { connections, logins, pick, type Picked } from './pick.ts'
import { serveLimit, serveOurs, type Served } from './serve.ts'
import { sides as turns, type Side, type Work } from './works.ts'

export type Options = { connections: number; seconds: number; rounds: number; works: readonly Work[]; profiles: string | null }
export type Round = Record<Side, Measured & { cpuUs: number }>
/** What was measured at a size. `many` is the product at 64 connections. */
export type Sized = { cases: number; rounds: Record<Work, Round[]>; many: Record<Work, Measured[]>; readyMs: number[]; memory: number[]; kept: string[] }

const manyConnections = 64
const sideWords: Record<Side, string> = { limit: '限值', ours: '本系统', yoga: '经 Yoga' }
const say = (line: string): void => void process.stderr.write(`${line}\n`)

export async function measureSize(cases: number, options: Options): Promise<Sized> {
  const file = await generated(cases)
  const picked = pick(file)
  say(`${cases} 件，${megabytes(file)} MB`)
  const empty = <What>() => ({ R1: [] as What[], R2: [] as What[], R3: [] as What[], W1: [] as What[] })
  const sized: Sized = { cases, rounds: empty(), many: empty(), readyMs: [], memory: [], kept: [] }
  for (let n = 0; n < options.rounds; n++) await round(file, picked, options, n, sized)
  return sized
}

type Standing = Served & { side: 'ours' | 'limit'; file: string; tokens: Record<string, string>; entries: number; steps: number }

/** Fresh copies, both servers; every work by one side and at once by the other, which changes from round to round. */
async function round(file: string, picked: Picked, options: Options, n: number, sized: Sized): Promise<void> {
  const stand = async (side: Standing['side']): Promise<Standing> => {
    const copy = await served(file, side, logins)
    const entries = entriesIn(copy.file)
    const server = side === 'ours' ? await serveOurs(copy.file, n === 0 ? options.profiles : null) : await serveLimit(copy.file)
    return { ...server, ...copy, side, entries, steps: 0 }
  }
  const sides: [Standing, Standing] = [await stand('ours'), await stand('limit')]
  const [ours, limit] = sides
  sized.readyMs.push(ours.readyMs)
  try {
    if (n === 0) {
      say(`核对：${await compare(sides, picked)}`)
      for (const side of sides) side.entries = entriesIn(side.file)
    }
    for (const work of options.works) {
      const measured = {} as Round
      // Each turn of W1 walks cases of its own; the limit has a file of its own, and walks faster.
      const third = (part: number) => ({ ...picked, owned: picked.owned.slice(6).filter((_case, k) => k % 3 === part) })
      const shares: Record<Side, Picked> = { limit: { ...picked, owned: picked.owned.slice(6) }, ours: third(0), yoga: third(1) }
      for (const side of n % 2 === 0 ? turns : turns.toReversed()) measured[side] = await load(side === 'limit' ? limit : ours, side, work, shares[side], options, options.connections)
      sized.rounds[work].push(measured)
      say(`第 ${n + 1} 轮 ${work}：${turns.map((side) => `${sideWords[side]} ${Math.round(measured[side].rate)} 次/秒（处理器 ${Math.round(measured[side].cpuUs)} 微秒）`).join('，')}`)
      sized.many[work].push(await load(ours, 'ours', work, third(2), options, manyConnections))
    }
    sized.memory.push(ours.memory())
  } finally {
    await Promise.all(sides.map((side) => side.stop()))
  }
  for (const side of sides) {
    const added = entriesIn(side.file) - side.entries
    if (side.steps !== added) throw new Error(`${side.side === 'ours' ? '本系统' : '限值'}答复办成 ${side.steps} 步，流转记录却多了 ${added} 条`)
    sized.kept.push(`第 ${n + 1} 轮${side.side === 'ours' ? '本系统' : '限值'} ${side.steps} 步`)
    remove(side.file)
  }
}

/** Sends one work to one side. Faults are told at once: a quick refusal is no speed. */
async function load(standing: Standing, side: Side, work: Work, picked: Picked, { seconds }: Options, count: number): Promise<Measured & { cpuUs: number }> {
  const job: Job = { side, port: standing.port, tokens: standing.tokens, seconds, warmSeconds: Math.min(2, seconds / 2), connections: connections(work, picked, count) }
  const before = standing.cpuMs()
  const child = fork(fileURLToPath(new URL('./load.ts', import.meta.url)), { serialization: 'advanced' })
  const measured = await new Promise<Measured>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Measured))
    child.once('exit', (code) => reject(new Error(`负载进程退出，退出码 ${code}`)))
    child.send(job)
  })
  child.removeAllListeners('exit').kill()
  standing.steps += measured.steps
  if (measured.faults.length > 0) throw new Error(`${work} 有没有答好的请求：\n${measured.faults.join('\n')}`)
  return { ...measured, cpuUs: ((standing.cpuMs() - before) * 1000) / measured.answers }
}

