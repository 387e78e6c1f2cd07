/** What a text may be in a file, or in a cell: no controls, no half of a character, and no more than a spreadsheet holds. */

/** The most UTF-16 units that a cell of a spreadsheet holds. */
const mostInCell = 32_767

/**
 * A text as XML and a cell can hold it: line ends are `\n`, other controls but the tab are gone, and so are the two code points that
 * XML forbids; half of a surrogate pair becomes U+FFFD. Nothing that can be seen is lost.
 */
export const cleaned = (text: string): string => text.toWellFormed().replace(/\r\n?/g, '\n').replace(forbidden, '')

// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g

/** The same, cut where it is too long for a cell, with a note at its end that says so and how long it was. */
export function fitted(text: string): string {
  const clean = cleaned(text)
  if (clean.length <= mostInCell) return clean
  const note = `……（原文共${[...clean].length}个字，一格放不下，此处截断）`
  return `${clean.slice(0, mostInCell - note.length).replace(/[\ud800-\udbff]$/, '')}${note}`
}
