/**
 * 密码: what a new one must be like, and how it is kept. A password is hashed as it was typed, in NFC: full-width
 * digits are not ASCII, nothing is trimmed or cut, and what is longer than `longest` is refused before any work.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Refusal } from '../review/case.ts'
import guessed from './data/guessed-passwords.json' with { type: 'json' }

export type Profile = {
  /** Characters at least, and kinds of them (upper, lower, digits, others) at least. */
  least: number
  kinds: number
  /** Days after which it has to be changed. */
  days: number | null
  /** How many of the last ones do not come back. */
  former: number
}

/** 密码策略: after the tests of 等保 level 3, or after OWASP ASVS 5, which asks for length and for neither kinds nor an end. */
export const profiles = {
  djbh3: { least: 10, kinds: 3, days: 90, former: 5 },
  asvs: { least: 12, kinds: 1, days: null, former: 1 },
} as const satisfies Record<string, Profile>
export type ProfileName = keyof typeof profiles

const longest = 256
const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u]

/** What everybody who attacks this product tries first, in any spelling of `plain`. */
const ownWords = ['huapian', '划片', '划片审理', 'shenli', '审理', 'jiwei', '纪委', 'jijian', '纪检', '监委', 'lianjie', '廉洁', 'xiamen', '厦门', 'admin', 'xitong', 'anquan', 'shenji', '系统管理员', '密码', 'mima', 'woaini', 'root', 'test']
const known = new Set<string>(guessed)
/** A text with little left once the product's own words are taken out. */
const leans = (text: string): boolean => {
  const rest = ownWords.toSorted((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), text)
  return rest !== text && [...rest.replace(/[^\p{L}]/gu, '')].length < 4
}
const lookAlikes: Record<string, string> = { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' }

/** As a guesser sees it: small letters, digits for letters undone, and what is hung on before and after taken off. */
function plainOf(password: string): string[] {
  const small = password.normalize('NFKC').toLowerCase()
  const core = small.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const undone = (text: string) => text.replace(/[013457@$!]/g, (sign) => lookAlikes[sign] ?? sign)
  return [small, core, undone(small), undone(core), undone(core).replace(/[^\p{L}]/gu, '')]
}

/** Whether a text can be a password at all: anything else is refused before it costs anything. */
export const isTyped = (text: string): boolean => text.length <= 2 * longest && [...text].length <= longest && text.isWellFormed() && !/\p{Cc}/u.test(text)

/** All that is wrong with a new password, save that it was used before. */
export function passwordFaults(password: string, login: string, profile: ProfileName): Refusal[] {
  const { least, kinds: wanted } = profiles[profile]
  const no = (code: string, message: string): Refusal => ({ code, message, field: 'password' })
  if (!isTyped(password)) return [no('PASSWORD_LONG', `密码不超过 ${longest} 个字符，不含控制字符`)]
  const typed = password.normalize('NFC')
  const characters = [...typed]
  return [
    ...(characters.length < least ? [no('PASSWORD_SHORT', `密码不少于 ${least} 个字符`)] : []),
    ...(kinds.filter((kind) => kind.test(typed)).length < wanted ? [no('PASSWORD_PLAIN', `密码须有大写字母、小写字母、数字、其他字符中的 ${wanted} 种`)] : []),
    ...(login !== '' && plainOf(typed).some((text) => text.includes(login)) ? [no('PASSWORD_HAS_LOGIN', '密码不能含有登录名')] : []),
    ...(new Set(characters).size < 5 || plainOf(typed).some((text) => known.has(text) || leans(text)) ? [no('PASSWORD_COMMON', '这个密码太常见，容易被猜中，请换一个')] : []),
  ]
}

const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const
const derive = promisify(argon2)

/** argon2id as its usual text, parameters and salt included. */
export const hashed = (secret: string): Promise<string> => inTurn(async () => {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { message: secret.normalize('NFC'), nonce, ...cost })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${nonce.toString('base64')}$${tag.toString('base64')}`
})

/** Which of these secrets are what was kept. Where nothing was kept a stand-in is computed, so that the time says nothing. */
export const matching = (pairs: readonly (readonly [secret: string, kept: string | null])[]): Promise<boolean[]> => inTurn(async () => {
  const same: boolean[] = []
  for (const [secret, kept] of pairs) same.push(await matches(secret, kept))
  return same
})

const standIn = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`

async function matches(secret: string, kept: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(kept ?? standIn) ?? []
  const expected = Buffer.from(tag, 'base64')
  const made = await derive('argon2id', { message: secret.normalize('NFC'), nonce: Buffer.from(salt, 'base64'), memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism), tagLength: expected.length })
  return timingSafeEqual(made, expected) && kept !== null
}

/** Somebody asks too often, or too many ask at once: nothing was looked at. The sentence is for the person. */
export class TooMany extends Error {
  override name = 'TooMany'
}

/** So many compute at once, which leaves threads for the files; so many wait, about a second; the rest is told so (I04). */
const [atOnce, mostWaiting] = [2, 14]
const waiting: (() => void)[] = []
let running = 0

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running < atOnce) running++
  else if (waiting.length < mostWaiting) await new Promise<void>((next) => void waiting.push(next))
  else throw new TooMany('现在登录的人太多，请稍候几秒再试')
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next() // the place is handed on
    else running--
  }
}
