import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blankCase } from '../../src/review/blank.ts'
import type { Payload } from '../../src/review/steps/index.ts'
import { commission } from '../help/city.ts'
import { offers, subject } from '../help/offers.ts'
import { served, step, type Ask, type Loose, type Served } from './browser.ts'

let city: Served
let ask: Ask
beforeAll(async () => { city = await served(); ask = await city.as('handler') })
afterAll(async () => { await city.stop() })

const world = { subject, party: 'warning', admin: 'none', crime: false } as const
const draft = offers(blankCase({ id: '', commission, number: '', zoneId: '' }), 'openCase', world)[0] as Payload<'openCase'>

/** Opens a case with this title, and with this name of its subject. */
const opened = (title: string, name = draft.package.subjects[0]?.name ?? ''): Promise<Loose> =>
  step(ask, 'openCase', null, { ...draft, package: { ...draft.package, title, subjects: draft.package.subjects.map((one) => ({ ...one, name })) } })
const titleOf = async (id: string): Promise<string> => (await ask('query ($id: ID!) { case(id: $id) { title } }', { id })).data.case.title

const unfit: [name: string, text: string, code: string][] = [
  ['a null character', '\0', 'U+0000'], ['a control character', '\u0001', 'U+0001'], ['a carriage return', '\r', 'U+000D'], ['a control character of the second kind', '\u0085', 'U+0085'], ['delete', '\u007f', 'U+007F'],
  ['the first half of a pair', '\ud83d', 'U+D83D'], ['the second half of a pair', '\ude00', 'U+DE00'], ['no character', '\ufffe', 'U+FFFE'], ['no character of another plane', '\u{1ffff}', 'U+1FFFF'],
  ['a byte order mark in the middle', '\ufeff', 'U+FEFF'], ['a mark that turns the text round', '\u202e', 'U+202E'], ['an isolating mark', '\u2066', 'U+2066'],
]

describe('text with', () => {
  it.each(unfit)('%s is refused, naming the place (D02, D03)', async (_name, text, code) => {
    const before = await city.store.fresh.$count(city.store.t.cases)
    const search = await ask('query ($text: String!) { cases(filter: { text: $text }) { totalCount } }', { text: `林${text}某` })
    expect(search.errors).toMatchObject([{ message: `“filter.text”第2个字符不能保存（${code}），请删除后重试`, extensions: { code: 'BAD_USER_INPUT' } }])
    await expect(opened(`甲${text}`)).rejects.toThrow(`“package.title”第2个字符不能保存（${code}）`)
    await expect(opened('好', `𠮷野${text}`)).rejects.toThrow(`“package.subjects.0.name”第3个字符不能保存（${code}）`)
    expect(await city.store.fresh.$count(city.store.t.cases)).toBe(before)
  })

  it('more characters than the field takes is refused, counted as people count (D05)', async () => {
    await expect(opened('题'.repeat(201))).rejects.toThrow('“package.title”太长：最多200个字，现在201个')
    const { case: c } = await opened('𠮷'.repeat(200))
    expect(await titleOf(c.id)).toBe('𠮷'.repeat(200))
  })

  it.each([
    ['characters of the rarer planes', '𠮷野家𪚥'], ['a face of several characters', '👨‍👩‍👧某'], ['a long name with dots', '阿布都热合曼·吐尔逊·买买提'], ['lines and tabs', '一\n二\t三'],
    ['compatibility characters', '⼈民兀'], ['what is a formula elsewhere', '=HYPERLINK("x")'], ['what is a script elsewhere', '<script>alert(1)</script>'], ['what is a query elsewhere', `'; drop table cases; --`],
  ])('%s is kept as it was typed (D05, D06, D20)', async (_name, text) => {
    const { case: c } = await opened(text)
    expect(await titleOf(c.id)).toBe(text)
  })

  it('compatibility characters is found by the ordinary ones, and the other way round (D06)', async () => {
    await opened('⼈防工程')
    await opened('人防办')
    for (const text of ['人防', '⼈防']) expect((await ask('query ($text: String!) { cases(filter: { text: $text }) { totalCount } }', { text })).data.cases.totalCount, text).toBe(2)
  })

  it.each([['林*', '林'], ['-林', '林'], ['^林', '林'], ['title:林', 'title 林'], ['NEAR(林 某)', 'near 林 某'], ['" OR "', 'or'], [`' or 1=1 --`, 'or 1'], ['%', null], ['_', null], ['(', null]])('the syntax of a search engine or of SQL finds the words in it and no more: %s (D14, D15)', async (text, words) => {
    const found = async (wanted: string) => (await ask('query ($text: String!) { cases(filter: { text: $text }) { totalCount edges { node { id } } } }', { text: wanted })).data.cases as { totalCount: number }
    const all = await found(text)
    if (words === null) expect(all.totalCount).toBe(0)
    else expect(all).toEqual(await found(words))
  })

  it('anything at all is kept exactly, or refused (P18)', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), minLength: 1, maxLength: 12 }), async (text) => {
      const answer: Loose = await opened(`题${text}`).catch((error: Error) => error)
      if (answer instanceof Error) expect(answer.message).toMatch(/不能保存/)
      else expect(await titleOf(answer.case.id)).toBe(`题${text}`)
    }), { numRuns: 60 })
  })
})
