/**
 * The settings, read from the environment at start: all faults at once, each one Chinese line.
 */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { profiles, type ProfileName } from './store/passwords.ts'

const hostName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i
const yesOrNo = z.enum(['true', 'false'], '应当是 true 或者 false').transform((text) => text === 'true')

const wholeNumber = (least: number, sentence: string) => z.string().refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least, sentence).transform(Number)
const perSecond = z.string().refine((text) => /^\d{1,7}$/.test(text) && Number(text) > 0, '应当是 1 到 9999999 之间的整数').transform(Number)

const variables = z.object({
  PORT: z.string().refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, '应当是 0 到 65535 之间的整数（0 表示任选一个空闲端口）').transform(Number).default(4000),
  HOST: z.string().refine((text) => isIP(text) !== 0 || hostName.test(text), '应当是 IP 地址或者主机名').default('127.0.0.1'),
  DATABASE_URL: z.string().transform((text, context) => {
    const fault = databaseFault(text)
    if (fault !== null) context.addIssue({ code: 'custom', message: fault })
    return text
  }).default('.huapian/huapian.db'),
  NODE_ENV: z.enum(['development', 'production', 'test'], '应当是 development、production 或者 test').default('development'),
  COMMISSION: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, '应当以小写字母开头，只含小写字母、数字和“-”，不超过 32 个字符').default('xm'),
  SECURE_COOKIES: yesOrNo.optional(),
  RATE_PER_SESSION: perSecond.default(30),
  RATE_PER_ADDRESS: perSecond.default(300),
  TRUSTED_OPERATIONS: z.string().transform((file, context) => {
    try {
      return textsIn(file)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
      return z.NEVER
    }
  }).default([]),
  AUDIT_KEY_FILE: z.string().optional(),
  AUDIT_HEADS_DIR: z.string().optional(),
  AUDIT_HEADS_LINKS: wholeNumber(1, '应当是正整数').default(1000),
  AUDIT_HEADS_MINUTES: wholeNumber(1, '应当是正整数').default(5),
  AUDIT_SYSLOG: z.string().transform((text, context) => {
    const collector = collectorIn(text)
    if (collector !== null) return collector
    context.addIssue({ code: 'custom', message: '应当形如 udp://主机:514、tcp://主机:601 或者 tls://主机:6514（端口可以不写）' })
    return z.NEVER
  }).optional(),
  AUDIT_SYSLOG_CA_FILE: z.string().transform((file, context) => {
    try {
      return certificatesIn(file)
    } catch {
      context.addIssue({ code: 'custom', message: '读不出这个文件，或者内容不是证书（PEM）' })
      return z.NEVER
    }
  }).optional(),
  AUDIT_SYSLOG_STATE_FILE: z.string().optional(),
  // 网络安全法: not less than six months; what is kept longer is never deleted by the product (R-601).
  AUDIT_KEEP_DAYS: wholeNumber(180, '审计记录至少保存 180 天，不写则永久保存').optional(),
  PASSWORD_PROFILE: z.enum(Object.keys(profiles) as ProfileName[], `应当是 ${Object.keys(profiles).join(' 或者 ')}`).default('djbh3'),
  FACTOR_KEY_FILE: z.string().optional(),
  ATTACHMENTS_DIR: z.string().optional(),
  ATTACHMENT_KEY_FILE: z.string().optional(),
  ATTACHMENT_MAX_MB: z.string().refine((text) => /^\d{1,4}$/.test(text) && Number(text) > 0 && Number(text) <= 2000, '应当是 1 到 2000 之间的整数').transform(Number).default(200),
  TRUSTED_PROXIES: z.string().transform((text) => text.split(',').map((one) => one.trim())).refine((all) => all.every((one) => isIP(one) !== 0), '应当是反向代理的 IP 地址，几个之间用逗号隔开').default([]),
  PUBLIC_URL: z.string().refine(isOwnAddress, '应当是浏览器里看到的地址，形如 https://huapian.example').optional(),
  OIDC_ISSUER: z.string().refine(isProvider, '应当是 https:// 开头的地址（本机的可以是 http://127.0.0.1）').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  OIDC_TRUST_MFA: yesOrNo.default(false),
})

