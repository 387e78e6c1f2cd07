/**
 * The key that the secrets of second factors are sealed with. It lies outside the database, so that a copy of the
 * database gives no code. Production wants it named; elsewhere one is made beside the database.
 */
import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Settings } from './settings.ts'
import { keyFits } from './store/factor.ts'
import { keyFrom, newKeyText, type SealingKey } from './store/sealed.ts'
import type { Store } from './store/store.ts'

/** Reads the key, and throws one sentence where it is missing, open to others, malformed, or another than the one that was used here. */
export async function factorKeyOf(store: Store, { factorKeyFile, databaseUrl, production }: Settings): Promise<SealingKey> {
  if (production && factorKeyFile === null) throw new Error('FACTOR_KEY_FILE：请指定封存动态口令的密钥文件')
  const file = factorKeyFile ?? join(/^postgres(ql)?:/.test(databaseUrl) ? '.huapian' : dirname(databaseUrl), 'factor.key')
  if (factorKeyFile === null) await makeOnce(file)
  const text = await readFile(file, 'utf8').catch(() => { throw new Error(`读不到密钥文件 ${file}`) })
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) throw new Error(`密钥文件 ${file} 别的用户也能读，请改为只许本用户读（chmod 600）`)
  const key = keyFrom(text)
  if (key === null) throw new Error(`密钥文件 ${file} 的内容应当是 64 位十六进制数，可用 openssl rand -hex 32 生成`)
  if (!(await keyFits(store, key))) throw new Error(`密钥文件 ${file} 不是封存动态口令时用的那一个，请换回原来的密钥文件`)
  return key
}

async function makeOnce(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const made = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null
    throw error
  })
  if (!made) return
  await made.writeFile(`${newKeyText()}\n`)
  await made.close()
}
