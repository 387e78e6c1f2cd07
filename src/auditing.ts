/** What the command line does with the audit chain: check it against heads kept elsewhere, list and export it, make and show keys. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommanderError } from 'commander'
import { attachmentFilesIn } from './attachment-key.ts'
import { doneAs, type Desk } from './desk.ts'
import { now } from './now.ts'
import { progressOf } from './progress.ts'
import type { Settings } from './settings.ts'
import type { AttachmentFiles } from './store/attachment-files.ts'
import { keptContents } from './store/attachments.ts'
import type { AuditFilter } from './store/audit-search.ts'
import { uncovered } from './store/coverage.ts'
import { exportChain } from './store/export.ts'
import { headsFile, headsIn, keptCommissions } from './store/kept-heads.ts'
import { witnessed } from './store/readings.ts'
import { makeSigner, readPublicKeys, readSigner, type PublicKeys, type SignedHead, type Signer } from './store/signing.ts'
import type { Store } from './store/store.ts'
import { commissionsIn, verify } from './store/verify.ts'

type Print = (line: string) => void

/** Checks every commission here; gives the number of faults, each printed as a line. `files` are heads kept elsewhere beside those of the settings, `keyFiles` public keys beside the own one. */
export async function verifyAll(store: Store, settings: Settings, { files, keyFiles }: { files: readonly string[]; keyFiles: readonly string[] }, { out, err }: { out: Print; err: Print }): Promise<number> {
  const { heads, faults } = headsFrom(settings, files, keysFrom(settings, keyFiles))
  const attached = await attachmentFilesIn(settings).catch((error: unknown) => {
    faults.push(error instanceof Error ? error.message : String(error))
    return null
  })
  const all = [...new Set([settings.commission, ...(await commissionsIn(store)), ...heads.map((head) => head.commission)])].sort()
  for (const one of all) {
    const known = heads.filter((head) => head.commission === one)
    faults.push(...(await verify(store, one, { ...now(), known, warn: (line) => err(`提醒：审计链 ${one} ${line}`) }, progressOf(`核对 ${one}`))), ...(await attachmentFaults(store, attached, one, err)))
  }
  for (const { table, reason } of uncovered(store.t)) err(`不由审计链证明的表：${table}（${reason}）`)
  faults.forEach(out)
  return faults.length
}

/** Every file that a row speaks of is there and holds what it held; what no row speaks of is said, and swept at the next start. */
async function attachmentFaults(store: Store, files: AttachmentFiles | null, commission: string, err: Print): Promise<string[]> {
  const faults: string[] = []
  const known = new Map<string, string | null>()
  for await (const one of keptContents(store, commission)) {
    if (!files) return [`${commission} 有附件，没有密钥文件或者附件文件夹，附件的文件没有核对`]
    if (!known.has(one.sha256)) known.set(one.sha256, await files.fault(commission, one))
    const fault = known.get(one.sha256) ?? null
    if (fault !== null) faults.push(`${one.caseNumber}：附件 ${one.id} 的文件${fault}`) // its title is case content
  }
  for (const { file } of (await files?.strays(commission, keptContents(store, commission))) ?? []) err(`提醒：附件文件夹里没有登记的文件 ${file}，下次启动时清除`)
  return faults
}

/** The own public keys and those of former times, where there is a key, and those of some files. */
function keysFrom({ audit }: Settings, files: readonly string[]): PublicKeys {
  const own = existsSync(audit.keyFile) ? [...readSigner(audit.keyFile).keys] : []
  return new Map([...own, ...files.flatMap((file) => [...readPublicKeys(file)])])
}

/** The heads of the second place and of some files. */
function headsFrom({ audit: { headsDir } }: Settings, files: readonly string[], keys: PublicKeys): { heads: SignedHead[]; faults: string[] } {
  const kept = headsDir === null ? [] : keptCommissions(headsDir).map((commission) => headsFile(headsDir, commission))
  const read = [...kept, ...files].map((file) => headsIn(textOf(file), file, keys))
  return { heads: read.flatMap((one) => one.heads), faults: read.flatMap((one) => one.faults) }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`读不到链头文件 ${file}`, { cause })
  }
}

