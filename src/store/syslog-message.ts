/**
 * What goes to a collector of logs (日志收集端): a link of the chain, or a signed head, as one message of RFC 5424. The text
 * of a message is the text that was hashed, so whoever has the messages can check the chain: hash = SM3(prev + text).
 */
import { hostname } from 'node:os'
import { bodyOf, type AuditRow, type LinkKind } from './audit.ts'
import { resultOf } from './audit-words.ts'
import type { SignedHead } from './signing.ts'

/** RFC 5424, 6.2.1: facility 13 is “log audit”. */
const facility = 13
const severities = { warning: 4, notice: 5, informational: 6 }
type Severity = keyof typeof severities

/** Kinds that are worth a look. All others inform, but for a sign-in or a code that was refused, which warns. */
const severityOfKind: Partial<Record<LinkKind, Severity>> = { refusal: 'notice', denied: 'warning' }

/** SD-IDs of one's own carry a private enterprise number (RFC 5424, 7.2.2); this is the one for documentation (RFC 5612). */
const enterprise = 32473

/** A link: MSGID is its kind, TIMESTAMP when it was forged, the structured data its place in the chain, the text its body. */
export const linkMessage = (commission: string, link: AuditRow): Buffer =>
  message(severityOf(link), link.at, link.kind, element('link', { commission, seq: link.seq, algorithm: link.algorithm, prev: link.prev, hash: link.hash }), link.body)

/** A signed head of what was sent before it: MSGID `head`, the text a line as `huapian verify --heads` takes it. */
export const headMessage = (head: SignedHead): Buffer =>
  message('informational', head.at, 'head', element('head', { commission: head.commission, seq: head.seq, hash: head.hash, keyId: head.keyId }), JSON.stringify(head))

function severityOf(link: AuditRow): Severity {
  const known = severityOfKind[link.kind as LinkKind]
  if (known !== undefined) return known
  return resultOf({ kind: link.kind, said: bodyOf(link) ?? {} }) === 'refused' ? 'warning' : 'informational'
}

/** PRI VERSION TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG; the text is UTF-8 and says so by a BOM (6.4). */
const message = (severity: Severity, at: string, id: string, data: string, text: string): Buffer =>
  Buffer.from(`<${facility * 8 + severities[severity]}>1 ${timestamp(at)} ${host} huapian ${process.pid} ${id} ${data} \ufeff${text}`)

const timestamp = (at: string): string => (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/.test(at) ? at : '-')

/** The name of this machine, where it can be written as one (6.2.4). */
const host = /^[!-~]{1,255}$/.test(hostname()) ? hostname() : '-'

/** One element of structured data. */
const element = (name: string, values: Record<string, string | number>): string =>
  `[${name}@${enterprise}${Object.entries(values).map(([param, value]) => ` ${param}="${escaped(String(value))}"`).join('')}]`

/** RFC 5424, 6.3.3: these three, and nothing else, stand behind a backslash. */
const escaped = (value: string): string => value.replace(/["\\\]]/g, '\\$&')
