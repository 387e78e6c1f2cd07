/**
 * 台账视图: filters, order and columns of the ledger under a name, somebody's own or their office's. The view of an office
 * without a name is what its ledger is exported as (practice.md E4: each office keeps its own columns). Every change leaves a link.
 */
import { and, asc, count, eq, inArray } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import { ledgerKeys, type LedgerKey } from '../review/ledger.ts'
import type { Actor, Role } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import { forge } from './audit.ts'
import type { Store } from './store.ts'

/** `address` is what stands behind the `?` of the ledger's page; `columns` those of the exported file, null for those of the office. */
export type LedgerView = { name: string; shared: boolean; address: string; columns: LedgerKey[] | null; savedBy: string; savedAt: string }

/** So many views are kept for one owner at most. */
const mostViews = 50
const heads: readonly Role[] = ['bodyHead', 'groupLeader', 'committeeHead', 'officeHead']

/** Who keeps a view: the person, or the office in which they sit. */
const ownerOf = ({ personId, role, bodyId, zoneId }: Actor, shared: boolean): string =>
  !shared ? `person:${personId}` : bodyId !== null ? `body:${bodyId}` : zoneId !== null ? `zone:${zoneId}` : role === 'committeeHead' || role === 'committeeReviewer' ? 'committee' : 'office'

/** Whether somebody saves views for the whole office: its head does. */
export const maySaveForOffice = ({ role }: Actor): boolean => heads.includes(role)

/** One's own views and those of the office, by name; the one without a name is left out. */
export async function viewsOf({ t, fresh }: Store, who: Actor): Promise<LedgerView[]> {
  const own = ownerOf(who, false)
  const rows = await fresh.select().from(t.ledgerViews).where(and(eq(t.ledgerViews.commission, who.commission), inArray(t.ledgerViews.owner, [own, ownerOf(who, true)]))).orderBy(asc(t.ledgerViews.name), asc(t.ledgerViews.owner))
  return rows.filter(({ name }) => name !== '').map(({ name, owner, address, columns, savedBy, savedAt }) => ({ name, shared: owner !== own, address, columns, savedBy, savedAt }))
}

/** The columns that the office of somebody exports; all of them where it has not chosen. */
export async function columnsOfOffice({ t, fresh }: Store, who: Actor): Promise<readonly LedgerKey[]> {
  const [row] = await fresh.select({ columns: t.ledgerViews.columns }).from(t.ledgerViews).where(and(eq(t.ledgerViews.commission, who.commission), eq(t.ledgerViews.owner, ownerOf(who, true)), eq(t.ledgerViews.name, '')))
  return row?.columns?.filter((key) => ledgerKeys.includes(key)) ?? ledgerKeys
}

/** Saves a view, in the place of the one of that name; for the office only its head. */
export async function saveView(store: Store, who: Actor, view: Pick<LedgerView, 'name' | 'shared' | 'address' | 'columns'>, at: string): Promise<Refusal[]> {
  const { t } = store
  const owner = ownerOf(who, view.shared)
  const refusals = [
    ...(view.shared && !maySaveForOffice(who) ? [no('HEAD_SAVES', '本单位共用的视图和导出的列由负责人保存；自己用的请不要选“本单位共用”', undefined, 'shared')] : []),
    ...(view.columns?.length === 0 ? [no('NO_COLUMNS', '请至少选一列', undefined, 'columns')] : []),
    // Words may name a case of which others in the office must not know.
    ...(view.shared && new URLSearchParams(view.address).has('text') ? [no('WORDS_NOT_SHARED', '查找的文字可能写着别人无权知道的案件，不能放进本单位共用的视图：请先清除文字', undefined, 'address')] : []),
  ]
  if (refusals.length > 0) return refusals
  return store.tx(async (db) => {
    const ofOwner = and(eq(t.ledgerViews.commission, who.commission), eq(t.ledgerViews.owner, owner))
    const [before] = await db.select({ name: t.ledgerViews.name }).from(t.ledgerViews).where(and(ofOwner, eq(t.ledgerViews.name, view.name)))
    const [kept] = await db.select({ n: count() }).from(t.ledgerViews).where(ofOwner)
    if (!before && (kept?.n ?? 0) >= mostViews) return [no('TOO_MANY_VIEWS', `已有${mostViews}个视图，没有再保存：请先删除几个`)]
    const said = { address: view.address, columns: view.columns, savedBy: who.personId, savedAt: at }
    await db.insert(t.ledgerViews).values({ commission: who.commission, owner, name: view.name, ...said }).onConflictDoUpdate({ target: [t.ledgerViews.commission, t.ledgerViews.owner, t.ledgerViews.name], set: said })
    await forge(store, db, { commission: who.commission, at, kind: 'session', body: { by: who.personId, role: who.role, event: 'ledgerViewSaved', shared: view.shared } })
    return []
  })
}

/** Deletes a view; for the office only its head. */
export async function dropView(store: Store, who: Actor, { name, shared }: Pick<LedgerView, 'name' | 'shared'>, at: string): Promise<Refusal[]> {
  if (shared && !maySaveForOffice(who)) return [no('HEAD_SAVES', '本单位共用的视图由负责人删除', undefined, 'shared')]
  const { t } = store
  return store.tx(async (db) => {
    const gone = await db.delete(t.ledgerViews).where(and(eq(t.ledgerViews.commission, who.commission), eq(t.ledgerViews.owner, ownerOf(who, shared)), eq(t.ledgerViews.name, name))).returning({ name: t.ledgerViews.name })
    if (gone.length === 0) return [no('NO_SUCH_VIEW', '没有这个视图，或者已经删除', undefined, 'name')]
    await forge(store, db, { commission: who.commission, at, kind: 'session', body: { by: who.personId, role: who.role, event: 'ledgerViewDropped', shared } })
    return []
  })
}
