/**
 * 卷宗的链上凭据: the links of a case's steps, each with the text of its entry, so that both can be checked by whoever has
 * neither the database nor the rest of the chain. Only for whoever sees every step but the body's drafts, and sees it
 * whole: a link tells its number, and by that how many there are.
 */
import { and, asc, eq } from 'drizzle-orm'
import type { Actor } from '../review/people.ts'
import { placesSeen } from '../review/visibility.ts'
import type { StepName } from '../review/steps/index.ts'
import { linkColumns, record, type AuditRow } from './audit.ts'
import { canonical } from './canonical.ts'
import { entryOf, find, type Found } from './cases.ts'
import type { Store } from './store.ts'

/** A link and the text whose hash it holds as `entryHash`. */
export type ProvenLink = AuditRow & { entry: string }

/** What the body writes for itself, until it is handed in. */
const drafts: readonly StepName[] = ['openCase', 'editDraft', 'answerCheck', 'answerOutline']

/**
 * A case as somebody sees it, or null where it is not there for them; with the links of its steps, null where they do not
 * see them whole. That it was taken out is on record before it is given.
 */
export async function provenCase(store: Store, who: Actor, id: string, at: string): Promise<(Found & { links: ProvenLink[] | null }) | null> {
  const found = await find(store, who, id)
  if (!found) return null
  const { t, fresh } = store
  const rows = await fresh.select({ row: t.caseEntries, link: linkColumns(t) }).from(t.caseEntries)
    .innerJoin(t.audit, and(eq(t.audit.commission, t.caseEntries.commission), eq(t.audit.seq, t.caseEntries.seq)))
    .where(and(eq(t.caseEntries.commission, who.commission), eq(t.caseEntries.caseId, id))).orderBy(asc(t.caseEntries.version))
  const places = placesSeen(found.side, rows.map(({ row }) => entryOf(row)))
  const links = rows.flatMap(({ row: { seq: _seq, ...row }, link }, n) => {
    const seen = found.log[places.indexOf(n)]
    return places.includes(n) && seen?.from === row.from && seen.to === row.to && canonical(seen.payload) === row.payload ? [{ ...link, entry: canonical(row), step: row.step }] : []
  })
  const whole = links.filter(({ step }) => !drafts.includes(step)).length === rows.filter(({ row }) => !drafts.includes(row.step)).length
  await record(store, { commission: who.commission, at, kind: 'export', body: { by: who.personId, role: who.role, event: 'dossierExported', caseId: id } })
  return { ...found, links: whole ? links.map(({ step: _step, ...link }) => link) : null }
}
