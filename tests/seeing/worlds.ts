/**
 * Worlds: stores in which stories have come about, built alike by the one door, and the API over each. Chance is that of
 * the story (the same case has the same id in every world), the clock stands still, and everybody is signed in already.
 */
import crypto, { hash } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, createServer, request, type Server } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '../../src/review/act.ts'
import type { Attachment } from '../../src/review/attachment.ts'
import type { Case } from '../../src/review/case.ts'
import type { Leave } from '../../src/review/leave.ts'
import type { Actor } from '../../src/review/people.ts'
import type { Signature } from '../../src/review/signing.ts'
import { quickFor } from '../../src/api/known.ts'
import { yogaFor } from '../../src/api/yoga.ts'
import { paperMaker } from '../../src/papers/papers.ts'
import { attach } from '../../src/store/attachments.ts'
import { find, loadUnseen } from '../../src/store/cases.ts'
import { decideLeave, knownOn, requestLeave } from '../../src/store/leaves.ts'
import { saveRoster } from '../../src/store/roster.ts'
import { openDemoAccounts, sessionOf, signIn } from '../../src/store/sessions.ts'
import { momentOf, settle, type LoadedMoment } from '../../src/store/settings.ts'
import { sign } from '../../src/store/signatures.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { open, take, type TakeOutcome } from '../../src/store/take.ts'
import { addTemplate } from '../../src/store/templates.ts'
import type { Payload, StepName } from '../../src/review/steps/index.ts'
import { apiSettings } from '../api/browser.ts'
import { bodies, commission, today } from '../help/city.ts'
import { everybody, people } from './city.ts'
import type { Filing, Leaving, Line, Signing, Story } from './stories.ts'

const signedInAt = `${today}T02:00:00.000Z`
/** Less than a minute later: nobody's session is touched. */
const now = { on: today, at: `${today}T02:00:30.000Z` }

/** An empty city in a file, with the token of everybody who is signed in. Each world begins as a copy of it. */
export type City = { folder: string; file: string; tokens: Map<string, string>; actors: Actor[]; ids: Map<string, string> }

export async function cityOf(): Promise<City> {
  const folder = mkdtempSync(join(tmpdir(), 'huapian-seeing-'))
  const file = join(folder, 'city.db')
  const store = await openStore(file)
  const editor = { commission, by: 'systemAdmin', at: signedInAt }
  await settle(store, editor)
  await saveRoster(store, editor, { zones: [{ id: 'Z1', name: '第一片区', ordinal: 1 }, { id: 'Z3', name: '第三片区', ordinal: 3 }], bodies, people })
  const password = '一个足够长的演示密码'
  await openDemoAccounts(store, editor, everybody.map(({ personId }) => ({ personId, login: personId })), password)
  const tokens = new Map<string, string>()
  const actors: Actor[] = []
  for (const { personId } of everybody) {
    const signed = await signIn(store, commission, { login: personId, password }, { on: today, at: signedInAt })
    const who = signed && (await sessionOf(store, signed.token, now))?.who
    if (!who) throw new Error(`${personId} cannot sign in`)
    tokens.set(personId, signed.token)
    actors.push(who)
  }
  // Papers of two forms are set by a template, which tells of their case; nobody asks for a Word file here.
  const keeper = { who: actors.find(({ role }) => role === 'officeHead')!, moment: await momentOf(store, commission, today, signedInAt) }
  for (const form of ['W01', 'W09']) await addTemplate(store, keeper, { form, from: today, note: '试用', file: { name: `${form}.docx`, fields: ['案件名称', '被审查人', '受理日期'], content: Buffer.from(form) } })
  await store.close()
  return { folder, file, tokens, actors, ids: new Map() }
}

export const razed = ({ folder }: City): void => rmSync(folder, { recursive: true, force: true })

/** A case as it is kept, whoever may see it. */
export type Kept = { key: string; id: string; c: Case; log: Entry[] }
/** A store with stories in it; `dry` is the same, but keeps nothing of what is done through it. */
export type World = { store: Store; dry: Store; kept: Kept[]; leaves: Leave[]; files: Attachment[]; signatures: Signature[]; actors: Actor[]; moment: LoadedMoment; city: City }

let copies = 0

/** A city in which these stories have come about already: what several worlds have in common. */
export async function grown(city: City, stories: readonly Story[]): Promise<City> {
  const { store, file, ids } = await lived(city, stories)
  await store.close()
  return { ...city, file, ids }
}

