import { describe, expect, it } from 'vitest'
import { reminderOf, type Deadline } from '../../src/review/reminders.ts'
import { urgingLetter } from '../../src/review/urging.ts'
import type { Role } from '../../src/review/people.ts'
import { momentOn } from '../help/city.ts'

const deadline: Deadline = { code: 'CHANGE_FORMALITIES', subjectId: 'S1', startedOn: '2025-09-01', dueOn: '2025-10-09', holder: 'body', role: null }
const letter = (on: string, by: Role = 'officeHead', changed: Partial<Deadline> = {}, concern: 'act' | 'oversee' = 'oversee') => {
  const reminder = reminderOf({ ...deadline, ...changed }, momentOn(on))
  return reminder && urgingLetter({ ...reminder, number: '划审三〔2025〕3号', concern }, by, '驻自然资源和规划局纪检监察组', on)
}

describe('an overdue letter', () => {
  it('says which limit of which case has passed by how much, on which rule, and what to answer', () =>
    expect(letter('2025-10-13')).toBe([
      '督办函', '', '驻自然资源和规划局纪检监察组：', '',
      '　　划审三〔2025〕3号案办理变更手续，自2025年9月1日处分决定生效起算，期限于2025年10月9日届满，截至2025年10月13日已超过3个工作日，尚未办结（《中华人民共和国公职人员政务处分法》第54条）。',
      '　　请抓紧办理，办结后附证明材料回复；确实不能及时办结的，书面说明理由和预计办结的日期。', '', '　　　　　　　　案件审理室', '　　　　　　　　2025年10月13日', '',
    ].join('\n')))

  it('is a note where the limit only reminds, and names no setting as law', () => {
    expect(letter('2025-10-13', 'groupLeader', { code: 'RETURN_VISIT' })).toMatch(/^提示函\n[\s\S]*回访教育，[\s\S]*提示期限于[\s\S]*处分执行事项的提示期限（系统设定，非法定）[\s\S]*划片案件审理小组/)
  })

  it('goes to whoever has the case: the group, or the role whose approval is waited for', () => {
    expect(letter('2025-10-13', 'caseManager', { code: 'REVIEW', holder: 'group' })).toContain('划片小组：\n')
    expect(letter('2025-10-13', 'caseManager', { code: 'REVIEW', holder: 'leaderInCharge', role: 'leaderInCharge' })).toContain('分管领导：\n')
  })

  it.each<[string, string | null]>([
    ['before the day', letter('2025-10-08')], ['on the day', letter('2025-10-09')], ['to oneself', letter('2025-10-13', 'handler', {}, 'act')],
    ['by a body', letter('2025-10-13', 'bodyHead')], ['to an organ outside', letter('2025-10-13', 'officeHead', { code: 'PROSECUTION_DECIDE', holder: 'outside' })],
  ])('is not written %s', (_when, made) => expect(made).toBeNull())
})
