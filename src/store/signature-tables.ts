/** The tables of signed papers: who signed, and what was signed, to the letter. */
import type { Role } from '../review/people.ts'
import type { SignatureKind, SignedForm, SigningCapacity } from '../review/signing.ts'
import type { Kit } from './kit.ts'

type Keyed = Parameters<Kit['foreignKey']>[0]['foreignColumns'][number]
/** The tables they point to. */
type Owners = Record<'cases' | 'people', { commission: Keyed; id: Keyed }>

export const signatureTables = (k: Kit, { cases, people }: Owners) => {
  /** What was signed, once for each case and hash; its SHA-256 is the hash. Rows are only added. */
  const signedTexts = k.table('signed_texts', {
    commission: k.text('commission').notNull(),
    caseId: k.text('case_id').notNull(),
    hash: k.text('hash').notNull(),
    text: k.text('text').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.caseId, t.hash] }),
    k.foreignKey({ columns: [t.commission, t.caseId], foreignColumns: [cases.commission, cases.id] }),
  ])

  /** 签名、用印. Rows are only added; `version` is how long the log of the case was. */
  const signatures = k.table('signatures', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    operationKey: k.text('operation_key').notNull(),
    requestHash: k.text('request_hash').notNull(),
    caseId: k.text('case_id').notNull(),
    form: k.text<SignedForm>('form').notNull(),
    key: k.text('key').notNull(),
    hash: k.text('hash').notNull(),
    content: k.text('content').notNull(),
    kind: k.text<SignatureKind>('kind').notNull(),
    capacity: k.text<SigningCapacity>('capacity').notNull(),
    version: k.int('version').notNull(),
    by: k.text('signed_by').notNull(),
    role: k.text<Role>('role').notNull(),
    at: k.text('at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    // Of each person their own: the key of somebody else says nothing.
    k.uniqueIndex('signatures_operation').on(t.commission, t.by, t.operationKey),
    k.uniqueIndex('signatures_once').on(t.commission, t.caseId, t.hash, t.by, t.kind),
    k.foreignKey({ columns: [t.commission, t.caseId, t.hash], foreignColumns: [signedTexts.commission, signedTexts.caseId, signedTexts.hash] }),
    k.foreignKey({ columns: [t.commission, t.by], foreignColumns: [people.commission, people.id] }),
  ])

  return { signedTexts, signatures }
}
