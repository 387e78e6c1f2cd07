/**
 * What a sheet of people or bodies comes to for whoever brings it in: names to be put on the roster, which the system
 * administrator does alone since it gives nobody anything, and proposals that another administrator decides. One sheet is
 * for both: each takes from it what is theirs, and what is there already is said and left alone.
 */
import type { Refusal } from './case.ts'
import type { Day } from './day.ts'
import { proposingRefused, type Grant, type Wish } from './grants.ts'
import type { Actor, Body, Person } from './people.ts'
import { no } from './refusal.ts'
import type { ReadLine, SheetFault } from './sheet-cells.ts'
import { rolesConcerned, wishRefused, type Staff } from './staffing.ts'

/** What is known beside the sheet; `pending` are the proposals that wait. */
export type RosterAround = {
  who: Actor; on: Day; staff: Staff; bodies: ReadonlyMap<string, Body>; loginOf: (personId: string) => string | null
  clearanceOf: (personId: string) => Person['clearance']; pending: readonly Pick<Grant, 'personId' | 'wish'>[]
}

/** What one row comes to. */
export type RosterPlan = { n: number; person: Pick<Person, 'id' | 'name' | 'homeBodyId'> | null; body: Body | null; wishes: { personId: string | null; wish: Wish }[] }
type Told<Key> = { key: Key | null; sentence: string }
/** A row as it was held against what is there: nothing to do where it has neither a plan nor a fault. */
export type Planned<Key> = { n: number; plan: RosterPlan | null; faults: Told<Key>[]; remarks: Told<Key>[] }

/** Who brings in people and bodies, each what is theirs. */
export const rosterRefused = ({ role }: Pick<Actor, 'role'>): Refusal[] =>
  (role === 'systemAdmin' || role === 'securityAdmin' ? [] : [no('NOT_YOURS', '人员和派驻机构由系统管理员、安全保密管理员导入', 'R-612-roles')])

/** Everything that stands in the way of a wish of whoever brings the sheet in. */
export const wishFaults = (wish: Wish, personId: string | null, staff: Staff, { who, on }: RosterAround): Refusal[] => [
  ...proposingRefused(wish.kind, personId, rolesConcerned(wish, personId === null ? undefined : staff.person(personId), staff, on), '导入', who),
  ...wishRefused(wish, personId, staff, on),
]

/** What a row comes to, once all has been said of it. */
export function planned<Key>(plan: RosterPlan, faults: Told<Key>[], remarks: Told<Key>[]): Planned<Key> {
  const does = plan.person !== null || plan.body !== null || plan.wishes.length > 0
  return { n: plan.n, plan: faults.length === 0 && does ? plan : null, faults, remarks: faults.length > 0 || does ? remarks : [{ key: null, sentence: '已有，不再导入' }, ...remarks] }
}

/** Puts what was said of each row into the lines as they were read. */
export function weighed<Row, Key>(lines: ReadLine<Row>[], told: readonly Planned<Key>[], faultOf: (n: number, key: Key | null, sentence: string) => SheetFault): void {
  const byRow = new Map(told.map((one) => [one.n, one]))
  for (const [at, line] of lines.entries()) {
    const one = byRow.get(line.n)
    if (!one) continue
    const [faults, remarks] = [one.faults, one.remarks].map((all) => all.map(({ key, sentence }) => faultOf(one.n, key, sentence)))
    lines[at] = { n: line.n, row: one.plan === null ? null : line.row, ...(one.plan === null && one.faults.length === 0 ? { known: true } : {}), faults: [...line.faults, ...(faults ?? [])], remarks: [...line.remarks, ...(remarks ?? [])] }
  }
}

const kindWords: { [Kind in Wish['kind']]?: string } = { appoint: '任职', clear: '涉密等级', openAccount: '开立帐号', place: '调整片区' }

/** What would be done, in a line. */
export function planLine(plans: readonly RosterPlan[]): string {
  const count = (is: (plan: RosterPlan) => number): number => plans.reduce((sum, plan) => sum + is(plan), 0)
  const [people, bodies] = [count((one) => (one.person ? 1 : 0)), count((one) => (one.body ? 1 : 0))]
  const wishes = Object.entries(kindWords).flatMap(([kind, word]) => { const n = count((one) => one.wishes.filter(({ wish }) => wish.kind === kind).length); return n > 0 ? [`${word}${n}项`] : [] })
  return [...(people > 0 ? [`列入名单${people}人`] : []), ...(bodies > 0 ? [`列入名单${bodies}个派驻机构`] : []), ...(wishes.length > 0 ? [`提请${wishes.join('、')}，由另一位管理员逐项决定，决定之前什么也不改变`] : [])].join('；')
}
