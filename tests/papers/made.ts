/** Workbooks put together by hand, part by part, as other programs write them. */
import { strToU8, zipSync } from 'fflate'

/** The XML between `<worksheet>` and its end, a shared text each (as XML inside `<si>`), formats of cells by number, and what else is wanted. */
export type Made = { sheet: string; shared?: readonly string[]; formats?: readonly (number | string)[]; from1904?: boolean; prefix?: string; parts?: Record<string, string | Uint8Array> }

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook of one sheet, “台账”. */
export function made({ sheet, shared = [], formats = [0], from1904 = false, prefix = '', parts = {} }: Made): Uint8Array {
  const p = prefix === '' ? '' : `${prefix}:`
  const custom = formats.flatMap((one, n) => (typeof one === 'string' ? [[164 + n, one] as const] : []))
  const idOf = (one: number | string, n: number): number => (typeof one === 'string' ? 164 + n : one)
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${office}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${shared.map((one) => `<si>${one}</si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${custom.map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats.map((one, n) => `<xf numFmtId="${idOf(one, n)}"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0" encoding="UTF-8"?><${p}worksheet xmlns${prefix === '' ? '' : `:${prefix}`}="${main}">${sheet}</${p}worksheet>`,
    ...parts,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content])))
}

/** A row of inline texts, beginning in column A; null leaves a cell out. */
export const textRow = (n: number, texts: readonly (string | null)[]): string =>
  `<row r="${n}">${texts.map((text, column) => (text === null ? '' : `<c r="${String.fromCharCode(65 + column)}${n}" t="inlineStr"><is><t xml:space="preserve">${text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</t></is></c>`)).join('')}</row>`
