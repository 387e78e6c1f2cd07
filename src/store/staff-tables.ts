/** The tables of people beside the roster: what they were granted and by whom, clearances, interests, and the register of interference. */
import type { SecrecyLevel } from '../review/case.ts'
import type { Grant, Wish } from '../review/grants.ts'
import type { InterferenceKind } from '../review/interference.ts'
import type { Role } from '../review/people.ts'
import type { Kit } from './kit.ts'

type Keyed = Parameters<Kit['foreignKey']>[0]['foreignColumns'][number]
/** The tables these point to. */
type Roster = Record<'zones' | 'bodies' | 'people', { commission: Keyed; id: Keyed }>

/** The columns of what one person proposes and another decides. */
export const proposal = <Outcome extends string>(k: Kit) => ({
  reason: k.text('reason').notNull(),
  proposedBy: k.text('proposed_by').notNull(),
  proposedRole: k.text<Role>('proposed_role').notNull(),
  proposedOn: k.text('proposed_on').notNull(),
  proposedAt: k.text('proposed_at').notNull(),
  lapsesOn: k.text('lapses_on').notNull(),
  outcome: k.text<Outcome>('outcome'),
  decidedBy: k.text('decided_by'),
  decidedRole: k.text<Role>('decided_role'),
  decidedOn: k.text('decided_on'),
  decidedAt: k.text('decided_at'),
  note: k.text('note'),
})

export const staffTables = (k: Kit, { zones, bodies, people }: Roster) => {
  /** 授权提请. Rows are decided once and never removed; triggers say so, and that nobody decides alone. `wish` is the whole wish, canonical. `code` is half of a one-time code, until the decision. */
  const grants = k.table('grants', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    operationKey: k.text('operation_key').notNull(),
    requestHash: k.text('request_hash').notNull(),
    personId: k.text('person_id'),
    kind: k.text<Wish['kind']>('kind').notNull(),
    wish: k.text('wish').notNull(),
    ...proposal<NonNullable<Grant['outcome']>>(k),
    code: k.text('code'),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.uniqueIndex('grants_operation').on(t.commission, t.operationKey),
    k.index('grants_proposed').on(t.commission, t.proposedAt, t.id),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
  ])

  /** 派驻机构所属片区, where it is another than at first: from a day on. Cases keep the zone they were opened in. */
  const placements = k.table('placements', {
    commission: k.text('commission').notNull(),
    bodyId: k.text('body_id').notNull(),
    zoneId: k.text('zone_id').notNull(),
    from: k.text('from_day').notNull(),
    grantId: k.text('grant_id').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.bodyId, t.from] }),
    k.foreignKey({ columns: [t.commission, t.bodyId], foreignColumns: [bodies.commission, bodies.id] }),
    k.foreignKey({ columns: [t.commission, t.zoneId], foreignColumns: [zones.commission, zones.id] }),
    k.foreignKey({ columns: [t.commission, t.grantId], foreignColumns: [grants.commission, grants.id] }),
  ])

  /** 涉密等级 above the least. */
  const clearances = k.table('clearances', {
    commission: k.text('commission').notNull(),
    personId: k.text('person_id').notNull(),
    level: k.text<SecrecyLevel>('level').notNull(),
    from: k.text('from_day').notNull(),
    until: k.text('until_day'),
    grantId: k.text('grant_id').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.personId, t.grantId] }),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
    k.foreignKey({ columns: [t.commission, t.grantId], foreignColumns: [grants.commission, grants.id] }),
  ])

  /** 利害关系: in a body, or in a unit named. Ended, never removed; `grantId` is the grant that ended it. */
  const interests = k.table('interests', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    personId: k.text('person_id').notNull(),
    bodyId: k.text('body_id'),
    unit: k.text('unit'),
    note: k.text('note').notNull(),
    from: k.text('from_day').notNull(),
    until: k.text('until_day'),
    declaredBy: k.text('declared_by').notNull(),
    declaredAt: k.text('declared_at').notNull(),
    grantId: k.text('grant_id'),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.index('interests_person').on(t.commission, t.personId),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
    k.foreignKey({ columns: [t.commission, t.bodyId], foreignColumns: [bodies.commission, bodies.id] }),
  ])

  /** 过问登记. Rows are only added; triggers refuse the rest. */
  const interferences = k.table('interferences', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    requestHash: k.text('request_hash').notNull(),
    caseNumber: k.text('case_number').notNull(),
    kind: k.text<InterferenceKind>('kind').notNull(),
    interfererId: k.text('interferer_id'),
    interferer: k.text('interferer').notNull(),
    capacity: k.text('capacity').notNull(),
    on: k.text('happened_on').notNull(),
    how: k.text('how').notNull(),
    said: k.text('said').notNull(),
    answered: k.text('answered').notNull(),
    registeredBy: k.text('registered_by').notNull(),
    registeredAt: k.text('registered_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.index('interferences_registered').on(t.commission, t.registeredAt, t.id),
    k.index('interferences_case').on(t.commission, t.caseNumber),
    k.foreignKey({ columns: [t.commission, t.registeredBy], foreignColumns: [people.commission, people.id] }),
  ])

  return { grants, placements, clearances, interests, interferences }
}
