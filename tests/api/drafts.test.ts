import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who, type Who } from '../help/city.ts'
import { accepted, after, at, editor, opened, type Whole } from '../store/city.ts'
import { apiOver, served, type Loose, type Served } from './browser.ts'

let city: Served
let c: Whole
let id: string
beforeAll(async () => {
  city = await served()
  c = await accepted(city.store)
  id = encodeId('Case', c.case.id)
})
afterAll(() => city.stop())

type Form = { caseId?: string | null; step?: string; version?: number; filled?: string; after?: string | null }
const keep = async (name: Who, form: Form = {}): Promise<Loose> =>
  (await (await city.as(name))('mutation ($caseId: ID, $step: StepName!, $version: Int!, $filled: String!, $after: Instant) { keepStepDraft(caseId: $caseId, step: $step, version: $version, filled: $filled, after: $after) { ... on StepDraftKept { savedAt } ... on StepDraftRefused { refusals { code message } } } }',
    { caseId: id, step: 'formPanel', version: 3, filled: '{"reason":"按本周分工"}', ...form }))
const read = async (name: Who, form: Form = {}): Promise<Loose> =>
  (await (await city.as(name))('query ($caseId: ID, $step: StepName!) { stepDraft(caseId: $caseId, step: $step) { version filled savedAt } }', { caseId: form.caseId === undefined ? id : form.caseId, step: form.step ?? 'formPanel' })).data.stepDraft
const unfinished = async (name: Who): Promise<Loose> => (await (await city.as(name))('{ unfinishedSteps { caseId number title step label } }')).data.unfinishedSteps
const drop = async (name: Who, form: Form = {}) => (await city.as(name))('mutation ($caseId: ID, $step: StepName!) { dropStepDraft(caseId: $caseId, step: $step) { ... on StepDraftKept { savedAt } } }', { caseId: id, step: 'formPanel', ...form })
const savedAt = { savedAt: expect.any(String) as unknown }

