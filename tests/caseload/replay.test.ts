import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../../src/caseload/replay.ts'
import { openStore } from '../../src/store/store.ts'

type Json = Record<string, unknown>
let folder: string
let given: Json[]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huapian-replay-'))
  given = JSON.parse(await readFile(new URL('../../src/caseload/data/cases.json', import.meta.url), 'utf8')) as Json[]
})
afterAll(() => rm(folder, { recursive: true }))

/** Replays a file with this content; gives the exit code and what was printed. */
async function replayed(content: unknown, options: { json?: boolean; database?: string } = {}) {
  const file = join(folder, 'cases.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  const out: string[] = []
  const err: string[] = []
  const code = await replay(file, { json: options.json ?? false, database: options.database ?? null, commission: 'xm' }, { out: (line) => out.push(line), err: (line) => err.push(line) })
  return { code, out, err }
}

/** A given case with some fields changed, by their path. */
function changed(id: string, changes: Record<string, unknown>): Json {
  const copy = structuredClone(given.find((one) => one['id'] === id)) ?? {}
  for (const [path, value] of Object.entries(changes)) {
    const fields = path.split('.')
    const last = fields.pop() ?? ''
    const parent = fields.reduce((one, field) => one[field] as Json, copy)
    if (value === undefined) delete parent[last]
    else parent[last] = value
  }
  return copy
}

const final = (party: string, government: string, partyEnds: string | null, governmentEnds: string | null, more: Record<string, unknown> = {}) => ({
  'finalSanction.party': party, 'finalSanction.government': government, 'finalSanction.partyInfluenceEndsOn': partyEnds, 'finalSanction.governmentPeriodEndsOn': governmentEnds,
  'characterizationAfterReview.advisedPartySanction': party, 'characterizationAfterReview.advisedGovernmentSanction': government, ...more,
})

describe('replaying given cases', () => {
  it('walks all twelve to the archive as the file says', async () => {
    const { code, out, err } = await replayed(given)
    expect({ code, err, last: out.at(-1), lines: out.length }).toEqual({ code: 0, err: [], last: '12件全部与文件一致', lines: 13 })
  })

  it('prints one JSON line a case', async () => {
    const { out } = await replayed(given.slice(0, 2), { json: true })
    expect(out.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { id: 'C01', number: '划审三〔2019〕6号', route: 'A', returns: [{ kind: 'reinvestigation', items: 9 }], netReviewDays: 21, stage: 'archived', differences: [] },
      { id: 'C02', number: '划审二〔2019〕19号', returns: [{ kind: 'supplement', items: 12 }], netReviewDays: 30 },
    ])
  })

  // C20: decided 2019-08-06, accepted 2019-07-03 on route B; C07: decided 2019-07-16 on route C.
  it.each([
    ['a non-member on route D', 'C15', { 'subject.partyMember': false, 'subject.partyJoinYear': null, 'approval.route': 'D', 'proposedByBody.partySanction': '警告', ...final('无', '政务记过', null, '2020-10-29') }],
    ['an expulsion on route C+', 'C07', { 'approval.route': 'C+', ...final('开除党籍', '政务开除', '2024-07-16', null) }],
    ['an expulsion beside a downgrade by the unit', 'C07', { 'approval.route': 'C+', ...final('开除党籍', '降低岗位等级(单位处分)', '2024-07-16', '2021-07-16', { 'finalSanction.governmentPeriodMonths': 24 }) }],
    ['a removal from Party posts with dismissal', 'C20', final('撤销党内职务', '政务撤职', '2021-08-06', '2021-08-06')],
    ['a serious warning for want of a Party post', 'C06', { 'proposedByBody.partySanction': '撤销党内职务', ...final('严重警告', '政务撤职', '2021-09-03', '2021-09-03', { 'finalSanction.partyInfluenceMonths': 24 }) }],
    ['a probation of one year, its term plus two years', 'C20', final('留党察看一年', '政务撤职', '2022-08-06', '2021-08-06')],
    ['a probation of two years', 'C20', final('留党察看两年', '无', '2023-08-06', null)],
    ['an exemption on route N', 'C20', { 'approval.route': 'N', ...final('免予党纪处分', '无', null, null) }],
    ['a sanction lighter than the review advised', 'C06', final('警告', '无', '2020-09-03', null, { 'characterizationAfterReview.advisedPartySanction': '严重警告' })],
    ['an extension by a month', 'C15', { 'review.extension': { approvedOn: '2019-10-09', approverRole: '分管领导', reason: '案情复杂', newDueOn: '2019-11-18' } }],
    ['an extension by twenty days', 'C15', { 'review.extension': { approvedOn: '2019-10-09', approverRole: '分管领导', reason: '案情复杂', newDueOn: '2019-11-07' } }],
    ['a return before which the interview was held', 'C02', { 'dates.talkOn': '2019-10-25' }],
    ['a conviction that needed no filing', 'C15', { 'dates.filedOn': null }],
    ['a serious warning where the body had proposed what there was no post for', 'C06', { 'proposedByBody.partySanction': '撤销党内职务', 'finalSanction.partyInfluenceMonths': 18 }],
    ['no interview at all', 'C15', { 'dates.talkOn': null }],
    ['two returns', 'C12', {
      'review.returns': [
        { type: '退回补充审查调查', on: '2020-06-16', reason: '需补充完善证据', resubmittedOn: '2020-06-22', items: ['补充流水'] },
        { type: '退回补充审查调查', on: '2020-06-29', reason: '部分事实不清', resubmittedOn: '2020-07-13', items: ['补充证言', '补充账册'] },
      ],
      'review.periods': [{ start: '2020-06-03', end: '2020-06-16' }, { start: '2020-06-24', end: '2020-06-29' }, { start: '2020-07-14', end: '2020-07-31' }], 'review.netReviewDays': 35,
    }],
  ])('also walks %s', async (_name, id, changes) => {
    expect(await replayed([changed(id, changes)])).toMatchObject({ code: 0, err: [], out: [expect.any(String), '1件全部与文件一致'] })
  })

  it.each([
    ['the net review days', 'C02', { 'review.netReviewDays': 31 }, 'review.netReviewDays'],
    ['the route', 'C02', { 'approval.route': 'B' }, 'approval.route'],
    ['the end of the Party period', 'C02', { 'finalSanction.partyInfluenceEndsOn': '2021-01-14' }, 'finalSanction.partyInfluenceEndsOn'],
    ['the end of the administrative period', 'C15', { 'finalSanction.governmentPeriodEndsOn': '2020-04-30' }, 'finalSanction.governmentPeriodEndsOn'],
    ['a due day after extension that is a rest day', 'C15', { 'review.extension': { approvedOn: '2019-10-09', approverRole: null, reason: '复杂', newDueOn: '2019-11-17' } }, 'review.extension.newDueOn'],
    ['a due day after extension that no usual length gives', 'C15', { 'review.extension': { approvedOn: '2019-10-09', approverRole: null, reason: '复杂', newDueOn: '2019-11-19' } }, 'review.extension.newDueOn'],
  ])('names the difference in %s and leaves with 1', async (_name, id, changes, field) => {
    const { code, out } = await replayed([changed(id, changes)])
    expect(code).toBe(1)
    expect(out.join('\n')).toContain(`${id} ${field}：文件为`)
  })

  it.each([
    ['text that is not JSON', '[{', '文件：不是正确的 JSON'],
    ['an object instead of an array', '{}', '文件：应当是案件的数组'],
    ['an unknown body', { 'transferringBody.code': 'P99' }, 'C15 transferringBody.code：没有这个派驻机构'],
    ['a body of another zone', { 'transferringBody.code': 'P01' }, 'C15 zone：P01不属于第二片区'],
    ['a day that does not exist', { 'dates.acceptedOn': '2019-02-30' }, 'C15 dates.acceptedOn：不是真实的日期'],
    ['a field that is missing', { 'dates.decidedOn': undefined }, 'C15 dates.decidedOn：缺少这一项'],
    ['a number where a text should be', { 'subject.name': 7 }, 'C15 subject.name：应当是文字'],
    ['a sanction there is none of', { 'finalSanction.party': '口头警告' }, 'C15 finalSanction.party：没有“口头警告”这种党纪处分'],
    ['a reviewer who does not exist', { 'review.reviewerIds': ['S21', 'S99'] }, 'C15 review.reviewerIds.1：没有“S99”'],
    ['a panel of one', { 'review.reviewerIds': ['S21'] }, 'C15 dates.acceptedOn：组成审理组：审理组不少于两人'],
    ['a reviewer from the body itself', { 'transferringBody.code': 'P20', 'review.reviewerIds': ['S21', 'S14'] }, 'C15 dates.acceptedOn：组成审理组：范守正不能审理本案'],
    ['a decision before the body has met', { 'dates.decidedOn': '2019-10-12', 'finalSanction.decidedOn': '2019-10-12' }, 'C15 dates.decidedOn：'],
    ['acceptance before transfer', { 'dates.acceptedOn': '2019-09-10' }, 'C15 dates.acceptedOn：受理：2019-09-10早于'],
    ['a deliberation before the interview', { 'dates.collectiveOn': '2019-09-24' }, 'C15 dates.collectiveOn：提出审理组意见：2019-09-24早于'],
    ['an extension after the report', { 'review.extension': { approvedOn: '2019-10-20', approverRole: null, reason: '复杂', newDueOn: '2019-11-18' } }, 'C15 review.extension.approvedOn：'],
    ['a Party sanction for a non-member', { 'subject.partyMember': false, 'finalSanction.party': '警告' }, 'C15 dates.concludedOn：呈报审理报告：'],
    ['a Party sanction decided by a stationed body', { 'finalSanction.partyDecisionOrgan': '市纪委监委驻市应急管理局纪检监察组' }, '没有党纪处分决定权'],
  ])('refuses %s in one line, and leaves with 2', async (_name, content, line) => {
    const database = join(folder, `${Math.random()}.db`)
    const { code, err, out } = await replayed(typeof content === 'string' ? content : [given[1], changed('C15', content)], { database })
    expect({ code, out }).toEqual({ code: 2, out: [] })
    expect(err.join('\n')).toContain(line)
    const store = await openStore(database)
    expect(await store.fresh.$count(store.t.cases)).toBe(0)
    await store.close()
  })

  it('says every fault of every case at once', async () => {
    const { err } = await replayed([changed('C01', { 'dates.talkOn': '2019-13-01', 'subject.name': '' }), changed('C02', { 'dates.acceptedOn': 'soon' })])
    expect(err).toHaveLength(3)
  })

  it('says when the file cannot be read', async () => {
    const err: string[] = []
    expect(await replay(join(folder, 'nothing.json'), { json: false, database: null, commission: 'xm' }, { out: () => {}, err: (line) => err.push(line) })).toBe(2)
    expect(err[0]).toContain('读不了文件')
  })
})
