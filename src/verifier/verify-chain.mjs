/**
 * 核对审计记录和卷宗: checks an exported audit chain, or a dossier, with nothing but Node (20 or newer). It shares no code with the product, so
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
import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs'
import { createInterface } from 'node:readline'

const usage = '用法：node verify-chain.mjs 导出的审计记录或者卷宗 [--key 公钥.pem]… [--heads 另处保存的链头.jsonl]… [--own-sm3]'
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
const fault = isZip(words.file) ? checkDossier(readFileSync(words.file)) : await check(words.file)
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

/** Whether a file is a zip, by its first bytes. */
function isZip(name) {
  try {
    const [handle, start] = [openSync(name, 'r'), Buffer.alloc(4)]
    readSync(handle, start, 0, 4, 0)
    closeSync(handle)
    return start.toString('latin1') === 'PK\u0003\u0004'
  } catch {
    return stop(2, `读不到文件 ${name}`)
  }
}

/** What is wrong with a dossier first, with the name of the file it is in; or null after saying that all is right. */
function checkDossier(bytes) {
  const { files, broken } = filesIn(bytes)
  const [text, sealed] = ['manifest.json', 'manifest.sig'].map((name) => files.find((one) => one.name === name)?.data)
  if (text === undefined) return `缺少 manifest.json，或者它所在之处被改过`
  if (sealed === undefined) return `缺少 manifest.sig，或者它所在之处被改过`
  const manifest = parsed(text.toString())
  if (manifest !== null && manifest.format !== 'huapian-dossier/1') return 'manifest.json 被改过，或者不是卷宗'
  const keys = given.size > 0 ? given : keysIn((manifest?.publicKeys ?? []).map(({ pem }) => pem).join('\n'))
  const unsigned = signatureFault(text, parsed(sealed.toString()), keys)
  if (unsigned !== null) return `manifest.json 或者 manifest.sig 被改过：${unsigned}`
  for (const { name, sha256 } of manifest.files) {
    const one = files.find((file) => file.name === name)
    if (one === undefined) return `缺少文件“${name}”，或者它所在之处被改过`
    if (createHash('sha256').update(one.data).digest('hex') !== sha256) return `文件“${name}”的内容被改过`
  }
  const known = ['manifest.json', 'manifest.sig', ...manifest.files.map(({ name }) => name)]
  const more = files.find((one, n) => one.name !== known[n])
  if (more) return `多出文件“${more.name}”，或者次序被改过`
  if (broken !== null) return `“${broken}”之后的部分读不懂`
  const anew = zipped(files)
  const differs = bytes.length === anew.length ? bytes.findIndex((byte, n) => byte !== anew[n]) : Math.min(bytes.length, anew.length)
  if (differs >= 0) return `文件“${files.findLast((one) => one.from <= differs)?.name ?? 'manifest.json'}”的封装，或者压缩包的目录被改过（第${differs + 1}个字节）`
  const chain = files.find((one) => one.name === '审计链.jsonl')?.data.toString().trimEnd().split('\n') ?? []
  let version = 0
  for (const [n, line] of chain.entries()) {
    const link = parsed(line)
    const wrong = provenFault(link, manifest, version)
    version = parsed(link?.body ?? '')?.version ?? version
    if (wrong !== null) return `文件“审计链.jsonl”第${n + 1}行：${wrong}`
  }
  process.stdout.write(`全部相符：卷宗 ${manifest.number}，文件 ${manifest.files.length} 个，审计链 ${chain.length} 条\n`)
  if (given.size === 0) process.stdout.write(`没有用 --key 给出公钥：请核对公钥编号 ${[...keys.keys()].join('、')} 与本单位留存的是否一致\n`)
  return null
}

/** What is wrong with a link of a dossier, or null: its hash, which step of which case it is of, and the entry beside it. */
function provenFault(link, { commission, caseId }, before) {
  if (typeof link?.body !== 'string' || typeof link.entry !== 'string') return '读不懂'
  const wrong = linkFault(link, commission, link.seq, link.prev)
  if (wrong !== null) return wrong
  const body = parsed(link.body)
  if (body.caseId !== caseId || !(body.version > before)) return '不是本案这一步的记录'
  return hashes[link.algorithm](link.entry) === body.entryHash ? null : '流转记录与审计链上的杂凑值不符'
}

/** The files of a zip without compression, one after the other as they lie; `broken` names the one after which nothing can be read. */
function filesIn(bytes) {
  const files = []
  let at = 0
  while (at + 30 <= bytes.length && bytes.readUInt32LE(at) === 0x04034b50) {
    const [size, length] = [bytes.readUInt32LE(at + 22), bytes.readUInt16LE(at + 26)]
    const start = at + 30 + length
    if (start + size > bytes.length) break
    files.push({ name: bytes.toString('utf8', at + 30, start), data: bytes.subarray(start, start + size), from: at })
    at = start + size
  }
  const ended = at + 4 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50
  return { files, broken: ended ? null : (files.at(-1)?.name ?? '') }
}

/** The zip that holds these files as they are. */
function zipped(files) {
  let at = 0
  const heads = files.map(({ name, data }) => {
    const text = Buffer.from(name)
    const fixed = Buffer.alloc(26)
    fixed.writeUInt16LE(20, 0)
    fixed.writeUInt16LE(text.length === name.length ? 0 : 0x800, 2)
    fixed.writeUInt16LE(0x21, 8) // the first of January 1980
    fixed.writeUInt32LE(crc(data), 10)
    fixed.writeUInt32LE(data.length, 14)
    fixed.writeUInt32LE(data.length, 18)
    fixed.writeUInt16LE(text.length, 22)
    const from = Buffer.alloc(4)
    from.writeUInt32LE(at)
    at += 30 + text.length + data.length
    return { text, fixed, from, data }
  })
  const local = heads.flatMap(({ text, fixed, data }) => [Buffer.from('PK\u0003\u0004', 'latin1'), fixed, text, data])
  const central = Buffer.concat(heads.flatMap(({ text, fixed, from }) => [Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fixed, Buffer.alloc(10), from, text]))
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...local, central, Buffer.from('PK\u0005\u0006', 'latin1'), end])
}

/** CRC-32 (ISO 3309). */
function crc(data) {
  let sum = ~0
  for (const byte of data) {
    sum ^= byte
    for (let n = 0; n < 8; n++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1))
  }
  return ~sum >>> 0
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
