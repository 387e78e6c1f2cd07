/** Plain tables for a terminal, in which a Chinese character is as wide as two others. */

/** Rows under a head; the first column is set to the left, all others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, n) => Math.max(...[title, ...rows.map((row) => row[n] ?? '')].map(width)))
  const line = (row: readonly string[]) => row.map((text, n) => (n === 0 ? text + ' '.repeat((widths[n] ?? 0) - width(text)) : ' '.repeat((widths[n] ?? 0) - width(text)) + text)).join('  ')
  return [line(head), widths.map((n) => '─'.repeat(n)).join('  '), ...rows.map(line)].join('\n')
}

const width = (text: string): number => [...text].reduce((sum, one) => sum + (/[\u2e80-\uffef]/.test(one) ? 2 : 1), 0)

export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}
