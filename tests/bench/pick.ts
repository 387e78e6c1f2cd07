/** What is asked for: drawn from the database, the same for the product and the limit. */
import Database from 'better-sqlite3'
import { people } from '../../src/caseload/city.ts'
import { random } from '../../src/caseload/generate.ts'
import type { Job } from './load.ts'
import { commission } from './templates.ts'
import { works, type Ask, type Owned, type Work } from './works.ts'

/** Who signs in: the head of the office, who reads, and the three groups, who walk. */
export const logins = ['o1', ...people.filter((one) => one.posts.some(({ role }) => role === 'groupLeader' || role === 'reviewer')).map((one) => one.id.toLowerCase())]

export type Picked = { lists: Ask[]; cases: Ask[]; owned: Owned[]; leaders: Map<string, string> }

/** Every zone and stage, a few thousand cases, and all that a group could accept. */
export function pick(file: string): Picked {
  const db = new Database(file, { readonly: true })
  const draw = random(7)
  const shuffled = <One>(list: readonly One[]): One[] => list.map((one) => ({ one, place: draw() })).sort((a, b) => a.place - b.place).map(({ one }) => one)
  const places = db.prepare(`select distinct zone_id zone, stage from cases where commission = ? and transferred_on < '9999' order by zone_id, stage`).all(commission) as { zone: string; stage: string }[]
  const ids = db.prepare(`select id from cases where commission = ? and transferred_on < '9999' order by id`).pluck().all(commission) as string[]
  const waiting = db.prepare(`select id, version, zone_id zone, body_id body from cases where commission = ? and stage = 'transferred' order by id`).all(commission) as { id: string; version: number; zone: string; body: string }[]
  db.close()
  const seats = Map.groupBy(people.flatMap((one) => one.posts.map((post) => ({ id: one.id, home: one.homeBodyId, ...post }))), (seat) => `${seat.role} ${seat.zoneId}`)
  const leaders = new Map([...new Set(waiting.map((one) => one.zone))].map((zone) => [zone, seats.get(`groupLeader ${zone}`)?.[0]?.id ?? '']))
  const owned = shuffled(waiting).map(({ id, version, zone, body }): Owned => {
    const fit = (seats.get(`reviewer ${zone}`) ?? []).filter((seat) => seat.home !== body).map((seat) => seat.id)
    const first = Math.floor(draw() * fit.length)
    return { id, version, leader: leaders.get(zone) ?? '', members: [fit[first] ?? '', fit[(first + 1) % fit.length] ?? ''] }
  })
  return { lists: shuffled(places.map(({ zone, stage }) => ({ work: 'R1', zone, stage }))), cases: shuffled(ids).slice(0, 5000).map((id) => ({ work: 'R2', id })), owned, leaders }
}

/** What so many connections send: every one begins somewhere else, and in W1 owns cases that no other touches. */
export function connections(work: Work, picked: Picked, count: number): Job['connections'] {
  const rotated = (asks: Ask[], n: number) => [...asks.slice(Math.floor((n * asks.length) / count)), ...asks.slice(0, Math.floor((n * asks.length) / count))]
  return Array.from({ length: count }, (_, n) => {
    switch (work) {
      case 'R1': return { login: 'o1', asks: rotated(picked.lists, n) }
      case 'R2': return { login: 'o1', asks: rotated(picked.cases, n).slice(0, 1000) }
      case 'R3': return { login: 'o1', asks: [{ work: 'R3' }] }
      case 'W1': return { cases: picked.owned.filter((_case, k) => k % count === n).slice(0, 20_000) }
    }
  })
}

export const isWork = (text: string): text is Work => (works as readonly string[]).includes(text)
