import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { links } from '../../src/store/audit.ts'
import { commission, who, type Who } from '../help/city.ts'
import { accepted, after, opened, reported } from '../store/city.ts'
import { served, type Loose, type Served } from './browser.ts'

let city: Served
/** Days only go forward, as sessions do. Accepted on 2 March 2026, due on 2 April; one handed over only; one at the body for its proposal; one that nobody but its bodies knows. */
let numbers: { accepted: string; transferred: string; reported: string; draft: string; recused: string }
const built = async (): Promise<void> => {
  city = await served()
  const recused = await accepted(city.store)
  numbers = {
    accepted: (await accepted(city.store)).case.number, transferred: (await after(city.store, await opened(city.store), 'transfer', who.bodyHead)).case.number,
    reported: (await reported(city.store)).case.number, draft: (await opened(city.store, { clueOn: '2026-02-20', filedOn: null })).case.number, recused: recused.case.number,
  }
  const asked = await after(city.store, recused, 'requestRecusal', who.groupLeader, { personId: 'groupLeader', ground: 'witness', reason: '担任过证人', requester: null })
  await after(city.store, asked, 'decideRecusal', who.leaderInCharge, { personId: 'groupLeader', grant: true, ground: null, reason: '经核实', paper: '关于回避的决定' })
}

const fields = 'totalCount edges { node { number title subjectNames kind concern code label dueOn workingDaysLeft holder role escalatedTo text body { code } } }'
async function inbox(name: Who, on: string, args = ''): Promise<Loose> {
  city.day.on = on
  const answer = await (await city.as(name))(`{ reminders(first: 100${args}) { ${fields} } }`)
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  return answer.data.reminders.edges.map((edge: Loose) => edge.node)
}
const lines = async (name: Who, on: string): Promise<string[]> => (await inbox(name, on)).map((one: Loose) => `${one.number} ${one.code} ${one.kind} ${one.concern}`).toSorted()

describe('the inbox', () => {
  beforeAll(built, 60_000)
  afterAll(() => city.stop())

  it('is empty while everything is green', async () => expect(await inbox('officeHead', '2026-03-20')).not.toContainEqual(expect.objectContaining({ code: 'REVIEW' })))

  it('tells those who must act and those who see to it, and says why', async () => {
    expect(await inbox('groupLeader', '2026-03-30')).toContainEqual({
      number: numbers.accepted, title: expect.stringContaining('林某辉') as unknown, subjectNames: '林某辉', kind: 'red', concern: 'act', code: 'REVIEW', label: '审理', dueOn: '2026-04-02', workingDaysLeft: 3,
      holder: 'group', role: null, escalatedTo: [], body: { code: 'P25' }, text: '审理期限2026年4月2日届满，还有3个工作日，由划片小组办理',
    })
    expect(await inbox('officeHead', '2026-03-30')).toContainEqual(expect.objectContaining({ number: numbers.accepted, kind: 'red', concern: 'oversee' }))
    expect(await lines('bodyHead', '2026-03-30')).toEqual([`${numbers.draft} CLUE_OPINION escalated act`])
  })

  it('escalates working day by working day', async () => {
    // 3 April is worked, 4 to 6 April is the Qingming rest.
    const kinds = async (name: Who, on: string) => (await inbox(name, on)).filter((one: Loose) => one.number === numbers.accepted).map((one: Loose) => one.kind)
    expect([await kinds('groupLeader', '2026-04-02'), await kinds('groupLeader', '2026-04-03'), await kinds('groupLeader', '2026-04-06'), await kinds('groupLeader', '2026-04-08')]).toEqual([['dueToday'], ['overdue'], ['overdue'], ['escalated']])
    expect([await kinds('caseManager', '2026-04-02'), await kinds('caseManager', '2026-04-03')]).toEqual([[], ['overdue']])
    expect([await kinds('leaderInCharge', '2026-04-16'), await kinds('leaderInCharge', '2026-04-17')]).toEqual([[], ['escalated']])
  })

  it('names nobody to case management', async () =>
    expect(await inbox('caseManager', '2026-04-20')).toContainEqual(expect.objectContaining({ number: numbers.accepted, title: '', subjectNames: '' })))

  it('says nothing of what somebody may not see: another body, another zone, a draft, a case one is recused from, the administrators', async () => {
    for (const name of ['otherHandler', 'otherGroupLeader', 'otherZoneReviewer', 'spareReviewer', 'partyGroupContact', 'archivist', 'systemAdmin', 'securityAdmin', 'auditAdmin'] as const) expect(await lines(name, '2026-04-20'), name).toEqual([])
    expect((await lines('groupLeader', '2026-04-20')).filter((line) => line.startsWith(numbers.recused))).toEqual([])
    expect((await lines('officeHead', '2026-04-20')).filter((line) => line.startsWith(numbers.recused))).not.toEqual([])
    expect((await lines('officeHead', '2026-04-20')).filter((line) => line.startsWith(numbers.draft))).toEqual([])
  })

  it('can be narrowed to a kind, and counts the same', async () => {
    const all = await inbox('officeHead', '2026-04-21')
    expect(await inbox('officeHead', '2026-04-21', ', kinds: [escalated, overdue]')).toEqual(all.filter((one: Loose) => one.kind === 'overdue' || one.kind === 'escalated'))
    const { data } = await (await city.as('officeHead'))('{ reminderCounts { total mine escalated overdue dueToday red amber } }')
    const of = (kind: string) => all.filter((one: Loose) => one.kind === kind).length
    expect(data.reminderCounts).toEqual({ total: all.length, mine: all.filter((one: Loose) => one.concern === 'act').length, escalated: of('escalated'), overdue: of('overdue'), dueToday: of('dueToday'), red: of('red'), amber: of('amber') })
  })

  it('leaves a record of the cases it showed; the number alone leaves none', async () => {
    city.day.on = '2026-04-21'
    const ask = await city.as('lead')
    const readings = async () => (await links(city.store, commission, 0, 10_000)).filter((link) => link.kind === 'reading').map((link) => JSON.parse(link.body) as { by: string; what: string[]; cases: string[] })
    const before = (await readings()).length
    await ask('{ reminderCounts { total } }')
    expect((await readings()).length).toBe(before)
    await (await city.as('officeHead'))('{ reminders { edges { node { number } } } }')
    const made = (await readings()).slice(before)
    expect(made).toMatchObject([{ by: 'officeHead', what: ['list'] }])
    expect(made[0]?.cases.length).toBeGreaterThan(0)
  })

  it('is for nobody who is not signed in', async () => expect((await city.stranger('{ reminderCounts { total } }')).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]))
})

