/** The table of changes to the policy (参数变更): asked for, decided once by another person, kept. */
import type { PolicyChange } from '../review/policy-change.ts'
import type { PolicyName } from '../review/policy-cells.ts'
import type { Kit } from './kit.ts'
import { proposal } from './staff-tables.ts'

type Keyed = Parameters<Kit['foreignKey']>[0]['foreignColumns'][number]

export const policyTables = (k: Kit, { people }: { people: { commission: Keyed; id: Keyed } }) => {
  /** 参数变更. Triggers say: begun open, decided once and by another, brought to the cases once, never removed. `value` and `replaces` are canonical text. */
  const policyChanges = k.table('policy_changes', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    operationKey: k.text('operation_key').notNull(),
    requestHash: k.text('request_hash').notNull(),
    name: k.text<PolicyName>('name').notNull(),
    value: k.text('value').notNull(),
    replaces: k.text('replaces').notNull(),
    from: k.text('from_day').notNull(),
    source: k.text('source').notNull(),
    ...proposal<NonNullable<PolicyChange['outcome']>>(k),
    beganOn: k.text('began_on'),
    carriedAt: k.text('carried_at'),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.uniqueIndex('policy_changes_operation').on(t.commission, t.operationKey),
    k.index('policy_changes_proposed').on(t.commission, t.proposedAt, t.id),
    k.foreignKey({ columns: [t.commission, t.proposedBy], foreignColumns: [people.commission, people.id] }),
  ])

  return { policyChanges }
}
