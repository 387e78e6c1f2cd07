/** The tables of quality checks (案件质量评查), beside the cases. */
import type { Role } from '../review/people.ts'
import type { QualityMode, QualityState } from '../review/quality.ts'
import type { QualityStepName } from '../review/quality-steps.ts'
import type { Kit } from './kit.ts'

type Keyed = Parameters<Kit['foreignKey']>[0]['foreignColumns'][number]

export const qualityTables = (k: Kit, { people }: { people: { commission: Keyed; id: Keyed } }) => {
  /**
   * One row a check, as it stands now: `doc` is the whole of it as canonical JSON. `candidates` is the list as it was fixed, with the
   * random texts in its seals, and `secret` what is told at the draw. A trigger keeps both as they were.
   */
  const qualityChecks = k.table('quality_checks', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    mode: k.text<QualityMode>('mode').notNull(),
    state: k.text<QualityState>('state').notNull(),
    version: k.int('version').notNull(),
    plannedBy: k.text('planned_by').notNull(),
    plannedAt: k.text('planned_at').notNull(),
    requestHash: k.text('request_hash').notNull(),
    candidates: k.text('candidates').notNull(),
    secret: k.text('secret').notNull(),
    doc: k.text('doc').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.index('quality_checks_planned').on(t.commission, t.plannedAt, t.id),
    k.foreignKey({ columns: [t.commission, t.plannedBy], foreignColumns: [people.commission, people.id] }),
  ])

  /** Every step taken on a check, in order. Rows are only added; triggers refuse the rest. */
  const qualityEntries = k.table('quality_entries', {
    commission: k.text('commission').notNull(),
    checkId: k.text('check_id').notNull(),
    n: k.int('n').notNull(),
    operationKey: k.text('operation_key').notNull(),
    requestHash: k.text('request_hash').notNull(),
    step: k.text<QualityStepName | 'plan'>('step').notNull(),
    by: k.text('taken_by').notNull(),
    role: k.text<Role>('role').notNull(),
    bodyId: k.text('body_id'),
    on: k.text('taken_on').notNull(),
    at: k.text('at').notNull(),
    payload: k.text('payload').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.checkId, t.n] }),
    k.uniqueIndex('quality_entries_operation').on(t.commission, t.by, t.operationKey),
    k.foreignKey({ columns: [t.commission, t.checkId], foreignColumns: [qualityChecks.commission, qualityChecks.id] }),
  ])

  return { qualityChecks, qualityEntries }
}
