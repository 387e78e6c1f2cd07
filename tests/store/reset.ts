/** A second factor taken away as a granted reset does it, with the code for binding another: for tests that need no two administrators. */
import { resetFactor } from '../../src/store/factor.ts'
import { hashed } from '../../src/store/passwords.ts'
import type { Editor } from '../../src/store/roster.ts'
import { newCode } from '../../src/store/sessions.ts'
import type { Store } from '../../src/store/store.ts'
import { plus } from '../../src/store/tries.ts'

/** The code, good for a day. */
export async function withoutFactor(store: Store, editor: Editor, personId: string): Promise<string> {
  const code = newCode()
  const kept = { hash: await hashed(code), until: plus(editor.at, 24 * 3600) }
  await store.tx((db) => resetFactor(store, db, editor, personId, kept))
  return code
}
