/** What an administrator could ask for now, for somebody or for nobody, with what there is to choose from; and what a wish would change before anybody asks for it. */
import type { Refusal } from '../review/case.ts'
import { effectsOf } from '../review/grant-effects.ts'
import { seatLine, wishLine, type Names } from '../review/grant-words.ts'
import { decidersOf, duties, grantKinds, proposersOf, proposingRefused, type GrantKind, type Wish } from '../review/grants.ts'
import { inForce, type Actor, type Role } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import { headed, rolesConcerned, suspendingRefused, wishRefused, type KeptPost, type Staff, type Staffed } from '../review/staffing.ts'
import { interestsOf, type Interest } from './interests.ts'
import type { LoadedMoment } from './settings.ts'
import { staffOf } from './staff.ts'
import type { Store } from './store.ts'

type Asking = { who: Actor; moment: LoadedMoment }

/** What one administrator does alone. */
export const aloneActs = ['addPerson', 'addBody', 'addZone', 'suspendAccount', 'declareInterest'] as const
export type GrantAct = GrantKind | (typeof aloneActs)[number]

/** Something to choose for a field of a form. */
export type GrantChoice = { field: 'postId' | 'absentPostId' | 'interestId' | 'issuer' | 'subject'; value: string; label: string }
/** What can be asked for, or why it cannot be now. */
export type OpenGrant = { act: GrantAct; closedBecause: Refusal | null; choices: GrantChoice[] }

const isGrantor = (role: Role): role is 'systemAdmin' | 'securityAdmin' => role === 'systemAdmin' || role === 'securityAdmin'
/** Bodies change their zone on a page of their own, which shows what that moves. */
const elsewhere: readonly GrantAct[] = ['place']

/** Everything whose duty this person has: about somebody where they are named, or about nobody. */
export async function openGrants(store: Store, { who, moment }: Asking, personId: string | null): Promise<OpenGrant[]> {
  const { role } = who
  if (!isGrantor(role)) return []
  if (personId === null) return [
    ...(role === 'systemAdmin' ? (['addPerson', 'addBody', 'addZone'] as const) : []).map((act) => ({ act, closedBecause: null, choices: [] })),
    ...grantKinds.filter((kind) => !elsewhere.includes(kind) && duties[kind].proposes === role).map((act) => ({ act, closedBecause: choosePerson, choices: [] })),
  ]
  const staff = await staffOf(store, store.fresh, who.commission, moment.at)
  const person = staff.person(personId)
  if (!person) return []
  const names = namesIn(moment)
  const interests = await interestsOf(store, who.commission, personId)
  const kinds = grantKinds.filter((kind) => !elsewhere.includes(kind) && proposersOf(kind, rolesNow(person, moment.on)).includes(role))
  return [
    ...kinds.map((act): OpenGrant => ({ act, closedBecause: closedBecause(act, person, staff, who, moment.on, interests), choices: choicesFor(act, person, staff, names, moment.on, interests) })),
    { act: 'suspendAccount', closedBecause: suspendingRefused(personId, who, '.', staff)[0] ?? null, choices: [] },
    ...(role === 'securityAdmin' ? [{ act: 'declareInterest' as const, closedBecause: null, choices: [] }] : []),
  ]
}

const choosePerson = no('CHOOSE_PERSON', '请先选择为谁提请', undefined, 'personId')

const rolesNow = (person: Staffed, on: string): Role[] => person.posts.filter((post) => post.until === null || on <= post.until).map((post) => post.role)

/** What stands in the way whatever is filled in. */
function closedBecause(kind: GrantKind, person: Staffed, staff: Staff, who: Actor, on: string, interests: readonly Interest[]): Refusal | null {
  const [own] = proposingRefused(kind, person.id, rolesNow(person, on), '.', who)
  if (own) return own
  const held = person.posts.some((post) => post.until === null || on <= post.until)
  if ((kind === 'move' || kind === 'end') && !held) return no('NO_SUCH_POST', `${person.name}没有职务`)
  if (kind === 'release' && !interests.some((one) => one.until === null || on < one.until)) return no('NO_SUCH_INTEREST', `${person.name}没有利害关系`)
  if (kind === 'unlinkSubject' && person.subjects.length === 0) return no('NO_SUCH_SUBJECT', `${person.name}没有关联统一身份`)
  const trial = trials[kind]
  return (trial && wishRefused(trial, person.id, staff, on).find((one) => bare.includes(kind) || one.field === 'personId')) ?? null
}

