/**
 * 核对审计记录: checks an exported audit chain with nothing but Node (20 or newer). It shares no code with the product, so
 * that a fault of one is not a fault of the other; copy this one file to wherever the export is to be checked.
 *
 *     node verify-chain.mjs FILE [--key PUBLIC.pem]… [--heads HEADS.jsonl]… [--own-sm3]
 *
 * Exit codes: 0 all is right; 1 something is not, the first wrong number is named; 2 wrong words or files.
 * Each link's hash is that of the hash before it followed by its text, both as UTF-8, by the algorithm that the link names.
 * Signatures count where the key is given by --key: a key that only the file itself names shows no more than that the
 * file fits itself, and then its number is printed, to be compared with the one the installation printed.
 */
import { createHash, createPublicKey, getHashes, verify } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const usage = '用法：node verify-chain.mjs 导出的文件 [--key 公钥.pem]… [--heads 另处保存的链头.jsonl]… [--own-sm3]'
const words = { file: null, keys: [], heads: [], ownSm3: false }
for (let rest = process.argv.slice(2); rest.length > 0; ) {
  const [word, value, ...more] = rest
  if (word === '--key' || word === '--heads') {
    if (value === undefined) stop(2, `选项“${word}”后面缺少文件名`)
    words[word === '--key' ? 'keys' : 'heads'].push(value)
    rest = more
    continue
  }
  if (word === '--own-sm3') words.ownSm3 = true
  else if (word.startsWith('--') || words.file !== null) stop(2, usage)
  else words.file = word
  rest = rest.slice(1)
}
if (words.file === null) stop(2, usage)

const sm3 = getHashes().find((name) => name.toLowerCase() === 'sm3')
/** The hash of a text by each algorithm that a link may name. `--own-sm3` takes the one in this file also where Node has it. */
const hashes = {
  SM3: sm3 === undefined || words.ownSm3 ? ownSm3 : (text) => createHash(sm3).update(text).digest('hex'),
  'SHA-256': (text) => createHash('sha256').update(text).digest('hex'),
}

const given = keysIn(words.keys.map(read).join('\n'))
const fault = await check(words.file)
if (fault === null) process.exit(0)
stop(1, fault)

/** Walks the file; what is wrong with it first, or null after saying that all is right. */
async function check(file) {
  let [manifest, keys, sealed, seq, prev, before, headed, heads, back] = [null, given, false, 0, '', '', 0, 0, 0]
  let kept = null
  for await (const line of createInterface({ input: createReadStream(file).on('error', () => stop(2, `读不到文件 ${file}`)), crlfDelay: Infinity })) {
    if (line === '') continue
    const one = parsed(line)
    if (manifest === null) {
      if (one?.format !== 'huapian-audit/1') stop(2, `${file} 不是导出的审计记录`)
      manifest = { ...one, line }
      ;[seq, prev] = [one.from - 1, one.prev]
      if (given.size === 0) keys = keysIn((one.publicKeys ?? []).map(({ pem }) => pem).join('\n'))
      kept = keptHeads(one, keys)
      if (typeof kept === 'string') return kept
    } else if (!sealed) {
      const wrong = signatureFault(Buffer.from(manifest.line), one?.seal, keys)
      if (wrong !== null) return `第一行（范围和公钥）被改过：${wrong}`
      sealed = true
    } else if (one?.head !== undefined) {
      const wrong = headFault(one.head, manifest.commission, keys)
      if (wrong !== null) return `第${seq}条之后的链头：${wrong}`
      if (one.head.seq !== seq || one.head.hash !== prev) return `第${headed + 1}条至第${one.head.seq}条之间被改过：与经签名的链头不符`
      headed = seq
      heads++
    } else {
      const wrong = linkFault(one, manifest.commission, seq + 1, prev)
      if (wrong !== null) return wrong
      if (one.at < before && Date.parse(before) - Date.parse(one.at) > 60_000) back++
      ;[seq, prev, before] = [one.seq, one.hash, one.at]
      if (kept.at(seq).some((hash) => hash !== prev)) return `第${seq}条与另处保存的链头不符，这一条或者以前的被改过`
    }
  }
  if (manifest === null) stop(2, `${file} 是空的`)
  if (seq !== manifest.to) return `缺少第${seq + 1}条：文件应当到第${manifest.to}条`
  if (headed !== seq) return `第${headed + 1}条以后的记录没有经签名的链头`
  const say = (line) => process.stdout.write(`${line}\n`)
  say(`全部相符：${manifest.commission} 第${manifest.from}条至第${seq}条，经签名的链头 ${heads} 个${words.heads.length > 0 ? `，另处保存的链头 ${kept.count} 个` : ''}`)
  if (given.size === 0) say(`没有用 --key 给出公钥：请核对公钥编号 ${[...keys.keys()].join('、')} 与本单位留存的是否一致`)
  if (kept.newest > seq) say(`提醒：另处保存的链头已到第${kept.newest}条，这份文件只到第${seq}条`)
  if (back > 0) say(`提醒：时间倒退 ${back} 处，系统时钟被拨慢过，或者是补录`)
  return null
}

