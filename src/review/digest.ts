/** 提醒摘要: what one person has to do and to see to, as a text to be mailed: numbers of cases, kinds of limits and days, no names. */
import { inChinese, type Day } from './day.ts'
import type { Concern, Reminder } from './reminders.ts'

const headings: Record<Concern, string> = { act: '由您办理', oversee: '由您督促' }

/** The text, which ends in a line break; null where there is nothing to say. `whom` is a name with the post. */
export function digestText(whom: string, on: Day, reminders: readonly (Reminder & { number: string; concern: Concern })[]): string | null {
  if (reminders.length === 0) return null
  const part = (concern: Concern): string[] => {
    const some = reminders.filter((one) => one.concern === concern)
    return some.length === 0 ? [] : ['', `${headings[concern]}（${some.length}条）`, ...some.map(({ number, text }, n) => `${n + 1}. ${number} ${text}`)]
  }
  return [`${whom}：截至${inChinese(on)}的到期提醒`, ...part('act'), ...part('oversee'), '', '请登录划片审理系统办理。本摘要不含案件内容，请勿转发。', ''].join('\n')
}
