/**
 * Opens the database that the settings name. Whatever stands in the way is one sentence, not a trace.
 */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { withoutPassword, type Settings } from './settings.ts'
import { codeOf, openStore, type Store, type StoreOptions } from './store/store.ts'

/** Makes the folder and the file where they are missing, and migrates. */
export async function openDatabase({ databaseUrl }: Pick<Settings, 'databaseUrl'>, options: StoreOptions = {}): Promise<Store> {
  try {
    if (!/^postgres(ql)?:/.test(databaseUrl)) await mkdir(dirname(databaseUrl), { recursive: true, mode: 0o700 })
    return await openStore(databaseUrl, options)
  } catch (error) {
    throw explained(error, databaseUrl)
  }
}

/** The error as a sentence for the person at the screen, or as it is where it must be a bug. */
export function explained(error: unknown, databaseUrl: string): unknown {
  const reason = reasons.find(([code]) => code.test(codeOf(error)))?.[1] ?? (error instanceof Error && /^\p{Script=Han}|^SQLite /u.test(error.message) ? error.message : null)
  return reason === null ? error : new Error(`打不开数据库 ${withoutPassword(databaseUrl)}：${reason}`, { cause: error })
}

const reasons: [code: RegExp, sentence: string][] = [
  [/^(EACCES|EPERM|EROFS|SQLITE_READONLY.*)$/, '没有写入的权限'],
  [/^(EISDIR|ENOTDIR|EEXIST|SQLITE_CANTOPEN.*)$/, '这个位置不能存放文件'],
  [/^ENOENT$/, '文件夹不存在'],
  [/^(ENOSPC|SQLITE_FULL|53100)$/, '磁盘空间不足'],
  [/^SQLITE_NOTADB$/, '这不是数据库文件'],
  [/^SQLITE_(CORRUPT|IOERR).*$/, '文件已损坏，请恢复备份'],
  [/^SQLITE_BUSY.*$/, '别的程序正占用它'],
  [/^(ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET)$/, '连不上 PostgreSQL 服务器，请核对地址和端口'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, '找不到这台主机'],
  [/^28/, '用户名或者密码不对'],
  [/^3D000$/, '服务器上没有这个库'],
  [/^42501$/, '这个用户没有建表的权限'],
]
