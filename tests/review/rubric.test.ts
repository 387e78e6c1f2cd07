import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bonusKinds, defaultRubric, failGrounds, grades, qualityStandards, qualityTabs, scoreOf, type Mark, type Scored } from '../../src/review/rubric.ts'

const points = fc.integer({ min: 1, max: 32 }).map((quarters) => quarters / 4)
const mark = fc.record({ id: fc.constant('1-1'), itemId: fc.constantFrom(...defaultRubric.items.map(({ id }) => id)), points, place: fc.constant('一卷3页'), found: fc.constant('缺签批'), repeat: fc.option(fc.constant('earlier')) })
const bonus = fc.record({ kind: fc.constantFrom(...bonusKinds), points, reason: fc.constant('主动补正') })
const ground = fc.record({ ground: fc.constantFrom(...failGrounds), reason: fc.constant('查实') })
const sheet = fc.record({ marks: fc.array(mark, { maxLength: 40 }), bonuses: fc.array(bonus, { maxLength: 5 }), grounds: fc.array(ground, { maxLength: 1 }) })
const rank = (scored: Scored) => grades.indexOf(scoreOf(defaultRubric, scored).suggested)
const marked = (...some: Pick<Mark, 'itemId' | 'points'>[]): Scored => ({ marks: some.map((one, n) => ({ ...one, id: `1-${n}`, place: '一卷1页', found: '问题', repeat: null })), bonuses: [], grounds: [] })

describe('the default rubric', () => {
  it('has a hundred points: 30, 20, 20, 15 and 15, and names itself the default of the project', () => {
    const sum = (...standards: string[]) => defaultRubric.items.filter(({ standard }) => standards.includes(standard)).reduce((all, one) => all + one.points, 0)
    expect([sum('facts', 'evidence'), sum('nature', 'handling'), sum('formalities', 'procedure'), sum('management'), sum('execution')]).toEqual([30, 20, 20, 15, 15])
    expect(scoreOf(defaultRubric, marked())).toMatchObject({ total: 100, most: 100, suggested: 'excellent' })
    expect(defaultRubric.name).toBe('项目默认')
  })

  it('serves every standard and every tab, and the papers tab has the seventh standard and part of the fifth', () => {
    expect(new Set(defaultRubric.items.map(({ standard }) => standard))).toEqual(new Set(qualityStandards))
    expect(new Set(defaultRubric.items.map(({ tab }) => tab))).toEqual(new Set(qualityTabs))
    expect(new Set(defaultRubric.items.filter(({ tab }) => tab === 'papers').map(({ standard }) => standard))).toEqual(new Set(['formalities', 'management']))
    expect(defaultRubric.items.filter(({ standard }) => standard === 'execution').every(({ tab }) => tab === 'execution')).toBe(true)
  })
})

describe('a score', () => {
  it('stays between nothing and all points, and so does each item', () => {
    fc.assert(fc.property(sheet, (scored) => {
      const { total, most, items, added } = scoreOf(defaultRubric, scored)
      expect(total).toBeGreaterThanOrEqual(0)
      expect(total).toBeLessThanOrEqual(most)
      expect(added).toBeLessThanOrEqual(defaultRubric.bonusMost)
      for (const { item, deducted } of items) expect(deducted >= 0 && deducted <= item.points).toBe(true)
    }))
  })

  it('never rises by another deduction, nor by a deduction that is repeated, nor the grade', () => {
    fc.assert(fc.property(sheet, mark, (scored, more) => {
      const worse = { ...scored, marks: [...scored.marks, more] }
      const repeated = { ...scored, marks: scored.marks.map((one) => ({ ...one, repeat: 'earlier' })) }
      for (const other of [worse, repeated]) {
        expect(scoreOf(defaultRubric, other).total).toBeLessThanOrEqual(scoreOf(defaultRubric, scored).total)
        expect(rank(other)).toBeGreaterThanOrEqual(rank(scored))
      }
    }))
  })

  it('counts for nothing where one of the four grounds stands', () => {
    fc.assert(fc.property(sheet, ground, (scored, one) => { expect(scoreOf(defaultRubric, { ...scored, grounds: [one] }).suggested).toBe('unqualified') }))
  })

  it.each([
    ['ninety is excellent', [['F1', 8], ['F2', 2]], 90, 'excellent'],
    ['just below ninety is qualified', [['F1', 8], ['F2', 2.25]], 89.75, 'qualified'],
    ['seventy-five is qualified', [['F1', 8], ['E1', 6], ['N1', 6], ['G1', 5]], 75, 'qualified'],
    ['just below seventy-five is flawed', [['F1', 8], ['E1', 6], ['N1', 6], ['G1', 5], ['X2', 0.5]], 74.5, 'flawed'],
    ['below sixty is unqualified', [['F1', 8], ['E1', 6], ['N1', 6], ['G1', 5], ['H1', 5], ['E2', 5], ['M1', 6]], 59, 'unqualified'],
    ['an item loses no more than it has', [['H3', 2], ['H3', 2]], 98, 'excellent'],
  ] as const)('%s', (_name, some, total, suggested) => {
    expect(scoreOf(defaultRubric, marked(...some.map(([itemId, lost]) => ({ itemId, points: lost }))))).toMatchObject({ total, suggested })
  })

  it('weighs a repeated defect one and a half times, and adds at most five', () => {
    const scored = marked({ itemId: 'F1', points: 4 })
    expect(scoreOf(defaultRubric, { ...scored, marks: scored.marks.map((one) => ({ ...one, repeat: 'earlier' })) }).total).toBe(94)
    expect(scoreOf(defaultRubric, { ...marked({ itemId: 'F1', points: 8 }), bonuses: [{ kind: 'activeDuty', points: 4, reason: '' }, { kind: 'suggestion', points: 4, reason: '' }] })).toMatchObject({ total: 97, added: 5 })
  })
})
