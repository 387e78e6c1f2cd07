import { describe, expect, it } from 'vitest'
import { paperMaker } from '../../src/papers/papers.ts'
import { attachRefusals, filedFor, itemInCase, mayWithdraw, openPlaces, paperItems, placeNames, places, withdrawRefusals, type Attachment } from '../../src/review/attachment.ts'
import { isEnd, type Case } from '../../src/review/case.ts'
import { parts } from '../../src/review/parts.ts'
import { sides, type Side } from '../../src/review/sides.ts'
import type { Eyes } from '../../src/review/signing.ts'
import { maySee, seenFrom, sideFor } from '../../src/review/visibility.ts'
import { moment, roster, today, who } from '../help/city.ts'
import { dice, wander, type Taken } from '../help/wander.ts'

const walks = Array.from({ length: 60 }, (_, seed) => wander(seed))
const taken = walks.flat()

const attachment = (c: Case, changed: Partial<Attachment>): Attachment => ({
  id: 'a1', caseId: c.id, place: 'package', item: '', volume: 'material', title: '材料', fileName: '材料.pdf', mediaType: 'application/pdf', bytes: 1, pages: 1, sha256: '', version: 1,
  attachedBy: 'handler', attachedAt: `${today}T01:00:00.000Z`, withdrawnBy: null, withdrawnAt: null, withdrawnReason: null, withdrawnVersion: null, ...changed,
})
const withdrawn = (version: number) => ({ withdrawnBy: 'handler', withdrawnAt: `${today}T02:00:00.000Z`, withdrawnReason: '传错了', withdrawnVersion: version })

/** Papers are read by their own side alone; what others read of them is told in `signing.test.ts`. */
const ownSide: Eyes = (written, side) => (written.side === side ? written.key : null)
const maker = paperMaker({ ...moment, templates: () => null, roster: { ...roster, zone: () => undefined } })

/** What a side sees of these files, when the case has come as far as after this step. */
const seenBy = (side: Side, { c, log, entry }: Taken, ...all: Attachment[]) => filedFor({ side, seen: seenFrom(side, c, [...log, entry]).case, c, log: [...log, entry], papers: [], eyes: ownSide }, all)

/** The versions at which the packages that are handed over now were handed over, told by how many there were after each step. */
function handedAt(walk: readonly Taken[]): number[] {
  const at: number[] = []
  for (const { c } of walk) {
    while (at.length > c.packages.length) at.pop()
    if (at.length < c.packages.length) at.push(c.version)
  }
  return at
}

describe('a file of the package', () => {
  it('is seen by those who review exactly when it was in the package that was handed over last, or with approved early involvement', () => {
    let [seen, hidden] = [0, 0]
    for (const walk of walks) for (const [n, one] of walk.entries()) {
      if (n % 6 !== 0) continue
      const last = handedAt(walk.slice(0, n + 1)).at(-1)
      for (let version = 1; version <= one.c.version; version += 4) {
        const wanted = last === undefined ? one.c.involvements.some(({ approvedBy }) => approvedBy !== null) : version < last
        for (const side of ['review', 'committee', 'archive'] as const) expect(seenBy(side, one, attachment(one.c, { version })).length, `${side} ${version} of ${one.c.version}`).toBe(wanted ? 1 : 0)
        expect(seenBy('body', one, attachment(one.c, { version }))).toHaveLength(1)
        if (wanted) seen++
        else hidden++
      }
    }
    expect(Math.min(seen, hidden)).toBeGreaterThan(100)
  })

  it('that was withdrawn while it was drafted was never there; withdrawn later it stays as it was handed over until the next transfer', () => {
    for (const walk of walks) for (const [n, one] of walk.entries()) {
      const at = handedAt(walk.slice(0, n + 1))
      const last = at.at(-1)
      if (last === undefined) continue
      expect(seenBy('review', one, attachment(one.c, { version: 1, ...withdrawn(1) }))).toEqual([])
      if (at.length === 1 && one.c.version > last) expect(seenBy('review', one, attachment(one.c, { version: 1, ...withdrawn(last) }))).toMatchObject([{ number: 1, attachment: { withdrawnBy: null, withdrawnReason: null } }])
      if (at.length > 1) expect(seenBy('review', one, attachment(one.c, { version: 1, ...withdrawn(last - 1) }))).toMatchObject([{ number: null, attachment: { withdrawnBy: 'handler' } }])
    }
  })
})

