import { describe, expect, it } from 'vitest'
import { forms, tells } from '../../src/papers/catalogue.ts'
import { lint } from '../../src/papers/lint.ts'
import { linesOf, numbered, type Paper } from '../../src/papers/paper.ts'
import { contentHash, papersOf } from '../../src/papers/papers.ts'
import { inChinese } from '../../src/review/day.ts'
import { clocksOf } from '../../src/review/limits.ts'
import { sides } from '../../src/review/sides.ts'
import type { Case } from '../../src/review/case.ts'
import { deskOf, givenCase, givenCases, papersSeen } from './given.ts'
import { after, caseAt, worlds } from '../help/walk.ts'
import { who } from '../help/city.ts'

const sayings = (paper: Paper | undefined): string => (paper ? linesOf(paper).join('\n') : '')
const named = (papers: readonly Paper[], key: string) => papers.find((one) => one.key === key)

describe('the papers of a case', () => {
  it('are those it has come to, in the order of the forms', () => {
    const keys = papersSeen('C01').map((one) => one.key)
    expect(keys).toEqual(['W01-1', 'W01-2', 'W04-accepted', 'W07-1-approval', 'W07-2-approval', 'W07-2-record', 'W08-panel-1', 'W08-panel-2', 'W08-group-1', 'W08-group-2', 'W08-joint', 'W09-1', 'W10-1', 'W11', 'W13',
      'W14-zone', 'W14-workCommittee', 'W15', 'W17-S1-party', 'W18-S1-admin', 'W21-1', 'W22-1', 'W23-S1', 'W24-S1', 'W27-S1-party', 'W27-S1-admin', 'W28', 'W30'])
    expect(papersSeen('C01', 'archive', 'accept').map((one) => one.form)).not.toContain('W11')
  })

  it.each(givenCases.map((one) => one.id))('of %s agree with the case to the digit', (id) => {
    const given = givenCases.find((one) => one.id === id)
    const papers = papersSeen(id)
    const digits = (text: string) => text.match(/\d+(?:\.\d+)?/g) ?? []
    const report = sayings(named(papers, 'W11'))
    for (const figure of digits(given?.characterizationAfterReview.facts ?? '')) expect(report).toContain(figure)
    const transfer = sayings(papers.find((one) => one.form === 'W01'))
    for (const fact of given?.allegedFacts ?? []) for (const figure of digits(fact)) expect(transfer).toContain(figure)
    for (const paper of papers) {
      expect(sayings(paper)).not.toMatch(/undefined|null|NaN|\[object/)
      expect(sayings(paper)).not.toMatch(/。。|，。|；。/)
    }
  })

  it.each(givenCases.map((one) => one.id))('of %s have no defect but what the case itself leaves open', (id) => {
    const { case: c } = givenCase(id)
    const known = { number: c.number, title: c.package.title, people: c.package.subjects.map((one) => ({ name: one.name, post: one.post, expelled: false })) }
    const defects = papersSeen(id).flatMap((paper) => lint(linesOf(paper), { ...known, tells: tells(paper.form) }).map((one) => `${paper.key} ${one.code} ${one.words}`))
    expect(defects.filter((one) => !/W18-S1-admin TO_BE_FILLED 依据/.test(one))).toEqual([])
  })

  it('make a decision by the rules of wording: 警告 without 党内, 同志 but for the expelled, full norms, both remedies', () => {
    const warned = sayings(papersSeen('C02').find((one) => one.form === 'W17'))
    expect(warned).toContain('关于给予王某某同志警告处分的决定')
    expect(warned).not.toContain('党内警告')
    expect(warned).toContain('《中国共产党纪律处分条例》（2018年修订）第一百零九条')
    expect(warned).toContain('直至向中共中央申诉')
    const punished = sayings(papersSeen('C01').find((one) => one.form === 'W18'))
    expect(punished).toMatch(/一个月内向本机关申请复审.*一个月内向上一级监察机关申请复核/)
    expect(punished).not.toContain('《中国共产党纪律处分条例》')
    const expelled = sayings(papersOf(deskOf(caseAt('executing', { world: worlds['C+'] }))).find((one) => one.form === 'W17'))
    expect(expelled).toContain('开除党籍处分的决定')
    expect(expelled).not.toContain('同志')
  })

  it('say of a serious warning without a Party post that its influence lasts two years', () => {
    const { case: c } = givenCase('C01')
    const noPost: Case = { ...c, decisions: c.decisions.map((one) => ({ ...one, party: 'seriousWarningNoPost' })) }
    expect(sayings(papersOf(deskOf(noPost)).find((one) => one.form === 'W17'))).toContain('因本人没有党内职务，影响期二年')
  })

  it('tell what was done in the order of R-500', () => {
    const { case: c } = givenCase('C01')
    const facts = ['违反工作纪律，不负责任。', '其中造成损失1万元。', '违反组织纪律，隐瞒不报。', '违反政治纪律。'].map((text, n) => ({ id: `F${n}`, text, subjectIds: ['S1'] }))
    const said = sayings(papersOf(deskOf({ ...c, packages: c.packages.map((handed) => ({ ...handed, facts })) })).find((one) => one.form === 'W01'))
    const places = ['政治纪律', '组织纪律', '工作纪律', '其中造成损失'].map((words) => said.indexOf(words))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(Math.min(...places)).toBeGreaterThan(0)
  })

  it('tell the unit the due days that the clocks have, and nobody another name of an organ than the settings', () => {
    const { case: c, log } = givenCase('C01')
    const desk = deskOf(c, 'archive', log)
    const notice = named(papersOf(desk), 'W23-S1')
    const rows = notice?.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : [])) ?? []
    const due = clocksOf(c, log, desk.moment).filter(({ code }) => ['NOTIFY_UNIT', 'PERSONAL_FILE', 'PROPERTY_DISPOSAL'].includes(code)).map(({ dueOn }) => inChinese(dueOn))
    expect(new Set(rows.map((row) => row[2]))).toEqual(new Set(due))
    expect(rows.length).toBe(due.length)
    const elsewhere = { ...desk, moment: { ...desk.moment, policy: { ...desk.moment.policy, organNames: { commission: '甲市纪委监委', workCommittee: '甲市工委', supervisory: '甲市监委', procuratorate: '甲市检察院' } } } }
    expect(sayings(named(papersOf(elsewhere), 'W11'))).toContain('甲市纪委监委第三片区划片审理小组')
    expect(sayings(named(papersOf(elsewhere), 'W14-workCommittee'))).toContain('甲市工委')
  })

  it('list every open item of an outline with the number it has there', () => {
    const said = sayings(named(papersSeen('C02'), 'W09-1'))
    const numbers = [...said.matchAll(/^第(\d+)项/gm)].map((found) => Number(found[1])).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, n) => n + 1))
  })

  it('are the same for everybody who gets them, and nobody gets one that was cut short for them', () => {
    const whole = new Map(papersSeen('C01').map((one) => [one.key, contentHash(one)]))
    for (const side of sides) {
      const seen = papersSeen('C01', side)
      for (const one of seen) expect(`${side} ${one.key} ${contentHash(one)}`).toBe(`${side} ${one.key} ${whole.get(one.key)}`)
      if (side === 'closed') expect(seen).toEqual([])
    }
    expect(papersSeen('C01', 'body').map((one) => one.form)).not.toContain('W08')
    expect(papersSeen('C01', 'body').map((one) => one.form)).toContain('W11')
    expect(papersSeen('C01', 'manager').map((one) => one.form)).not.toContain('W17')
    expect(papersSeen('C01', 'partyGroup').map((one) => one.form)).not.toContain('W15')
  })

  it('have another hash once anything they say is another, and the same as long as nothing is', () => {
    const { case: c } = givenCase('C01')
    const hash = (of: Case, form: string) => contentHash(papersOf(deskOf(of)).find((one) => one.form === form) ?? expect.fail(form))
    const changed: Case = { ...c, packages: c.packages.map((one) => ({ ...one, amountYuan: 268_001 })) }
    expect(hash(changed, 'W01')).not.toBe(hash(c, 'W01'))
    expect(hash(changed, 'W21')).toBe(hash(c, 'W21'))
    expect(hash(structuredClone(c), 'W01')).toBe(hash(c, 'W01'))
  })

  it('of every form can be made by some case', () => {
    const decided = caseAt('executing')
    const withAdvice: Case = { ...decided, decisions: decided.decisions.map((one) => ({ ...one, advice: '完善公务用车管理制度' })) }
    const retired: Case = { ...decided, decisions: decided.decisions.map((one) => ({ ...one, outcome: 'retireeAdjustment' })) }
    const made = new Set([
      ...['C01', 'C16'].flatMap((id) => papersSeen(id)),
      ...[
        caseAt('executing', { world: worlds['C+'] }), caseAt('prosecuting', { handed: { crime: true } }), after(caseAt('supplementing'), ['dropCase', who.bodyHead]), caseAt('refused'), after(caseAt('reading'), ['note', who.lead]),
        after(caseAt('transferred'), ['requestInvolvement', who.groupLeader]), after(caseAt('reading'), ['requestRecusal', who.groupLeader]), withAdvice, retired,
      ].flatMap((c) => papersOf(deskOf(c))),
    ].map((one) => one.form))
    expect(Object.keys(forms).filter((form) => !made.has(form as keyof typeof forms))).toEqual([])
  })
})

describe('headings', () => {
  it('are numbered by level, and each level begins anew under the one above', () => {
    const blocks = ([1, 2, 2, 3, 1, 2, 3, 3] as const).map((level) => ({ kind: 'heading' as const, level, text: 'x' }))
    expect(numbered(blocks).map((one) => (one.kind === 'heading' ? one.text : ''))).toEqual(['一、x', '（一）x', '（二）x', '1.x', '二、x', '（一）x', '1.x', '2.x'])
  })
})
