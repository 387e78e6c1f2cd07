/** Over cases as they come about by chance: what the queries give equals what the predicate and the table say. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isEnd, stages } from '../../src/review/case.ts'
import type { Actor } from '../../src/review/people.ts'
import type { Payload } from '../../src/review/steps/index.ts'
import { maySee, seenBy } from '../../src/review/visibility.ts'
import { byNumber, find, loadUnseen } from '../../src/store/cases.ts'
import { figures } from '../../src/store/figures.ts'
import { list, type CaseRow, type Filter } from '../../src/store/list.ts'
import type { Store } from '../../src/store/store.ts'
import { open, take, type TakeOutcome } from '../../src/store/take.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who } from '../help/city.ts'
import { dice, wander, type Taken } from '../help/wander.ts'
import { at, cityIn, moment, type Whole } from './city.ts'
import { engines, type Engine } from './engines.ts'

describe.each(engines)('what is seen of cases that came about by chance, on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  let url: string
  const cases: Whole[] = []
  beforeAll(async () => {
    engine = await start()
    url = await engine.fresh()
    store = await cityIn(url)
    const seeds = Array.from({ length: 120 }, (_, n) => wander(100 + n))
    const midway = seeds.slice(0, 16).map((walk, n) => walk.slice(0, 1 + dice(n)(walk.length)))
    for (const walk of [...midway, ...seeds.filter((one) => one.at(-1)?.c.stage === 'archived').slice(0, 3)]) {
      const found = await loadUnseen(store, store.fresh, commission, await carried(store, walk))
      if (found) cases.push(found)
    }
  }, 300_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  /** Everybody, uncleared and cleared; reviewers kept from more bodies; and those with leave to read what is archived. */
  const people = (): Actor[] => {
    const archived = cases.filter(({ case: c }) => c.stage === 'archived').map(({ case: c }) => c.id)
    return Object.values(who).flatMap((by) => [by, { ...by, clearance: 'secret' as const }, { ...by, clearance: 'secret' as const, apart: ['P03', 'P08', 'x', 'y', 'P25'] }, { ...by, clearance: 'confidential' as const, leaves: archived.slice(0, 3) }])
  }
  const rowsFor = async (by: Actor, filter: Filter = {}): Promise<CaseRow[]> => (await list(store, by, { first: 200, filter, sort: { by: 'number', direction: 'asc' } })).rows

  it('stands at many stages, some of it secret and some archived, and verifies', async () => {
    expect(new Set(cases.map(({ case: c }) => c.stage)).size).toBeGreaterThan(6)
    expect(cases.some(({ case: c }) => c.classifications.length > 0)).toBe(true)
    expect(cases.some(({ case: c }) => c.stage === 'archived')).toBe(true)
    expect(await verify(store, commission, { on: today, at })).toEqual([])
  })

  it('is found by the check of the store where a row of a list was changed or taken away', async () => {
    const one = cases.find(({ case: c }) => c.stage !== 'drafting')!.case
    const where = `where id = '${one.id}' and side = 'body'`
    for (const [statement, undo, fault] of [
      [`update case_faces set title = '别的' ${where}`, `update case_faces set title = '${one.package.title}' ${where}`, '与案件内容不一致的列（body）：title'],
      [`update case_faces set side = 'archive' ${where}`, `update case_faces set side = 'body' where id = '${one.id}' and side = 'archive'`, '案件不见了'],
      [`update cases set revision = revision + 1 where id = '${one.id}'`, `update cases set revision = revision - 1 where id = '${one.id}'`, '与案件内容不一致的列：revision'],
    ] as const) {
      await engine.tamper(url, [statement])
      expect(await verify(store, commission, { on: today, at })).toContain(`${one.number}：${fault}`)
      await engine.tamper(url, [undo])
    }
    expect(await verify(store, commission, { on: today, at })).toEqual([])
  })

  it('is the same in lists, counts and figures', async () => {
    for (const by of people()) {
      const allowed = cases.filter(({ case: c }) => maySee(by, c))
      const name = `${by.personId} ${by.clearance} ${by.apart.length} ${by.leaves.length}`
      const { rows, totalCount } = await list(store, by, { first: 200 })
      expect(rows.map((row) => row.id).toSorted(), name).toEqual(allowed.map(({ case: c }) => c.id).toSorted())
      expect(await totalCount(), name).toBe(allowed.length)
      const counted = await figures(store, by, await moment(store))
      expect([counted.total, counted.open], name).toEqual([allowed.length, allowed.filter(({ case: c }) => !isEnd(c.stage)).length])
    }
  })

  it('is the same by id and by number, part by part and step by step', async () => {
    for (const by of people().filter((_one, n) => n % 3 === 0))
      for (const { case: c, log } of cases) {
        const seen = seenBy(by, c, log)
        expect(await find(store, by, c.id)).toEqual(seen)
        expect((await byNumber(store, by, c.number))?.case.id).toBe(seen?.case.id)
      }
  })

  it('is the same row by row: a list says of a case nothing that the case does not say', async () => {
    for (const by of people().filter(({ leaves }) => leaves.length === 0))
      for (const row of await rowsFor(by)) {
        const { case: c, log } = cases.find((one) => one.case.id === row.id)!
        const seen = seenBy(by, c, log)!
        const last = seen.log.at(-1)!
        expect(row).toMatchObject({
          number: seen.case.number, title: seen.case.package.title, subjectNames: seen.case.package.subjects.map((one) => one.name).join('、'), stage: seen.case.stage, version: seen.case.version, round: seen.case.round,
          transferredOn: seen.case.transferredOn, acceptedOn: seen.case.acceptedOn, openedAt: seen.log[0]!.at, changedAt: last.at, lastStep: last.step, lastOn: last.on, lastBy: last.by,
        })
        if (by.role !== 'caseManager') expect(row.returnsCount).toBe(seen.case.returns.filter((one) => one.approvedOn !== null).length)
      }
  })

  it('is what filters work on: by stage as it is shown, by text as it is shown', async () => {
    for (const by of people().filter((_one, n) => n % 2 === 1)) {
      const seen = cases.flatMap(({ case: c, log }) => seenBy(by, c, log)?.case ?? [])
      for (const stage of stages) expect((await rowsFor(by, { stages: [stage] })).map((row) => row.id).toSorted(), `${by.personId} ${stage}`).toEqual(seen.filter((c) => c.stage === stage).map((c) => c.id).toSorted())
      for (const text of ['林某辉', '草稿']) {
        const shown = seen.filter((c) => (c.stage !== 'archived' || by.role === 'archivist') && `${c.package.title}${c.package.subjects.map((one) => one.name).join()}`.includes(text))
        expect((await rowsFor(by, { text })).map((row) => row.id).toSorted(), `${by.personId} ${text}`).toEqual(shown.map((c) => c.id).toSorted())
      }
    }
  })
})

/** Takes the steps of a walk through the door of the store; a draft that is edited gets another name. */
async function carried(store: Store, [first, ...walk]: readonly Taken[]): Promise<string> {
  const now = await moment(store)
  const done = ({ step, by }: Taken, outcome: TakeOutcome): string => {
    if ('refusals' in outcome) throw new Error(`${step} by ${by.personId}: ${JSON.stringify(outcome.refusals)}`)
    return outcome.case.id
  }
  if (!first) throw new Error('a walk has a first step')
  const caseId = done(first, await open(store, { operationKey: randomUUID(), who: first.by, moment: now, payload: first.payload as Payload<'openCase'> }))
  for (const one of walk) {
    const payload = one.step === 'editDraft' ? { package: { ...(one.payload as Payload<'editDraft'>).package, title: '草稿中的名称' } } : one.payload
    done(one, await take(store, { operationKey: randomUUID(), who: one.by, moment: now, caseId, version: null, step: one.step, payload: payload as never }))
  }
  return caseId
}
