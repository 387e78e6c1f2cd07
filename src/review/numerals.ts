/** Numbers as papers write and read them: 第一百零九条, 二万元, 1.86万元. */

const digits: Readonly<Record<string, number>> = {
  〇: 0, '○': 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
  壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9,
}
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 拾: 10, 佰: 100, 仟: 1000 }
const written = [...Object.keys(digits), ...Object.keys(units)].join('')

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

const run = `(?:\\d+(?:\\.\\d+)?[十百千]?|[${written}]+)`
/** Where a number begins, so that a long run of figures is looked at once and not from each of them. */
const begin = `(?:(?<!\\d)(?=\\d)|(?<![${written}])(?=[${written}]))`
const amount = new RegExp(`${begin}((?:${run}\\s*亿)?(?:${run}\\s*万)?(?:零?${run})?)\\s*余?(?:元|块)`, 'g')

/** 26, 8千 or 二十六 of a sum; 0 where nothing stands there. */
function partOf(part: string): number | null {
  const text = part.trim().replace(/^零(?=\d)/, '')
  const [, number, unit] = /^(\d+(?:\.\d+)?)([十百千]?)$/.exec(text) ?? []
  return text === '' ? 0 : number === undefined ? numberOf(text) : Number(number) * (units[unit ?? ''] ?? 1)
}

/** Every amount of money that a text names (26.8万元, 26万8千元, 贰拾陆万捌仟元), with its words and where it begins in the plain text, in yuan. */
export const sumsIn = (text: string): { words: string; yuan: number; at: number }[] =>
  [...plainText(text).matchAll(amount)].flatMap(({ 0: words, 1: number = '', index: at }) => {
    const [, hundreds = '', tens = '', rest = ''] = /^(?:(.*)亿)?(?:(.*)万)?(.*)$/.exec(number) ?? []
    const [ofHundreds, ofTens, ofOnes] = [partOf(hundreds), partOf(tens), partOf(rest)]
    return number === '' || ofHundreds === null || ofTens === null || ofOnes === null ? [] : [{ words, yuan: inCents(ofHundreds * 100_000_000 + ofTens * 10_000 + ofOnes), at }]
  })

/** The same without the words. */
export const amountsIn = (text: string): number[] => sumsIn(text).map(({ yuan }) => yuan)

/** 一 to 九百九十九, as headings, articles and zones are numbered. */
export function inHan(n: number): string {
  const figures = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
  const [hundreds, rest] = [Math.floor(n / 100), n % 100]
  const [tens, ones] = [Math.floor(rest / 10), rest % 10]
  const tail = rest === 0 ? '' : tens === 0 ? figures[ones] : `${tens === 1 && hundreds === 0 ? '' : figures[tens]}十${ones === 0 ? '' : figures[ones]}`
  return hundreds === 0 ? (tail ?? '') : `${figures[hundreds]}百${rest === 0 ? '' : tens === 0 ? `零${tail}` : tail}`
}

/** A sum of money without the crumbs of binary fractions. */
export const inCents = (yuan: number): number => Math.round(yuan * 100) / 100