describe('a file of any other place', () => {
  it('is seen by no side that never sees the part, and by every side that always does', () => {
    for (const place of placeNames) for (const side of sides) {
      const { part } = places[place]
      if (typeof part === 'object') continue
      const cell = parts[part][side]
      for (const one of taken.filter((_one, n) => n % 29 === 0)) {
        const shown = seenBy(side, one, attachment(one.c, { place, item: place === 'return' ? '1' : place === 'answer' ? '1.1' : '', version: 1 })).length
        if (cell === 'never' || cell === 'bodies' || cell === 'persons' || cell === 'proposal' || cell === 'outcome') expect(shown, `${place} ${side}`).toBe(0)
        if (cell === 'always') expect(shown, `${place} ${side}`).toBe(1)
      }
    }
  })

  it('of the report is seen by the body once it is approved, of a return once that is approved, of answers by others once they are handed in', () => {
    const counted = { report: 0, returned: 0, answered: 0 }
    for (const one of taken) {
      const seen = seenFrom('body', one.c, [...one.log, one.entry]).case
      const report = seenBy('body', one, attachment(one.c, { place: 'report', volume: 'review' })).length === 1
      expect(report).toBe(seen.report !== null)
      if (report) counted.report++
      one.c.returns.forEach((returned, n) => {
        const filed = seenBy('body', one, attachment(one.c, { place: 'return', item: String(n + 1) }))
        expect(filed).toHaveLength(returned.approvedBy === null ? 0 : 1)
        if (filed[0]) expect(seen.returns[Number(filed[0].item?.item) - 1]).toMatchObject({ proposedOn: returned.proposedOn, approvedBy: returned.approvedBy })
        if (filed.length > 0) counted.returned++
      })
      const last = one.c.returns.length
      const answer = one.log.findLastIndex(({ step }) => step === 'answerOutline') + 1
      if (last === 0 || answer === 0 || one.c.returns[last - 1]?.answeredOn === null) continue
      expect(seenBy('review', one, attachment(one.c, { place: 'answer', item: `${last}.1`, version: answer }))).toHaveLength(1)
      counted.answered++
    }
    expect(Math.min(...Object.values(counted))).toBeGreaterThan(20)
  })

  it('of an answer that is drafted is seen by the body alone', () => {
    const drafted = taken.filter(({ c, step }) => step === 'answerOutline' && c.returns.at(-1)?.answeredOn === null)
    expect(drafted.length).toBeGreaterThan(10)
    for (const one of drafted) {
      const file = attachment(one.c, { place: 'answer', item: `${one.c.returns.length}.1`, version: one.c.version })
      for (const side of sides) expect(seenBy(side, one, file), side).toHaveLength(side === 'body' ? 1 : 0)
    }
  })
})

describe('the index of the volumes', () => {
  it('counts numbers and pages over what a side sees, so that nothing hidden leaves a gap', () => {
    for (const [seed, one] of taken.filter((_one, n) => n % 11 === 0).entries()) {
      const roll = dice(seed)
      const all = Array.from({ length: 12 }, (_, n): Attachment => attachment(one.c, {
        id: `a${n}`, attachedAt: `${today}T01:00:${String(n).padStart(2, '0')}.000Z`, version: 1 + roll(one.c.version), place: (['package', 'internal', 'decision', 'report'] as const)[roll(4)] ?? 'package', pages: [null, 1, 7][roll(3)] ?? null,
        volume: (['procedure', 'material', 'review'] as const)[roll(3)] ?? 'review', ...(roll(4) === 0 ? withdrawn(one.c.version) : {}),
      }))
      for (const side of sides) for (const volume of ['procedure', 'identity', 'material', 'review'] as const) {
        let [number, page] = [0, 0]
        for (const filed of seenBy(side, one, ...all).filter((other) => other.attachment.volume === volume)) {
          if (filed.attachment.withdrawnBy !== null) { expect(filed).toMatchObject({ number: null, pageFrom: null, pageTo: null }); continue }
          expect(filed.number).toBe(++number)
          const { pages } = filed.attachment
          expect([filed.pageFrom, filed.pageTo]).toEqual(pages === null ? [null, null] : [page + 1, page + pages])
          page += pages ?? 0
        }
      }
    }
  })
})