/** The heads of the files named by --heads that belong to this chain, by their number; or what is wrong with one. */
function keptHeads({ commission, from, to }, keys) {
  const told = new Map()
  let [newest, count] = [0, 0]
  for (const name of words.heads)
    for (const [n, line] of read(name).split('\n').entries()) {
      if (!line.trimEnd().endsWith('}')) continue // torn while it was written
      const head = parsed(line)
      if (head?.commission !== commission) continue
      const wrong = headFault(head, commission, keys)
      if (wrong !== null) return `${name} 第${n + 1}行的链头：${wrong}`
      newest = Math.max(newest, head.seq)
      if (head.seq < from || head.seq > to) continue
      told.set(head.seq, [...(told.get(head.seq) ?? []), head.hash])
      count++
    }
  return { newest, count, at: (seq) => told.get(seq) ?? [] }
}

/** What is wrong with a link, or null: its number, the link before, its hash, and what stands beside its text. */
function linkFault(link, commission, seq, prev) {
  if (typeof link?.seq !== 'number' || typeof link.body !== 'string') return `第${seq}条读不懂`
  if (link.seq !== seq) return link.seq > seq ? `缺少第${seq}条` : `第${link.seq}条多出来，或者次序不对`
  if (link.prev !== prev) return `第${seq}条与前一条接不上`
  const hash = hashes[link.algorithm]?.(prev + link.body)
  if (hash === undefined) return `第${seq}条用的杂凑算法不认识：${link.algorithm}`
  if (hash !== link.hash) return `第${seq}条的内容与其杂凑值不符`
  const body = parsed(link.body)
  return body?.seq === seq && body.at === link.at && body.kind === link.kind && body.commission === commission ? null : `第${seq}条的时间或者类别被改过`
}

/** What is wrong with a head, or null. The text that is signed has its keys in order. */
function headFault(head, commission, keys) {
  if (typeof head?.seq !== 'number') return '读不懂'
  if (head.commission !== commission) return '属于另一条链'
  const { algorithm, at, hash, keyId, seq } = head
  return signatureFault(Buffer.from(JSON.stringify({ algorithm, at, commission, hash, keyId, seq })), head, keys)
}

function signatureFault(text, signed, keys) {
  if (signed?.algorithm !== 'Ed25519') return `不认识的签名算法：${signed?.algorithm}`
  const key = keys.get(signed.keyId)
  if (key === undefined) return `不认识的公钥编号：${signed.keyId}`
  return verify(null, text, key, Buffer.from(String(signed.signature), 'base64')) ? null : '签名不符'
}

/** The public keys in some PEM text, each under the beginning of its hash. */
function keysIn(pem) {
  const keys = new Map()
  for (const [block] of pem.matchAll(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g)) {
    const key = createPublicKey(block)
    keys.set(createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex').slice(0, 16), key)
  }
  return keys
}

function parsed(line) {
  try {
    const value = JSON.parse(line)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

function read(name) {
  try {
    return readFileSync(name, 'utf8')
  } catch {
    return stop(2, `读不到文件 ${name}`)
  }
}

function stop(code, sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(code)
}

/** SM3 (GB/T 32905-2016), for a Node that was built without it. */
function ownSm3(text) {
  const message = Buffer.from(text)
  const length = Math.ceil((message.length + 9) / 64) * 64
  const padded = Buffer.alloc(length)
  message.copy(padded)
  padded[message.length] = 0x80
  padded.writeBigUInt64BE(BigInt(message.length) * 8n, length - 8)
  const turned = (x, n) => (x << n % 32) | (x >>> (32 - (n % 32)) % 32)
  const p0 = (x) => x ^ turned(x, 9) ^ turned(x, 17)
  const p1 = (x) => x ^ turned(x, 15) ^ turned(x, 23)
  const state = Uint32Array.of(0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e)
  const w = new Int32Array(68)
  for (let at = 0; at < length; at += 64) {
    for (let j = 0; j < 16; j++) w[j] = padded.readInt32BE(at + j * 4)
    for (let j = 16; j < 68; j++) w[j] = p1(w[j - 16] ^ w[j - 9] ^ turned(w[j - 3], 15)) ^ turned(w[j - 13], 7) ^ w[j - 6]
    let [a, b, c, d, e, f, g, h] = state
    for (let j = 0; j < 64; j++) {
      const early = j < 16
      const ss1 = turned((turned(a, 12) + e + turned(early ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7)
      const ss2 = ss1 ^ turned(a, 12)
      const tt1 = ((early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + ss2 + (w[j] ^ w[j + 4])) | 0
      const tt2 = ((early ? e ^ f ^ g : (e & f) | (~e & g)) + h + ss1 + w[j]) | 0
      ;[d, c, b, a] = [c, turned(b, 9), a, tt1]
      ;[h, g, f, e] = [g, turned(f, 19), e, p0(tt2)]
    }
    for (const [n, one] of [a, b, c, d, e, f, g, h].entries()) state[n] ^= one
  }
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('')
}
