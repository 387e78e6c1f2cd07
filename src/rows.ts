/** Rows of a sheet as somebody writes them down. */
import { narrow } from './review/sheet-cells.ts'

/** Rows by their numbers: `2-5,8` of 2, 3, 4, 5, 8; null where the text says no such thing. */
export function rowsFrom(text: string): ((n: number) => boolean) | null {
  const ranges = narrow(text).split(',').map((part) => /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(part.trim())).map((found) => (found ? [Number(found[1]), Number(found[2] ?? found[1])] as const : null))
  if (ranges.some((one) => one === null || one[0] > one[1])) return null
  return (n) => ranges.some((one) => one !== null && one[0] <= n && n <= one[1])
}

/** `2-5,8` of 2, 3, 4, 5, 8; a long list is cut. */
export function rangesOf(rows: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const n of rows) { const last = ranges.at(-1); if (last && last[1] === n - 1) last[1] = n; else ranges.push([n, n]) }
  const texts = ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`))
  return texts.length > 40 ? `${texts.slice(0, 40).join(',')}……` : texts.join(',')
}
