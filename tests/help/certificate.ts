/** A certificate that vouches for itself, made with nothing but Node: X.509 in DER, by hand. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** The key and the certificate (PEM) of a server at 127.0.0.1, for a day. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(objectId('2a8648ce3d040302')) // ecdsa-with-SHA256
  const name = sequence(tagged(0x31, sequence(objectId('550403'), tagged(0x0c, Buffer.from('collector')))))
  const address = sequence(objectId('551d11'), tagged(0x04, sequence(tagged(0x87, Buffer.from([127, 0, 0, 1]))))) // subjectAltName
  const serial = tagged(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]))
  const validity = sequence(time(Date.now() - 3_600_000), time(Date.now() + 86_400_000))
  const content = sequence(tagged(0xa0, tagged(0x02, Buffer.from([2]))), serial, algorithm, name, validity, name, publicKey.export({ type: 'spki', format: 'der' }), tagged(0xa3, sequence(address)))
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', content, privateKey)]))
  const text = sequence(content, algorithm, signature).toString('base64').replace(/.{1,64}/g, '$&\n')
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }), cert: `-----BEGIN CERTIFICATE-----\n${text}-----END CERTIFICATE-----\n` }
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  return Buffer.concat([Buffer.from(length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff]), content])
}

const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts))
const objectId = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'))
const time = (ms: number): Buffer => tagged(0x17, Buffer.from(`${new Date(ms).toISOString().slice(2, 19).replace(/\D/g, '')}Z`))
