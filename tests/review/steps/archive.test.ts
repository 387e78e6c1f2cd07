import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import { moment, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal } from '../../help/walk.ts'

const reported = caseAt('reported')
const investigation = { kind: 'investigation', title: '调查卷', pages: 100 } as const
const review = { kind: 'review', title: '审理卷', pages: 30 } as const
const filed = { volumes: [investigation, review], hash: 'a1'.repeat(32) }

describe('archiving', () => {
  it.each(['handler', 'archivist'] as const)('ends the case with its volumes and their hash, by the %s', (person) => {
    expect(act(reported, 'archive', filed, who[person], moment)).toMatchObject({ case: { stage: 'archived', archive: { ...filed, on: '2026-03-02', by: person } } })
  })

  it.each<[string, object, string, string]>([
    ['no review volume', { volumes: [investigation] }, 'VOLUME_MISSING', 'volumes'],
    ['no investigation volume', { volumes: [review] }, 'VOLUME_MISSING', 'volumes'],
    ['a volume without a title', { volumes: [investigation, { ...review, title: '' }] }, 'INDEX_INCOMPLETE', 'volumes.1'],
    ['a volume without pages', { volumes: [{ ...investigation, pages: 0 }, review] }, 'INDEX_INCOMPLETE', 'volumes.0'],
    ['no hash', { hash: '' }, 'NO_HASH', 'hash'],
    ['a hash that is none', { hash: 'A1'.repeat(32) }, 'NO_HASH', 'hash'],
  ])('is refused with %s', (_name, changed, code, field) => {
    expect(act(reported, 'archive', { ...filed, ...changed }, who.archivist, moment)).toMatchObject(refusal(code, field, 'R-280'))
  })

  it.each(['otherHandler', 'groupLeader', 'reviewer', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(reported, 'archive', filed, who[person], moment)).toMatchObject(notYours)
  })

  it('is not for the archivist of another commission', () => {
    expect(act(reported, 'archive', filed, { ...who.archivist, commission: 'fz' }, moment)).toMatchObject(notYours)
  })

  it('is the end: nothing leads on', () => {
    const archived = after(reported, ['archive', who.handler])
    expect(openSteps(archived, who.handler, moment)).toEqual([])
    expect(act(archived, 'archive', filed, who.handler, moment)).toMatchObject({ refusals: [{ code: 'WRONG_STAGE', message: expect.stringContaining('已办结') }] })
  })
})