describe('the inbox and the list', () => {
  beforeAll(built, 60_000)
  afterAll(() => city.stop())

  it('is for everybody, on every day, the clocks of the cases they see that are not green', async () => {
    for (const on of ['2026-03-24', '2026-04-02', '2026-04-10', '2026-05-28'])
      for (const name of ['handler', 'groupLeader', 'lead', 'officeHead', 'leaderInCharge', 'caseManager', 'committeeHead', 'otherHandler'] as const) {
        city.day.on = on
        const ask = await city.as(name)
        const { data } = await ask('{ cases(first: 100) { edges { node { number stage } } } }')
        const lit: string[] = []
        for (const { node } of data.cases.edges) {
          const { clocks } = (await ask('query ($n: String!) { caseByNumber(number: $n) { clocks { code state light dueOn } } }', { n: node.number })).data.caseByNumber
          lit.push(...clocks.filter((one: Loose) => one.state === 'running' && one.light !== 'green').map((one: Loose) => `${node.number} ${one.code} ${one.dueOn}`))
        }
        const told = (await inbox(name, on)).map((one: Loose) => `${one.number} ${one.code} ${one.dueOn}`).toSorted()
        if (['groupLeader', 'officeHead'].includes(name)) expect(told, `${name} ${on}`).toEqual(lit.toSorted())
        else expect(lit, `${name} ${on}`).toEqual(expect.arrayContaining(told))
        // The list, narrowed to what is due by then, holds the same clocks of review.
        const due = (await ask(`{ cases(first: 100, filter: { dueBy: "2026-04-14" }) { edges { node { number light } } } }`)).data.cases.edges.filter(({ node }: Loose) => node.light !== 'green').map(({ node }: Loose) => node.number)
        if (name === 'officeHead' && on <= '2026-04-10') expect(told.filter((line: string) => line.includes(' REVIEW ')).map((line: string) => line.split(' ')[0])).toEqual(due.toSorted())
      }
  }, 60_000)
})
