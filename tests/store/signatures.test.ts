import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashOf, paperFrom } from '../../src/papers/paper.ts'
import { paperMaker } from '../../src/papers/papers.ts'
import type { AttachmentGiven } from '../../src/review/attachment.ts'
import type { When } from '../../src/review/past.ts'
import type { Actor } from '../../src/review/people.ts'
import type { StepName } from '../../src/review/steps/index.ts'
import { seenFrom, sideFor } from '../../src/review/visibility.ts'
import { attach, attachmentFor, attachmentsOf } from '../../src/store/attachments.ts'
import { links } from '../../src/store/audit.ts'
import { loadUnseen } from '../../src/store/cases.ts'
import { sign, signaturesOf, signedTexts, type SigningOutcome, type ToSign } from '../../src/store/signatures.ts'
import { findPast, pastVersions } from '../../src/store/past.ts'
import type { Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who } from '../help/city.ts'
import { offers } from '../help/offers.ts'
import { accepted, after, at, cityIn, inACityAlone, moment, opened, reported, world, type Whole } from './city.ts'
import { engines, type Engine } from './engines.ts'

/** The paper as this person reads it now; its hash is '' where they do not see it. */
async function read(store: Store, by: Actor, { case: { id } }: Whole, key: string): Promise<string> {
  const found = (await loadUnseen(store, store.fresh, commission, id)) ?? expect.fail('no case')
  return paperMaker(await moment(store)).of(seenFrom(sideFor(by, found.case), found.case, found.log)).find((one) => one.key === key)?.hash ?? ''
}

let seconds = 10
/** Each a second later than the one before. */
const later = () => `${today}T01:01:${++seconds}.000Z`

/** Signs what one reads, or something else. */
async function signs(store: Store, by: Actor, c: Whole, key: string, changed: Partial<ToSign> = {}, operationKey: string = randomUUID()): Promise<SigningOutcome> {
  const now = await moment(store)
  return sign(store, { who: by, moment: { ...now, at: later() }, papers: paperMaker(now) }, { caseId: c.case.id, key, hash: await read(store, by, c, key), kind: 'signature', ...changed }, operationKey)
}

/** A case that was sent back for supplement. */
async function returned(store: Store, then: StepName[] = ['approveReturn']): Promise<Whole> {
  let c = await accepted(store)
  for (const [step, by, n = 0] of [['formPanel', who.groupLeader], ['signUndertaking', who.lead], ['signUndertaking', who.reviewer], ['requestInterview', who.lead, 2], ['approveInterview', who.leaderInCharge], ['conclude', who.lead], ['deliberate', who.groupLeader], ['proposeReturn', who.groupLeader], ...then.map((one) => [one, one === 'proposeReturn' ? who.groupLeader : who.officeHead])] as [StepName, Actor, number?][])
    c = await after(store, c, step, by, offers(c.case, step, world)[n])
  return c
}

const seen = async (store: Store, by: Actor, c: Whole) => (await signaturesOf(store, by, c.case.id, paperMaker(await moment(store)))).map(({ key, by: person, capacity, kind, stale }) => [key, person, capacity, kind, stale])
async function textsFor(store: Store, by: Actor, c: Whole): Promise<ReadonlyMap<string, string>> {
  const papers = paperMaker(await moment(store))
  return signedTexts(store, by, await signaturesOf(store, by, c.case.id, papers), papers)
}
/** The signatures on a case as it stood. */
async function seenThen(store: Store, by: Actor, c: Whole, when: When, until?: string) {
  const then = await findPast(store, by, c.case.id, when)
  if (!then || 'message' in then) return then
  return (await signaturesOf(store, by, c.case.id, paperMaker(then.past), { ...then, past: { ...then.past, ...(until === undefined ? {} : { at: until }) } })).map(({ key, by: person, stale }) => [key, person, stale])
}
const correct = async (store: Store, c: Whole) => {
  const { case: before } = await after(store, c, 'proposeCorrection', who.handler, { field: 'title', subjectId: null, after: `${c.case.package.title}（更正）`, reason: '笔误' })
  return after(store, { case: before }, 'confirmCorrection', who.groupLeader, {})
}

