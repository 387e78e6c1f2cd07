/**
 * Changing cases: load, decide, keep. One transaction holds the row, its doors, bars and tallies, the entry with its
 * operation key, and the link of the chain; a refusal changes nothing and leaves a link too.
 */
import { randomBytes } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { act, replay, type Entry } from '../review/act.ts'
import { blankCase } from '../review/blank.ts'
import type { Case, Refusal } from '../review/case.ts'
import { yearOf } from '../review/day.ts'
import type { Actor } from '../review/people.ts'
import type { Moment } from '../review/step.ts'
import { steps, type Payload, type StepName } from '../review/steps/index.ts'
import { maySee, seenBy, seenFrom, sideFor } from '../review/visibility.ts'
import { forge, idAsked } from './audit.ts'
import { BadText, canonical, digest } from './canonical.ts'
import { load, loadUnseen, type Found } from './cases.ts'
import { keep, Raced, type Stored } from './keep.ts'
import { holdLoads, loadsOf } from './loads.ts'
import { freeNumber, numberTaken } from './numbers.ts'
import { momentsOf } from './settings.ts'
import { statement } from './prepared.ts'
import { isTaken, type Db, type Store } from './store.ts'
import type { Tables } from './tables.ts'

/** What a person asks for. The same operation key is never carried out twice (P3). */
export type Order<Name extends StepName> = {
  caseId: string
  /** The version the person was looking at: how many steps they see. Null takes the case as it stands, for what no page has shown. */
  version: number | null
  step: Name
  payload: Payload<Name>
  operationKey: string
  who: Actor
  moment: Moment
}

/** The case as the step leaves it, the entry and the log, as whoever took it sees them; or why not. */
export type TakeOutcome = (Found & { entry: Entry }) | { refusals: Refusal[] }

/** What begins a case. The zone is that of the leading body; an import may bring the number the case has already. */
export type Opening = Pick<Order<'openCase'>, 'operationKey' | 'who' | 'moment'> & {
  payload: Omit<Payload<'openCase'>, 'number' | 'zoneId'>
  number?: string
}

type Asked = { step: StepName; caseId: string | null; version: number | null; operationKey: string; who: Actor; moment: Moment }
type Answer = TakeOutcome | { answered: { caseId: string; version: number } }

/** Takes a step on a case, or says why not. Throws `OutcomeUnknown` where the commit itself failed. */
export const take = <Name extends StepName>(store: Store, { caseId, version, step, payload, operationKey, who, moment }: Order<Name>): Promise<TakeOutcome> =>
  answer(store, { step, caseId, version, operationKey, who, moment }, payload, async (db, given, requestHash) => {
    const found = await load(store, db, who, caseId)
    const seen = found && seenBy(who, found.case, found.log)
    if (!seen) return { refusals: [noSuchCase] }
    if (version !== null && seen.case.version !== version) return { refusals: [stale(seen.log, version, moment)] }
    const filled = filledIn(step, given, found.case)
    const scene = choosing.includes(step) ? await loaded(store, db, who.commission, moment) : moment
    const outcome = act(found.case, step, filled, who, { ...scene, known: seen.case })
    if (!('refusals' in outcome)) return write(store, db, found, outcome, { operationKey, requestHash, who, moment })
    // Told from what they see, so that nothing hidden is in a reason; whoever may take a step sees enough to be refused by it.
    const told = act(seen.case, step, filled, who, scene)
    if ('refusals' in told) return told
    throw new Error(`${step} of ${caseId} is refused to ${who.role} for a reason they do not see: ${outcome.refusals.map((one) => one.code).join()}`)
  })

/** What only the store can say: the hash of the whole case that goes to the archive. */
const filledIn = <Given>(step: StepName, payload: Given, c: Case): Given => (step === 'archive' ? { ...payload, hash: digest(canonical(c)) } : payload)

const noSuchCase: Refusal = { code: 'NO_SUCH_CASE', message: '没有找到该案件' }

