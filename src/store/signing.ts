/**
 * 链头签名: heads are signed with a key that is kept outside the database, so that whoever holds only the database
 * cannot make a chain anew that fits the heads that have left the machine.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { canonical } from './canonical.ts'
import type { Head } from './audit.ts'

/** A head as it leaves the machine: where a chain ended, when that was signed, and with which key. */
export type SignedHead = Head & { commission: string; at: string; algorithm: 'Ed25519'; keyId: string; signature: string }

/** The keys whose signatures count, by their id. */
export type PublicKeys = ReadonlyMap<string, KeyObject>

/** Signs heads. `keys` are its own and those that were used before. */
export type Signer = {
  keyId: string
  publicKey: string
  keys: PublicKeys
  sign: (head: Head & { commission: string; at: string }) => SignedHead
  /** A signature for a text that is no head. */
  seal: (text: string) => Pick<SignedHead, 'algorithm' | 'keyId' | 'signature'>
}

const algorithm = 'Ed25519'

/** What is signed, and in which form. */
const signedText = ({ commission, seq, hash, at, keyId }: Omit<SignedHead, 'signature' | 'algorithm'>): Buffer => Buffer.from(canonical({ algorithm, at, commission, hash, keyId, seq }))

/** A name for a key: the beginning of the hash of its public half. */
const keyIdOf = (key: KeyObject): string => createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex').slice(0, 16)

const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' })

/** A signer out of a private key, and the public keys that were used before it. */
export function signerOf(privateKey: KeyObject, former: readonly KeyObject[] = []): Signer {
  const publicKey = createPublicKey(privateKey)
  const keyId = keyIdOf(publicKey)
  return {
    keyId,
    publicKey: pemOf(publicKey),
    keys: new Map([publicKey, ...former].map((key) => [keyIdOf(key), key])),
    seal: (text) => ({ algorithm, keyId, signature: sign(null, Buffer.from(text), privateKey).toString('base64') }),
    sign: ({ commission, seq, hash, at }) => ({ commission, seq, hash, at, algorithm, keyId, signature: sign(null, signedText({ commission, seq, hash, at, keyId }), privateKey).toString('base64') }),
  }
}

/** Whether a head was signed by one of these keys, and says why not. */
export function signatureFault(head: SignedHead, keys: PublicKeys): string | null {
  const key = keys.get(head.keyId)
  if (head.algorithm !== algorithm) return `不认识的签名算法：${String(head.algorithm)}`
  if (!key) return `不认识的签名密钥：${head.keyId}`
  return verify(null, signedText(head), key, Buffer.from(head.signature, 'base64')) ? null : '签名不符'
}

const blocks = /-----BEGIN (PRIVATE|PUBLIC) KEY-----[^-]+-----END \1 KEY-----/g

/** The signer whose private key a file holds; the public keys of former ones may follow in it. Throws one sentence where it cannot be used. */
export function readSigner(file: string): Signer {
  const pem = readKeyFile(file)
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw new Error(`链头签名密钥 ${file} 别人也能读写，请改为只有本程序的用户可以读（chmod 600）`)
  const found = [...pem.matchAll(blocks)]
  const [own, ...more] = found.filter(([, kind]) => kind === 'PRIVATE').map(([text]) => keyIn(file, () => createPrivateKey(text)))
  if (!own || more.length > 0) throw new Error(`链头签名密钥 ${file} 里应当有一个私钥（PEM），以前的只写公钥`)
  return signerOf(own, found.filter(([, kind]) => kind === 'PUBLIC').map(([text]) => keyIn(file, () => createPublicKey(text))))
}

/** The public keys in a file, for checking only. */
export function readPublicKeys(file: string): PublicKeys {
  const keys = [...readKeyFile(file).matchAll(blocks)].map(([text]) => keyIn(file, () => createPublicKey(text)))
  if (keys.length === 0) throw new Error(`${file} 里没有公钥（PEM）`)
  return new Map(keys.map((key) => [keyIdOf(key), key]))
}

/** Makes a key where there is none yet, for its owner alone, and gives its signer. */
export function makeSigner(file: string): Signer {
  const { privateKey } = generateKeyPairSync('ed25519')
  const handle = openSync(file, 'wx', 0o600)
  try {
    writeSync(handle, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return signerOf(privateKey)
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`读不到链头签名密钥 ${file}`, { cause })
  }
}

function keyIn(file: string, read: () => KeyObject): KeyObject {
  try {
    const key = read()
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // said below
  }
  throw new Error(`链头签名密钥 ${file} 不是 ${algorithm} 的密钥（PEM）`)
}