/** Exports the chain of this commission to a new file. */
export async function exportAll(store: Store, settings: Settings, signer: Signer, { out: file, from, to }: { out: string; from: number; to: number | null }, print: Print): Promise<void> {
  if (existsSync(file)) throw new Error(`文件 ${file} 已经存在，导出不覆盖别的文件`)
  const { heads } = headsFrom(settings, [], signer.keys)
  const made = await exportChain(store, { file, commission: settings.commission, from, to, by: '命令行', at: now().at, keepDays: settings.audit.keepDays, signer, heads }, progressOf('导出审计记录')).catch((error: unknown) => {
    throw error instanceof Error && 'code' in error && 'syscall' in error ? new Error(`写不了 ${file}`, { cause: error }) : error
  })
  print(`已导出第${made.from}条至第${made.to}条到 ${file}`)
  print(`核对：node ${join('src', 'verifier', 'verify-chain.mjs')} ${file} --key 公钥.pem（公钥编号 ${signer.keyId}）`)
}

/** What `huapian audit list` is asked for. */
export type AuditListOptions = { as: string; by?: string; kind?: string; action?: string; result?: string; since?: string; until?: string; most: number; out?: string }

/** Lists the links that fit, or writes them to a new file, as the audit administrator. */
export async function listAudit(desk: Desk, { as, by, out, most, ...words }: AuditListOptions): Promise<void> {
  const [{ auditIn }, { auditFile, auditForms, auditLines }] = await Promise.all([import('./api/address.ts'), import('./audit-list.ts')])
  const wrong = (message: string) => new CommanderError(2, 'huapian.word', message)
  let filter: AuditFilter
  try {
    filter = { ...auditIn(words), ...(by === undefined ? {} : { personId: by }) }
  } catch (error) {
    throw wrong((error instanceof Error ? error.message : String(error)).replace('地址里的 ', '--'))
  }
  const form = out === undefined ? null : (auditForms.find((one) => out.endsWith(`.${one}`)) ?? null)
  if (out !== undefined && form === null) throw wrong('--out 的文件应当以 .xlsx 或者 .csv 结尾')
  if (out !== undefined && existsSync(out)) throw new Error(`文件 ${out} 已经存在，导出不覆盖别的文件`)
  await doneAs(desk, as, async (clerk, { commission }) => witnessed(clerk.store, { commission, at: clerk.moment.at }, async () => {
    if (out === undefined || form === null) {
      const told = await auditLines(clerk, filter, most)
      if ('refusals' in told) return told.refusals
      told.lines.forEach(desk.print)
      desk.print(`共 ${told.total} 条${told.total > told.lines.length ? `，列出最近的 ${told.lines.length} 条` : ''}`)
      return []
    }
    const made = await auditFile({ ...clerk, now }, { form, filter })
    if ('refusals' in made) return made.refusals
    writeFileSync(out, Buffer.concat(made.pieces), { flag: 'wx', mode: 0o600 })
    desk.print(`已导出 ${made.rows} 条到 ${out}`)
    return []
  }))
}

/** Makes a new key in a file of its own, or shows the public half of the one in use. */
export function showKey({ audit }: Settings, file: string | undefined, print: Print): void {
  if (file !== undefined && existsSync(file)) throw new Error(`文件 ${file} 已经存在，不覆盖`)
  const signer = file === undefined ? readSigner(audit.keyFile) : makeSigner(file)
  print(`公钥编号 ${signer.keyId}${file === undefined ? '' : `，私钥已存入 ${file}，请用 AUDIT_KEY_FILE 指定它，并另存公钥`}`)
  print(signer.publicKey.trim())
}
