/** 阅卷进度: which pages of which files somebody has looked at. Theirs alone, in whatever seat; a file they may not read is none to them. */
import { and, eq, inArray } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import type { Actor } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import type { PaperMaker } from '../review/signing.ts'
import { fileFor } from './attachments.ts'
import { inTurn } from './staff.ts'
import type { Store } from './store.ts'

/** The pages that somebody has looked at, by file, in order; a file without pages is looked at as page 1. */
export async function readPagesOf({ t, fresh }: Store, who: Actor, attachmentIds: readonly string[]): Promise<Map<string, number[]>> {
  const rows = attachmentIds.length === 0 ? [] : await fresh.select({ id: t.readMarks.attachmentId, pages: t.readMarks.pages }).from(t.readMarks)
    .where(and(eq(t.readMarks.commission, who.commission), eq(t.readMarks.personId, who.personId), inArray(t.readMarks.attachmentId, [...attachmentIds])))
  return new Map(rows.map(({ id, pages }) => [id, pages]))
}

/** Adds pages to those that somebody has looked at; gives all of them, in order. Hidden and missing files answer alike. */
export async function markRead(store: Store, who: Actor, attachmentId: string, pages: readonly number[], at: string, papers: PaperMaker): Promise<{ pages: number[] } | { refusals: Refusal[] }> {
  const file = await fileFor(store, who, attachmentId, papers)
  if (!file) return { refusals: [no('NO_SUCH_ATTACHMENT', '没有找到这份附件')] }
  const last = file.pages ?? 1
  if (pages.some((page) => !Number.isInteger(page) || page < 1 || page > last)) return { refusals: [no('NO_SUCH_PAGE', `这份附件只有${last}页，请核对页码`, 'R-231', 'pages')] }
  const { t } = store
  const key = { commission: who.commission, personId: who.personId, attachmentId }
  return store.tx(async (db) => {
    await inTurn(store, db, who.commission)
    const [before] = await db.select({ pages: t.readMarks.pages }).from(t.readMarks).where(and(eq(t.readMarks.commission, key.commission), eq(t.readMarks.personId, key.personId), eq(t.readMarks.attachmentId, key.attachmentId)))
    const all = [...new Set([...(before?.pages ?? []), ...pages])].sort((a, b) => a - b)
    await db.insert(t.readMarks).values({ ...key, pages: all, markedAt: at }).onConflictDoUpdate({ target: [t.readMarks.commission, t.readMarks.personId, t.readMarks.attachmentId], set: { pages: all, markedAt: at } })
    return { pages: all }
  })
}