describe('a form that is filled in halfway', () => {
  it('is found again as it was left, in another session, and on the workbench', async () => {
    expect((await keep('groupLeader')).data.keepStepDraft).toEqual(savedAt)
    const elsewhere = apiOver(city.store, city.day, '一个足够长的演示密码')
    const asked = await (await elsewhere.as('groupLeader'))('query ($caseId: ID) { stepDraft(caseId: $caseId, step: formPanel) { version filled } }', { caseId: id })
    expect(asked.data.stepDraft).toEqual({ version: 3, filled: '{"reason":"按本周分工"}' })
    expect(await unfinished('groupLeader')).toEqual([{ caseId: id, number: c.case.number, title: c.case.package.title, step: 'formPanel', label: '组成审理组' }])
  })

  it('is nobody else’s, be they in the same group', async () => {
    expect([await read('reviewer'), await read('lead'), await read('officeHead'), await unfinished('reviewer')]).toEqual([null, null, null, []])
  })

  it('is not written over by another window that does not know of it', async () => {
    expect((await keep('groupLeader', { filled: '{"reason":"另一个窗口"}' })).data.keepStepDraft).toEqual({ refusals: [{ code: 'DRAFT_ELSEWHERE', message: '这一步您在另一个窗口里也填写过，这里填写的没有暂存：请先关掉其中一个窗口' }] })
    const before = await read('groupLeader')
    expect(before.filled).toBe('{"reason":"按本周分工"}')
    expect((await keep('groupLeader', { filled: '{"reason":"改过"}', after: before.savedAt })).data.keepStepDraft).toEqual(savedAt)
    expect((await read('groupLeader')).filled).toBe('{"reason":"改过"}')
  })

  it('is out of sight with its case: hidden and missing cases answer alike', async () => {
    const secret = await accepted(city.store)
    const secretId = encodeId('Case', secret.case.id)
    expect((await keep('groupLeader', { caseId: secretId })).data.keepStepDraft).toEqual(savedAt)
    await after(city.store, secret, 'classify', who.leaderInCharge, { level: 'confidential', years: 5, reason: '涉及国家秘密' })
    const noSuchCase = { refusals: [{ code: 'NO_SUCH_CASE', message: '没有找到该案件' }] }
    expect([await read('groupLeader', { caseId: secretId }), (await keep('groupLeader', { caseId: secretId })).data.keepStepDraft]).toEqual([null, noSuchCase])
    expect((await keep('groupLeader', { caseId: encodeId('Case', 'xm-none') })).data.keepStepDraft).toEqual(noSuchCase)
    expect((await keep('otherGroupLeader')).data.keepStepDraft).toEqual(noSuchCase)
    expect((await keep('systemAdmin')).data.keepStepDraft).toEqual(noSuchCase)
    expect((await unfinished('groupLeader')).map((one: Loose) => one.caseId)).toEqual([id])
  })

  it('is gone once the step is taken, and stays while it is refused', async () => {
    const take = async (version: number) => (await (await city.as('groupLeader'))('mutation ($caseId: ID!, $version: Int!, $key: String!, $members: [ID!]!) { formPanel(caseId: $caseId, version: $version, operationKey: $key, members: $members, reasonForDifference: "按本周分工") { __typename } }',
      { caseId: id, version, key: randomUUID(), members: ['lead', 'reviewer'].map((one) => encodeId('Person', one)) })).data.formPanel.__typename
    expect([await take(1), (await read('groupLeader')).filled]).toEqual(['StepRefused', '{"reason":"改过"}'])
    expect([await take(3), await read('groupLeader')]).toEqual(['StepTaken', null])
  })

  it('of a case not begun yet is kept too, and goes when the case is begun', async () => {
    expect((await keep('otherHandler', { caseId: null, step: 'openCase', version: 0, filled: '{"package":{"title":"收受"}}' })).data.keepStepDraft).toEqual(savedAt)
    expect(await unfinished('otherHandler')).toEqual([{ caseId: null, number: null, title: '', step: 'openCase', label: expect.any(String) as unknown }])
    await opened(city.store, { bodyIds: ['P03'] }, who.otherHandler)
    expect(await read('otherHandler', { caseId: null, step: 'openCase' })).toBeNull()
  })

  it('is thrown away by whoever filled it in, and by nobody else', async () => {
    await keep('lead', { step: 'signUndertaking', filled: '{}' })
    await drop('reviewer', { step: 'signUndertaking' })
    expect(await read('lead', { step: 'signUndertaking' })).not.toBeNull()
    await drop('lead', { step: 'signUndertaking' })
    expect(await read('lead', { step: 'signUndertaking' })).toBeNull()
  })

  it('is refused where it is no object, or too long', async () => {
    for (const filled of ['[1]', '1', '{', 'null']) expect((await keep('lead', { filled })).errors?.[0]?.message).toBe('“filled”应当是 JSON 对象')
    expect((await keep('lead', { filled: JSON.stringify({ text: '长'.repeat(500_001) }) })).errors?.[0]?.message).toContain('太长')
  })

  it('is one of a hundred at most', async () => {
    const row = (n: number) => ({ commission, personId: 'reviewer', caseId: `old-${n}`, step: 'conclude' as const, seat: 'reviewer  Z3', version: 1, filled: '{}', savedAt: editor.at })
    await city.store.tx((db) => db.insert(city.store.t.stepDrafts).values(Array.from({ length: 100 }, (_one, n) => row(n))))
    expect((await keep('reviewer')).data.keepStepDraft.refusals).toEqual([{ code: 'TOO_MANY_DRAFTS', message: '您暂存的填写已有100份，没有再暂存：请先办完或者删除几份' }])
  })

  it('wants somebody who is signed in, and leaves the store sound', async () => {
    expect((await city.stranger('{ unfinishedSteps { step } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
    expect(await verify(city.store, commission, { on: today, at })).toEqual([])
  })
})
