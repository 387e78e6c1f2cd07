/** Checks of the facts: what they rest on, whether the sums add up, what became of the gains, and how near they are to a crime; and of the time. */
import type { Case, Fact } from './case.ts'
import { brief, type Hit } from './check-hit.ts'
import { reviewClock, type ClockEntry, type ClockMoment } from './clock.ts'
import { inChinese } from './day.ts'
import { amountsIn, inCents } from './numerals.ts'
import type { Policy } from './policy.ts'

/** What comes under the codes of facts, property and time (R-215, R-250, R-260, R-262, R-263, R-300, R-550). */
export const factHits = (c: Case, log: readonly ClockEntry[], moment: ClockMoment): Hit[] => [
  ...c.package.facts.flatMap((fact) => [...oneSource(c, fact), ...unvalued(c, fact), ...twice(fact)]),
  ...subjectPapers(c), ...amounts(c), ...gains(c), ...crime(c, moment.policy), ...time(c, log, moment),
]

const yuan = (amount: number): string => `${amount.toLocaleString('zh-CN', { maximumFractionDigits: 2 })}元`

/** Evidence for a fact that may be used. */
const carrying = (c: Case, fact: Fact) => c.package.evidence.filter((one) => one.direction === 'for' && one.legality !== 'excluded' && one.factIds.includes(fact.id))

function oneSource(c: Case, fact: Fact): Hit[] {
  const evidence = carrying(c, fact)
  const kinds = [...new Set(evidence.map(({ type }) => type))]
  if (kinds.length > 1) return []
  return [{ code: 'SINGLE_SOURCE', factId: fact.id, mark: String(kinds.length), data: `“${brief(fact.text)}”${kinds[0] === undefined ? '没有可用的证据' : `只有${kinds[0]}一种证据：${evidence.map(({ name }) => name).join('、')}`}` }]
}

const goods = /烟酒|香烟|名烟|名酒|白酒|茅台|名贵|贵重|字画|书画|古玩|文物|玉器|玉石|玉镯|翡翠|首饰|珠宝|金条|黄金|手表|名表|红木|艺术品/
const valued = /价格(认定|鉴定|证明)|鉴定|评估/

function unvalued(c: Case, fact: Fact): Hit[] {
  const thing = goods.exec(fact.text)?.[0]
  if (thing === undefined || carrying(c, fact).some(({ type, name }) => valued.test(`${type}${name}`))) return []
  return [{ code: 'VALUATION', factId: fact.id, data: `“${brief(fact.text)}”涉及${thing}，证据中没有价格认定、鉴定或者评估意见` }]
}

const handled = /[已曾][^。；]{0,16}(处分|处罚|判处|诫勉|批评教育)/

function twice(fact: Fact): Hit[] {
  const found = handled.exec(fact.text)?.[0]
  return found === undefined ? [] : [{ code: 'DOUBLE_JEOPARDY', factId: fact.id, data: `事实中写有“${found}”，可能已经其他机关处理` }]
}

function subjectPapers({ package: { intake } }: Case): Hit[] {
  return intake.find(({ item }) => item === 9)?.state === 'present' ? [] : [{ code: 'SUBJECT_DOCS', data: '受理材料第9项“主体身份材料”没有提供' }]
}

/** The amount of the case is named in a fact, or is what the amounts of one fact or of all make together. */
function amounts({ package: { amountYuan, facts } }: Case): Hit[] {
  if (amountYuan === null || amountYuan === 0) return []
  const named = facts.map(({ text }) => amountsIn(text))
  const sum = (list: readonly number[]) => inCents(list.reduce((total, one) => total + one, 0))
  const all = named.flat()
  if ([...all, ...named.map(sum), sum(all)].includes(amountYuan)) return []
  return [{
    code: 'AMOUNT_RECALC', mark: String(amountYuan),
    data: `涉案金额为${yuan(amountYuan)}；${all.length === 0 ? '事实中没有写金额' : `事实中写有${all.map(yuan).join('、')}，合计${yuan(sum(all))}`}`,
  }]
}

function gains(c: Case): Hit[] {
  const { amountYuan, property } = c.package
  if (amountYuan === null || amountYuan <= 0 || (property !== null && property.trim() !== '')) return []
  return [{ code: 'ILLEGAL_GAINS', data: `涉案金额为${yuan(amountYuan)}，移送材料没有写明涉案财物的处理意见`, how: c.report?.sections.property.trim() ? `审理报告已写明：${brief(c.report.sections.property)}` : null }]
}

const taking = /收受|索取|分红|干股|好处费|回扣|感谢费/
const offence = /受贿|贪污|挪用公款|侵吞|行贿|私分/

/** Near the line of bribery, or above it, without a crime in view; the line is a setting, from memory (待核). */
function crime({ package: { facts, amountYuan, crime: seen } }: Case, { briberyThresholdYuan: { from, line, until } }: Policy): Hit[] {
  if (seen || amountYuan === null) return []
  const named = (look: RegExp) => facts.flatMap(({ text }) => look.exec(text)?.[0] ?? [])[0]
  const [taken, offended] = [named(taking), named(offence)]
  return [
    ...(taken !== undefined && amountYuan >= from && amountYuan < until ? [{ code: 'BRIBERY_THRESHOLD' as const, mark: String(amountYuan), data: `事实涉及“${taken}”，涉案金额${yuan(amountYuan)}，接近受贿数额的标准${yuan(line)}` }] : []),
    ...((offended !== undefined && amountYuan >= line) || (taken !== undefined && amountYuan >= until)
      ? [{ code: 'CRIME_SCREEN' as const, mark: String(amountYuan), data: `事实涉及“${offended ?? taken}”，涉案金额${yuan(amountYuan)}，达到标准${yuan(line)}，而没有标明涉嫌职务犯罪` }] : []),
  ]
}

/** An extension that was wanted, and a clock that is red or past its day (R-300, R-301). */
function time(c: Case, log: readonly ClockEntry[], moment: ClockMoment): Hit[] {
  const clock = reviewClock(log, moment)
  const near = clock !== null && clock.state === 'running' && clock.light === 'red'
  return [
    ...c.extensions.filter(({ rejectedBy }) => rejectedBy === null).map(({ months, days, reason, requestedOn, approvedOn }): Hit => ({
      code: 'TIME_LIMIT', mark: `延长${requestedOn}`, rule: 'R-301', how: approvedOn === null ? null : `已于${inChinese(approvedOn)}批准延长`,
      data: `申请延长审理期限${months > 0 ? `${months}个月` : ''}${days > 0 ? `${days}天` : ''}：${reason}`,
    })),
    ...(clock && (clock.overdue || near) ? [{ code: 'TIME_LIMIT' as const, mark: `${clock.overdue ? '超期' : '临近'}${clock.dueOn}`, data: `第${clock.round}轮审理期限于${inChinese(clock.dueOn)}届满，${clock.overdue ? '已经超过' : '临近届满'}` }] : []),
  ]
}
