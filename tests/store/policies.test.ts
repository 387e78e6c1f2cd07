/** Numbers of the policy: proposed by one, confirmed by another, in force from a day on; what the preview said is what moves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../src/review/people.ts'
import { clocksOf } from '../../src/review/limits.ts'
import { described, policyNames, valueFrom } from '../../src/review/policy-cells.ts'
import { dutyOf } from '../../src/review/policy-change.ts'
import { firstPolicy, policyOn } from '../../src/review/policy.ts'
import { headOf, links } from '../../src/store/audit.ts'
import { find } from '../../src/store/cases.ts'
import { list } from '../../src/store/list.ts'
import { carry, changeIds, decidePolicy, movedByChange, policiesFor, previewPolicy, proposePolicy, withdrawPolicy, type ChangeGiven, type ChangeOutcome } from '../../src/store/policies.ts'
import { momentOf } from '../../src/store/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who } from '../help/city.ts'
import { after, cityIn, inACityAlone, moment, opened } from './city.ts'
import { engines, type Engine } from './engines.ts'

const [tomorrow, later] = ['2026-03-03', '2026-03-09']
const longer: ChangeGiven = { name: 'acceptanceCheckDays', from: tomorrow, cells: [{ key: 'value', value: '5' }] }
const why = { source: '市纪委办公室2026年3月意见', reason: '三个工作日来不及' }
let n = 0

describe.each(engines)('numbers of the policy on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  beforeAll(async () => {
    engine = await start()
    store = await cityIn(await engine.fresh())
  }, 120_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  const asking = async (by: Actor, on = today, of = store) => ({ who: by, moment: await moment(of, on) })
  const propose = async (given: Partial<ChangeGiven & typeof why & { operationKey: string }> = {}, by: Actor = who.officeHead, of = store) => proposePolicy(of, await asking(by, today, of), { ...longer, ...why, operationKey: `k${n++}`, ...given })
  const made = (outcome: ChangeOutcome) => { if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals)); return outcome.change }
  const confirm = async (changeId: string, by: Actor = who.leaderInCharge, on = today, of = store) => decidePolicy(of, await asking(by, on, of), { changeId, outcome: 'confirmed', note: null })
  const lastLink = async (of = store) => JSON.parse((await links(of, commission, (await headOf(of, commission)).seq - 1, 1))[0]?.body ?? '') as Record<string, unknown>

  it.each(['groupLeader', 'leaderInCharge', 'handler', 'securityAdmin', 'auditAdmin'] as const)('are not changed by %s alone', async (name) => {
    expect(await previewPolicy(store, await asking(who[name]), longer)).toEqual({ refusals: [expect.objectContaining({ code: 'NOT_YOURS', message: '“受理审核的期限”的改动由案件审理室主任提出' })] })
    expect(await propose({}, who[name])).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await lastLink()).toMatchObject({ kind: 'refusal', policy: 'acceptanceCheckDays', by: name, codes: ['NOT_YOURS'] })
    const reads = name === 'groupLeader' || name === 'handler' ? 0 : policyNames.length
    expect(new Set((await policiesFor(store, await asking(who[name]))).map((row) => row.name)).size).toBe(reads)
  })

  it('are refused with everything that is wrong, each at its place, and nothing is kept', async () => {
    expect(await propose({ from: today })).toMatchObject({ refusals: [{ code: 'PAST_DAY', field: 'from', message: '生效日期最早是2026-03-03：一天之内只有一个数，已经办过的不因此改变' }] })
    expect(await propose({ cells: [{ key: 'value', value: '60' }], source: ' ', reason: '长'.repeat(201) })).toMatchObject({ refusals: [
      { code: 'BAD_VALUE', field: 'cells.value', message: '“期限”应当是1至15个工作日之间的整数' }, { code: 'NOT_WRITTEN', field: 'source' }, { code: 'TOO_LONG', field: 'reason' },
    ] })
    expect(await propose({ cells: [{ key: 'value', value: '3' }] })).toMatchObject({ refusals: [{ code: 'NOTHING_CHANGES' }] })
    expect(await propose({ cells: [{ key: 'days', value: '3' }] })).toMatchObject({ refusals: [{ code: 'BAD_VALUE', field: 'cells.days' }] })
    expect(await propose({ name: 'signIn', cells: [{ key: 'adminIdleMinutes', value: '30' }, { key: 'secondFactor', value: 'officeHead' }] }, who.securityAdmin)).toMatchObject({ refusals: [
      { field: 'cells.adminIdleMinutes', message: '管理员的时间不能比其他人长' }, { field: 'cells.secondFactor', message: '系统管理员必须使用第二因素' }, { message: '安全保密管理员必须使用第二因素' }, { message: '审计管理员必须使用第二因素' },
    ] })
    expect(await changeIds(store, who.officeHead, today)).toEqual([])
  })

  it('are confirmed by another person whose it is, once, in time, and not over what has changed', async () => {
    const change = made(await propose({ operationKey: 'once' }))
    expect(made(await propose({ operationKey: 'once' })).id).toBe(change.id)
    expect(await propose({ operationKey: 'once', reason: '别的' })).toMatchObject({ refusals: [{ code: 'OPERATION_KEY_REUSED' }] })
    expect(await propose({ cells: [{ key: 'value', value: '6' }] })).toMatchObject({ refusals: [{ code: 'ALREADY_PENDING', field: 'name' }] })
    expect(await confirm(change.id, who.officeHead)).toMatchObject({ refusals: [{ code: 'NOT_YOURS', message: '“受理审核的期限”的改动由分管领导决定' }, { code: 'OWN_PROPOSAL' }] })
    expect(await confirm(change.id, { ...who.leaderInCharge, personId: 'officeHead' })).toMatchObject({ refusals: [{ code: 'NOT_YOUR_POST' }] })
    expect(await confirm(change.id, who.handler)).toMatchObject({ refusals: [{ code: 'NO_SUCH_CHANGE' }] })
    expect(await confirm(change.id, who.leaderInCharge, '2026-03-18')).toMatchObject({ refusals: [{ code: 'LAPSED' }] })
    expect(await decidePolicy(store, await asking(who.leaderInCharge), { changeId: change.id, outcome: 'rejected', note: ' ' })).toMatchObject({ refusals: [{ code: 'NOT_WRITTEN', field: 'note' }] })
    expect(await withdrawPolicy(store, await asking(who.leaderInCharge), change.id)).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(made(await withdrawPolicy(store, await asking(who.officeHead), change.id)).outcome).toBe('withdrawn')
    expect(await confirm(change.id)).toMatchObject({ refusals: [{ code: 'ALREADY_DECIDED' }] })
    const rejected = made(await propose({}))
    expect(made(await decidePolicy(store, await asking(who.leaderInCharge), { changeId: rejected.id, outcome: 'rejected', note: '再研究' }))).toMatchObject({ outcome: 'rejected', note: '再研究', beganOn: null })
    expect((await moment(store, later)).policy.acceptanceCheckDays).toBe(3)
    // Of each number, whoever has the duty and nobody else.
    expect(policyNames.map((name) => dutyOf(name)).filter(({ proposes, confirms }) => proposes === confirms)).toEqual([])
  })

  it('move what the preview said on their day, for every case; what was done before is replayed as it was done', async () => {
    await inACityAlone(engine, async (own, url) => {
      const transferred = await after(own, await opened(own), 'transfer', who.bodyHead)
      const approving = await after(own, await after(own, await opened(own), 'transfer', who.bodyHead), 'defer', who.groupLeader)
      const due = async (id: string, on: string) => { const { process } = (await find(own, who.officeHead, id))!; return clocksOf(process.case, process.log, await momentOf(own, commission, on, `${on}T01:00:00.000Z`)).find(({ code }) => code === 'ACCEPT_CHECK' && process.case.stage === 'transferred')?.dueOn }
      const before = await due(transferred.case.id, today)
      const seen = await previewPolicy(own, await asking(who.officeHead, today, own), longer)
      if ('refusals' in seen) throw new Error(JSON.stringify(seen.refusals))
      expect(seen.moves).toHaveLength(2)
      expect(seen.moves.filter(({ caseId }) => caseId === transferred.case.id)).toEqual([expect.objectContaining({ what: 'due', label: '受理审核', before, held: false })])
      const change = made(await propose({}, who.officeHead, own))
      expect((await movedByChange(own, await asking(who.leaderInCharge, today, own), change)).moves).toEqual(seen.moves)
      expect(made(await confirm(change.id, who.leaderInCharge, today, own))).toMatchObject({ outcome: 'confirmed', beganOn: tomorrow, decidedBy: 'leaderInCharge' })
      expect(await lastLink(own)).toMatchObject({ kind: 'settings', event: 'policyConfirmed', policy: 'acceptanceCheckDays', value: 5, from: tomorrow, by: 'leaderInCharge' })
      // Who approves the deferral that waits is another from its day on; decided late, it holds from the day after.
      const approver = made(await propose({ name: 'intakeApprover', cells: [{ key: 'value', value: 'leaderInCharge' }] }, who.officeHead, own))
      expect((await movedByChange(own, await asking(who.leaderInCharge, today, own), approver)).moves.filter(({ caseId }) => caseId === approving.case.id)).toEqual([expect.objectContaining({ what: 'approver', before: '案件审理室主任', after: '分管领导' })])
      expect(made(await confirm(approver.id, who.leaderInCharge, '2026-03-05', own)).beganOn).toBe('2026-03-06')
      // The same day still has the old ones, for clocks, rows and replay.
      expect(await due(transferred.case.id, today)).toBe(before)
      expect(await carry(own, commission, today, `${today}T03:00:00.000Z`)).toBe(0)
      expect(await verify(own, commission, { on: today, at: `${today}T03:00:00.000Z` })).toEqual([])
      // On its day: until the rows follow, both are right; then only the new one.
      const warned: string[] = []
      expect(await verify(own, commission, { on: later, at: `${later}T00:00:01.000Z`, warn: (line) => warned.push(line) })).toEqual([])
      expect(warned.join()).toContain('设定的参数已经生效')
      expect(await carry(own, commission, later, `${later}T00:00:30.000Z`)).toBe(2)
      expect(await carry(own, commission, later, `${later}T00:01:30.000Z`)).toBe(0)
      expect(await lastLink(own)).toMatchObject({ kind: 'settings', event: 'policyInForce', policies: ['acceptanceCheckDays', 'intakeApprover'] })
      expect(await due(transferred.case.id, later)).toBe(seen.moves[0]!.after)
      expect((await list(own, who.officeHead, { first: 50 })).rows.find((row) => row.id === approving.case.id)).toMatchObject({ holder: 'leaderInCharge' })
      await after(own, approving, 'approveIntake', who.leaderInCharge, undefined, later)
      expect(await verify(own, commission, { on: later, at: `${later}T02:00:00.000Z` })).toEqual([])
      // Raw SQL neither decides alone, nor rewrites, nor removes.
      const open = made(await propose({ name: 'redDays', cells: [{ key: 'value', value: '2' }] }, who.officeHead, own))
      for (const [statement, sentence] of [
        [`update policy_changes set outcome = 'confirmed', decided_by = 'officeHead' where id = '${open.id}'`, /由另一人决定/], [`update policy_changes set value = '9' where id = '${open.id}'`, /内容不改/],
        [`update policy_changes set note = '改' where id = '${change.id}'`, /只决定一次/], ['delete from policy_changes', /只增不删/],
      ] as const) await expect(engine.tamper(url, [statement]), statement).rejects.toThrow(sentence)
    })
  })

  it('that the table has no row of yet keep their first value until the new one begins', async () => {
    await inACityAlone(engine, async (own, url) => {
      await engine.tamper(url, ["delete from policies where name = 'rectifyDays'"])
      const change = made(await propose({ name: 'rectifyDays', cells: [{ key: 'value', value: '60' }] }, who.officeHead, own))
      await confirm(change.id, who.leaderInCharge, today, own)
      expect([today, tomorrow].map(async (on) => (await moment(own, on)).policy.rectifyDays)).toHaveLength(2)
      expect(await Promise.all([today, tomorrow].map(async (on) => (await moment(own, on)).policy.rectifyDays))).toEqual([30, 60])
    })
  })

  it('are refused where another value came in between', async () => {
    await inACityAlone(engine, async (own) => {
      const first = made(await propose({ from: later }, who.officeHead, own))
      await confirm(first.id, who.leaderInCharge, today, own)
      // Held against 3 for the 5th, but decided on the 9th, when 5 holds.
      const second = made(await propose({ from: '2026-03-05', cells: [{ key: 'value', value: '4' }] }, who.officeHead, own))
      expect(await confirm(second.id, who.leaderInCharge, later, own)).toMatchObject({ refusals: [{ code: 'STALE' }] })
    })
  })
})

describe('the cells of each number', () => {
  const policy = policyOn(firstPolicy, today)
  it.each(policyNames)('give the value of %s back', (name) => expect(valueFrom(name, described[name].cells(policy[name] as never).map((made) => ({ key: made.key, value: '' })).slice(0, 0), policy)).toEqual({ value: policy[name] }))
  it.each([
    ['escalation', [{ key: '2.to', value: 'commissionHead' }, { key: '2.workingDays', value: '30' }], [...policy.escalation, { to: 'commissionHead', workingDays: 30 }]],
    ['panelLoadMax', [{ key: 'value', value: '' }], null],
    ['routes', [{ key: '2.ranks', value: '正处级、副处级，二级调研员' }], policy.routes.map((row, at) => (at === 2 ? { ...row, ranks: ['正处级', '副处级', '二级调研员'] } : row))],
    ['eightPointArticles', [{ key: '政务处分法', value: '35、34、33' }], { ...policy.eightPointArticles, 政务处分法: [33, 34, 35] }],
    ['returnApprover', [{ key: 'supplement', value: 'leaderInCharge' }], { supplement: 'leaderInCharge', reinvestigation: 'leaderInCharge' }],
  ] as const)('read what is written for %s', (name, cells, value) => expect(valueFrom(name, cells, policy)).toEqual({ value }))
  it.each([
    ['amberDays', [{ key: 'value', value: '2' }], 'cells.value', '黄灯不能晚于红灯（届满前3个工作日）'],
    ['redDays', [{ key: 'value', value: '八' }], 'cells.value', '“届满前”应当是0至20个工作日之间的整数'],
    ['escalation', [{ key: '1.workingDays', value: '2' }], 'cells.1.workingDays', '第2级应当比上一级晚'],
    ['escalation', [{ key: '0.to', value: '' }], 'cells.0.to', '请选择第1级提请谁'],
    ['recusalDecider', [{ key: 'party.officeHead', value: 'officeHead' }], 'cells.party.officeHead', '案件审理室主任的回避不能由本人这一职务决定'],
    ['qualityRubric', [{ key: 'items.0.points', value: '9' }], 'cells.items.0.points', '各项分值合计应当是100分，现在是101分'],
    ['briberyThresholdYuan', [{ key: 'line', value: '5000' }], 'cells.line', '三个数额应当由小到大'],
    ['smallLeast', [{ key: 'value', value: '2' }], 'cells.value', '“最小数”应当是3至20之间的整数'],
    ['reportApprover', [{ key: 'value', value: 'handler' }], 'cells.value', '“批准人”应当是：案件审理室主任（officeHead）、分管领导（leaderInCharge）、主要负责人（commissionHead）'],
    ['qualityCycle', [{ key: 'since', value: '2026-02-30' }], 'cells.since', '“没有评查过的自哪一天起算”应当是真实的日期，如 2026-11-24'],
    ['remindersOutside', [{ key: 'value', value: '是' }], 'cells.value', '“允许离开本系统”应当写 true（是）或者 false（否）'],
  ] as const)('refuse what is wrong of %s in one sentence', (name, cells, field, message) => expect(valueFrom(name, cells, policy)).toMatchObject({ refusals: [{ code: 'BAD_VALUE', field, message }] }))
})