/** A world in which these stories have come about beside those of its city. */
export async function worldOf(city: City, stories: readonly Story[]): Promise<World> {
  const { store, ids } = await lived(city, stories)
  const kept = await Promise.all([...ids].map(async ([key, id]): Promise<Kept> => {
    const found = await loadUnseen(store, store.fresh, commission, id)
    if (!found) throw new Error(`${key} was not kept`)
    return { key, id, c: found.case, log: found.log }
  }))
  const moment = await momentOf(store, commission, now.on, now.at)
  return { store, dry: dry(store), kept, leaves: await leavesIn(store), files: await store.fresh.select().from(store.t.attachments), signatures: await store.fresh.select().from(store.t.signatures).orderBy(store.t.signatures.at, store.t.signatures.id), actors: await Promise.all(city.actors.map((who) => knownOn(store, who, moment))), moment, city }
}

/** All requests to read, whoever may see them. */
async function leavesIn({ t, fresh }: Store): Promise<Leave[]> {
  const decisions = await fresh.select().from(t.leaveDecisions)
  return (await fresh.select().from(t.leaves)).map(({ id, caseId, personId, purpose, from, until, letter, requestedBy, requestedOn }) => ({
    id, caseId, personId, purpose, from, until, letter, requestedBy, requestedOn,
    decisions: decisions.filter((one) => one.leaveId === id).map(({ decision, reason, by, on }) => ({ decision, reason, by, on })),
  }))
}

/** The stories are carried side by side, line by line. */
async function lived(city: City, stories: readonly Story[]): Promise<{ store: Store; file: string; ids: Map<string, string> }> {
  const file = join(city.folder, `world-${++copies}.db`)
  copyFileSync(city.file, file)
  const store = await openStore(file)
  const versions = new Map<string, { id: string; version: number }>()
  for (let n = 0; stories.some(({ lines }) => n < lines.length); n++)
    await Promise.all(stories.filter(({ lines }) => n < lines.length).map(async ({ key, number, lines, files = [], signed = [] }) => {
      const taken = await carried(store, key, number, lines[n]!, n, versions.get(key) ?? null)
      if ('refusals' in taken) throw new Error(`${key} ${lines[n]!.step}: ${JSON.stringify(taken.refusals)}`)
      versions.set(key, { id: taken.case.id, version: n + 1 })
      for (const [nth, one] of files.entries()) if (one.after === n) await filed(store, key, nth, taken.case.id, lines[n]!, one)
      for (const [nth, one] of signed.entries()) if (one.after === n) await signs(store, key, nth, taken.case.id, lines[n]!, one)
    }))
  for (const { key, leaves = [] } of stories) for (const [n, one] of leaves.entries()) await asked(store, city, key, n, versions.get(key)?.id ?? '', one)
  return { store, file, ids: new Map([...city.ids, ...[...versions].map(([key, { id }]): [string, string] => [key, id])]) }
}

/** Somebody attaches a file; only what is said of it is kept here, as nobody asks for its bytes. */
async function filed(store: Store, key: string, nth: number, caseId: string, { on, at }: Line, { after: _after, by, ...said }: Filing): Promise<void> {
  const given = { ...said, fileName: `附件${nth}.pdf`, mediaType: 'application/pdf', bytes: 1000 + nth, pages: 2, sha256: hash('sha256', `${key} ${nth}`) }
  const made = await byChanceOf(`${key} file ${nth}`, async () => { const moment = await momentOf(store, commission, on, at); return attach(store, { who: by, moment, papers: paperMaker(moment) }, caseId, given, `story-${key}-file-${nth}`) })
  if ('refusals' in made) throw new Error(`${key} ${said.place}: ${JSON.stringify(made.refusals)}`)
}

/** Somebody signs a paper, as they read it. */
async function signs(store: Store, key: string, nth: number, caseId: string, { on, at }: Line, { by, key: paper }: Signing): Promise<void> {
  const moment = await momentOf(store, commission, on, at)
  const papers = paperMaker(moment)
  const found = await find(store, by, caseId)
  const read = (found ? papers.of(found) : []).find((one) => one.key === paper)?.hash ?? ''
  const made = await byChanceOf(`${key} signature ${nth}`, async () => sign(store, { who: by, moment, papers }, { caseId, key: paper, hash: read, kind: 'signature' }, `story-${key}-signature-${nth}`))
  if ('refusals' in made) throw new Error(`${key} ${paper}: ${JSON.stringify(made.refusals)}`)
}

/** Somebody asks to read a case, and the leader in charge may let them. */
async function asked(store: Store, { actors }: City, key: string, n: number, caseId: string, { personId, purpose, granted }: Leaving): Promise<void> {
  const moment = await momentOf(store, commission, today, `${today}T01:5${n}:00.000Z`)
  const actor = (id: string) => knownOn(store, actors.find((one) => one.personId === id)!, moment)
  const made = await byChanceOf(`${key} leave ${n}`, async () => requestLeave(store, await actor(personId), moment, caseId, { personId, purpose, from: today, until: '2026-03-31', letter: null }))
  if ('refusals' in made) throw new Error(JSON.stringify(made.refusals))
  const decided = granted ? await decideLeave(store, await actor('leaderInCharge'), moment, made.leave.id, { decision: 'granted', reason: null }) : made
  if ('refusals' in decided) throw new Error(JSON.stringify(decided.refusals))
}

