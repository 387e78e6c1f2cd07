/** 分案 as the limit does it: who could sit, ranked by load and turn, on people read once and loads read anew; and the loads that a step changes. */
import type Database from 'better-sqlite3'
import { proposePanel, type Assignment, type Candidate } from '../../src/review/assignment.ts'
import type { Case, Stage } from '../../src/review/case.ts'
import { barsTo, inForce, type Person, type Post } from '../../src/review/people.ts'
import { firstPolicy, policyOn, type Policy } from '../../src/review/policy.ts'

type Held = { personId: string; stage: Stage; n: number; chosenOn: string }

export function assignments(db: Database.Database) {
  let known: { on: string; policy: Policy } | undefined
  const policyAt = (on: string): Policy => (known = known?.on === on ? known : { on, policy: policyOn(firstPolicy, on) }).policy
  const posts = Map.groupBy(db.prepare('select person_id personId, role, body_id bodyId, zone_id zoneId, from_day "from", until_day "until" from posts').all() as (Post & { personId: string })[], (post) => post.personId)
  const people = (db.prepare('select id, name, home_body_id homeBodyId, trained_on trainedOn from people order by id').all() as Pick<Person, 'id' | 'name' | 'homeBodyId' | 'trainedOn'>[])
    .map((one): Person => ({ ...one, clearance: 'workSecret', interests: [], posts: posts.get(one.id) ?? [] }))
  const byName = new Map(people.map((one) => [one.id, one]))
  const roster = { people, person: (id: string) => byName.get(id), body: () => undefined }
  const held = db.prepare('select person_id personId, stage, n, chosen_on chosenOn from loads where commission = ?')
  const add = db.prepare(`insert into loads (commission, person_id, stage, n, chosen_on) values (?, ?, ?, ?, ?)
    on conflict (commission, person_id, stage) do update set n = n + excluded.n, chosen_on = max(chosen_on, excluded.chosen_on)`)

  /** Who was asked about and why these; null where the zone alone has too few, which the walk never meets. */
  function assign(c: Case, chosen: string[], on: string): Assignment | null {
    const policy = policyAt(on)
    const since = { on, policy }
    const asked = people.filter((one) => one.posts.some((post) => post.role === 'reviewer' && post.zoneId === c.zoneId && inForce(post, on)))
      .map((person) => ({ person, bars: barsTo(person.id, c, roster, since), weight: 0, chosenOn: '' }))
    const byId = new Map(asked.map((one) => [one.person.id, one]))
    for (const { personId, stage, n, chosenOn } of held.all(c.commission) as Held[]) {
      const one = byId.get(personId)
      if (!one) continue
      one.weight += n * (policy.loadWeights[stage] ?? 0)
      if (chosenOn > one.chosenOn) one.chosenOn = chosenOn
    }
    if (c.panel.length > 0 || asked.filter((one) => one.bars.length === 0).length < chosen.length) return null
    const weights = [...new Set(asked.map((one) => one.weight))].sort((a, b) => a - b)
    const turns = [...new Set(asked.map((one) => one.chosenOn))].sort()
    const candidates = asked.map(({ person, bars, weight, chosenOn }): Candidate =>
      ({ bars, loadRank: weights.indexOf(weight) + 1, personId: person.id, pool: 'zone', satBefore: false, trained: person.trainedOn !== null && person.trainedOn <= on, turnRank: turns.indexOf(chosenOn) + 1 }))
    const question = { candidates, leadTraining: policy.leadTraining, leadWanted: true, wanted: chosen.length }
    const { chosen: proposed, from, order } = proposePanel(question)
    return { chosen, proposal: { chosen: proposed, from, order: order.map(({ because, personId, place }) => ({ because, personId, place })) }, question }
  }

  /** Counts the seats of a panel at its new stage. */
  function move(c: Case, from: Stage | null, to: Stage): void {
    for (const { personId, joinedOn } of c.panel) {
      if (from !== null) add.run(c.commission, personId, from, -1, '')
      add.run(c.commission, personId, to, 1, joinedOn)
    }
  }

  return { assign, move }
}
