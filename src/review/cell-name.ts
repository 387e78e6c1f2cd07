/** How a place in a sheet is called: `AB12` of a column counted from 0 and a row counted from 1. */
export const cellName = (column: number, row: number): string => `${columnLetters(column)}${row}`

/** `AB` of a column counted from 0. */
export const columnLetters = (column: number): string => (column < 26 ? '' : columnLetters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26))