/** Begins a case at version 0: the store gives the id, and the number unless one is brought along. */
export const open = (store: Store, { payload, number, operationKey, who, moment }: Opening): Promise<TakeOutcome> =>
  answer(store, { step: 'openCase', caseId: null, version: 0, operationKey, who, moment }, { ...payload, ...(number === undefined ? {} : { number }) }, async (db, given, requestHash) => {
    const zoneId = moment.roster.body(given.package.bodyIds[0] ?? '')?.zoneId ?? ''
    const begin = (as: string) => act(blankCase({ id: newId(who.commission, moment.at), commission: who.commission, number: '', zoneId: '' }), 'openCase', { ...given, number: as, zoneId }, who, moment)
    // Asked once with a stand-in, so that a refused case takes no number.
    const trial = begin(number ?? '待编号')
    if ('refusals' in trial) return trial
    if (number !== undefined && (await numberTaken(store, db, who.commission, number)))
      return { refusals: [{ code: 'NUMBER_TAKEN', message: `案号“${number}”已经使用`, field: 'number' }] }
    const outcome = begin(await freeNumber(store, db, { commission: who.commission, zoneId, year: yearOf(moment.on), number }))
    return 'refusals' in outcome ? outcome : write(store, db, null, outcome, { operationKey, requestHash, who, moment })
  })

/**
 * What is common to both: the payload as it will be stored, the first answer where the key was used before, a link
 * for each refusal, and another try where two servers met.
 */
async function answer<Given>(store: Store, asked: Asked, payload: Given, decide: (db: Db, payload: Given, requestHash: string) => Promise<TakeOutcome>): Promise<TakeOutcome> {
  const { step, caseId, version, operationKey, who } = asked
  let given: Given
  let requestHash: string
  try {
    given = JSON.parse(canonical(payload)) as Given
    const { personId, commission, role, bodyId, zoneId } = who
    requestHash = digest(canonical({ step, caseId, version, who: { personId, commission, role, bodyId, zoneId }, payload }))
  } catch (error) {
    if (!(error instanceof BadText)) throw error
    const refusals: Refusal[] = [{ code: 'BAD_TEXT', message: error.message }]
    await store.tx((db) => forgeRefusal(store, db, asked, refusals))
    return { refusals }
  }
  for (let tries = 1; ; tries++)
    try {
      const outcome = await store.tx(async (db): Promise<Answer> => {
        const [used] = await byOperation(store, db).execute({ commission: who.commission, by: who.personId, operationKey })
        if (used && used.requestHash === requestHash) return { answered: used }
        const made = used ? { refusals: [reused] } : await decide(db, given, requestHash)
        if ('refusals' in made) await forgeRefusal(store, db, asked, made.refusals)
        return made
      })
      return 'answered' in outcome ? await firstAnswer(store, who, outcome.answered) : outcome
    } catch (error) {
      if (tries > 8 || !(error instanceof Raced || isTaken(error))) throw error
    }
}

/** Steps that put people on a panel, for which their loads are read. */
const choosing: readonly StepName[] = ['formPanel', 'changePanel']

/** The moment with the loads of everybody; where there is a limit to them, choices wait for each other. */
async function loaded(store: Store, db: Db, commission: string, moment: Moment): Promise<Moment> {
  if (moment.policy.panelLoadMax !== null) await holdLoads(store, db, commission)
  return { ...moment, loads: await loadsOf(store, db, commission, moment.policy) }
}

const reused: Refusal = { code: 'OPERATION_KEY_REUSED', message: '这个操作编号已用于另一项操作，请刷新后重试' }

const forgeRefusal = (store: Store, db: Db, { step, caseId, version, who, moment }: Asked, refusals: readonly Refusal[]) =>
  forge(store, db, { commission: who.commission, at: moment.at, kind: 'refusal', body: { step, caseId: idAsked(caseId), version, by: who.personId, role: who.role, codes: refusals.map((one) => one.code) } })

