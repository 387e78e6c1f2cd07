import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTexts } from '../../src/api/text.ts'
import type { Asked } from '../../src/web/asked.ts'
import { cellsOf, cleaned, rowsFrom } from '../../src/web/steps/paste.ts'

const field = (name: string, zh: string, kind: Asked['kind'], more: Partial<Asked> = {}): Asked => ({ name, zh, en: name, about: zh, kind, many: false, wanted: true, ...more })
const evidence = [field('no', '序号', 'whole'), field('type', '证据种类', 'line'), field('name', '证据名称', 'line'), field('direction', '证据的方向', 'choice'), field('factIds', '所证明的事实', 'fact', { many: true }), field('check', '核对发现', 'check')]
const choices = ({ kind }: Asked) => (kind === 'choice' ? [{ value: 'against', label: '证明有' }, { value: 'favourable', label: '证明无或者轻' }] : kind === 'fact' ? [{ value: 'F1', label: 'F1 收受礼金' }, { value: 'F2', label: 'F2 违规用车' }] : [])

describe('what is pasted from Word', () => {
  it('goes in as it would have been typed', () =>
    expect(cleaned('\ufeff２０２６年３月５日，\u00a0收受\u00ad礼金\v共５０００元 \r\n\r\n\r\n\r\n\u202a第二段\u202c\u0007')).toBe('2026年3月5日， 收受礼金\n共5000元\n\n第二段'))

  it('is, whatever it was, a text that the server takes, and cleaning it again changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: fc.constantFrom('\ud800', '\udc00', '\u0000', '\u200b', '\u202e', '\ufffe', '\v', ' ', '张', '１'), maxLength: 20 }), (one, other) => {
      const text = cleaned(one + other)
      expect(() => checkTexts({ text })).not.toThrow()
      expect(cleaned(text)).toBe(text)
    }), { numRuns: 2000 })
  })
})

describe('a table that is pasted from Excel', () => {
  it('has its cells, with lines, tabs and quotes inside one', () =>
    expect(cellsOf('1\t书证\t"第一行\n第二行\t""引""号"\r\n\t\t\r\n2\t证言\t\r\n')).toEqual([['1', '书证', '第一行\n第二行\t"引"号'], ['2', '证言', '']]))

  it('becomes rows by its heading, in whatever order', () =>
    expect(rowsFrom('证据名称\t序号\t方向\t备注\n行程单\t１\t证明有\t略\n', evidence, choices)).toMatchObject({ rows: [{ name: '行程单', no: 1, direction: 'against' }], faults: [] }))

  it('becomes rows in the order of the form where it has no heading; several facts in one cell', () =>
    expect(rowsFrom('1\t书证\t行程单\t证明有\tF1、F2', evidence, choices)).toMatchObject({ rows: [{ no: 1, type: '书证', name: '行程单', direction: 'against', factIds: ['F1', 'F2'] }], faults: [] }))

  it('says which cells are not understood, and leaves those empty', () =>
    expect(rowsFrom('序号\t证据名称\t方向\t所证明的事实\n一\t行程单\t也许\tF1、F9', evidence, choices)).toMatchObject({
      rows: [{ name: '行程单' }], faults: [{ row: 2, column: '序号', words: '一' }, { row: 2, column: '证据的方向', words: '也许' }, { row: 2, column: '所证明的事实', words: 'F1、F9' }],
    }))

  it('is nothing where nothing was pasted', () => expect(rowsFrom('  \n', evidence, choices)).toMatchObject({ rows: [], faults: [] }))

  it('reads days as they are written, and none that does not exist', () => {
    const on = [field('on', '日期', 'day'), field('note', '说明', 'line')]
    expect(rowsFrom('2026年3月5日\ta\n2026/3/5\tb\n2026.03.05\tc\n2026-2-30\td', on, choices)).toMatchObject({ rows: [{ on: '2026-03-05' }, { on: '2026-03-05' }, { on: '2026-03-05' }, { note: 'd' }], faults: [{ row: 4, column: '日期', words: '2026-2-30' }] })
  })

  it('never has fewer rows or other words than were copied', () => {
    const cell = fc.string({ unit: fc.constantFrom('张', '1', 'a', '"', '\n', '\t', ' ', '，'), maxLength: 6 })
    fc.assert(fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
      const quoted = (text: string) => (/["\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
      const wanted = rows.map((row) => row.map((one) => cleaned(one).trim())).filter((row) => row.some((one) => one !== ''))
      expect(cellsOf(`${rows.map((row) => row.map(quoted).join('\t')).join('\r\n')}\r\n`)).toEqual(wanted)
    }))
  })
})