describe.each(engines)('signatures on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  let url: string
  beforeAll(async () => {
    engine = await start()
    url = await engine.fresh()
    store = await cityIn(url)
  }, 60_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  })

  it('of a case that is looked back at are those of then, and stale as they were then', async () => {
    const c = await reported(store)
    expect(await signs(store, who.lead, c, 'W11')).toHaveProperty('signed')
    const [end, signed] = [`${today}T15:59:59.999Z`, (await pastVersions(store, who.lead, c.case.id)).at(-1) ?? 0]
    await correct(store, c)
    const corrected = (await pastVersions(store, who.lead, c.case.id)).at(-1) ?? 0
    expect(corrected).toBe(signed + 2)
    expect(await seenThen(store, who.lead, c, { version: corrected }, end)).toEqual([['W11', 'lead', true]])
    expect(await seenThen(store, who.lead, c, { version: signed }, end)).toEqual([['W11', 'lead', false]])
    expect(await seenThen(store, who.lead, c, { version: signed })).toEqual([])
    expect(await seenThen(store, who.caseManager, c, { version: signed }, end)).toEqual([])
    expect(await seenThen(store, who.otherHandler, c, { version: signed }, end)).toBeNull()
  })

  it('are kept with who, when, as what and the hash of what was read; the chain tells the same without a word of the paper', async () => {
    const c = await after(store, await opened(store), 'transfer', who.bodyHead)
    const hash = await read(store, who.bodyHead, c, 'W01')
    expect(await signs(store, who.bodyHead, c, 'W01')).toMatchObject({ signed: { key: 'W01', form: 'W01', hash, kind: 'signature', capacity: 'bodyHead', by: 'bodyHead', role: 'bodyHead', at: expect.stringContaining(today), version: 2, stale: false } })
    const last = (await links(store, commission, 0, 10_000)).at(-1)
    expect(JSON.parse(last?.body ?? '')).toMatchObject({ kind: 'signature', event: 'signed', by: 'bodyHead', paper: 'W01', content: hash, capacity: 'bodyHead', rows: [['signatures', expect.anything(), expect.any(String)], ['signed_texts', expect.anything(), expect.any(String)]] })
    expect(last?.body).not.toContain(c.case.package.title)
    expect(await seen(store, who.handler, c)).toEqual([['W01', 'bodyHead', 'bodyHead', 'signature', false]])
  })

  it('are given once for one key, also when sent twice at once, and once for one content; a reused key is refused', async () => {
    const c = await after(store, await opened(store), 'transfer', who.bodyHead)
    const key = randomUUID()
    const [one, same] = await Promise.all([signs(store, who.handler, c, 'W01', {}, key), signs(store, who.handler, c, 'W01', {}, key)])
    expect(one).toHaveProperty('signed')
    expect(same).toEqual(one)
    expect(await signs(store, who.handler, c, 'W01', { kind: 'seal' }, key)).toMatchObject({ refusals: [{ code: 'OPERATION_KEY_REUSED' }] })
    expect(await signs(store, who.handler, c, 'W01')).toMatchObject({ refusals: [{ code: 'SIGNED_BEFORE', message: '您已经在这份内容上签名，内容变了才需要重新签名' }] })
  })

  it('are refused on what the signer has not read, with a link that names no title', async () => {
    const c = await after(store, await opened(store), 'transfer', who.bodyHead)
    expect(await signs(store, who.handler, c, 'W01', { hash: 'a'.repeat(64) })).toMatchObject({ refusals: [{ code: 'PAPER_CHANGED', field: 'hash', message: '“移送审理登记表”的内容在您打开以后变了，请重新阅读后再签名' }] })
    const last = (await links(store, commission, 0, 10_000)).at(-1)
    expect(JSON.parse(last?.body ?? '')).toMatchObject({ kind: 'refusal', signing: 'signature', caseId: c.case.id, codes: ['PAPER_CHANGED'] })
  })

  it('are for those the form names: the nearest others are refused, and whoever does not see the paper hears of none', async () => {
    const c = await reported(store)
    expect(await signs(store, who.groupLeader, c, 'W01')).toMatchObject({ refusals: [{ code: 'NOT_YOURS', message: '您不能在“移送审理登记表”上签名，应由派驻机构主要负责人、派驻机构经办人签名' }] })
    expect(await signs(store, who.officeHead, c, 'W11')).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] }) // approved it, did not write it
    expect(await signs(store, who.bodyHead, c, 'W11')).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await signs(store, who.leaderInCharge, c, 'W09-1')).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] }) // another approved it
    for (const by of [who.bodyHead, who.handler]) expect(await signs(store, by, c, 'W08-group-1')).toMatchObject({ refusals: [{ code: 'NO_SUCH_PAPER' }] })
    for (const by of [who.spareReviewer, who.otherHandler, who.auditAdmin]) expect(await signs(store, by, c, 'W11')).toMatchObject({ refusals: [{ code: 'NO_SUCH_CASE' }] })
    expect(await signs(store, who.officeHead, c, 'W09-1')).toMatchObject({ signed: { capacity: 'approver' } })
    expect(await signs(store, who.leaderInCharge, c, 'W07-1-approval')).toMatchObject({ signed: { capacity: 'approver' } })
  })

  it('come before the seal: a letter is sealed when all who sign it have', async () => {
    const c = await reported(store)
    expect(await signs(store, who.groupLeader, c, 'W09-1', { kind: 'seal' })).toMatchObject({ refusals: [{ code: 'SIGN_FIRST', message: '先签名后用印：还有批准人、划片小组组长、审理组成员没有签名' }] })
    for (const by of [who.officeHead, who.groupLeader, who.lead]) await signs(store, by, c, 'W09-1')
    expect(await signs(store, who.groupLeader, c, 'W09-1', { kind: 'seal' })).toMatchObject({ refusals: [{ code: 'SIGN_FIRST', message: '先签名后用印：还有审理组成员没有签名' }] })
    await signs(store, who.reviewer, c, 'W09-1')
    expect(await signs(store, who.reviewer, c, 'W09-1', { kind: 'seal' })).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await signs(store, who.groupLeader, c, 'W09-1', { kind: 'seal' })).toMatchObject({ signed: { kind: 'seal', capacity: 'groupLeader' } })
  })

  it('go stale by a correction; the old one stays, what was signed is read to the letter, and signing again is another', async () => {
    const c = await reported(store)
    await signs(store, who.groupLeader, c, 'W11')
    await signs(store, who.lead, c, 'W11')
    const hash = await read(store, who.lead, c, 'W11')
    const before = await textsFor(store, who.lead, c)
    await correct(store, c)
    expect(await seen(store, who.lead, c)).toEqual([['W11', 'groupLeader', 'groupLeader', 'signature', true], ['W11', 'lead', 'panel', 'signature', true]])
    expect(await signs(store, who.lead, c, 'W11', { hash })).toMatchObject({ refusals: [{ code: 'PAPER_CHANGED' }] })
    expect(await signs(store, who.lead, c, 'W11')).toMatchObject({ signed: { stale: false } })
    expect((await seen(store, who.lead, c)).map(([, by, , , stale]) => [by, stale])).toEqual([['groupLeader', true], ['lead', true], ['lead', false]])
    const texts = await textsFor(store, who.lead, c)
    expect(texts.get(hash)).toBe(before.get(hash))
    const kept = paperFrom(texts.get(hash) ?? '')
    expect(hashOf(kept.paper, kept.version)).toBe(hash)
    expect(JSON.stringify(kept.paper.blocks)).not.toContain('（更正）')
    // The body saw the report before, so it sees what of it was signed then.
    expect((await seen(store, who.handler, c)).map(([, by, , , stale]) => [by, stale])).toEqual([['groupLeader', true], ['lead', true], ['lead', false]])
  })

  it('on what was never handed over are hidden with it; once it is, both are seen', async () => {
    let c = await returned(store)
    for (const [step, by] of [['acknowledgeReturn', who.bodyHead], ['answerOutline', who.handler]] as const) c = await after(store, c, step, by)
    expect(await signs(store, who.handler, c, 'W10-1')).toHaveProperty('signed')
    expect(await seen(store, who.bodyHead, c)).toEqual([['W10-1', 'handler', 'handler', 'signature', false]])
    expect(await seen(store, who.groupLeader, c)).toEqual([])
    c = await after(store, c, 'submitAnswers', who.bodyHead)
    expect(await signs(store, who.bodyHead, c, 'W10-1')).toHaveProperty('signed')
    // The day on which it was handed in has changed the paper, so what the handler signed was never the group's to read.
    expect(await seen(store, who.groupLeader, c)).toEqual([['W10-1', 'bodyHead', 'bodyHead', 'signature', false]])
    expect((await seen(store, who.bodyHead, c)).map(([, by, , , stale]) => [by, stale])).toEqual([['handler', true], ['bodyHead', false]])
  })

  it('of the panel are told to the body with the panel, not before', async () => {
    const c = await returned(store)
    for (const by of [who.officeHead, who.reviewer]) await signs(store, by, c, 'W09-1')
    expect((await seen(store, who.lead, c)).map(([, by]) => by)).toEqual(['officeHead', 'reviewer'])
    expect((await seen(store, who.handler, c)).map(([, by]) => by)).toEqual(['officeHead'])
  })

  it('on a letter that the body counts otherwise tell it nothing of the one that was not approved', async () => {
    let c = await returned(store, ['rejectReturn', 'proposeReturn', 'approveReturn'])
    expect(await signs(store, who.officeHead, c, 'W09-2')).toHaveProperty('signed')
    const papers = paperMaker(await moment(store))
    const [seenByBody] = await signaturesOf(store, who.handler, c.case.id, papers)
    expect(seenByBody).toMatchObject({ key: 'W09-1', hash: await read(store, who.handler, c, 'W09-1'), stale: false })
    c = await correct(store, c)
    const [stale] = await signaturesOf(store, who.handler, c.case.id, papers)
    expect(stale).toMatchObject({ key: 'W09-1', hash: seenByBody?.hash, stale: true })
    const texts = await textsFor(store, who.handler, c)
    expect([...texts.keys()]).toEqual([stale?.hash])
    expect([...texts.values()].join()).not.toContain('W09-2')
    const { paper, version } = paperFrom([...texts.values()][0] ?? '')
    expect(hashOf(paper, version)).toBe(stale?.hash)
  })

  it('have scanned copies beside them, seen by whoever reads the paper as it was', async () => {
    const c = await reported(store)
    const now = await moment(store)
    const papers = paperMaker(now)
    const scan: AttachmentGiven = { place: 'reviewPaper', item: 'W11', volume: 'review', title: '审理报告签署件', fileName: '签署件.pdf', mediaType: 'application/pdf', bytes: 1, pages: 2, sha256: 'c'.repeat(64) }
    const hangs = async (by: Actor, changed: Partial<AttachmentGiven> = {}) => attach(store, { who: by, moment: { ...now, at: later() }, papers }, c.case.id, { ...scan, ...changed }, randomUUID())
    const made = await hangs(who.lead)
    if ('refusals' in made) return expect.fail(JSON.stringify(made.refusals))
    const { id } = made.filed.attachment
    expect(await attachmentsOf(store, who.handler, c.case.id, papers)).toMatchObject([{ number: 1, item: { item: 'W11' }, attachment: { title: '审理报告签署件' } }])
    expect(await hangs(who.lead, { item: 'W08-group-1', title: '审议记录签署件', sha256: 'd'.repeat(64) })).toHaveProperty('filed')
    expect((await attachmentsOf(store, who.handler, c.case.id, papers)).map(({ attachment }) => attachment.title)).toEqual(['审理报告签署件'])
    expect((await attachmentsOf(store, who.officeHead, c.case.id, papers)).map(({ attachment }) => attachment.title)).toEqual(['审理报告签署件', '审议记录签署件'])
    expect(await hangs(who.handler, { sha256: 'e'.repeat(64) })).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await hangs(who.handler, { place: 'bodyPaper', volume: 'procedure', item: 'W08-group-1' })).toMatchObject({ refusals: [{ code: 'NO_SUCH_ITEM' }] })
    await correct(store, c)
    expect(await attachmentFor(store, who.handler, id, papers)).toMatchObject({ item: { item: 'W11' } })
    expect(await attachmentFor(store, who.otherHandler, id, papers)).toBeNull()
  })

  it('are changed and removed by nobody, and neither is what was signed', async () => {
    const c = await after(store, await opened(store), 'transfer', who.bodyHead)
    await signs(store, who.handler, c, 'W01')
    for (const statement of ["update signatures set capacity = 'bodyHead'", 'delete from signatures', "update signed_texts set text = 'x'", 'delete from signed_texts']) await expect(engine.tamper(url, [statement]), statement).rejects.toThrow(/只增不/)
    expect(await verify(store, commission, { on: today, at })).toEqual([])
  })

  it('are found wrong where what was signed was changed beside the product, by case and paper', () => inACityAlone(engine, async (own, address) => {
    const c = await after(own, await opened(own), 'transfer', who.bodyHead)
    await signs(own, who.handler, c, 'W01')
    await engine.tamper(address, [engine.name === 'sqlite' ? 'drop trigger signed_texts_no_update' : 'drop trigger signed_texts_only_grow on signed_texts', "update signed_texts set text = replace(text, '移送审理', '移送审查')"])
    expect(await verify(own, commission, { on: today, at })).toContain(`${c.case.number}：文书 W01 签署时的内容被改过，与签名的校验值不符`)
  }))
})
