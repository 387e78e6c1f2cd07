import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ledgerOf } from '../../src/ledger.ts'
import { readCsv } from '../../src/papers/csv-reader.ts'
import { verify } from '../../src/store/verify.ts'
import { at, accepted, moment } from '../store/city.ts'
import { commission, today, who, type Who } from '../help/city.ts'
import { served, type Loose, type Served } from './browser.ts'

let city: Served
beforeAll(async () => {
  city = await served()
  await accepted(city.store)
})
afterAll(() => city.stop())

type View = { name?: string; shared?: boolean; address?: string; columns?: string[] | null }
const views = 'views { name shared address columns { key } savedBy { name } }'
const save = async (name: Who, view: View): Promise<Loose> =>
  (await city.as(name))(`mutation ($name: String!, $shared: Boolean!, $address: String!, $columns: [String!]) { saveLedgerView(name: $name, shared: $shared, address: $address, columns: $columns) { ... on LedgerViewChanged { ledgerViews { ${views} } } ... on LedgerViewRefused { refusals { code message field } } } }`,
    { name: '超期的', shared: false, address: '', columns: null, ...view })
const drop = async (name: Who, view: { name: string; shared: boolean }): Promise<Loose> =>
  (await (await city.as(name))('mutation ($name: String!, $shared: Boolean!) { dropLedgerView(name: $name, shared: $shared) { ... on LedgerViewChanged { ledgerViews { views { name } } } ... on LedgerViewRefused { refusals { code message } } } }', view)).data.dropLedgerView
const read = async (name: Who): Promise<Loose> => (await (await city.as(name))(`{ ledgerViews { savesForOffice ${views} officeColumns { key } } }`)).data.ledgerViews
const names = async (name: Who): Promise<string[]> => (await read(name)).views.map((one: Loose) => one.name)

/** The heads of the columns that somebody's ledger has as a file. */
async function exported(name: Who): Promise<string[]> {
  const made = await ledgerOf({ store: city.store, who: who[name], moment: await moment(city.store), now: () => ({ on: today, at }) }, { form: 'csv', filter: {}, sort: { by: 'acceptedOn', direction: 'asc' }, keys: null })
  if ('refusals' in made) throw new Error(made.refusals[0]?.message)
  const [sheet] = await readCsv(Buffer.concat(made.pieces))
  const heads = sheet?.rows.map(({ cells }) => [...cells.values()].map((cell) => String(cell.value))).find((one) => one.includes('案件编码'))
  return heads ?? []
}

describe('a view of the ledger', () => {
  it('keeps the filter, the order and the columns under a name, without where one has paged to', async () => {
    const { data } = await save('reviewer', { address: 'overdue=1&stage=accepted&stage=reading&by=acceptedOn&columns=number,title&after=abc', columns: ['number', 'name'] })
    expect(data.saveLedgerView.ledgerViews.views).toEqual([{ name: '超期的', shared: false, address: 'overdue=1&stage=accepted&stage=reading&by=acceptedOn&columns=number%2Ctitle', columns: [{ key: 'number' }, { key: 'name' }], savedBy: { name: 'reviewer' } }])
  })

  it('is replaced by one of the same name', async () => {
    await save('reviewer', { address: 'open=1' })
    expect((await read('reviewer')).views).toMatchObject([{ name: '超期的', address: 'open=1', columns: [] }])
  })

  it('is one’s own, and the office’s where its head saves it for all', async () => {
    expect([await names('lead'), await names('groupLeader')]).toEqual([[], []])
    await save('groupLeader', { name: '本组在办', shared: true, address: 'open=1' })
    expect([await names('lead'), await names('reviewer'), await names('otherGroupLeader'), await names('handler')]).toEqual([['本组在办'], ['本组在办', '超期的'], [], []])
  })

  it('is saved and deleted for the office by its head alone', async () => {
    const message = '本单位共用的视图和导出的列由负责人保存；自己用的请不要选“本单位共用”'
    expect((await save('reviewer', { shared: true })).data.saveLedgerView).toEqual({ refusals: [{ code: 'HEAD_SAVES', message, field: 'shared' }] })
    expect((await drop('reviewer', { name: '本组在办', shared: true })).refusals).toEqual([{ code: 'HEAD_SAVES', message: '本单位共用的视图由负责人删除' }])
    expect([(await read('reviewer')).savesForOffice, (await read('bodyHead')).savesForOffice, (await read('officeHead')).savesForOffice]).toEqual([false, true, true])
  })

  it('is not shared with words in it that may name a case', async () =>
    expect((await save('groupLeader', { shared: true, address: 'text=%E6%9E%97' })).data.saveLedgerView.refusals).toMatchObject([{ code: 'WORDS_NOT_SHARED', field: 'address' }]))

  it('is refused with an address, a column or a name that is none', async () => {
    expect((await save('reviewer', { address: 'stage=nowhere' })).errors?.[0]?.message).toBe('地址里的 stage 不能是“nowhere”')
    expect((await save('reviewer', { columns: ['salary'] })).errors?.[0]?.message).toBe('没有“salary”这一列')
    expect((await save('reviewer', { name: ' ' })).errors?.[0]?.message).toBe('请写视图的名称')
    expect((await save('reviewer', { columns: [] })).data.saveLedgerView.refusals).toMatchObject([{ code: 'NO_COLUMNS' }])
  })

  it('is deleted, and then not there', async () => {
    expect(await drop('reviewer', { name: '超期的', shared: false })).toEqual({ ledgerViews: { views: [{ name: '本组在办' }] } })
    expect((await drop('reviewer', { name: '超期的', shared: false })).refusals).toMatchObject([{ code: 'NO_SUCH_VIEW' }])
  })

  it('is one of fifty at most', async () => {
    for (let n = 0; n < 50; n++) await save('lead', { name: `第${n}个` })
    expect((await save('lead', { name: '再一个' })).data.saveLedgerView.refusals).toMatchObject([{ code: 'TOO_MANY_VIEWS' }])
    expect((await save('lead', { name: '第3个', address: 'open=1' })).data.saveLedgerView.ledgerViews.views).toHaveLength(51)
  })
})

describe('the columns that an office exports', () => {
  it('are all of them until its head has chosen, then those, in that order, for everybody in it', async () => {
    expect((await exported('reviewer')).length).toBeGreaterThan(40)
    await save('groupLeader', { name: '', shared: true, columns: ['name', 'number', 'stage'] })
    expect([await exported('reviewer'), await exported('groupLeader')]).toEqual([['姓名', '案件编码', '阶段'], ['姓名', '案件编码', '阶段']])
    expect((await read('lead')).officeColumns).toEqual([{ key: 'name' }, { key: 'number' }, { key: 'stage' }])
    expect((await exported('bodyHead')).length).toBeGreaterThan(40)
  })

  it('are all again once the head says so', async () => {
    await drop('groupLeader', { name: '', shared: true })
    expect((await exported('reviewer')).length).toBeGreaterThan(40)
  })

  it('are on record, each change by whom, and the store is sound', async () => expect(await verify(city.store, commission, { on: today, at })).toEqual([]))
})
