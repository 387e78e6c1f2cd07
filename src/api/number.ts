/** Case numbers (案件编号) as people type them, brought to the one way they are kept: 划审一〔2026〕3号. */

export const writtenNumber = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, '')
    .replace(/[[(（［【〔〖「{]/g, '〔')
    .replace(/[\])）］】〕〗」}]/g, '〕')
