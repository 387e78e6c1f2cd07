/** The tables of what people keep for themselves: forms filled in halfway (暂存), views of the ledger (台账视图), and how far they have read (阅卷进度). */
import type { LedgerKey } from '../review/ledger.ts'
import type { StepName } from '../review/steps/index.ts'
import type { Kit } from './kit.ts'

type Keyed = Parameters<Kit['foreignKey']>[0]['foreignColumns'][number]
type Owners = Record<'people' | 'attachments', { commission: Keyed; id: Keyed }>

export const ownTables = (k: Kit, { people, attachments }: Owners) => {
  /** One form of one person in one seat; `caseId` is '' for a case that is not begun, `version` the one it was opened on. It counts until the step is taken. */
  const stepDrafts = k.table('step_drafts', {
    commission: k.text('commission').notNull(),
    personId: k.text('person_id').notNull(),
    caseId: k.text('case_id').notNull(),
    step: k.text<StepName>('step').notNull(),
    seat: k.text('seat').notNull(),
    version: k.int('version').notNull(),
    filled: k.text('filled').notNull(),
    savedAt: k.text('saved_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.personId, t.caseId, t.step, t.seat] }),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
  ])

  /** `owner` is a person, or the office for all who sit in it; `address` is what stands behind the `?` of the ledger's page, `columns` those of the exported file, null for all. */
  const ledgerViews = k.table('ledger_views', {
    commission: k.text('commission').notNull(),
    owner: k.text('owner').notNull(),
    name: k.text('name').notNull(),
    address: k.text('address').notNull(),
    columns: k.json<LedgerKey[] | null>('columns'),
    savedBy: k.text('saved_by').notNull(),
    savedAt: k.text('saved_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.owner, t.name] }),
    k.foreignKey({ columns: [t.commission, t.savedBy], foreignColumns: [people.commission, people.id] }),
  ])

  /** The pages of one file that one person has looked at, in order. */
  const readMarks = k.table('read_marks', {
    commission: k.text('commission').notNull(),
    personId: k.text('person_id').notNull(),
    attachmentId: k.text('attachment_id').notNull(),
    pages: k.json<number[]>('pages').notNull(),
    markedAt: k.text('marked_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.personId, t.attachmentId] }),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
    k.foreignKey({ columns: [t.commission, t.attachmentId], foreignColumns: [attachments.commission, attachments.id] }),
  ])

  return { stepDrafts, ledgerViews, readMarks }
}
