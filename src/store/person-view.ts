/** What somebody may know of one person besides the posts: the bodies whose cases they do not review, and the cases they were recused from. */
import { and, asc, eq, sql } from 'drizzle-orm'
import { overAll } from '../review/comparison.ts'
import { apartFrom, isAdministrator, whyApart, type Actor } from '../review/people.ts'
import { inForce, type Recusal } from '../review/recusal.ts'
import { seenBy } from '../review/visibility.ts'
import { loadUnseen } from './cases.ts'
import { tellRead } from './readings.ts'
import type { LoadedMoment } from './settings.ts'
import type { Store } from './store.ts'
import { seeing, sightOf, visible } from './visible.ts'

/** A body whose cases somebody does not review, and why. */
export type ApartFrom = { bodyId: string; because: string }
/** A recusal in force, in a case that the person asking may see. */
export type RecusedIn = { caseId: string; number: string; title: string; recusal: Recusal }
/** `isTold`: whether bodies kept apart from are told to whoever asks, none are named where not; recusals are those of the cases they may see, as they see them. */
export type PersonView = { personId: string; isTold: boolean; apart: ApartFrom[]; recusals: RecusedIn[] }

const given = sql.placeholder
const most = 100
const recusedSeen = seeing('cases_recused_seen', (db, t, sight) => db.select({ id: t.cases.id }).from(t.cases)
  .innerJoin(t.caseBars, and(eq(t.caseBars.commission, t.cases.commission), eq(t.caseBars.caseId, t.cases.id)))
  .where(and(visible(t, t.cases, sight), eq(t.caseBars.personId, given('recused')))).orderBy(asc(t.cases.id)).limit(most))

/** One person, as somebody may know them. */
export async function personView(store: Store, who: Actor, moment: LoadedMoment, personId: string): Promise<PersonView> {
  const person = moment.roster.person(personId)
  const since = { on: moment.on, policy: moment.policy }
  const isTold = personId === who.personId || isAdministrator(who.role) || overAll.includes(who.role)
  const apart = !person || !isTold ? [] : apartFrom(person, since).map((bodyId): ApartFrom => ({ bodyId, because: whyApart(person, bodyId, since).join('；') }))
  const sight = sightOf(who)
  const recusals: RecusedIn[] = []
  for (const { id } of await recusedSeen(store, store.fresh, sight).execute({ ...sight.values, recused: personId })) {
    const found = await loadUnseen(store, store.fresh, who.commission, id)
    const seen = found && seenBy(who, found.case, found.log)
    const recusal = seen?.case.recusals.find((one) => one.personId === personId && inForce(one))
    if (seen && recusal) recusals.push({ caseId: id, number: seen.case.number, title: seen.case.package.title, recusal })
  }
  if (recusals.length > 0) tellRead(who, 'list', recusals.map(({ caseId }) => caseId))
  return { personId, isTold, apart, recusals }
}
