/**
 * Text that somebody typed (P18). It is stored, shown, searched and exported as it was given, or refused with the place
 * it stands at; nothing is taken out of it silently.
 */
import { badInput } from './errors.ts'

/** How many characters (code points) a text may have, by the name of the argument or field it stands in. */
const longest: Readonly<Record<string, number>> = {
  name: 200, number: 100, title: 200, post: 200, employer: 200, rank: 100, partyPost: 200, ethnicity: 50, education: 100, personnelType: 100,
  category: 200, volume: 100, edition: 200, type: 100, text: 20_000, minutes: 20_000, filled: 500_000,
}
const longestOther = 10_000

/**
 * What no text may hold: controls other than a new line and a tab, half a surrogate pair, characters that Unicode keeps
 * free of meaning, a byte order mark, and marks that make a text read in another order than it is written in.
 */
const unfit = /[^\P{Cc}\n\t]|\p{Cs}|\p{Noncharacter_Code_Point}|[\ufeff\u202a-\u202e\u2066-\u2069]/u

/** The arguments that hold a password, or a code that an administrator gave out. */
const secrets = new Set(['password', 'current', 'secret', 'enrolCode'])

/** Refuses arguments with a text in them that cannot be kept; it names the first. What somebody shows themselves by is hashed as it is and goes by rules of its own. */
export function checkTexts(args: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(args)) if (!secrets.has(name)) check(value, name, name)
}

function check(value: unknown, path: string, name: string): void {
  if (typeof value === 'string') return checkText(value, path, longest[name] ?? longestOther)
  if (Array.isArray(value)) return value.forEach((one, n) => check(one, `${path}.${n}`, name))
  if (value !== null && typeof value === 'object') for (const [field, one] of Object.entries(value)) check(one, `${path}.${field}`, field)
}

function checkText(text: string, path: string, most: number): void {
  const found = unfit.exec(text)?.[0]
  if (found !== undefined) throw badInput(`“${path}”第${count(text.slice(0, text.search(unfit))) + 1}个字符不能保存（U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}），请删除后重试`)
  if (text.length > most && count(text) > most) throw badInput(`“${path}”太长：最多${most}个字，现在${count(text)}个`)
}

/** As people count: a rare character is one, though it takes two places. */
const count = (text: string): number => [...text].length