/** Wishes that want nothing filled in, or of which only what is wrong with the person is asked. */
const bare: readonly GrantKind[] = ['resetAccount', 'resetFactor', 'unlock', 'resume']
const trials: { [Kind in GrantKind]?: Wish } = {
  resetAccount: { kind: 'resetAccount' }, resetFactor: { kind: 'resetFactor' }, unlock: { kind: 'unlock' }, resume: { kind: 'resume' },
  openAccount: { kind: 'openAccount', login: '.' }, linkSubject: { kind: 'linkSubject', issuer: '', subject: '' }, unlinkSubject: { kind: 'unlinkSubject', issuer: '', subject: '' },
  clear: { kind: 'clear', level: 'workSecret', from: '9999-01-01', until: null }, rehome: { kind: 'rehome', bodyId: null }, leave: { kind: 'leave', on: '9999-01-01', undertaking: '.' },
  appoint: { kind: 'appoint', role: 'archivist', bodyId: null, zoneId: null, from: '9999-01-01', until: null },
}

function choicesFor(kind: GrantKind, person: Staffed, staff: Staff, names: Names, on: string, interests: readonly Interest[]): GrantChoice[] {
  const line = (post: KeptPost) => `${seatLine(post, names)}，${post.from}起${post.until === null ? '' : `到${post.until}`}`
  switch (kind) {
    case 'move':
    case 'end': return person.posts.filter((post) => post.until === null || on <= post.until).map((post) => ({ field: 'postId', value: post.id, label: line(post) }))
    case 'deputise': return staff.people.filter(({ id }) => id !== person.id).flatMap(({ name, posts }) => posts.filter((post) => headed.includes(post.role) && post.kind !== 'deputy' && inForce(post, on)).map((post) => ({ field: 'absentPostId' as const, value: post.id, label: `${name}：${seatLine(post, names)}` })))
    case 'release': return interests.filter((one) => one.until === null || on < one.until).map((one) => ({ field: 'interestId', value: one.id, label: interestLine(one, names) }))
    case 'unlinkSubject': return person.subjects.flatMap(({ issuer, subject }) => [{ field: 'issuer' as const, value: issuer, label: issuer }, { field: 'subject' as const, value: subject, label: subject }])
    default: return []
  }
}

const interestLine = ({ bodyId, unit, note }: Interest, names: Names): string => `${bodyId === null ? (unit ?? '') : (names.body(bodyId)?.name ?? bodyId)}（${note}）`

/** What a wish would change, why it cannot be asked for, and who would decide it. */
export type GrantPreview = { summary: string; effects: string[]; refusals: Refusal[]; deciders: Role[] }

/** What would come of a wish; nothing is kept. */
export async function previewGrant(store: Store, { who, moment }: Asking, personId: string, wish: Wish): Promise<GrantPreview> {
  const { role } = who
  const staff = await staffOf(store, store.fresh, who.commission, moment.at)
  const person = staff.person(personId)
  const roles = rolesConcerned(wish, person, staff, moment.on)
  const strange = proposingRefused(wish.kind, personId, roles, '.', who)
  if (!isGrantor(role) || strange.length > 0) return { summary: '', effects: [], refusals: strange, deciders: [] }
  const names = namesIn(moment)
  const refusals = wishRefused(wish, personId, staff, moment.on)
  const interest = wish.kind === 'release' ? (await interestsOf(store, who.commission, personId)).find((one) => one.id === wish.interestId) : undefined
  const known = { clearance: moment.roster.person(personId)?.clearance ?? 'workSecret', apartYears: moment.policy.apartYears, interest: interest ? interestLine(interest, names) : null }
  return { summary: wishLine(wish, names), effects: refusals.length > 0 ? [] : effectsOf(wish, person, staff, names, known), refusals, deciders: decidersOf(role, roles) }
}

/** Names for the lines of grants, from the roster as it is. */
const namesIn = ({ roster }: LoadedMoment): Names => ({ body: roster.body, zone: roster.zone, post: (id): KeptPost | undefined => roster.people.flatMap((person) => person.posts).find((post) => post.id === id) })
