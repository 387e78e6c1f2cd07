/**
 * The demo city: 3 zones, 36 bodies and 21 reviewers as given, and by rule everybody else who is needed.
 * All people are invented.
 */
import bodiesGiven from './data/bodies.json' with { type: 'json' }
import staffGiven from './data/staff.json' with { type: 'json' }
import { acting, apartFrom, leastClearance, type Actor, type Body, type Person, type Post, type Role, type Roster, type Zone } from '../review/people.ts'

export const zones: Zone[] = [...new Set(bodiesGiven.map((one) => one.zone))].map((name, n) => ({ id: `Z${n + 1}`, name, ordinal: n + 1 }))
const zoneId = (name: string): string => zones.find((zone) => zone.name === name)?.id ?? ''

export const bodies: Body[] = bodiesGiven.map((one) => ({ id: one.code, name: one.name, stationedIn: one.stationedIn, covers: one.covers, zoneId: zoneId(one.zone) }))

const post = (role: Role, where: Partial<Pick<Post, 'bodyId' | 'zoneId'>> = {}): Post => ({ role, bodyId: null, zoneId: null, from: '2018-01-01', until: null, ...where })
const one = (id: string, name: string, role: Role, where: Partial<Pick<Post, 'bodyId' | 'zoneId'>> = {}): Person => ({ id, name, homeBodyId: where.bodyId ?? null, clearance: leastClearance, interests: [], trainedOn: null, posts: [post(role, where)] })

/** Everybody who works in the demo city, with the posts they hold. */
export const people: Person[] = [
  ...staffGiven.map((given): Person => ({
    id: given.id,
    name: given.name,
    homeBodyId: given.homeBodyCode,
    clearance: leastClearance,
    interests: [],
    trainedOn: null,
    posts: [post(given.role === '划片审理小组组长' ? 'groupLeader' : 'reviewer', { zoneId: zoneId(given.zone) })],
  })),
  ...bodies.flatMap((body) => [
    one(`${body.id}-1`, `${body.id} 组长`, 'bodyHead', { bodyId: body.id }),
    one(`${body.id}-2`, `${body.id} 经办人`, 'handler', { bodyId: body.id }),
    one(`${body.id}-3`, `${body.id} 党组联络员`, 'partyGroupContact', { bodyId: body.id }),
  ]),
  one('O1', '案件审理室主任', 'officeHead'),
  one('L1', '分管领导', 'leaderInCharge'),
  one('L2', '市纪委监委主要负责人', 'commissionHead'),
  one('W1', '工委审理员甲', 'committeeReviewer'),
  one('W2', '工委审理员乙', 'committeeReviewer'),
  one('W3', '工委负责人', 'committeeHead'),
  one('M1', '案管监督员', 'caseManager'),
  one('Q1', '评查员甲', 'qualityReviewer'),
  one('Q2', '评查员乙', 'qualityReviewer'),
  one('F1', '档案员', 'archivist'),
  one('A1', '系统管理员', 'systemAdmin'),
  one('A2', '安全保密管理员', 'securityAdmin'),
  one('A3', '审计管理员', 'auditAdmin'),
]

const byId = new Map(people.map((person) => [person.id, person]))
const bodyById = new Map(bodies.map((body) => [body.id, body]))

/** The demo city as the rules may ask about it. */
export const roster: Roster = { people, person: (id) => byId.get(id), body: (id) => bodyById.get(id) }

/** A person of the demo city acting in the first post held. Throws for a name that does not exist. */
export function actorOf(personId: string, commission: string): Actor {
  const held = byId.get(personId)?.posts[0]
  if (!held) throw new Error(`演示名单里没有“${personId}”`)
  return acting({ personId, commission, role: held.role, bodyId: held.bodyId, zoneId: held.zoneId }, { apart: apartFrom(byId.get(personId)) })
}
