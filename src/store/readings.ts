/**
 * 阅看留痕: one record for each request that showed case content, or asked for a case that was not there to be seen,
 * durable before the answer goes out (P21). The functions that read cases tell what they gave; whoever answers
 * requests runs each as `witnessed`. Records that come together share one change of the head and one commit.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Actor } from '../review/people.ts'
import { draft, forgeAll, idAsked, type Draft } from './audit.ts'
import { gathering } from './gather.ts'
import type { Store } from './store.ts'

/**
 * What is read: a case, a list, a search (its words are not kept: they are case content), a file attached to a case, old
 * cases, the findings of a quality check, what was written for a meeting, the file of a template, the audit chain itself; or numbers and due days that leave the system, by a calendar or in a digest.
 */
export type Reading = 'case' | 'list' | 'search' | 'attachment' | 'old' | 'audit' | 'quality' | 'meeting' | 'template' | 'feed' | 'digest'

type Notes = { who: Actor; what: Set<Reading>; cases: Set<string>; attachments: Set<string>; denied: Set<string>; isDenied: boolean }

const notes = new AsyncLocalStorage<{ made: Notes | null }>()

/** Tells that somebody was given these cases, and perhaps files attached to them. Outside a request (checks, imports) nobody reads, and nothing is kept. */
export function tellRead(who: Actor, what: Reading, cases: readonly string[], attachments: readonly string[] = []): void {
  const made = notesOf(who)
  if (!made) return
  made.what.add(what)
  for (const id of cases) made.cases.add(id)
  for (const id of attachments) made.attachments.add(id)
}

/** Tells that somebody asked for what is, for them, not there: hidden and missing leave the same record. `asked` is an id, never a number or words. */
export function tellDenied(who: Actor, what: Reading, asked: string | null): void {
  const made = notesOf(who)
  if (!made) return
  made.isDenied = true
  made.what.add(what)
  const id = idAsked(asked)
  if (id !== null) made.denied.add(id)
}

function notesOf(who: Actor): Notes | null {
  const request = notes.getStore()
  return request ? (request.made ??= { who, what: new Set(), cases: new Set(), attachments: new Set(), denied: new Set(), isDenied: false }) : null
}

/** It could not be recorded that somebody reads, so nothing is shown. */
export class Unrecorded extends Error {
  override name = 'Unrecorded'
  constructor(cause: unknown) {
    super('审计记录没有写成，内容不予显示', { cause })
  }
}

/** Does the work of one request, and keeps the record of what it read before giving what came of it. Throws `Unrecorded` where that fails. */
export async function witnessed<T>(store: Store, { commission, at }: { commission: string; at: string }, work: () => Promise<T> | T): Promise<T> {
  const request: { made: Notes | null } = { made: null }
  const done = await notes.run(request, work)
  if (request.made) await keep(store, commission, recordOf(request.made, commission, at))
  return done
}

/** The record of a request. Whoever was denied something, and saw nothing, has no cases in it. */
function recordOf({ who, what, cases, attachments, denied, isDenied }: Notes, commission: string, at: string): Draft {
  const { personId: by, role, bodyId, zoneId } = who
  const body = { by, role, bodyId, zoneId, what: [...what].sort(), ...(cases.size > 0 ? { cases: [...cases] } : {}), ...(attachments.size > 0 ? { attachments: [...attachments] } : {}), ...(denied.size > 0 ? { denied: [...denied] } : {}) }
  return draft({ commission, at, kind: isDenied && cases.size === 0 ? 'denied' : 'reading', body })
}

type Waiting = { record: Draft; done: () => void; failed: (error: unknown) => void }
type Desk = { waiting: Waiting[]; writing: boolean; gathered: ReturnType<typeof gathering> }

const desks = new WeakMap<Store, Map<string, Desk>>()
/** So many share one transaction at most; the rest wait for the next. */
const together = 500

/** Keeps a record, with all others of this commission that wait; done once it is durable. */
function keep(store: Store, commission: string, record: Draft): Promise<void> {
  const all = desks.get(store) ?? new Map<string, Desk>()
  desks.set(store, all)
  const desk = all.get(commission) ?? { waiting: [], writing: false, gathered: gathering() }
  all.set(commission, desk)
  return new Promise((done, failed) => {
    desk.waiting.push({ record, done, failed })
    if (!desk.writing) void write(store, commission, desk)
  })
}

async function write(store: Store, commission: string, desk: Desk): Promise<void> {
  desk.writing = true
  while (desk.waiting.length > 0) {
    const batch: Waiting[] = []
    await desk.gathered(() => desk.waiting.length)
    try {
      await store.tx((db) => {
        // Taken when the transaction begins, not when it is asked for; the same again where it has to be run again.
        if (batch.length === 0) batch.push(...desk.waiting.splice(0, together))
        return forgeAll(store, db, commission, batch.map(({ record }) => record))
      })
      for (const { done } of batch) done()
    } catch (error) {
      for (const { failed } of batch.length > 0 ? batch : desk.waiting.splice(0)) failed(new Unrecorded(error))
    }
  }
  desk.writing = false
}
