/**
 * The words of the pages in both languages, and those of the schema's enums. A text is written where it is used, as a
 * pair: `say('待办', 'To do')`. Sentences of the server stay in Chinese: they are the law's and the record's.
 */
import { createContext, useContext } from 'react'
import type { EnumWords } from './asked.ts'
import enums from './gql/words.json'

export type Language = 'zh' | 'en'

export const LanguageContext = createContext<Language>('zh')

export type Say = (zh: string, en: string) => string

const sayIn = (language: Language): Say => (zh, en) => (language === 'zh' ? zh : en)

export const useSay = (): Say => sayIn(useContext(LanguageContext))
export const useLanguage = (): Language => useContext(LanguageContext)

const known = enums as unknown as EnumWords

/** The word of a value of an enum. */
const wordOf = (language: Language, type: string, value: string | null | undefined): string =>
  value === null || value === undefined ? '' : (known[type]?.[value]?.[language === 'zh' ? 0 : 1] ?? value)

export const useWord = (): ((type: string, value: string | null | undefined) => string) => {
  const language = useLanguage()
  return (type, value) => wordOf(language, type, value)
}

/** The values of an enum with their words, in the order of the schema. */
export const choicesOf = (language: Language, type: string): { value: string; label: string }[] =>
  Object.keys(known[type] ?? {}).map((value) => ({ value, label: wordOf(language, type, value) }))

/** 2026年11月22日, or 22 Nov 2026. */
export function dayIn(language: Language, day: string | null | undefined): string {
  const [year = '', month = '', date = ''] = (day ?? '').slice(0, 10).split('-')
  if (date === '') return ''
  if (language === 'zh') return `${year}年${Number(month)}月${Number(date)}日`
  return `${Number(date)} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(month) - 1] ?? ''} ${year}`
}

/** An instant as a clock in China shows it. */
export const instantIn = (language: Language, at: string): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' }).format(new Date(at))
