/**
 * Sheets that somebody looks at before they are brought in: in memory alone, never on the disk; one a person, a few in all;
 * gone once they are brought in or dropped, with the session they came by, and when nobody has looked at them for a while.
 */
import { randomUUID } from 'node:crypto'
import type { SheetFault } from './review/sheet-cells.ts'
import type { SheetKind } from './review/sheet-columns.ts'
import type { Said } from './review/sheet-heading.ts'
import type { choose, Loaded, Reading } from './import.ts'
import { lasting } from './store/sessions.ts'
import type { Store } from './store/store.ts'

/** Whose a sheet is: the same session, acting in the same post. */
export type Owner = { commission: string; personId: string; role: string; sessionId: string }
/** A sheet as it is held: what was said of its columns, and what came of it, or what is wrong with its heading. */
export type Held = { id: string; owner: Owner; kind: SheetKind; file: Loaded; sheet: string | undefined; said: Said; read: Reading | Extract<ReturnType<typeof choose>, { faults: string[] }>; faults: SheetFault[]; remarks: SheetFault[]; usedAt: number }
export type HeldSheets = {
  /** Holds a sheet in the place of what the person held before. */
  hold: (sheet: Omit<Held, 'id' | 'usedAt'>) => Held
  /** The sheet of that id, or whichever is held; null where it is not theirs, or gone. */
  find: (owner: Owner, id?: string) => Held | null
  drop: (id: string) => void
  /** Whether one more person may hold one. */
  hasRoom: (owner: Owner) => boolean
}

/** How many are held in all; for how long after somebody last looked, and how often that is seen to. */
const most = 6
const usual = { idleMs: 20 * 60_000, sweepMs: 30_000 }

/** Keeps them, and lets those go whose time is over or whose session has ended. */
export function holdingSheets(store: Store, at: () => string, { idleMs, sweepMs } = usual): HeldSheets {
  const held = new Map<string, Held>()
  const keyOf = ({ commission, personId }: Owner): string => JSON.stringify([commission, personId])
  const isIdle = ({ usedAt }: Held): boolean => performance.now() - usedAt > idleMs
  async function sweep(): Promise<void> {
    for (const [key, one] of held) if (isIdle(one)) held.delete(key)
    if (held.size === 0) return
    // Where nobody can say whether a session lasts, its sheet goes too.
    const last = await lasting(store, [...held.values()].map((one) => one.owner.sessionId), at()).catch(() => new Set<string>())
    for (const [key, one] of held) if (!last.has(one.owner.sessionId)) held.delete(key)
  }
  setInterval(() => void sweep(), sweepMs).unref()
  return {
    hold(sheet) {
      const one = { ...sheet, id: randomUUID(), usedAt: performance.now() }
      held.set(keyOf(sheet.owner), one)
      return one
    },
    find(owner, id) {
      const one = held.get(keyOf(owner))
      if (!one || isIdle(one) || one.owner.sessionId !== owner.sessionId || one.owner.role !== owner.role || (id !== undefined && one.id !== id)) return null
      one.usedAt = performance.now()
      return one
    },
    drop(id) {
      for (const [key, one] of held) if (one.id === id) held.delete(key)
    },
    hasRoom: (owner) => held.has(keyOf(owner)) || held.size < most,
  }
}