/** Keeps what `act` decided. */
async function write(store: Store, db: Db, before: Stored | null, { case: c, entry }: { case: Case; entry: Entry }, { operationKey, requestHash, who, moment }: { operationKey: string; requestHash: string; who: Actor; moment: Moment }): Promise<TakeOutcome> {
  const log = [...(before?.log ?? []), entry]
  const { doc } = await keep(store, db, before, c, log, moment)
  const row = { ...entry, commission: c.commission, caseId: c.id, operationKey, requestHash, basis: canonical(entry.basis), payload: canonical(entry.payload) }
  const { seq } = await forge(store, db, { commission: c.commission, at: entry.at, kind: 'step', body: stepBody(row, digest(doc)) })
  await addEntry(store, db).execute({ ...row, seq })
  await store.publish(db, 'cases', `${c.commission}:${c.id}:${entry.at}`)
  return answerFor(who, c, log)
}

/** An entry as its row keeps it, but for the number of its link. */
export type EntryRow = Omit<Tables['caseEntries']['$inferSelect'], 'seq'>

/** What the link of a step says: who took which step on which case, and the hashes of its entry and of the row it left. */
export const stepBody = (row: EntryRow, rowHash: string): Record<string, unknown> => {
  const { caseId, version, step, by, role, bodyId, zoneId } = row
  return { caseId, version, step, by, role, bodyId, zoneId, entryHash: digest(canonical(row)), rowHash }
}

const given = sql.placeholder
const addEntry = statement('entry_add', (db, t) =>
  db.insert(t.caseEntries).values({
    commission: given('commission'), caseId: given('caseId'), version: given('version'), operationKey: given('operationKey'), requestHash: given('requestHash'), seq: given('seq'),
    step: given('step'), from: given('from'), to: given('to'), by: given('by'), role: given('role'), bodyId: given('bodyId'), zoneId: given('zoneId'),
    on: given('on'), writtenOn: given('writtenOn'), at: given('at'), basis: given('basis'), payload: given('payload'),
  }))
const byOperation = statement('entry_by_operation', (db, t) =>
  db.select({ caseId: t.caseEntries.caseId, version: t.caseEntries.version, requestHash: t.caseEntries.requestHash }).from(t.caseEntries)
    .where(and(eq(t.caseEntries.commission, given('commission')), eq(t.caseEntries.by, given('by')), eq(t.caseEntries.operationKey, given('operationKey')))))

/** What whoever took a step is answered: the case from their side, also where the step has closed it to them. */
function answerFor(who: Actor, c: Case, log: readonly Entry[]): TakeOutcome {
  const seen = seenFrom(sideFor(who, c), c, log)
  const entry = seen.log.at(-1)
  if (!entry) throw new Error(`${who.role} does not see the step just taken on ${c.id}`)
  return { ...seen, entry }
}

/** The answer the operation had when it was carried out, although the case may have gone on since; none to whom it is hidden now. */
async function firstAnswer(store: Store, who: Actor, { caseId, version }: { caseId: string; version: number }): Promise<TakeOutcome> {
  const { commission } = who
  const found = await loadUnseen(store, store.fresh, commission, caseId)
  const log = found?.log.slice(0, version) ?? []
  if (!found || log.length < version) throw new Error(`operation points to entry ${version} of ${caseId}, which is not there`)
  if (!maySee(who, found.case)) return { refusals: [noSuchCase] }
  if (found.case.version === version) return answerFor(who, found.case, log)
  const momentOf = await momentsOf(store, commission)
  return answerFor(who, replay(blankCase({ id: caseId, commission, number: '', zoneId: '' }), log, momentOf), log)
}

/** Somebody was faster (P14): who did what since. */
function stale(log: readonly Entry[], version: number, { roster }: Moment): Refusal {
  const since = log.filter((entry) => entry.version > version).map((entry) => `${entry.on}由${roster.person(entry.by)?.name ?? entry.by}${steps[entry.step].label}`)
  return { code: 'STALE', message: since.length > 0 ? `您查看之后，本案已${since.join('；')}。请刷新后再办理` : '本案的版本对不上，请刷新后再办理' }
}

/** An opaque id: the commission, the instant (new cases lie together in the index), and chance. */
const newId = (commission: string, at: string): string => `${commission}-${Date.parse(at).toString(36)}${randomBytes(6).toString('hex')}`

