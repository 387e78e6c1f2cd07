/** The table of files attached to cases. The bytes lie outside the database (`attachment-files.ts`), under a name made of the hash. */
import type { Place, Volume } from '../review/attachment.ts'
import type { Kit } from './kit.ts'

type Keyed = Parameters<Kit['foreignKey']>[0]['foreignColumns'][number]
/** The tables it points to. */
type Owners = Record<'cases' | 'people', { commission: Keyed; id: Keyed }>

export const attachmentTables = (k: Kit, { cases, people }: Owners) => {
  /** 附件. Withdrawn once, never changed or removed; triggers say so. `version` and `withdrawnVersion` are how long the log of the case was. */
  const attachments = k.table('attachments', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    operationKey: k.text('operation_key').notNull(),
    requestHash: k.text('request_hash').notNull(),
    caseId: k.text('case_id').notNull(),
    place: k.text<Place>('place').notNull(),
    item: k.text('item').notNull(),
    volume: k.text<Volume>('volume').notNull(),
    title: k.text('title').notNull(),
    fileName: k.text('file_name').notNull(),
    mediaType: k.text('media_type').notNull(),
    bytes: k.int('bytes').notNull(),
    pages: k.int('pages'),
    sha256: k.text('sha256').notNull(),
    version: k.int('version').notNull(),
    attachedBy: k.text('attached_by').notNull(),
    attachedAt: k.text('attached_at').notNull(),
    withdrawnBy: k.text('withdrawn_by'),
    withdrawnAt: k.text('withdrawn_at'),
    withdrawnReason: k.text('withdrawn_reason'),
    withdrawnVersion: k.int('withdrawn_version'),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    // Of each person their own: the key of somebody else says nothing.
    k.uniqueIndex('attachments_operation').on(t.commission, t.attachedBy, t.operationKey),
    k.index('attachments_case').on(t.commission, t.caseId),
    k.index('attachments_content').on(t.commission, t.sha256),
    k.foreignKey({ columns: [t.commission, t.caseId], foreignColumns: [cases.commission, cases.id] }),
    k.foreignKey({ columns: [t.commission, t.attachedBy], foreignColumns: [people.commission, people.id] }),
  ])

  return { attachments }
}
