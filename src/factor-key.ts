/**
 * The key that the secrets of second factors are sealed with. It lies outside the database, so that a copy of the
 * database gives no code. Production wants it named; elsewhere one is made beside the database.
 */
import { besideDatabase, keyIn, makeKeyOnce } from './key-file.ts'
import type { Settings } from './settings.ts'
import { keyFits } from './store/factor.ts'
import type { SealingKey } from './store/sealed.ts'
import type { Store } from './store/store.ts'

/** Reads the key, and throws one sentence where it is missing, open to others, malformed, or another than the one that was used here. */
export async function factorKeyOf(store: Store, settings: Settings): Promise<SealingKey> {
  if (settings.production && settings.factorKeyFile === null) throw new Error('FACTOR_KEY_FILE：请指定封存动态口令的密钥文件')
  const file = settings.factorKeyFile ?? besideDatabase(settings, 'factor.key')
  if (settings.factorKeyFile === null) await makeKeyOnce(file)
  const key = await keyIn(file)
  if (!(await keyFits(store, key))) throw new Error(`密钥文件 ${file} 不是封存动态口令时用的那一个，请换回原来的密钥文件`)
  return key
}
