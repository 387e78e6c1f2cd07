import { describe, expect, it } from 'vitest'
import { mayReadInterference, registeringRefused, type InterferenceGiven } from '../../src/review/interference.ts'
import { today, who } from '../help/city.ts'

const given: InterferenceGiven = { caseNumber: '划审三〔2026〕1号', kind: 'pleading', interfererId: null, interferer: '某单位负责人', capacity: '被审查调查人的上级', on: today, how: '电话', said: '请求从轻', answered: '告知不得过问' }

describe('an entry in the register', () => {
  it('says who, in which capacity, when, how, what was said and what was answered', () => expect(registeringRefused(given, today)).toEqual([]))

  it.each(['caseNumber', 'interferer', 'capacity', 'how', 'said', 'answered'] as const)('is refused without %s', (field) => {
    expect(registeringRefused({ ...given, [field]: ' ' }, today)).toMatchObject([{ code: 'NOT_WRITTEN', field, basis: { rule: 'R-458' } }])
  })

  it.each(['2026-03-03', '2026-02-30'])('is refused for %s', (on) => expect(registeringRefused({ ...given, on }, today)).toMatchObject([{ code: 'BAD_DAY', field: 'on' }]))

  it('is read by whoever made it, by the case manager, and by the leader in charge where the case is not hidden from them', () => {
    const one = { registeredBy: 'handler', interfererId: null }
    const readers = Object.values(who).filter((reader) => mayReadInterference(reader, one, false)).map((reader) => reader.personId)
    expect(readers).toEqual(['handler', 'leaderInCharge', 'caseManager'])
    expect(Object.values(who).filter((reader) => mayReadInterference(reader, one, true)).map((reader) => reader.personId)).toEqual(['handler', 'caseManager'])
  })

  it('is not read by the one it is about, save by whoever made it about themselves', () => {
    for (const reader of [who.leaderInCharge, who.caseManager]) {
      expect(mayReadInterference(reader, { registeredBy: 'handler', interfererId: reader.personId }, false)).toBe(false)
      expect(mayReadInterference(reader, { registeredBy: reader.personId, interfererId: reader.personId }, true)).toBe(true)
    }
  })
})
