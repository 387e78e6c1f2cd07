import { describe, expect, it } from 'vitest'
import { act } from '../../src/review/act.ts'
import { checksOf } from '../../src/review/checks.ts'
import { findingHints } from '../../src/review/finding-hints.ts'
import { outlineSuggestions } from '../../src/review/outline.ts'
import { sinceReturn } from '../../src/review/since-return.ts'
import { moment, who } from '../help/city.ts'
import { after, caseAt } from '../help/walk.ts'

const note = { volume: '第二卷', page: 17, text: '收据没有签名', factId: 'F1', evidenceNo: 1, attachmentId: null, attachmentPage: null }
const reading = caseAt('reading')
const offered = (c = reading, log: Parameters<typeof outlineSuggestions>[1] = []) => outlineSuggestions(c, log, moment)

describe('what is offered for an outline', () => {
  it('are doubts and gaps noted while reading, with volume, page and evidence, and not what was only extracted', () => {
    const read = after(reading, ['note', who.lead, { ...note, kind: 'doubt' }], ['note', who.reviewer, { ...note, text: '缺审批表', evidenceNo: null, factId: null, kind: 'missing' }], ['note', who.lead, { ...note, text: '转账一致', kind: 'record' }])
    expect(offered(read).filter(({ from }) => from === 'note')).toMatchObject([
      { category: 'evidence', problem: expect.stringMatching(/^收据没有签名（第二卷第17页，证据1 .+）$/), evidenceWanted: '核实并说明：收据没有签名', toProve: expect.stringContaining('的事实是否成立'), factId: 'F1', evidenceNo: 1, by: 'lead' },
      { problem: '缺审批表（第二卷第17页）', evidenceWanted: '补充缺失的材料：缺审批表', toProve: '违纪违法事实是否成立', factId: null, by: 'reviewer' },
    ])
  })

  it('are open checks, each with its key, until somebody settles them', () => {
    const [first] = offered().filter(({ from }) => from === 'check')
    expect(first).toMatchObject({ check: expect.any(String), problem: expect.any(String), evidenceWanted: expect.any(String) })
    const settled = after(reading, ['settleCheck', who.lead, { checkKey: first!.check!, outcome: 'notApplicable', text: '不涉及' }])
    expect(offered(settled).map(({ check }) => check)).not.toContain(first!.check)
    expect(checksOf(settled, [], moment).map(({ key }) => key)).toContain(first!.check)
  })

  it('are the standards that the panel marked minor or major in this reading', () => {
    const concluded = { ...reading, panelOpinions: [
      { round: 1, reading: 0, on: '2026-03-01', by: 'lead', checklist: [{ standard: 'nature' as const, verdict: 'major' as const, note: '上一次阅卷的' }], opinions: [], recommendation: 'return' as const },
      { round: reading.round, reading: reading.reading, on: '2026-03-02', by: 'lead', checklist: [{ standard: 'formalities' as const, verdict: 'minor' as const, note: '缺盖章' }, { standard: 'facts' as const, verdict: 'pass' as const, note: '' }], opinions: [], recommendation: 'return' as const },
    ] }
    expect(offered(concluded).filter(({ from }) => from === 'standard')).toMatchObject([{ category: 'papers', problem: '缺盖章', where: '手续完备', toProve: '手续是否完备' }])
  })

  it('is nothing of somebody recused, whose notes may be sealed', () => {
    const read = after(reading, ['note', who.reviewer, { ...note, kind: 'doubt' }])
    const [asked] = after(read, ['requestRecusal', who.reviewer, { personId: 'reviewer', ground: 'nearRelative', reason: '近亲属', requester: null }]).recusals
    const recused = { ...read, recusals: [{ ...asked!, approvedBy: 'officeHead', approvedOn: '2026-03-02' as const }] }
    expect(offered(read).some(({ from }) => from === 'note')).toBe(true)
    expect(offered(recused).some(({ from }) => from === 'note')).toBe(false)
  })

  it('is taken as it stands by the step, and not offered again once it is asked', () => {
    const read = after(caseAt('deliberating'), ['note', who.lead, { ...note, kind: 'doubt' }])
    const all = offered(read)
    const asked = { ...read, returns: [{ ...returned, outline: all.map(({ category, problem, evidenceWanted, toProve, check }, n) => ({ no: n + 1, category, problem, evidenceWanted, toProve, check, answer: null, judgement: null, history: [] })) }] }
    expect(all.every(({ problem, evidenceWanted, toProve }) => problem !== '' && evidenceWanted !== '' && toProve !== '')).toBe(true)
    expect(offered(asked)).toEqual([])
    expect(offered({ ...asked, returns: [{ ...asked.returns[0]!, rejectedBy: 'officeHead' }] })).toEqual(all)
  })
})

