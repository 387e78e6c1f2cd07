/** People, bodies and rest days from a sheet, on both engines: nothing before it is confirmed, nobody gets anything by one person alone. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Clerk } from '../../src/clerk.ts'
import { choose, chosenOf, keepRows, load, outlookOf, readLines, type Reading } from '../../src/import.ts'
import { kindOf } from '../../src/import-kinds.ts'
import type { Actor } from '../../src/review/people.ts'
import { roleWords } from '../../src/review/words.ts'
import { roles } from '../../src/review/people.ts'
import type { SheetKind } from '../../src/review/sheet-columns.ts'
import { addPerson } from '../../src/store/administration.ts'
import { bodyOf, headOf, links } from '../../src/store/audit.ts'
import { decide, grantIds, grantsBy, propose } from '../../src/store/grants.ts'
import type { Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who } from '../help/city.ts'
import { at, cityIn, moment } from './city.ts'
import { engines, type Engine } from './engines.ts'

const text = (...rows: readonly (readonly (string | null)[])[]) => new TextEncoder().encode(rows.map((row) => row.map((cell) => `"${(cell ?? '').replaceAll('"', '""')}"`).join(',')).join('\n'))
const peopleHead = ['人员编号', '姓名', '来自的派驻机构', '职务', '派驻机构或者片区', '起任日', '止任日', '登录名', '涉密等级']
const bodiesHead = ['代号', '名称', '驻在部门', '监督单位', '片区', '起日']
const calendarHead = ['日期', '放假/上班', '名称', '放假通知']

describe.each(engines)('a sheet brought in on $name', { timeout: 180_000 }, ({ start }) => {
  let engine: Engine
  let store: Store
  beforeAll(async () => { engine = await start(); store = await cityIn(await engine.fresh()) }, 120_000)
  afterAll(async () => { await store?.close(); await engine?.stop() })

  const clerk = async (by: Actor): Promise<Clerk> => ({ store, who: by, moment: await moment(store) })
  async function read(by: Actor, kind: SheetKind, ...rows: (string | null)[][]): Promise<Reading> {
    const chosen = choose(await load('表.csv', text(...rows)), kind, undefined, { columns: {} })
    if ('faults' in chosen) throw new Error(chosen.faults.join())
    return readLines(await clerk(by), kind, chosen, {}, () => {})
  }
  const keep = async (by: Actor, reading: Reading, isChosen?: (n: number) => boolean, basedOn: string | null = null) => keepRows(await clerk(by), reading, chosenOf(reading, isChosen).kept, { name: '表.csv', hash: 'ab' }, basedOn, () => {})
  const faults = (reading: Reading) => reading.lines.flatMap((line) => line.faults.map((one) => one.message))
  const remarks = (reading: Reading) => reading.lines.flatMap((line) => line.remarks.map((one) => one.message))
  const pending = async () => grantsBy(store, commission, await grantIds(store, who.auditAdmin, today, { state: 'pending' }))
  const given = async () => ({ posts: await store.fresh.$count(store.t.posts), accounts: await store.fresh.$count(store.t.accounts), clearances: await store.fresh.$count(store.t.clearances), placements: await store.fresh.$count(store.t.placements) })
  const there = async () => ({ people: await store.fresh.$count(store.t.people), grants: await store.fresh.$count(store.t.grants), bodies: await store.fresh.$count(store.t.bodies) })
  /** Each administrator approves what the other proposed. */
  async function decideAll(): Promise<void> {
    for (const { id, proposedRole } of await pending()) expect(await decide(store, { grantId: id, outcome: 'approved', note: null, who: proposedRole === 'systemAdmin' ? who.securityAdmin : who.systemAdmin, moment: await moment(store) })).not.toHaveProperty('refusals')
  }

  const staffRows = [
    peopleHead,
    ['N01', '张　三', 'P03', '审理员', '第三片区', '2020年1月1日', '', 'Zhang', '秘密'],
    ['Ｎ０２', '买买提·依明', '', '派驻机构经办人；党组联络员', '驻自然资源和规划局纪检监察组', '2026-04-01', '2027-03-31', 'mai', ''],
    ['N01', '张三', '', '小组组长', 'Z3', '', '', '', ''],
    ['合计', '', '', '', '', '', '', '', ''],
  ]

  it('puts people on the roster and proposes their accounts by one administrator, their posts by the other, and gives nothing before each has decided', async () => {
    const [before, began] = [await given(), (await headOf(store, commission)).seq]
    const first = await read(who.systemAdmin, 'people', ...staffRows)
    expect(faults(first)).toEqual([])
    expect(remarks(first)).toContain('第2行“起任日”（F2）：“2020-01-01”早于今天，按自今天起提请')
    expect(await outlookOf(await clerk(who.systemAdmin), first, chosenOf(first).kept)).toEqual({ lines: ['列入名单2人；提请开立帐号2项，由另一位管理员逐项决定，决定之前什么也不改变'] })
    expect(await there()).toMatchObject({ grants: 0 })
    const kept = await keep(who.systemAdmin, first)
    expect(kept).toMatchObject({ codes: [{ personId: 'N01', login: 'zhang', code: expect.stringMatching(/^[0-9A-Z]{6}$/) as string }, { personId: 'N02', login: 'mai' }] })
    expect((await links(store, commission, began, 20)).map((link) => bodyOf(link)).map((one) => [one?.kind, one?.event])).toEqual([['roster', 'added'], ['roster', 'added'], ['grant', 'proposed'], ['grant', 'proposed']])
    expect(await given()).toEqual(before)

    const second = await read(who.securityAdmin, 'people', ...staffRows)
    expect(faults(second)).toEqual([])
    expect(await keep(who.securityAdmin, second)).toMatchObject({ codes: [] })
    expect((await pending()).map(({ personId, wish, proposedRole, reason }) => [personId, wish.kind, proposedRole, reason]).toSorted((one, other) => (one.join() < other.join() ? -1 : 1))).toEqual([
      ['N01', 'appoint', 'securityAdmin', '导入“表.csv”第2行'], ['N01', 'appoint', 'securityAdmin', '导入“表.csv”第4行'], ['N01', 'clear', 'securityAdmin', '导入“表.csv”第2行'], ['N01', 'openAccount', 'systemAdmin', '导入“表.csv”第2行'],
      ['N02', 'appoint', 'securityAdmin', '导入“表.csv”第3行'], ['N02', 'appoint', 'securityAdmin', '导入“表.csv”第3行'], ['N02', 'openAccount', 'systemAdmin', '导入“表.csv”第3行'],
    ])
    expect(await given()).toEqual(before)

    // Told line by line while the proposals wait, and once they are granted.
    const known = ['第2行：已有，不再导入', '第3行：已有，不再导入', '第4行：已有，不再导入']
    for (const by of [who.systemAdmin, who.securityAdmin]) expect(remarks(await read(by, 'people', ...staffRows))).toEqual(expect.arrayContaining(known))
    for (const grant of await pending()) expect(await decide(store, { grantId: grant.id, outcome: 'approved', note: null, who: grant.proposedRole === 'systemAdmin' ? who.systemAdmin : who.securityAdmin, moment: await moment(store) })).toHaveProperty('refusals')
    await decideAll()
    expect(await given()).toMatchObject({ posts: before.posts + 4, accounts: before.accounts + 2, clearances: before.clearances + 1 })
    for (const by of [who.systemAdmin, who.securityAdmin]) {
      const again = await read(by, 'people', ...staffRows)
      expect([faults(again), chosenOf(again).kept]).toEqual([[], []])
      expect(remarks(again)).toEqual(expect.arrayContaining(known))
      expect(await keep(by, again)).toMatchObject({ refusals: [{ code: 'NOTHING_TO_IMPORT' }] })
    }
  })

  it.each<[string, Actor, SheetKind, (string | null)[], string]>([
    ['a role that does not exist', who.systemAdmin, 'people', ['Q1', '王五', '', '局长'], '第2行“职务”（D2）：没有“局长”这个职务，可以写：派驻机构经办人'],
    ['a body that nobody knows', who.systemAdmin, 'people', ['Q1', '王五', '驻月球纪检监察组'], '第2行“来自的派驻机构”（C2）：名单里没有“驻月球纪检监察组”这个派驻机构'],
    ['a place that nobody knows', who.systemAdmin, 'people', ['Q1', '王五', '', '审理员', '第九片区'], '第2行“派驻机构或者片区”（E2）：名单里没有“第九片区”这个派驻机构或者片区'],
    ['a role at the wrong place', who.systemAdmin, 'people', ['Q1', '王五', '', '审理员', 'P25'], '第2行“派驻机构或者片区”（E2）：审理员应当写明片区，而且只写片区'],
    ['a place without a role', who.systemAdmin, 'people', ['Q1', '王五', '', '', 'P25'], '第2行“职务”（D2）：写了派驻机构或者片区，没有写职务'],
    ['a day that does not exist', who.systemAdmin, 'people', ['Q1', '王五', '', '', '', '2026-02-30'], '第2行“起任日”（F2）：“2026-02-30”不是日期'],
    ['an end that has passed', who.systemAdmin, 'people', ['Q1', '王五', '', '档案员', '', '', '2025-01-01'], '第2行“止任日”（G2）：“2025-01-01”已经过了'],
    ['an end before the beginning', who.securityAdmin, 'people', ['lead', 'lead', '', '审理员', 'Z1', '2026-05-01', '2026-04-01'], '第2行“止任日”（G2）：截止日期不能早于起始日期'],
    ['a name of two scripts', who.systemAdmin, 'people', ['Q1', '王wu'], '第2行“姓名”（B2）：“王wu”混用了两种文字'],
    ['what is no name', who.systemAdmin, 'people', ['Q1', '王五1'], '第2行“姓名”（B2）：“王五1”不是姓名：只写文字和间隔号'],
    ['a code that is none', who.systemAdmin, 'people', ['1号', '王五'], '第2行“人员编号”（A2）：代号以字母开头'],
    ['nobody', who.systemAdmin, 'people', ['', '王五'], '第2行“人员编号”（A2）：没有填写'],
    ['a code that is somebody else', who.systemAdmin, 'people', ['lead', '王五'], '第2行“姓名”（B2）：名单里lead是“lead”，不是“王五”'],
    ['another home than on the roster', who.systemAdmin, 'people', ['lead', 'lead', 'P25'], '第2行“来自的派驻机构”（C2）：名单里lead来自驻市政府办公厅纪检监察组；变更要另行提请'],
    ['two of the three administrators', who.systemAdmin, 'people', ['Q1', '王五', '', '系统管理员；审计管理员'], '第2行“职务”（D2）：系统管理员、安全保密管理员、审计管理员由不同的人担任，也不兼任其他职务'],
    ['an administrator who has another post', who.securityAdmin, 'people', ['lead', 'lead', '', '审计管理员'], '第2行“职务”（D2）：系统管理员、安全保密管理员、审计管理员由不同的人担任'],
    ['a post for whoever brings it in', who.securityAdmin, 'people', ['securityAdmin', 'securityAdmin', '', '档案员'], '第2行“人员编号”（A2）：不能为自己提请'],
    ['somebody who is not on the roster yet', who.securityAdmin, 'people', ['Q1', '王五', '', '档案员'], '第2行“人员编号”（A2）：名单里没有“Q1”：请由系统管理员先导入这张表，把人列入名单'],
    ['a clearance that does not exist', who.securityAdmin, 'people', ['lead', 'lead', '', '', '', '', '', '', '绝密'], '第2行“涉密等级”（I2）：没有“绝密”这个涉密等级'],
    ['a login that is taken', who.systemAdmin, 'people', ['Q1', '王五', '', '', '', '', '', 'zhang'], '第2行“登录名”（H2）：登录名“zhang”已经使用'],
    ['another login', who.systemAdmin, 'people', ['N01', '张三', '', '', '', '', '', 'other'], '第2行“登录名”（H2）：N01已有登录名“zhang”'],
    ['a zone that nobody knows', who.systemAdmin, 'bodies', ['P90', '驻某局纪检监察组', '某局', '', '第九片区'], '第2行“片区”（E2）：没有“第九片区”这个片区'],
    ['another name than on the roster', who.systemAdmin, 'bodies', ['P25', '驻别处纪检监察组', '市自然资源和规划局', '', 'Z3'], '第2行“名称”（B2）：名单里P25是“驻自然资源和规划局纪检监察组”；已有的派驻机构不能由导入改写'],
    ['other units than on the roster', who.systemAdmin, 'bodies', ['P25', '驻自然资源和规划局纪检监察组', '市自然资源和规划局', '别的局', 'Z3'], '第2行“监督单位”（D2）：名单里P25的监督单位是“市自然资源和规划局”'],
    ['a name that another body has', who.systemAdmin, 'bodies', ['P90', '驻自然资源和规划局纪检监察组', '某局', '', 'Z3'], '第2行“名称”（B2）：与名单里的P25名称相同'],
    ['a body that is not there yet', who.securityAdmin, 'bodies', ['P90', '驻某局纪检监察组', '某局', '', 'Z3'], '第2行“代号”（A2）：名单里没有“P90”：请由系统管理员先导入这张表，列入名单'],
    ['a rest day that does not exist', who.officeHead, 'calendar', ['2027年2月29日', '放假', '某节', '通知'], '第2行“日期”（A2）：“2027年2月29日”不是日期'],
    ['what is neither rest nor work', who.officeHead, 'calendar', ['2027-10-01', '值班', '国庆节', '通知'], '第2行“放假/上班”（B2）：“值班”应当写放假或者上班'],
    ['work on a working day', who.officeHead, 'calendar', ['2027-10-08', '上班', '国庆节', '通知'], '第2行“放假/上班”（B2）：2027-10-08是周五，本来就上班，不必写作上班'],
    ['rest days by no notice', who.officeHead, 'calendar', ['2027-10-01', '放假', '国庆节', ''], '第2行“放假通知”（D2）：没有写放假通知的名称或者文号，写在一行里即可'],
  ])('names %s by row and cell', async (_what, by, kind, row, sentence) => {
    const reading = await read(by, kind, kind === 'people' ? peopleHead : kind === 'bodies' ? bodiesHead : calendarHead, row)
    expect(faults(reading)).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]))
    expect(chosenOf(reading).kept).toEqual([])
  })

  it('names what is there twice in one sheet', async () => {
    expect(faults(await read(who.systemAdmin, 'people', peopleHead, ['Q1', '王五', '', '档案员', '', '', '', 'same'], ['Q2', '赵六', '', '', '', '', '', 'same'], ['Q1', '王五', '', '档案员'], ['Q1', '王六'], ['Q1', '王五', '', '审计管理员']))).toEqual([
      '第3行“登录名”（H3）：登录名“same”已经写给Q1', '第4行“职务”（D4）：与第2行是同一个人的同一个职务', '第5行“姓名”（B5）：第2行Q1是“王五”，不是“王六”', expect.stringContaining('第6行“职务”（D6）：系统管理员、安全保密管理员、审计管理员由不同的人担任'),
    ])
    expect(faults(await read(who.systemAdmin, 'bodies', bodiesHead, ['P90', '甲', '甲局', '', 'Z1'], ['P90', '乙', '乙局', '', 'Z1'], ['P91', '甲', '丙局', '', 'Z1']))).toEqual(['第3行“代号”（A3）：与第2行是同一个代号', '第4行“名称”（B4）：与第2行的P90名称相同'])
    expect(faults(await read(who.officeHead, 'calendar', calendarHead, ['2027-10-01', '放假', '国庆节', '甲'], ['2027-10-01', '放假', '国庆节', ''], ['2028-01-01', '放假', '元旦', '乙']))).toEqual(['第3行“日期”（A3）：2027-10-01在第2行已经写过', '第4行“日期”（A4）：“2028-01-01”不在2027年，请写在那一年的表里', '第4行“放假通知”（D4）：与第2行的“甲”不同：一张表只根据一个通知'])
  })

  it('is brought in by nobody but those whose it is, also past the reading', async () => {
    const kinds: [SheetKind, readonly string[]][] = [['cases', ['officeHead']], ['people', ['systemAdmin', 'securityAdmin']], ['bodies', ['systemAdmin', 'securityAdmin']], ['calendar', ['officeHead']]]
    for (const [kind, allowed] of kinds)
      for (const actor of Object.values(who)) expect([kind, actor.role, kindOf(kind).refused(await clerk(actor)).map(({ code }) => code)]).toEqual([kind, actor.role, allowed.includes(actor.role) ? [] : ['NOT_YOURS']])
    const before = await there()
    const sheet = await read(who.systemAdmin, 'people', peopleHead, ['Q1', '王五', '', '', '', '', '', 'wang'])
    for (const actor of [who.auditAdmin, who.officeHead, who.commissionHead]) expect(await keep(actor, sheet)).toMatchObject({ refusals: expect.arrayContaining([expect.objectContaining({ code: 'NOT_YOURS' })]) as unknown })
    expect(await keep({ ...who.systemAdmin, personId: 'lead' }, sheet)).toMatchObject({ refusals: expect.arrayContaining([expect.objectContaining({ code: 'NOT_YOUR_POST' })]) as unknown })
    expect(await there()).toEqual(before)
  })

  it('is kept whole or not at all, held once more against what is there', async () => {
    const sheet = await read(who.systemAdmin, 'people', peopleHead, ['R1', '甲某', '', '', '', '', '', 'r1'], ['R2', '乙某', '', '', '', '', '', 'r2'])
    expect(await addPerson(store, await clerk(who.systemAdmin), { id: 'R2', name: '丙某', homeBodyId: null })).toEqual({ refusals: [] })
    const before = await there()
    expect(await keep(who.systemAdmin, sheet)).toMatchObject({ refusals: [{ code: 'ROW_REFUSED', message: '第3行：名单里R2是“丙某”，不是“乙某”' }] })
    expect(await there()).toEqual(before)
    expect(await keep(who.systemAdmin, sheet, (n) => n === 2)).toMatchObject({ codes: [{ personId: 'R1' }] })
    expect(await there()).toMatchObject({ people: before.people + 1, grants: before.grants + 1 })
  })

  it('puts bodies on the roster, and moves one to another zone by a proposal', async () => {
    const rows = [bodiesHead, ['P90', '驻某局纪检监察组', '某局', '某局；某中心', '第一片区', ''], ['P03', '驻市政府办公厅纪检监察组', '市政府办公厅', '', '第三片区', '2026-06-01']]
    const first = await read(who.systemAdmin, 'bodies', ...rows)
    expect([faults(first), remarks(first)]).toEqual([[], ['第3行：已有，不再导入', '第3行“片区”（E3）：名单里P03在第一片区；调整片区由安全保密管理员导入这张表提请']])
    const before = await there()
    expect(await keep(who.systemAdmin, first)).toEqual({ lines: ['已列入名单 1 项'], codes: [] })
    expect(await there()).toEqual({ ...before, bodies: before.bodies + 1 })
    expect((await moment(store)).roster.body('P90')).toEqual({ id: 'P90', name: '驻某局纪检监察组', stationedIn: '某局', covers: ['某局', '某中心'], zoneId: 'Z1' })
    const second = await read(who.securityAdmin, 'bodies', ...rows)
    expect(faults(second)).toEqual([])
    await keep(who.securityAdmin, second)
    expect((await pending()).filter(({ wish }) => wish.kind === 'place')).toMatchObject([{ personId: null, wish: { kind: 'place', bodyId: 'P03', zoneId: 'Z3', from: '2026-06-01' } }])
    expect(remarks(await read(who.securityAdmin, 'bodies', ...rows))).toEqual(['第2行：已有，不再导入', '第3行：已有，不再导入'])
  })

  it('publishes rest days after showing what they move, and not against another state', async () => {
    const rows = [calendarHead, ['2027年10月1日', '放假', '国庆节', '国办发〔2026〕9号'], ['2027.10.2', '休', '国庆节', ''], ['2027-10-09（周六）', '补班', '国庆节', '']]
    const sheet = await read(who.officeHead, 'calendar', ...rows)
    expect(faults(sheet)).toEqual([])
    const outlook = await outlookOf(await clerk(who.officeHead), sheet, chosenOf(sheet).kept)
    expect(outlook).toMatchObject({ lines: ['2027年：2 天的上班、休息有变动（2027-10-01、2027-10-09）', '没有届满日变动'], calendar: { year: 2027, days: ['2027-10-01', '2027-10-09'] } })
    expect((await moment(store)).calendar.years['2027']).toBeUndefined()
    expect(await keep(who.officeHead, sheet, undefined, 'another')).toMatchObject({ refusals: [{ code: 'STALE' }] })
    expect(await keep(who.caseManager, sheet, undefined, 'calendar' in outlook ? (outlook.calendar?.basedOn ?? null) : null)).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await keep(who.officeHead, sheet, undefined, 'calendar' in outlook ? (outlook.calendar?.basedOn ?? null) : null)).toEqual({ lines: ['2027年放假安排已经发布'], codes: [] })
    expect((await moment(store)).calendar.years['2027']).toMatchObject({ published: true, source: '国办发〔2026〕9号', holidays: { '2027-10-01': '国庆节', '2027-10-02': '国庆节' }, madeUp: { '2027-10-09': '国庆节' } })
  })

  it('never gives anybody a post, an account, a clearance or another zone by one person alone, whatever the sheet says', async () => {
    await decideAll()
    const before = await given()
    const cell = (...some: string[]) => fc.constantFrom('', '无', ...some)
    const row = fc.tuple(cell('S1', 'S2', 'S3', 'lead', 'systemAdmin', 'N01'), cell('甲', '乙', 'lead', 'systemAdmin', '张三'), cell('P03', 'P25'), cell(...roles.map((role) => roleWords[role]), '系统管理员；审计管理员'), cell('Z1', 'Z3', 'P25', 'P03'), cell('2026-01-01', '2026-05-05', '5月'), cell('2026-06-06', '2020-01-01'), cell('s1', 's2', 'zhang'), cell('秘密', '机密', '工作秘密'))
    await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), fc.constantFrom(who.systemAdmin, who.securityAdmin), async (rows, by) => {
      const sheet = await read(by, 'people', peopleHead, ...rows)
      const was = await there()
      const done = await keep(by, sheet)
      const now = await there()
      // What was found without a fault can be kept, unless it leans on a row that was not.
      if ('refusals' in done) expect(now).toEqual(was)
      else expect(now.people + now.grants).toBeGreaterThan(was.people + was.grants)
      expect(await given()).toEqual(before)
    }), { numRuns: 60 })
    expect(await verify(store, commission, { on: today, at })).toEqual([])
  })

  it('sees what others have proposed meanwhile', async () => {
    const lone = 'caseManager'
    expect(await propose(store, { wish: { kind: 'appoint', role: 'archivist', bodyId: null, zoneId: null, from: today, until: null }, personId: lone, reason: '工作需要', operationKey: randomUUID(), who: who.securityAdmin, moment: await moment(store) })).toHaveProperty('grant')
    const sheet = await read(who.securityAdmin, 'people', peopleHead, [lone, lone, '', '档案员'])
    expect([faults(sheet), remarks(sheet)]).toEqual([[], ['第2行：已有，不再导入']])
  })
})
