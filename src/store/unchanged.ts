/** What every request asks anew (who is signed in, what they may, the settings) is given again while nothing was committed that it is made of. */
import type { Store } from './store.ts'

/** So much is kept of one kind. */
const most = 2000

/**
 * Keeps what `read` gives under a key for as long as the stamp of the store says that it would give the same. Where
 * only asking tells (PostgreSQL, which other servers write too), it is read every time.
 */
export function whileUnchanged<Value>(): (store: Store, key: string, read: () => Promise<Value>) => Promise<Value> {
  const kept = new WeakMap<Store, { stamp: number; values: Map<string, Value> }>()
  return async (store, key, read) => {
    const stamp = store.stamp()
    if (stamp === null) return read()
    const before = kept.get(store)
    const now = before?.stamp === stamp ? before : { stamp, values: new Map<string, Value>() }
    if (now !== before) kept.set(store, now)
    const known = now.values.get(key)
    if (known !== undefined) return known
    const value = await read() // a commit meanwhile has another stamp, and this map is then no longer looked at
    if (now.values.size >= most) now.values.clear()
    now.values.set(key, value)
    return value
  }
}
