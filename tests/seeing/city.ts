/** The small city with enough people for cases of several bodies and zones, joint ones too. */
import { acting, apartFrom, type Actor, type Body, type Person, type Post, type Role, type Roster } from '../../src/review/people.ts'
import type { Moment } from '../../src/review/step.ts'
import { bodies, commission, momentOn, roster as small, who } from '../help/city.ts'

const more: Person[] = []
const join = (id: string, role: Role, where: Partial<Pick<Post, 'bodyId' | 'zoneId'>> & { home?: string }): Actor => {
  const post: Post = { role, bodyId: where.bodyId ?? null, zoneId: where.zoneId ?? null, from: '2018-01-01', until: null }
  const person: Person = { id, name: id, homeBodyId: where.home ?? where.bodyId ?? null, clearance: 'workSecret', interests: [], trainedOn: null, posts: [post] }
  more.push(person)
  return acting({ personId: id, commission, role, bodyId: post.bodyId, zoneId: post.zoneId }, { apart: apartFrom(person) })
}

/** Everybody who can be asked for in these worlds. */
export const everybody: readonly Actor[] = [
  ...Object.values(who),
  join('farLead', 'reviewer', { zoneId: 'Z1', home: 'P25' }), join('farReviewer', 'reviewer', { zoneId: 'Z1', home: 'P25' }), join('farSpare', 'reviewer', { zoneId: 'Z1', home: 'P25' }),
  join('jointLead', 'reviewer', { zoneId: 'Z3', home: 'P08' }), join('jointReviewer', 'reviewer', { zoneId: 'Z3', home: 'P08' }), join('jointSpare', 'reviewer', { zoneId: 'Z3', home: 'P08' }),
  join('thirdHandler', 'handler', { bodyId: 'P08' }), join('thirdHead', 'bodyHead', { bodyId: 'P08' }), join('thirdContact', 'partyGroupContact', { bodyId: 'P08' }),
]

const byId = new Map([...Object.keys(who).flatMap((id) => small.person(id) ?? []), ...more].map((person) => [person.id, person]))
export const people: readonly Person[] = [...byId.values()]
const roster: Roster = { people, person: (id) => byId.get(id), body: (id) => bodies.find((one: Body) => one.id === id) }
export const momentAt = (on: string, at = `${on}T01:00:00.000Z`): Moment => ({ ...momentOn(on), at, roster })

/** Who plays which part in a case of other bodies: the offers name the people of P25 in zone 3. */
export const casts = {
  own: {},
  far: {
    P25: 'P03', Z3: 'Z1', handler: 'otherHandler', bodyHead: 'otherBodyHead', groupLeader: 'otherGroupLeader', lead: 'farLead', reviewer: 'farReviewer', spareReviewer: 'farSpare',
    市自然资源和规划局: '市政府办公厅',
  },
  third: {
    P25: 'P08', Z3: 'Z1', handler: 'thirdHandler', bodyHead: 'thirdHead', groupLeader: 'otherGroupLeader', lead: 'farLead', reviewer: 'farReviewer', spareReviewer: 'farSpare',
    市自然资源和规划局: '市委政法委',
  },
  joint: { lead: 'jointLead', reviewer: 'jointReviewer', spareReviewer: 'jointSpare' },
} as const satisfies Record<string, Record<string, string>>
export type Cast = keyof typeof casts
