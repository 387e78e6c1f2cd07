/**
 * The settings, read from the environment at start: all faults at once, each one Chinese line.
 */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const hostName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i
const yesOrNo = z.enum(['true', 'false'], '应当是 true 或者 false').transform((text) => text === 'true')

const wholeNumber = (least: number, sentence: string) => z.string().refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least, sentence).transform(Number)
const perSecond = z.string().refine((text) => /^\d{1,7}$/.test(text) && Number(text) > 0, '应当是 1 到 9999999 之间的整数').transform(Number)

const environment = z.object({
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
  // 网络安全法: not less than six months; what is kept longer is never deleted by the product.
  AUDIT_KEEP_DAYS: wholeNumber(180, '审计记录至少保存 180 天，不写则永久保存').optional(),
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
}

/** The settings, or what is wrong with them. A variable that is empty counts as not set. */
export function readSettings(from: Record<string, string | undefined>): { settings: Settings } | { faults: string[] } {
  const given = Object.fromEntries(Object.entries(from).flatMap(([name, text]) => (text === undefined || text.trim() === '' ? [] : [[name, text.trim()]])))
  const read = environment.safeParse(given)
  if (!read.success) return { faults: read.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}，现在是“${shown(String(issue.path[0]), given)}”`) }
  const production = read.data.NODE_ENV === 'production'
  if (production && read.data.AUDIT_KEY_FILE === undefined) return { faults: ['AUDIT_KEY_FILE：生产环境必须指定链头签名密钥的文件，放在数据库以外的地方（用 huapian audit key --out 文件 生成）'] }
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
        keyFile: read.data.AUDIT_KEY_FILE ?? join(isFile(read.data.DATABASE_URL) ? dirname(read.data.DATABASE_URL) : '.huapian', 'audit-key.pem'),
        headsDir: read.data.AUDIT_HEADS_DIR ?? null,
        headsLinks: read.data.AUDIT_HEADS_LINKS,
        headsMinutes: read.data.AUDIT_HEADS_MINUTES,
        keepDays: read.data.AUDIT_KEEP_DAYS ?? null,
      },
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

/** A database URL without its password, for the screen. */
export const withoutPassword = (url: string): string => url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^:@/]*):[^/]*@/i, '$1:***@')

const isFile = (url: string): boolean => !/^[a-z][a-z0-9+.-]+:\/\//i.test(url)

function databaseFault(text: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]
  if (scheme === undefined) return text.endsWith('/') ? '应当是文件名，不是文件夹' : null
  if (scheme !== 'postgres' && scheme !== 'postgresql') return '只支持文件名（SQLite）或者 postgres:// 开头的地址'
  return URL.canParse(text) && new URL(text).pathname.length > 1 ? null : '应当形如 postgres://用户:密码@主机:5432/库名'
}

const shown = (name: string, given: Record<string, string>): string => withoutPassword(given[name] ?? '')