describe('attaching', () => {
  const people = Object.values(who)
  const announce = (c: Case, changed: object = {}) => ({ place: 'package' as const, item: '', volume: 'material' as const, title: '材料', ...changed })

  it('is open exactly where nothing refuses, for everybody at every turn, and never to whoever may not see', () => {
    let [open, shut] = [0, 0]
    for (const { c, log, entry } of taken.filter((_one, n) => n % 5 === 0)) for (const by of people) {
      if (!maySee(by, c)) continue
      const view = seenFrom(sideFor(by, c), c, [...log, entry])
      const { case: seen } = view
      const papers = paperItems(maker.of(view))
      const here = openPlaces(seen, by, moment, papers)
      for (const place of placeNames) {
        const opened = here.find((one) => one.place === place)
        const item = opened?.items[0]?.item ?? ''
        const refusals = attachRefusals(seen, { place, item, volume: places[place].volumes[0], title: '材料' }, by, moment, papers)
        expect(refusals.length === 0, `${by.personId} ${place} at ${c.stage}: ${refusals.map(({ code }) => code).join()}`).toBe(opened !== undefined)
        if (opened) {
          open++
          // Whoever attaches sees what was attached.
          const side = sideFor(by, c)
          const whole = [...log, entry]
          expect(filedFor({ side, seen, c, log: whole, papers, eyes: ownSide }, [attachment(c, { place, item: itemInCase(side, c, place, item), version: whole.length })]), `${by.personId} ${place}`).toMatchObject([{ item: item === '' ? null : { item } }])
        } else shut++
      }
    }
    expect(open).toBeGreaterThan(200)
    expect(shut).toBeGreaterThan(open)
  })

  it('ends with the case: afterwards the archivist alone adds to what is archived', () => {
    const ended = taken.filter(({ c }) => isEnd(c.stage))
    expect(ended.length).toBeGreaterThan(5)
    for (const { c } of ended) for (const by of people) {
      const here = openPlaces(c, by, moment, []).map(({ place }) => place)
      expect(here).toEqual(by.role === 'archivist' && c.stage === 'archived' ? ['archive'] : [])
      if (by.role === 'handler' && by.bodyId === 'P25') expect(attachRefusals(c, announce(c), by, moment, [])).toMatchObject([{ code: 'CASE_ENDED' }])
    }
  })

  it('of the body is for the body alone, and only while it drafts', () => {
    for (const { c } of taken) for (const by of people) {
      const mine = openPlaces(c, by, moment, []).some(({ place }) => place === 'package')
      expect(mine).toBe((by.role === 'handler' || by.role === 'bodyHead') && by.bodyId === 'P25' && ['drafting', 'deferred', 'reinvestigating'].includes(c.stage))
    }
  })

  it('is refused with every reason at once', () => {
    const { c } = taken.find((one) => one.c.stage === 'drafting') ?? expect.fail('no draft')
    expect(attachRefusals(c, announce(c, { place: 'fact', item: 'F9', volume: 'review', title: ' ' }), who.handler, moment, []).map(({ code, field }) => [code, field])).toEqual([['NO_SUCH_ITEM', 'item'], ['WRONG_VOLUME', 'volume'], ['NOT_WRITTEN', 'title']])
    expect(attachRefusals(c, announce(c), who.otherHandler, moment, [])).toMatchObject([{ code: 'NOT_YOURS', field: 'place', message: '您无权在“移送材料”上增减附件，应由本案派驻机构经办人办理' }])
    expect(attachRefusals(c, announce(c, { place: 'decision' }), who.handler, moment, [])).toMatchObject([{ code: 'NOT_THERE_YET' }])
  })

  it('can be taken back by whoever could attach there now, once and with a reason', () => {
    const { c } = taken.find((one) => one.c.stage === 'drafting') ?? expect.fail('no draft')
    const one = attachment(c, {})
    expect([who.handler, who.bodyHead, who.otherHandler, who.officeHead].map((by) => mayWithdraw(c, one, by, moment))).toEqual([true, true, false, false])
    expect(withdrawRefusals(c, one, '', who.handler, moment)).toMatchObject([{ code: 'NOT_WRITTEN', field: 'reason' }])
    expect(withdrawRefusals(c, { ...one, ...withdrawn(1) }, '传错了', who.handler, moment)).toMatchObject([{ code: 'WITHDRAWN_BEFORE' }])
    const handed = taken.find((other) => other.c.stage === 'transferred') ?? expect.fail('none transferred')
    expect(withdrawRefusals(handed.c, one, '传错了', who.handler, moment)).toMatchObject([{ code: 'HANDED_OVER' }])
  })
})
