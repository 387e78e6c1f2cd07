/**
 * Writes `src/review/calendar-years.ts` anew from the data of the npm package chinese-days:
 * `node src/setup/calendar.ts 2018 2026`, once the State Council has published another year and the
 * package carries it. Only its data is taken: its own arithmetic depends on the time zone and is
 * wrong beyond its last year.
 */
import { readFileSync, writeFileSync } from 'node:fs'

type Published = Record<string, string>

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../node_modules/chinese-days/${path}`, import.meta.url), 'utf8'))
const data = read('dist/chinese-days.json') as { holidays: Published; workdays: Published }
const { version } = read('package.json') as { version: string }
const [first = '2018', last = '2026'] = process.argv.slice(2)

/** A later notice that changed a year already published. */
const alsoBy: Record<string, string> = { 2019: '、国务院办公厅关于调整2019年劳动节假期安排的通知', 2020: '、国务院办公厅关于延长2020年春节假期的通知' }
const fullName: Record<string, string> = { 清明: '清明节', 端午: '端午节', 中秋: '中秋节' }

/** The rows of one year, in order, each with the Chinese name of the festival. */
const rows = (table: Published, year: number) =>
  Object.entries(table)
    .filter(([day]) => day.startsWith(`${year}-`))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, names]) => {
      const name = names.split(',')[1] ?? ''
      return `'${day}': '${fullName[name] ?? name}'`
    })
    .join(', ')

const years = Array.from({ length: Number(last) - Number(first) + 1 }, (_, n) => Number(first) + n).map((year) => {
  const holidays = rows(data.holidays, year)
  if (holidays === '') throw new Error(`chinese-days ${version} has no data for ${year}`)
  return `  ${year}: {
    source: '国务院办公厅关于${year}年部分节假日安排的通知${alsoBy[year] ?? ''}',
    published: true,
    holidays: { ${holidays} },
    madeUp: { ${rows(data.workdays, year)} },
  },`
})

writeFileSync(
  new URL('../review/calendar-years.ts', import.meta.url),
  `/** Rest days and made-up working days as published, by year. Written by \`src/setup/calendar.ts\`; not edited by hand. */
import type { CalendarYear } from './day.ts'

/** Where the rows were taken from. */
export const version = 'chinese-days ${version}, ${first}-${last}'

/** A row for every published year. */
export const years: Record<string, CalendarYear> = {
${years.join('\n')}
}
`,
)
