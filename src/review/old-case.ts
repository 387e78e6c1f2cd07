/**
 * 旧案: a person's row in a sheet that an office kept before this system. Nobody took its steps here, so it has no log, is no
 * `Case`, and never becomes one: it stands beside the cases, is counted apart from them, and is seen by the same people.
 */
import type { Refusal, SecrecyLevel } from './case.ts'
import type { Day } from './day.ts'
import { ledgerKeys, type LedgerCell, type LedgerKey } from './ledger.ts'
import type { Actor, Role } from './people.ts'
import { no } from './refusal.ts'
import { cleared } from './secrecy.ts'
import { keptFrom } from './visibility.ts'
import { roleWords } from './words.ts'

/** What the sheet said, by the columns of the ledger; what it did not say is not there. */
export type OldCells = { readonly [Key in LedgerKey]?: string | number }

/** One row: its place in the sheet, its bodies (the first leads) and zone as they are called here, how secret it is, and what the sheet said. */
export type OldCase = { n: number; number: string; name: string; bodyIds: readonly string[]; zoneId: string; level: SecrecyLevel; acceptedOn: Day; archivedOn: Day | null; returned: boolean; cells: OldCells }

/** Who may bring in an old sheet: whoever answers for the ledger of the office. */
const importer: Role = 'officeHead'

/** Why this person may not bring one in. */
export const importRefused = (who: Actor): Refusal[] => (who.role === importer ? [] : [no('NOT_YOURS', `旧案由${roleWords[importer]}导入`)])

/** Which rows somebody may look for: all, those of a zone, those of a body; null for none. Reviewers see the cases they sit on, and nobody sat on these here. */
export type OldReach = { of: 'all' } | { of: 'zone'; id: string } | { of: 'body'; id: string } | null

export function oldReach({ role, bodyId, zoneId }: Actor): OldReach {
  switch (role) {
    case 'officeHead':
    case 'leaderInCharge':
    case 'commissionHead':
    case 'archivist': return { of: 'all' }
    case 'groupLeader': return zoneId === null ? null : { of: 'zone', id: zoneId }
    case 'handler':
    case 'bodyHead': return bodyId === null ? null : { of: 'body', id: bodyId }
    default: return null
  }
}

/** May this person see that there is such a row? The level is asked, and bodies one is kept apart from, as of cases. */
export function maySeeOld(who: Actor, { bodyIds, zoneId, level }: Pick<OldCase, 'bodyIds' | 'zoneId' | 'level'>): boolean {
  const reach = oldReach(who)
  return reach !== null && cleared(who.clearance, level) && !bodyIds.some((id) => keptFrom(who).includes(id)) &&
    (reach.of === 'all' || (reach.of === 'zone' ? zoneId === reach.id : bodyIds.includes(reach.id)))
}

/** What is told of an archived case to whoever has no leave to read it, here as of the cases themselves. */
const toldWhenClosed: readonly LedgerKey[] = ['ordinal', 'number', 'body', 'zone', 'stage', 'secrecy', 'transferredOn', 'acceptedOn', 'party', 'admin', 'decidedBy', 'decidedOn', 'partyPeriodEndsOn', 'adminPeriodEndsOn', 'archivedOn']

/** What of a row somebody sees who may see it: one that has been archived is closed to all but the archivist. */
export function cellsFor({ role }: Actor, { archivedOn, cells }: Pick<OldCase, 'archivedOn' | 'cells'>): OldCells {
  if (archivedOn === null || role === 'archivist') return cells
  return Object.fromEntries(Object.entries(cells).filter(([key]) => (toldWhenClosed as readonly string[]).includes(key)))
}

/** The row of the ledger, numbered anew; its stage says what it is. */
export const oldRow = (cells: OldCells, keys: readonly LedgerKey[], n: number): LedgerCell[] => keys.map((key) => (key === 'ordinal' ? n : key === 'stage' ? '旧案' : (cells[key] ?? null)))

/** The columns that a sheet may have: all but those that only a living case has. */
export type OldKey = Exclude<LedgerKey, 'ordinal' | 'stage' | 'holder' | 'dueOn'>
export const oldKeys: readonly OldKey[] = ledgerKeys.filter((key) => key !== 'ordinal' && key !== 'stage' && key !== 'holder' && key !== 'dueOn')
