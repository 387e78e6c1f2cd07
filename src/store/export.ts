/**
 * 导出审计记录: the chain as one file of JSON lines that anybody can check with Node alone (`src/verifier`): first what
 * it is and the public keys, then the links, each signed head after the link it is of. No content of a case is in it.
 */
import { open } from 'node:fs/promises'
import { headOf, linkAt, links, record } from './audit.ts'
import type { SignedHead, Signer } from './signing.ts'
import type { Store } from './store.ts'

/** The name of the form, in the first line of each file. */
const exportFormat = 'huapian-audit/1'

/** What to export, and who says so. `keepDays` is what the settings promise; null for ever. `heads` are those kept elsewhere. */
export type Export = { file: string; commission: string; from: number; to: number | null; by: string; at: string; keepDays: number | null; signer: Signer; heads: readonly SignedHead[] }

/** Writes a new file for its owner alone, flushed to disk, and records that it was made. Gives the numbers of the first and last link in it. */
export async function exportChain(store: Store, { file, commission, from, to, by, at, keepDays, signer, heads }: Export, progress: (done: number, total: number) => void = () => {}): Promise<{ from: number; to: number }> {
  const head = await headOf(store, commission)
  const last = Math.min(to ?? head.seq, head.seq)
  if (from > last) throw new Error(`审计链 ${commission} 只到第${head.seq}条，第${from}条至第${to ?? head.seq}条没有可以导出的`)
  const before = from === 1 ? '' : (await linkAt(store, commission, from - 1))?.hash
  const end = await linkAt(store, commission, last)
  if (before === undefined || !end) throw new Error('审计链中间缺少记录：请先运行 huapian verify')
  await record(store, { commission, at, kind: 'export', body: { by, event: 'auditExported', from, to: last } })

  const handle = await open(file, 'wx', 0o600)
  try {
    const write = (lines: readonly object[]) => handle.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    const publicKeys = [...signer.keys].map(([keyId, key]) => ({ keyId, pem: key.export({ type: 'spki', format: 'pem' }) }))
    const manifest = { format: exportFormat, commission, from, to: last, prev: before, exportedAt: at, exportedBy: by, kept: keepDays === null ? '永久' : `不少于${keepDays}天`, publicKeys }
    await write([manifest, { seal: signer.seal(JSON.stringify(manifest)) }])
    const signed = new Map([...heads.filter((one) => one.commission === commission), signer.sign({ commission, seq: last, hash: end.hash, at })].map((one) => [one.seq, one]))
    for (let seq = from - 1; seq < last; ) {
      const page = (await links(store, commission, seq, 1000)).filter((link) => link.seq <= last)
      await write(page.flatMap(({ seq: n, at: instant, kind, algorithm, prev, hash, body }) => [{ seq: n, at: instant, kind, algorithm, prev, hash, body }, ...[signed.get(n)].flatMap((one) => (one ? [{ head: one }] : []))]))
      const reached = page.at(-1)?.seq
      if (reached === undefined) throw new Error('审计链中间缺少记录：请先运行 huapian verify')
      seq = reached
      progress(seq - from + 1, last - from + 1)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { from, to: last }
}
