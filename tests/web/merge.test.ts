import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge } from '../../src/web/steps/merge.ts'

type Row = Record<string, unknown>
const fact = (factId: string, text: string): Row => ({ factId, text })
const begun = { title: '收受礼金', amountYuan: 5000, bodyIds: ['P25'], facts: [fact('F1', '收受礼金'), fact('F2', '违规用车')], origin: { clue: '巡察', on: '2026-01-05' } }

describe('a form that others have changed meanwhile', () => {
  it('takes what only they changed, and keeps what only I changed', () =>
    expect(merge(begun, { ...begun, title: '收受礼金、违规用车' }, { ...begun, amountYuan: 6000, origin: { clue: '巡察', on: '2026-01-06' } })).toEqual({ value: { ...begun, title: '收受礼金、违规用车', amountYuan: 6000, origin: { clue: '巡察', on: '2026-01-06' } }, clashes: [] }))

  it('keeps mine where both changed the same, and tells what they wrote and where', () =>
    expect(merge(begun, { ...begun, facts: [fact('F1', '收受礼金两次'), fact('F2', '违规用车')] }, { ...begun, facts: [fact('F1', '收受礼金三次'), fact('F2', '违规用车')] })).toEqual({ value: { ...begun, facts: [fact('F1', '收受礼金两次'), fact('F2', '违规用车')] }, clashes: [{ at: ['facts', 0, 'text'], theirs: '收受礼金三次' }] }))

  it('has the rows that each of us added, mine under the next free id wherever it is named', () => {
    const mine = { ...begun, facts: [...begun.facts, fact('F3', '我的')], evidence: [{ no: 1, name: '证言', factIds: ['F1', 'F3'] }] }
    const theirs = { ...begun, facts: [...begun.facts, fact('F3', '他的')], evidence: [] }
    expect(merge({ ...begun, evidence: [] }, mine, theirs)).toEqual({ value: { ...begun, facts: [...begun.facts, fact('F4', '我的'), fact('F3', '他的')], evidence: [{ no: 1, name: '证言', factIds: ['F1', 'F4'] }] }, clashes: [] })
  })

  it('has both pieces of evidence that were given the same number', () =>
    expect(merge({ evidence: [] }, { evidence: [{ no: 1, name: '我的' }] }, { evidence: [{ no: 1, name: '他的' }] })).toEqual({ value: { evidence: [{ no: 1, name: '我的' }, { no: 1, name: '他的' }] }, clashes: [] }))

  it('loses a row that one took away untouched by the other, and says where the other had worked on it', () => {
    const [first, second] = begun.facts
    expect(merge(begun, { ...begun, facts: [second] }, begun).value.facts).toEqual([second])
    expect(merge(begun, begun, { ...begun, facts: [second] }).value.facts).toEqual([second])
    expect(merge(begun, { ...begun, facts: [fact('F1', '改过'), second] }, { ...begun, facts: [second] })).toEqual({ value: { ...begun, facts: [fact('F1', '改过'), second] }, clashes: [{ at: ['facts', 0], theirs: undefined }] })
    expect(merge(begun, { ...begun, facts: [second] }, { ...begun, facts: [fact('F1', '改过'), second] }).value.facts).toEqual([second, fact('F1', '改过')])
    expect(first).toBeDefined()
  })

  it('brings lists of names together: what either added is there, what either took out is not', () =>
    expect(merge({ members: ['甲', '乙'] }, { members: ['甲', '丙'] }, { members: ['甲', '乙', '丁'] }).value.members).toEqual(['甲', '丙', '丁']))
})

const word = fc.string({ minLength: 1, maxLength: 4 })
const row = fc.record({ text: word, note: fc.option(word, { nil: undefined }) })
const form = fc.record({
  title: word, minutes: fc.option(word, { nil: undefined }),
  facts: fc.uniqueArray(fc.record({ factId: fc.constantFrom('F1', 'F2', 'F3', 'F4'), text: word }), { selector: (one) => one.factId }),
  evidence: fc.uniqueArray(fc.record({ no: fc.integer({ min: 1, max: 4 }), name: word }), { selector: (one) => one.no }),
  loose: fc.array(row, { maxLength: 3 }), members: fc.uniqueArray(word, { maxLength: 4 }), proposal: row,
}) as fc.Arbitrary<Row>

/** All texts that stand anywhere in a value. */
const texts = (value: unknown): string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [])

describe('of any three forms', () => {
  it('no word is lost: what either wrote anew stands in the form or is told', () => {
    fc.assert(fc.property(form, form, form, (before, mine, theirs) => {
      const { value, clashes } = merge(before, mine, theirs)
      const old = new Set(texts(before))
      const there = new Set([...texts(value), ...clashes.flatMap((one) => texts(one.theirs))])
      for (const text of [...texts(mine), ...texts(theirs)]) if (!old.has(text) && !/^F\d$/.test(text)) expect(there).toContain(text)
    }), { numRuns: 2000 })
  })

  it('what only one of us changed is the form', () => {
    fc.assert(fc.property(form, form, (before, after) => {
      expect(merge(before, after, before)).toEqual({ value: after, clashes: [] })
      expect(merge(before, before, after)).toEqual({ value: after, clashes: [] })
      expect(merge(before, after, after)).toEqual({ value: after, clashes: [] })
    }))
  })
})
