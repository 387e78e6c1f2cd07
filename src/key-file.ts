/** Keys that lie in files of their own, outside the database: 64 hexadecimal digits, read by nobody else. */
import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Settings } from './settings.ts'
import { keyFrom, newKeyText, type SealingKey } from './store/sealed.ts'

/** Where a key lies that no setting names: beside the database. */
export const besideDatabase = ({ databaseUrl }: Pick<Settings, 'databaseUrl'>, name: string): string => join(/^postgres(ql)?:/.test(databaseUrl) ? '.huapian' : dirname(databaseUrl), name)

/** Reads a key, and throws one sentence where it is missing, open to others, or malformed. */
export async function keyIn(file: string): Promise<SealingKey> {
  const text = await readFile(file, 'utf8').catch(() => { throw new Error(`读不到密钥文件 ${file}`) })
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) throw new Error(`密钥文件 ${file} 别的用户也能读，请改为只许本用户读（chmod 600）`)
  const key = keyFrom(text)
  if (key === null) throw new Error(`密钥文件 ${file} 的内容应当是 64 位十六进制数，可用 openssl rand -hex 32 生成`)
  return key
}

/** Makes a key where there is none; for development, where nobody names one. */
export async function makeKeyOnce(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const made = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null
    throw error
  })
  if (!made) return
  await made.writeFile(`${newKeyText()}\n`)
  await made.close()
}
