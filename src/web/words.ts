/**
 * The words of the pages in both languages, and those of the schema's enums. A text is written where it is used, as a
 * pair: `say('待办', 'To do')`. Sentences of the server stay in Chinese: they are the law's and the record's.
 */
import { createContext, useContext } from 'react'
import { inChinese } from '../review/day.ts'
import type { EnumWords } from './asked.ts'
import enums from './gql/words.json'

export type Language = 'zh' | 'en'

export const LanguageContext = createContext<Language>('zh')

export type Say = (zh: string, en: string) => string

const says: Record<Language, Say> = { zh: (zh) => zh, en: (_zh, en) => en }

/** Always the same function for a language, so that what hangs on it is not made anew. */
export const useSay = (): Say => says[useContext(LanguageContext)]
export const useLanguage = (): Language => useContext(LanguageContext)

const known = enums as unknown as EnumWords

/** The word of a value of an enum. */
const wordOf = (language: Language, type: string, value: string | null | undefined): string =>
  value === null || value === undefined ? '' : (known[type]?.[value]?.[language === 'zh' ? 0 : 1] ?? value)

type Word = (type: string, value: string | null | undefined) => string
const words: Record<Language, Word> = { zh: (type, value) => wordOf('zh', type, value), en: (type, value) => wordOf('en', type, value) }

export const useWord = (): Word => words[useLanguage()]

/** The values of an enum with their words, in the order of the schema. */
export const choicesOf = (language: Language, type: string): { value: string; label: string }[] =>
  Object.keys(known[type] ?? {}).map((value) => ({ value, label: wordOf(language, type, value) }))

/** 2026年11月22日, or 22 Nov 2026. */
export function dayIn(language: Language, day: string | null | undefined): string {
  if (!day) return ''
  if (language === 'zh') return inChinese(day)
  const [year = '', month = '', date = ''] = day.split('-')
  return `${Number(date)} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(month) - 1] ?? ''} ${year}`
}

/** The day it is in China. */
export const todayInChina = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

/** An instant as a clock in China shows it. */
export const instantIn = (language: Language, at: string): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' }).format(new Date(at))
