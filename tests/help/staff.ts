/** The staff of the small city as the administrators know them, and the city after a change, for tests of the pure rules. */
import type { Wish } from '../../src/review/grants.ts'
import { afterChange, changed, type KeptPost, type Staff, type Staffed } from '../../src/review/staffing.ts'
import { bodies, roster, who } from './city.ts'

const zones = ['Z1', 'Z3'].map((id, n) => ({ id, name: id, ordinal: n + 1 }))

const staffed = (id: string): Staffed => ({
  id, name: id, homeBodyId: roster.person(id)?.homeBodyId ?? null, leftOn: null, interests: [], subjects: [], account: { locked: false, shut: false },
  posts: (roster.person(id)?.posts ?? []).map((post): KeptPost => ({ ...post, id: `${id}:${post.role}`, kind: 'regular', reason: null, deputyFor: null, grantId: null })),
})

const staffOf = (people: readonly Staffed[]): Staff => ({
  people,
  person: (id) => people.find((one) => one.id === id),
  body: (id) => bodies.find((one) => one.id === id),
  zone: (id) => zones.find((one) => one.id === id),
  loginTaken: (login) => people.some((one) => one.id === login && one.account !== null),
})

/** Everybody, and two newcomers without a post, the second without an account. */
export const city: Staff = staffOf([...Object.keys(who).map(staffed), staffed('newcomer'), { ...staffed('unknown'), account: null }])

/** The city with somebody changed. */
export const withPerson = (staff: Staff, id: string, changes: Partial<Staffed>): Staff => staffOf(staff.people.map((one) => (one.id === id ? { ...one, ...changes } : one)))

/** The city once a wish is granted. */
export function granted(staff: Staff, wish: Wish, personId: string, grantId: string): Staff {
  const person = staff.person(personId)
  if (!person) return staff
  const { ended, begun } = changed(wish, person, staff)
  return withPerson(staff, personId, {
    posts: [...afterChange(person.posts, { ended }), ...(begun ? [{ ...begun, id: grantId, reason: null, grantId }] : [])],
    ...(wish.kind === 'leave' ? { leftOn: wish.on } : {}),
  })
}
