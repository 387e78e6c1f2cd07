/** The tables of old cases (旧案): the batches in which they came, a row a person, and which batches were taken back. */
import type { OldCells } from '../review/old-case.ts'
import type { Kit } from './kit.ts'

type Keyed = Parameters<Kit['foreignKey']>[0]['foreignColumns'][number]
/** The tables that rows here point to. */
type Roster = Record<'zones' | 'people', { commission: Keyed; id: Keyed }>

export const oldTables = (k: Kit, { people, zones }: Roster) => {
  /** One file, brought in at once. `digest` covers every row of it, and the row itself is covered by the chain. */
  const oldBatches = k.table('old_batches', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    fileName: k.text('file_name').notNull(),
    fileHash: k.text('file_hash').notNull(),
    rowCount: k.int('row_count').notNull(),
    digest: k.text('digest').notNull(),
    importedBy: k.text('imported_by').notNull(),
    importedAt: k.text('imported_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.foreignKey({ columns: [t.commission, t.importedBy], foreignColumns: [people.commission, people.id] }),
  ])

  /** `n` is the row of the sheet; `bodies` is `|P25|P03|`, the first leads. Rows are only added; triggers refuse the rest. */
  const oldCases = k.table('old_cases', {
    commission: k.text('commission').notNull(),
    batchId: k.text('batch_id').notNull(),
    n: k.int('n').notNull(),
    number: k.text('number').notNull(),
    name: k.text('name').notNull(),
    bodies: k.text('bodies').notNull(),
    zoneId: k.text('zone_id').notNull(),
    level: k.int('level').notNull(),
    acceptedOn: k.text('accepted_on').notNull(),
    archivedOn: k.text('archived_on'),
    returned: k.bool('returned').notNull(),
    cells: k.json<OldCells>('cells').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.batchId, t.n] }),
    k.index('old_cases_person').on(t.commission, t.number, t.name),
    k.index('old_cases_accepted').on(t.commission, t.acceptedOn, t.batchId, t.n),
    k.foreignKey({ columns: [t.commission, t.batchId], foreignColumns: [oldBatches.commission, oldBatches.id] }),
    k.foreignKey({ columns: [t.commission, t.zoneId], foreignColumns: [zones.commission, zones.id] }),
  ])

  /** A batch taken back: its rows stay as they are, and nobody sees them any more. */
  const oldWithdrawals = k.table('old_withdrawals', {
    commission: k.text('commission').notNull(),
    batchId: k.text('batch_id').notNull(),
    reason: k.text('reason').notNull(),
    withdrawnBy: k.text('withdrawn_by').notNull(),
    withdrawnAt: k.text('withdrawn_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.batchId] }),
    k.foreignKey({ columns: [t.commission, t.batchId], foreignColumns: [oldBatches.commission, oldBatches.id] }),
    k.foreignKey({ columns: [t.commission, t.withdrawnBy], foreignColumns: [people.commission, people.id] }),
  ])

  return { oldBatches, oldCases, oldWithdrawals }
}
