/** Numbers as papers write them: 第一百零九条, 二万元, 1.86万元. */

const digits: Readonly<Record<string, number>> = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const written = '〇零一二两三四五六七八九十百千'

/** Full-width figures and letters as plain ones, and without the commas that part thousands. */
export const plainText = (text: string): string => text.normalize('NFKC').replace(/(?<=\d)[,，](?=\d{3})/g, '')

/** A whole number below ten thousand, in figures or in Chinese; null where the text is none. */
export function numberOf(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  if (text === '' || [...text].some((one) => !written.includes(one))) return null
  let sum = 0
  let pending: number | null = null
  for (const one of text) {
    const unit = units[one]
    if (unit === undefined) pending = digits[one] ?? 0
    else [sum, pending] = [sum + (pending ?? 1) * unit, null]
  }
  return sum + (pending ?? 0)
}

const amount = new RegExp(`(\\d+(?:\\.\\d+)?|[${written}]+)\\s*(亿|万)?\\s*(?:余)?(?:元|块)`, 'g')

/** Every amount of money that a text names, in yuan. */
export const amountsIn = (text: string): number[] =>
  [...plainText(text).matchAll(amount)].flatMap(([, number = '', scale]) => {
    const value = numberOf(number)
    return value === null ? [] : [inCents(value * (scale === '亿' ? 100_000_000 : scale === '万' ? 10_000 : 1))]
  })

/** A sum of money without the crumbs of binary fractions. */
export const inCents = (yuan: number): number => Math.round(yuan * 100) / 100
