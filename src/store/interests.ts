/** 利害关系: declared by the person, or put down for them by an administrator; it keeps them apart at once. Lifting it is a grant by two. */
import { randomBytes } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import { isDay, type Day } from '../review/day.ts'
import type { Actor } from '../review/people.ts'
import { blank, no } from '../review/refusal.ts'
import type { Moment } from '../review/step.ts'
import { forge } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import type { Refused } from './administration.ts'
import { impostor, refused } from './grants.ts'
import { inTurn, staffOf } from './staff.ts'
import type { Store } from './store.ts'

/** In a body, or in a unit by its name; one of the two. `until` is the last day of one that was lifted. */
export type Interest = { id: string; personId: string; bodyId: string | null; unit: string | null; note: string; from: Day; until: Day | null; declaredBy: string; declaredAt: string }

export type Declared = Pick<Interest, 'personId' | 'bodyId' | 'unit' | 'note' | 'from'>

/** Declares one. What is already declared in the same words is answered again. The link holds a hash of it: what ties people together is not for whoever reads the audit. */
export const declareInterest = (store: Store, { who, moment }: { who: Actor; moment: Pick<Moment, 'on' | 'at'> }, declared: Declared): Promise<Refused | { interest: Interest }> =>
  store.tx(async (db) => {
    const { t } = store
    const { commission } = who
    const { personId, bodyId, unit, note, from } = declared
    await inTurn(store, db, commission)
    const staff = await staffOf(store, db, commission, moment.at)
    const own = personId === who.personId
    const refusals = [
      ...impostor(staff, who, moment.on),
      ...(own || who.role === 'securityAdmin' ? [] : [no('NOT_YOURS', '利害关系由本人申报，或者由安全保密管理员登记', 'R-612-roles', 'personId')]),
      ...(staff.person(personId) ? [] : [no('NO_SUCH_PERSON', '没有这个人，请从名单中选择', undefined, 'personId')]),
      ...((bodyId === null) === blank(unit) ? [no('ONE_OF_TWO', '请写明派驻机构或者单位，两者选一', undefined, 'bodyId')] : []),
      ...(bodyId !== null && !staff.body(bodyId) ? [no('NO_SUCH_BODY', '没有这个派驻机构，请从名单中选择', undefined, 'bodyId')] : []),
      ...(blank(note) ? [no('NOT_WRITTEN', '请写明是什么关系', undefined, 'note')] : []),
      ...(isDay(from) ? [] : [no('BAD_DAY', '请填写真实的日期', undefined, 'from')]),
    ]
    if (refusals.length > 0) return refused(store, db, { interestOf: personId, who, moment }, refusals)
    const known = (await rowsOf(store, db, commission, personId)).find((one) => one.until === null && one.bodyId === bodyId && one.unit === unit && one.note === note && one.from === from)
    if (known) return { interest: known }
    const interest: Interest = { id: randomBytes(6).toString('hex'), personId, bodyId, unit, note, from, until: null, declaredBy: who.personId, declaredAt: moment.at }
    await db.insert(t.interests).values({ ...interest, commission, grantId: null })
    await forge(store, db, { commission, at: moment.at, kind: 'roster', body: { event: 'interestDeclared', by: who.personId, role: who.role, personId, id: interest.id, rowHash: digest(canonical(interest)) } })
    return { interest }
  })

/** Everything a person ever declared, lifted or not, the oldest first. */
export const interestsOf = (store: Store, commission: string, personId: string): Promise<Interest[]> => rowsOf(store, store.fresh, commission, personId)

async function rowsOf({ t }: Store, db: Store['fresh'], commission: string, personId: string): Promise<Interest[]> {
  const rows = await db.select().from(t.interests).where(and(eq(t.interests.commission, commission), eq(t.interests.personId, personId))).orderBy(asc(t.interests.from), asc(t.interests.id))
  return rows.map(({ commission: _commission, grantId: _grant, ...row }) => row)
}
