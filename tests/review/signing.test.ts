import { describe, expect, it } from 'vitest'
import { forms, seenWhole } from '../../src/papers/catalogue.ts'
import { paperMaker } from '../../src/papers/papers.ts'
import { sides } from '../../src/review/sides.ts'
import { capacityFor, eyesOn, goneStale, kindsOn, needsOf, signedFor, signers, type MadePaper, type Signature, type Signed } from '../../src/review/signing.ts'
import { maySee, seenFrom, sideFor } from '../../src/review/visibility.ts'
import { moment, momentOn, roster, who } from '../help/city.ts'
import { wander, type Taken } from '../help/wander.ts'

const maker = paperMaker({ ...moment, templates: () => null, roster: { ...roster, zone: () => undefined } })
const people = Object.values(who)
const walks = Array.from({ length: 60 }, (_, seed) => wander(seed))

const asKept = (one: Taken) => ({ case: one.c, log: [...one.log, one.entry] })
const signature = (paper: MadePaper, changed: Partial<Signature> = {}): Signature => ({ id: 's1', caseId: '', form: paper.form, key: paper.key, hash: paper.hash, content: paper.content, kind: 'signature', capacity: 'panel', version: 1, by: 'lead', role: 'reviewer', at: moment.at, ...changed })

describe('who signs', () => {
  it('is said of every form there is', () => expect(Object.keys(signers)).toEqual(Object.keys(forms)))

  it('is somebody who sees the paper: of every form with a signer inside the system somebody can sign one', () => {
    const signed = new Set<string>()
    const asked = new Set<string>()
    for (const walk of walks) for (const one of walk.filter((_one, n) => n % 6 === 0 || n === walk.length - 1)) {
      for (const side of sides) for (const paper of maker.of(seenFrom(side, one.c, asKept(one).log))) for (const kind of kindsOn(one.c, paper)) asked.add(`${paper.form} ${kind}`)
      for (const by of people) {
        if (!maySee(by, one.c)) continue
        const seen = seenFrom(sideFor(by, one.c), one.c, asKept(one).log)
        for (const paper of maker.of(seen)) for (const kind of kindsOn(seen.case, paper)) {
          // Sealing waits for the signatures, so they are there.
          const first = kind === 'seal' ? needsOf(seen.case, paper, []).filter((need) => need.kind === 'signature').flatMap(({ capacity, people: named }) => (named.length === 0 ? ['x'] : named).map((id): Signed => ({ ...signature(paper, { by: id, capacity }), stale: false, kept: paper.hash }))) : []
          if ('capacity' in capacityFor(seen.case, paper, kind, first, by, moment)) signed.add(`${paper.form} ${kind}`)
        }
      }
    }
    expect(asked.size).toBeGreaterThan(15)
    expect([...asked].filter((one) => !signed.has(one))).toEqual([])
  })

  it('is nobody twice, and what was signed waits for nobody who did', () => {
    const one = walks.flat().find(({ c }) => c.report !== null && c.panel.length > 1 && c.stage === 'proposing') ?? expect.fail('no report')
    const seen = seenFrom('review', one.c, asKept(one).log)
    const paper = maker.of(seen).find(({ form }) => form === 'W11') ?? expect.fail('no report')
    const panel = needsOf(seen.case, paper, []).find(({ capacity }) => capacity === 'panel')?.people ?? []
    const by = people.find(({ personId }) => personId === panel[0]) ?? expect.fail('nobody on the panel')
    const signed: Signed[] = [{ ...signature(paper, { by: by.personId }), stale: false, kept: paper.hash }]
    expect(capacityFor(seen.case, paper, 'signature', signed, by, moment)).toMatchObject({ refusal: { code: 'SIGNED_BEFORE' } })
    expect(needsOf(seen.case, paper, signed).find(({ capacity }) => capacity === 'panel')?.people ?? []).toEqual(panel.slice(1))
    const old: Signed[] = [{ ...signature(paper, { by: by.personId, content: 'before' }), stale: true, kept: 'before' }]
    expect([goneStale(paper, old), goneStale(paper, [...old, ...signed]), goneStale(paper, signed)]).toEqual([true, false, false])
  })

  it('of a paper that only others sign is told to attach the copy', () => {
    const paper: MadePaper = { form: 'W24', key: 'W24-S1', title: '处分执行情况报告单', hash: '', content: '', text: '' }
    const { c } = walks.flat()[0] ?? expect.fail('no walk')
    expect(capacityFor(c, paper, 'signature', [], who.handler, moment)).toMatchObject({ refusal: { code: 'SIGNED_OUTSIDE', message: '“处分执行情况报告单”不在系统内签名，请签署后附上扫描件', basis: { rule: 'R-500-signing', tag: 'D' } } })
  })
})

describe('that a paper was signed', () => {
  it('is read from another side exactly where what was signed has ever been read from there', () => {
    let [shown, hidden] = [0, 0]
    for (const walk of walks.slice(0, 5)) {
      const end = walk.at(-1)
      if (!end) continue
      const { case: c, log } = asKept(end)
      const states = walk.map(({ c: at }) => at)
      const eyes = eyesOn({ case: c, log }, (on) => momentOn(on), maker)
      for (let version = 2; version <= log.length; version += 6) {
        for (const [by, own] of [[who.handler, 'body'], [who.lead, 'review']] as const) {
          const state = states.find((at) => at.version === version)
          if (!state) continue
          for (const paper of maker.of(seenFrom(own, state, log.slice(0, version)))) for (const side of ['body', 'review', 'committee', 'partyGroup', 'manager', 'closed'] as const) {
            const seen = seenFrom(side, c, log)
            const read = signedFor(side, seen, maker.of(seen), [signature(paper, { capacity: 'handler', by: by.personId, role: by.role, version })], eyes)
            const ever = side === own || (seenWhole(paper.form, side) && states.some((at) => at.version >= version && maker.of(seenFrom(side, at, log.slice(0, at.version))).some((one) => one.content === paper.content)))
            expect(read.length === 1, `${paper.key} of ${own} at ${version} from ${side}`).toBe(ever)
            if (ever) shown++
            else hidden++
          }
        }
      }
    }
    expect(shown).toBeGreaterThan(40)
    expect(hidden).toBeGreaterThan(50)
  }, 120_000)
})