/** What goes together; the keys of second factors and attachments are wanted of a server only, as few commands meet either. */
const environment = (serves: boolean) => variables.check((context) => {
  const given = context.value
  const want = (name: string, message: string) => void context.issues.push({ code: 'custom', path: [name], message, input: undefined })
  if (serves && given.NODE_ENV === 'production' && given.FACTOR_KEY_FILE === undefined) want('FACTOR_KEY_FILE', '生产环境必须指定密钥文件：可用 openssl rand -hex 32 生成，放在数据库以外，只许本用户读')
  if (serves && given.NODE_ENV === 'production' && given.ATTACHMENT_KEY_FILE === undefined) want('ATTACHMENT_KEY_FILE', '生产环境必须指定封存附件的密钥文件：可用 openssl rand -hex 32 生成，放在附件文件夹以外，只许本用户读，并另存一份：丢了它附件就再也打不开')
  if (serves && given.NODE_ENV === 'production' && given.ATTACHMENTS_DIR === undefined && !isFile(given.DATABASE_URL)) want('ATTACHMENTS_DIR', '数据库在 PostgreSQL 的，必须指定附件文件夹；几台服务器共用一个数据库的，也共用这个文件夹')
  if (given.NODE_ENV === 'production' && given.AUDIT_KEY_FILE === undefined) want('AUDIT_KEY_FILE', '生产环境必须指定链头签名密钥的文件，放在数据库以外的地方（用 huapian audit key --out 文件 生成）')
  if (given.AUDIT_SYSLOG_CA_FILE !== undefined && given.AUDIT_SYSLOG?.protocol !== 'tls') want('AUDIT_SYSLOG_CA_FILE', '只用于 tls:// 开头的 AUDIT_SYSLOG')
  if (given.OIDC_ISSUER === undefined) return
  for (const name of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET_FILE', 'PUBLIC_URL'] as const) if (given[name] === undefined) want(name, '写了 OIDC_ISSUER 的必须同时写')
  if (given.NODE_ENV === 'production' && given.OIDC_ISSUER.startsWith('http:')) want('OIDC_ISSUER', '生产环境应当是 https:// 开头的地址')
})

/** What can be set from outside. */
export type Settings = {
  port: number
  host: string
  /** A file name, or `postgres://…`. */
  databaseUrl: string
  production: boolean
  /** The commission (纪委监委) whose cases this installation keeps. */
  commission: string
  /** Whether the sign-in cookie travels over TLS only. */
  secureCookies: boolean
  /** How many requests a second one session, and all at one address, may send on average. */
  ratePerSession: number
  ratePerAddress: number
  /** GraphQL texts that are taken beside those of the build (`api/trusted.ts`). */
  trustedOperations: string[]
  audit: AuditSettings
  /** 密码策略. */
  passwordProfile: ProfileName
  /** Where the key of the second factors lies; outside production one is made beside the database where this is null. */
  factorKeyFile: string | null
  attachments: AttachmentSettings
  /** The reverse proxies whose word is taken for where a request comes from. */
  trustedProxies: string[]
  /** 统一身份认证, where an organisation has a provider of OpenID Connect. */
  provider: ProviderSettings | null
}

/** How the heads of the audit chain are signed and kept elsewhere, and how long records are kept. */
export type AuditSettings = {
  /** The private key, outside the database. */
  keyFile: string
  /** A second place for heads, on another disk or machine; null where there is none. */
  headsDir: string | null
  headsLinks: number
  headsMinutes: number
  /** At least so many days; null for ever. */
  keepDays: number | null
  /** Where records and heads go as they come; null where they stay here. `stateFile` keeps up to where that is done. */
  syslog: (CollectorSettings & { stateFile: string }) | null
}

/** A collector of logs. `ca` are the certificates that vouch for it, those that Node knows where null. */
export type CollectorSettings = { protocol: keyof typeof syslogPorts; host: string; port: number; ca: string | null }

/** The ports of RFC 5426, RFC 6587 and RFC 5425. */
const syslogPorts = { udp: 514, tcp: 601, tls: 6514 }

/** Where the files of attachments lie, and how large one may be. */
export type AttachmentSettings = {
  dir: string
  /** Where the key lies that they are sealed with; outside production one is made beside the database where this is null. */
  keyFile: string | null
  mostBytes: number
}

export type ProviderSettings = {
  issuer: string
  clientId: string
  secretFile: string
  /** The address at which browsers see this server; the provider sends them back to it. */
  publicUrl: string
  /** Whether two factors that the provider says it saw are taken for two. */
  trustMfa: boolean
}

/** The settings of a server, or of a command that `serves` nobody; or what is wrong with them. A variable that is empty counts as not set. */
export function readSettings(from: Record<string, string | undefined>, { serves }: { serves: boolean } = { serves: true }): { settings: Settings } | { faults: string[] } {
  const given = Object.fromEntries(Object.entries(from).flatMap(([name, text]) => (text === undefined || text.trim() === '' ? [] : [[name, text.trim()]])))
  const read = environment(serves).safeParse(given)
  if (!read.success) return { faults: read.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}，${String(issue.path[0]) in given ? `现在是“${shown(String(issue.path[0]), given)}”` : '现在没有写'}`) }
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET_FILE: secretFile = '', PUBLIC_URL: publicUrl = '', OIDC_TRUST_MFA: trustMfa } = read.data
  const production = read.data.NODE_ENV === 'production'
  const beside = isFile(read.data.DATABASE_URL) ? dirname(read.data.DATABASE_URL) : '.huapian'
  return {
    settings: {
      port: read.data.PORT,
      host: read.data.HOST,
      databaseUrl: read.data.DATABASE_URL,
      production,
      commission: read.data.COMMISSION,
      secureCookies: read.data.SECURE_COOKIES ?? production,
      ratePerSession: read.data.RATE_PER_SESSION,
      ratePerAddress: read.data.RATE_PER_ADDRESS,
      trustedOperations: read.data.TRUSTED_OPERATIONS,
      audit: {
        keyFile: read.data.AUDIT_KEY_FILE ?? join(beside, 'audit-key.pem'),
        headsDir: read.data.AUDIT_HEADS_DIR ?? null,
        headsLinks: read.data.AUDIT_HEADS_LINKS,
        headsMinutes: read.data.AUDIT_HEADS_MINUTES,
        keepDays: read.data.AUDIT_KEEP_DAYS ?? null,
        syslog: read.data.AUDIT_SYSLOG === undefined ? null : { ...read.data.AUDIT_SYSLOG, ca: read.data.AUDIT_SYSLOG_CA_FILE ?? null, stateFile: read.data.AUDIT_SYSLOG_STATE_FILE ?? join(beside, `syslog-${read.data.COMMISSION}.json`) },
      },
      passwordProfile: read.data.PASSWORD_PROFILE,
      factorKeyFile: read.data.FACTOR_KEY_FILE ?? null,
      attachments: {
        dir: read.data.ATTACHMENTS_DIR ?? join(beside, 'attachments'),
        keyFile: read.data.ATTACHMENT_KEY_FILE ?? null,
        mostBytes: read.data.ATTACHMENT_MAX_MB * 1_000_000,
      },
      trustedProxies: read.data.TRUSTED_PROXIES,
      provider: issuer === undefined ? null : { issuer, clientId, secretFile, publicUrl, trustMfa },
    },
  }
}

/** The texts of a JSON file that holds a list of them. */
function textsIn(file: string): string[] {
  let texts: unknown
  try {
    texts = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new Error('读不出这个文件，或者内容不是 JSON')
  }
  if (!Array.isArray(texts) || !texts.every((text) => typeof text === 'string')) throw new Error('文件里应当是 GraphQL 文本的数组')
  return texts
}

function collectorIn(text: string): Omit<CollectorSettings, 'ca'> | null {
  const [, scheme = '', six, name, port] = /^(udp|tcp|tls):\/\/(?:\[([0-9a-f:.]+)\]|([^/:?#@[\]]+))(?::(\d{1,5}))?\/?$/i.exec(text) ?? []
  const protocol = scheme.toLowerCase() as CollectorSettings['protocol']
  const host = six ?? name ?? ''
  if (six === undefined ? isIP(host) !== 4 && !hostName.test(host) : isIP(six) !== 6) return null
  const at = port === undefined ? syslogPorts[protocol] : Number(port)
  return at >= 1 && at <= 65_535 ? { protocol, host, port: at } : null
}

/** The certificates in a file. */
function certificatesIn(file: string): string {
  const pem = readFileSync(file, 'utf8')
  const all = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  if (all.length === 0) throw new Error(`no certificate in ${file}`)
  return all.map((one) => new X509Certificate(one).toString()).join('')
}

/** A database URL without its password, for the screen. */
export const withoutPassword = (url: string): string => url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^:@/]*):[^/]*@/i, '$1:***@')

const isFile = (url: string): boolean => !/^[a-z][a-z0-9+.-]+:\/\//i.test(url)

function databaseFault(text: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]
  if (scheme === undefined) return text.endsWith('/') ? '应当是文件名，不是文件夹' : null
  if (scheme !== 'postgres' && scheme !== 'postgresql') return '只支持文件名（SQLite）或者 postgres:// 开头的地址'
  return URL.canParse(text) && new URL(text).pathname.length > 1 ? null : '应当形如 postgres://用户:密码@主机:5432/库名'
}

/** Where browsers find us: scheme and host, nothing after it. */
function isOwnAddress(text: string): boolean {
  return /^https?:\/\/[^/?#]+$/.test(text) && URL.canParse(text)
}

function isProvider(text: string): boolean {
  return URL.canParse(text) && (new URL(text).protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(text).hostname))
}

const shown = (name: string, given: Record<string, string>): string => withoutPassword(given[name] ?? '')
