/**
 * The published rest days of China, 2018 to 2026. Later years are not published yet: they count
 * weekends only, and every result that rests on them is marked provisional. No holiday is guessed.
 */
import { version, years } from './calendar-years.ts'
import type { Calendar } from './day.ts'

/** The calendar the product starts with; an office adds a year when its notice appears. */
export const calendar: Calendar = { version, years }
