/** The key that signs heads, and the second place where they are kept, as the settings name them. */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { now } from './now.ts'
import type { Settings } from './settings.ts'
import { keepHeads } from './store/kept-heads.ts'
import { makeSigner, readSigner, type Signer } from './store/signing.ts'
import type { Store } from './store/store.ts'

/** The signer of this installation. In development the first start makes its key beside the database; in production only a key that is there is taken. */
export function signerFor({ production, audit: { keyFile } }: Settings): Signer {
  if (production || existsSync(keyFile)) return readSigner(keyFile)
  mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 })
  return makeSigner(keyFile)
}

/** Keeps heads in the second place while the server runs, where there is one. Throws where the database is older than what is kept there. */
export async function keepHeadsFor(store: Store, { audit }: Settings, signer: Signer, failed: (error: unknown) => void): Promise<{ stop: () => Promise<void> }> {
  if (audit.headsDir === null) return { stop: async () => {} }
  const folder = audit.headsDir
  return keepHeads(store, { folder, signer, links: audit.headsLinks, minutes: audit.headsMinutes, at: () => now().at, failed }).catch((error: unknown) => {
    throw error instanceof Error && 'syscall' in error ? new Error(`AUDIT_HEADS_DIR 指定的 ${folder} 不能读写`, { cause: error }) : error
  })
}

/** What a start says of both. */
export const toldOfHeads = ({ audit, production }: Settings, { keyId }: Signer): string[] => [
  `链头签名密钥：${audit.keyFile}（公钥编号 ${keyId}，用 huapian audit key 打印公钥）`,
  ...(audit.headsDir === null ? (production ? ['没有用 AUDIT_HEADS_DIR 指定第二处保存链头：整个数据库被换成旧的，启动时发现不了'] : []) : [`链头另存于：${audit.headsDir}`]),
]