const returned = {
  kind: 'supplement' as const, grounds: ['evidenceToComplete' as const], reason: '证据不足', proposedBy: 'groupLeader', proposedOn: '2026-03-02', approvedBy: 'officeHead', approvedOn: '2026-03-02', rejectedBy: null, rejectedReason: null,
  acknowledgedBy: null, acknowledgedOn: null, leaderNote: null, answeredOn: null, acceptedOn: null, outline: [],
}

describe('what is new since the last return', () => {
  const entry = (step: string, at: string) => ({ step, at, on: '2026-03-02' }) as never
  it('is nothing where the case was never returned', () => { expect(sinceReturn(reading, [entry('transfer', '1')])).toBeNull() })

  it('are the items answered; and after a new transfer the facts and evidence that were not there before', () => {
    const item = { no: 1, category: 'evidence' as const, problem: '一', evidenceWanted: '二', toProve: '三', check: null, answer: { outcome: 'done' as const, text: '已补', reason: null, by: 'handler', on: '2026-03-03' }, judgement: null, history: [] }
    const back = { ...reading, returns: [{ ...returned, outline: [item, { ...item, no: 2, answer: null }] }] }
    expect(sinceReturn(back, [entry('transfer', '1'), entry('approveReturn', '2')])).toMatchObject({ on: '2026-03-02', at: '2', factIds: [], evidenceNos: [], answered: [1] })
    const now = { ...back.package, facts: [...back.package.facts, { id: 'F9', text: '新查明的事实', subjectIds: ['S1'] }] }
    expect(sinceReturn({ ...back, package: now, packages: [back.package, now] }, [entry('transfer', '1'), entry('approveReturn', '2'), entry('transfer', '3')])).toMatchObject({ factIds: ['F9'], evidenceNos: [] })
  })
})

const sections = { person: '一', course: '二', facts: '三', property: '四', investigatorsOpinion: '五', reviewOpinion: '六', attitude: '七', procedure: '八' }

describe('what is suggested for a finding', () => {
  const gifts = caseAt('reporting', { handed: { facts: [{ id: 'F1', text: '收受管理服务对象所送礼金', subjectIds: ['S1'] }] } })
  it('stands at its field with its rule, and says where a reason is demanded', () => {
    expect(findingHints(gifts, [], moment)).toContainEqual(expect.objectContaining({ subjectId: 'S1', field: 'eightPoint', wantsReason: true, text: '这看起来属于违反中央八项规定精神的问题：F1写有“礼金”', basis: expect.objectContaining({ document: expect.any(String) }) }))
    const plain = caseAt('reporting', { handed: { facts: [{ id: 'F1', text: '违规兼职取酬', subjectIds: ['S1'] }] } })
    expect(findingHints(plain, [], moment).filter(({ field, wantsReason }) => field === 'eightPoint' && wantsReason)).toEqual([])
  })

  it('of articles of the eight-point rules alone also demands the flag or a reason', () => {
    const plain = caseAt('reporting', { handed: { facts: [{ id: 'F1', text: '违规兼职取酬', subjectIds: ['S1'] }] } })
    const said = (reasonIfNot: string | null) => ({ sections, outcome: 'propose' as const, findings: plain.package.proposals.map((one) => ({ ...one, articles: ['2018条例第88条第一款'], eightPoint: { applies: false, category: null, reasonIfNot } })) })
    expect(act(plain, 'submitReport', said(null), who.lead, moment)).toMatchObject({ refusals: [{ code: 'EIGHT_POINT_UNANSWERED', message: '引用的2018条例第88条第一款属于违反中央八项规定精神的条款而没有认定，请写明不认定的理由', field: 'findings.0.eightPoint.reasonIfNot' }] })
    expect(act(plain, 'submitReport', said('系亲属往来'), who.lead, moment)).toMatchObject({ case: { report: { findings: [{ eightPoint: { reasonIfNot: '系亲属往来', suggested: '引用的2018条例第88条第一款属于违反中央八项规定精神的条款' } }] } } })
  })

  it('is kept with choice and reason in the report, whatever was sent in its place; a bare no is refused', () => {
    const said = (reasonIfNot: string | null) => ({ sections, outcome: 'propose' as const, findings: gifts.package.proposals.map((one) => ({ ...one, eightPoint: { applies: false, category: null, reasonIfNot, suggested: '别人写的' } })) })
    expect(act(gifts, 'submitReport', said(null), who.lead, moment)).toMatchObject({ refusals: [{ code: 'EIGHT_POINT_UNANSWERED', field: 'findings.0.eightPoint.reasonIfNot', basis: expect.anything() }] })
    expect(act(gifts, 'submitReport', said('亲属之间的正常往来'), who.lead, moment)).toMatchObject({ case: { report: { findings: [{ eightPoint: { applies: false, reasonIfNot: '亲属之间的正常往来', suggested: '这看起来属于违反中央八项规定精神的问题：F1写有“礼金”' } }] } } })
  })
})