async function carried(store: Store, key: string, number: string, { step, payload, by: who, on, at }: Line, n: number, seen: { id: string; version: number } | null): Promise<TakeOutcome> {
  const order = { operationKey: `story-${key}-${n}`, who, moment: await momentOf(store, commission, on, at) }
  if (seen) return take(store, { ...order, caseId: seen.id, version: null, step, payload: payload as Payload<StepName> })
  const { package: handed } = payload as Payload<'openCase'>
  return byChanceOf(key, () => open(store, { ...order, payload: { package: handed }, ...(number === '' ? {} : { number }) }))
}

/** Runs something with the chance of a story. Its steps run one after another, so each opens before the next begins to draw. */
async function byChanceOf<Made>(key: string, work: () => Promise<Made>): Promise<Made> {
  const drawn = crypto.randomBytes
  const turn = openings.then(async () => {
    crypto.randomBytes = ((size: number) => Buffer.from(hash('sha256', key, 'hex').slice(0, size * 2), 'hex')) as typeof drawn
    syncBuiltinESMExports()
    try {
      return await work()
    } finally {
      crypto.randomBytes = drawn
      syncBuiltinESMExports()
    }
  })
  openings = turn.catch(() => {})
  return turn
}
let openings: Promise<unknown> = Promise.resolve()

class Undone extends Error {}

/** The store, with every transaction undone once it has answered. */
function dry(store: Store): Store {
  return {
    ...store,
    async tx(work) {
      let made: Awaited<ReturnType<typeof work>> | undefined
      let done = false
      try {
        return await store.tx(async (db) => {
          made = await work(db)
          done = true
          throw new Undone()
        })
      } catch (error) {
        if (done && error instanceof Undone) return made as Awaited<ReturnType<typeof work>>
        throw error
      }
    },
  }
}

/** By which executor: the compiled short way, or Yoga's. */
export type Way = 'short' | 'yoga'
/** A request: the door it goes through, its text and its variables. */
export type Request = { door: string; query: string; variables: Record<string, unknown> }
/** What came back, as it came: status, headers and body. */
export type Asking = { ask: (personId: string | null, request: Request, way: Way) => Promise<string>; stop: () => Promise<void> }

const secured = apiSettings()

/** The API over a world, as the server mounts it. */
export async function served({ dry: store, city }: World): Promise<Asking> {
  const surroundings = { now: () => now, numbered: () => 'XXXX' }
  const yoga = yogaFor(store, secured, surroundings)
  const quick = quickFor(store, secured, surroundings, yoga)
  const server: Server = createServer((req, res) => { if (!quick(req, res)) void yoga(req, res) })
  server.keepAliveTimeout = 600_000 // or a line that lies idle while the other world answers is closed as it is used again
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const known = new Set<string>()
  const send = (personId: string | null, { query, variables }: Request, way: Way) => new Promise<string>((done, failed) => {
    const body = JSON.stringify({ query, variables })
    const token = personId === null ? undefined : city.tokens.get(personId)
    const headers = {
      host: 'huapian.example', 'content-type': 'application/json', accept: way === 'short' ? 'application/json' : 'application/graphql-response+json', 'sec-fetch-site': 'same-origin',
      'content-length': Buffer.byteLength(body), ...(token === undefined ? {} : { cookie: `huapian=${token}` }),
    }
    request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/graphql', headers }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => void chunks.push(chunk))
      res.on('end', () => done([`${res.statusCode} ${res.statusMessage}`, ...pairsOf(res.rawHeaders), '', Buffer.concat(chunks).toString()].join('\n')))
      res.on('error', failed)
    }).on('error', failed).end(body)
  })
  return {
    async ask(personId, given, way) {
      // A text goes the short way from its fourth use on.
      if (way === 'short' && !known.has(given.query)) {
        known.add(given.query)
        for (let n = 0; n < 3; n++) await send(null, given, way)
      }
      // Whatever a mutation draws (ids of cases, of grants) is the same in every world.
      return given.door.startsWith('mutation ') ? byChanceOf(given.door.slice('mutation '.length), () => send(personId, given, way)) : send(personId, given, way)
    },
    async stop() {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

const pairsOf = (raw: readonly string[]): string[] => raw.flatMap((name, n) => (n % 2 === 0 ? [`${name.toLowerCase()}: ${raw[n + 1]}`] : []))
