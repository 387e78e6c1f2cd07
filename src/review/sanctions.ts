/**
 * Sanctions on both tracks: their words, how heavy they are, how long they last and which go together
 * (`law.md` 6.1, 6.2, 6.4). Everything here is a suggestion with its reasons; people decide.
 */
import type { Basis, Subject } from './case.ts'
import { addDays, addMonths, daysBetween, inChinese, type Day } from './day.ts'
import { basis, instruments, type Rule } from './law.ts'

/** 党纪处分. `seriousWarningNoPost` is a 严重警告 given because no Party post exists to revoke (P3′). */
export const partySanctions = ['none', 'warning', 'seriousWarning', 'seriousWarningNoPost', 'removal', 'probation1', 'probation2', 'expulsion', 'exempt'] as const
export type PartySanction = (typeof partySanctions)[number]

/** 政务处分. `postDowngrade` is given by the unit (单位处分): it is recorded, never suggested. */
export const adminSanctions = ['none', 'warning', 'demerit', 'majorDemerit', 'demotion', 'dismissal', 'discharge', 'postDowngrade', 'exempt'] as const
export type AdminSanction = (typeof adminSanctions)[number]

/** 党纪处分 as papers write it. */
export const partyWords = {
  none: '无', warning: '警告', seriousWarning: '严重警告', seriousWarningNoPost: '严重警告', removal: '撤销党内职务', probation1: '留党察看一年', probation2: '留党察看两年', expulsion: '开除党籍', exempt: '免予党纪处分',
} as const satisfies Record<PartySanction, string>

/** 政务处分 as papers write it. */
export const adminWords = {
  none: '无', warning: '政务警告', demerit: '政务记过', majorDemerit: '政务记大过', demotion: '政务降级', dismissal: '政务撤职', discharge: '政务开除', postDowngrade: '降低岗位等级(单位处分)', exempt: '免予政务处分',
} as const satisfies Record<AdminSanction, string>

/** The Party sanction a text names, or null. 严重警告 reads as the ordinary one: that no post existed, the word does not say. */
export const partySanctionOf = (text: string): PartySanction | null => partySanctions.find((one) => partyWords[one] === plain(text)) ?? null

/** The administrative sanction a text names, or null. */
export const adminSanctionOf = (text: string): AdminSanction | null => adminSanctions.find((one) => adminWords[one] === plain(text)) ?? null

const plain = (text: string): string => text.replace(/\s/g, '').replaceAll('（', '(').replaceAll('）', ')')

/** One reason of a suggestion, in Chinese, with the rule it rests on. */
export type Reason = { text: string; basis: Basis }

/** What a person has to look at before following a suggestion. */
export type FlagCode =
  | 'BOUNDARY_DAY' | 'EDITION_NOT_LOADED' | 'COMPARE_EDITIONS' | 'EXPULSION_DUE' | 'REMAINDER_NOT_WHOLE' | 'SUM_TO_CHECK' | 'UNIT_SANCTION' | 'MERGED_TERM' | 'EARLIER_IS_LATER' | 'NO_LONGER_MEMBER'
  | 'CANNOT_EXTEND' | 'CHECK_FORM' | 'NOT_A_MEMBER' | 'NO_PARTY_POST' | 'RETIREE_ADJUST' | 'IDENTITY_LIMIT' | 'MANDATORY' | 'UPPER_APPROVAL' | 'NO_REDUCTION' | 'NO_RAISE' | 'BOTH_WAYS' | 'FACT_MISSING'
  | 'FACT_NOT_OF_TRACK' | 'SPECIAL_APPROVAL' | 'EXEMPT_NOT_ALLOWED' | 'WRITTEN_DECISION' | 'OUTSIDE_BAND' | 'ACT_AFTER_DECISION' | 'STRADDLES' | 'IN_PERIOD'
export type Flag = { code: FlagCode; text: string }

/** What the engine would do, and why. */
export type Suggestion<Value> = { value: Value; reasons: Reason[]; flags: Flag[] }

export const because = (text: string, rule: Rule): Reason => ({ text, basis: basis(rule) })

/** P1 to P5 as 1 to 5, nothing and exemption as 0. P3′ stands where P3 stands, both probations are one grade. */
export const partyGrade = { none: 0, exempt: 0, warning: 1, seriousWarning: 2, seriousWarningNoPost: 3, removal: 3, probation1: 4, probation2: 4, expulsion: 5 } as const satisfies Record<PartySanction, number>

/** How heavy a Party sanction is: its grade, and within 留党察看 the longer one. */
export const partyWeight = (sanction: PartySanction): number => partyGrade[sanction] + (sanction === 'probation2' ? 0.5 : 0)

/** A1 to A6 as 1 to 6, nothing and exemption as 0. The unit's 降低岗位等级 stands beside 撤职, the last before 开除 (our setting). */
export const adminGrade = { none: 0, exempt: 0, warning: 1, demerit: 2, majorDemerit: 3, demotion: 4, dismissal: 5, postDowngrade: 5, discharge: 6 } as const satisfies Record<AdminSanction, number>

/** 轻处分 and 重处分: light are P1, P2 and A1 to A4 (the partners of 严重警告 in 6.4), heavy the rest; null where there is none. */
export function classOf(sanction: PartySanction | AdminSanction): 'light' | 'heavy' | null {
  if (sanction === 'none' || sanction === 'exempt') return null
  return (['warning', 'seriousWarning', 'demerit', 'majorDemerit', 'demotion'] as string[]).includes(sanction) ? 'light' : 'heavy'
}

type Length = { term: number; after: number; rule: Rule }

/** 影响期 in months (R-400): the term of the sanction and what follows from the restoration of rights; null where there is none. */
const partyPeriods = {
  none: null, exempt: null, warning: { term: 12, after: 0, rule: 'R-400' }, seriousWarning: { term: 18, after: 0, rule: 'R-400' }, seriousWarningNoPost: { term: 24, after: 0, rule: 'R-400' },
  removal: { term: 24, after: 0, rule: 'R-400' }, probation1: { term: 12, after: 24, rule: 'R-400' }, probation2: { term: 24, after: 24, rule: 'R-400' }, expulsion: { term: 60, after: 0, rule: 'R-400' },
} as const satisfies Record<PartySanction, Length | null>

/** 政务处分期 in months (R-410). The row of `postDowngrade` is from memory (依据待核): the law of 政务处分 has no such measure. */
export const adminPeriods = {
  none: null, exempt: null, warning: { term: 6, after: 0, rule: 'R-410' }, demerit: { term: 12, after: 0, rule: 'R-410' }, majorDemerit: { term: 18, after: 0, rule: 'R-410' },
  demotion: { term: 24, after: 0, rule: 'R-410' }, dismissal: { term: 24, after: 0, rule: 'R-410' }, discharge: null, postDowngrade: { term: 24, after: 0, rule: 'R-410-unit' },
} as const satisfies Record<AdminSanction, Length | null>

/** The whole period of a Party sanction in months, null where there is none (R-400). */
export function partyPeriod(sanction: PartySanction): Suggestion<number | null> {
  const length = partyPeriods[sanction]
  if (!length) return { value: null, reasons: [because('没有党纪处分，不产生影响期', 'R-400')], flags: [] }
  const word = partyWords[sanction]
  const text = sanction === 'expulsion' ? `${word}：五年内不得重新入党`
    : length.after > 0 ? `${word}：察看期${length.term}个月，恢复党员权利后影响期${length.after}个月`
      : sanction === 'seriousWarningNoPost' ? `${word}（应当撤销党内职务而本人没有党内职务）：影响期${length.term}个月` : `${word}：影响期${length.term}个月`
  return { value: length.term + length.after, reasons: [because(text, length.rule)], flags: [] }
}

/** The period of an administrative sanction in months, null where there is none (R-410). */
export function adminPeriod(sanction: AdminSanction): Suggestion<number | null> {
  const length = adminPeriods[sanction]
  if (sanction === 'discharge') return { value: null, reasons: [because('政务开除：自决定生效之日起解除关系，没有处分期', 'R-276')], flags: [] }
  if (!length) return { value: null, reasons: [because('没有政务处分，不产生处分期', 'R-410')], flags: [] }
  const flags = sanction === 'postDowngrade' ? [unitFlag] : []
  return { value: length.term, reasons: [because(`${adminWords[sanction]}：处分期${length.term}个月`, length.rule)], flags }
}

const unitFlag: Flag = { code: 'UNIT_SANCTION', text: '降低岗位等级由单位决定，期间依据待核，请以单位的决定为准' }

/** How the last day of a period is counted (R-411): the same-numbered day, or the day before it. */
export type End = 'sameDay' | 'dayBefore'

/** An earlier sanction on the same track; `endsOn` null lets its end be computed. A one-year probation extended by one is `probation2`. */
export type EarlierParty = { sanction: PartySanction; effectiveOn: Day; endsOn: Day | null }
export type EarlierAdmin = { sanction: AdminSanction; effectiveOn: Day; endsOn: Day | null }

/** A period of effect: its last day, its length in months and left-over days, and the sanction whose period it is. */
export type Period<Sanction> = { endsOn: Day; months: number; days: number; sanction: Sanction }

/**
 * The end of a Party sanction's period (R-400), never rolled to a working day (R-411). Inside an earlier
 * period the rest of the old one runs first and the new one joins it (R-401): counted so, short months
 * never shorten the sum. Inside the term of a probation nothing is summed, expulsion is due.
 */
export function partyPeriodEnd(sanction: PartySanction, effectiveOn: Day, earlier: EarlierParty | null, end: End): Suggestion<Period<PartySanction> | null> {
  const own = partyPeriod(sanction)
  const length = partyPeriods[sanction]
  if (!length) return own as Suggestion<null>
  const flags = [...own.flags, ...notLoaded(effectiveOn, instruments.CF.from, '处分条例')]
  const before = earlier && partyPeriods[earlier.sanction]
  const given = { sanction, effectiveOn, length, end }
  if (!earlier || !before) return alone(given, own.reasons, flags)

  if (earlier.effectiveOn > effectiveOn) return alone(given, own.reasons, [...flags, laterFlag])
  if (earlier.sanction === 'expulsion')
    return alone(given, own.reasons, [...flags, { code: 'NO_LONGER_MEMBER', text: '原处分为开除党籍，本人已不是党员，请核对' }])

  const oldEnd = earlier.endsOn ? runsOut(earlier.endsOn, end) : after(earlier.effectiveOn, before, end)
  const termEnd = before.after > 0 ? after(earlier.effectiveOn, { ...before, after: 0 }, end) : null
  const edges = boundaryFlags(effectiveOn, earlier.effectiveOn, oldEnd.past, ...(termEnd ? [termEnd.past] : []))
  if (termEnd && effectiveOn <= termEnd.last) {
    const due = alone<PartySanction>({ ...given, sanction: 'expulsion', length: partyPeriods.expulsion }, [
      because(`${partyWords[earlier.sanction]}的察看期至${inChinese(termEnd.last)}，察看期内又受处分，不合并计算影响期，应当开除党籍`, 'R-400'), ...partyPeriod('expulsion').reasons,
    ], [...flags, ...edges])
    return { ...due, flags: [...due.flags, { code: 'EXPULSION_DUE', text: `留党察看期内又有应受处分的违纪行为，应当开除党籍，不应给予${partyWords[sanction]}` }] }
  }
  if (effectiveOn > oldEnd.last) return alone(given, [...own.reasons, because(`原处分影响期已于${inChinese(oldEnd.last)}届满，不再合并`, 'R-401')], [...flags, ...edges])
  if (sanction === 'expulsion')
    return alone(given, [...own.reasons, because('开除党籍的五年不是影响期，不与原处分的余期合并', 'R-420')], [...flags, ...edges, { code: 'SUM_TO_CHECK', text: '原处分影响期内开除党籍，没有合并计算，请核对' }])
  return joined(given, { oldEnd, name: '影响期', rule: 'R-401', cap: null }, own.reasons, [...flags, ...edges])
}

/**
 * The end of an administrative sanction's period (R-410). `set` is the term set by whoever decided: the
 * unit's months for its own sanction (null: it set none; left out: the table's), or the term of several
 * equal measures (R-413). A second sanction inside the period is summed up to 48 months, and flagged.
 */
export function adminPeriodEnd(sanction: AdminSanction, effectiveOn: Day, earlier: EarlierAdmin | null, end: End, set?: number | null | { mergedMonths: number }): Suggestion<Period<AdminSanction> | null> {
  const own = adminPeriod(sanction)
  const row = adminPeriods[sanction]
  if (!row) return own as Suggestion<null>
  const { term, reasons, flags: termFlags } = termSet(sanction, row.term, own.reasons, set)
  const flags = [...own.flags, ...termFlags, ...(sanction === 'postDowngrade' ? [] : notLoaded(effectiveOn, instruments.ZWC.from, '政务处分规定'))]
  if (term === null) return { value: null, reasons, flags }
  const given = { sanction, effectiveOn, length: { ...row, term }, end }
  const before = earlier && adminPeriods[earlier.sanction]
  if (!earlier || !before) return alone(given, reasons, flags)

  if (earlier.effectiveOn > effectiveOn) return alone(given, reasons, [...flags, laterFlag])
  const oldEnd = earlier.endsOn ? runsOut(earlier.endsOn, end) : after(earlier.effectiveOn, before, end)
  const edges = boundaryFlags(effectiveOn, earlier.effectiveOn, oldEnd.past)
  if (effectiveOn > oldEnd.last) return alone(given, [...reasons, because(`原处分期已于${inChinese(oldEnd.last)}届满，不再合并`, 'R-410-sum')], [...flags, ...edges])
  const check: Flag = { code: 'SUM_TO_CHECK', text: `政务处分期内再受处分，法律没有规定期间如何计算；这里按合并计算、最长${longestAdminMonths}个月处理，请核对` }
  return joined(given, { oldEnd, name: '处分期', rule: 'R-410-sum', cap: longestAdminMonths }, reasons, [...flags, ...edges, check])
}

/** The longest period of several administrative measures, in months (R-413). */
export const longestAdminMonths = 48

const laterFlag: Flag = { code: 'EARLIER_IS_LATER', text: '所填原处分的生效日晚于本处分，没有合并计算，请核对' }

/** The term that counts: the table's, the unit's, or the one set for several equal measures. */
function termSet(sanction: AdminSanction, usual: number, reasons: Reason[], set: number | null | undefined | { mergedMonths: number }): { term: number | null; reasons: Reason[]; flags: Flag[] } {
  if (sanction === 'postDowngrade') {
    if (set === null) return { term: null, reasons: [because('单位没有确定降低岗位等级的期间，不推算届满日', 'R-410-unit')], flags: [] }
    if (typeof set === 'number') return { term: set, reasons: [because(`单位确定的期间：${set}个月`, 'R-410-unit')], flags: [] }
    return { term: usual, reasons, flags: [] }
  }
  if (typeof set !== 'object' || set === null) return { term: usual, reasons, flags: [] }
  const months = set.mergedMonths
  const allowed = Number.isInteger(months) && months >= usual && months <= longestAdminMonths
  return allowed
    ? { term: months, reasons: [because(`多个相同处分合并执行，确定处分期${months}个月`, 'R-413')], flags: [{ code: 'MERGED_TERM', text: '请核对处分期不超过各处分期之和' }] }
    : { term: usual, reasons, flags: [{ code: 'MERGED_TERM', text: `合并确定的处分期应当在${usual}个月以上、${longestAdminMonths}个月以下，所填${months}个月没有采用` }] }
}

type Given<Sanction> = { sanction: Sanction; effectiveOn: Day; length: Length; end: End }

/** A period by itself. */
function alone<Sanction>({ sanction, effectiveOn, length, end }: Given<Sanction>, reasons: Reason[], flags: Flag[]): Suggestion<Period<Sanction>> {
  const { last } = after(effectiveOn, length, end)
  return { value: { endsOn: last, months: length.term + length.after, days: 0, sanction }, reasons: [...reasons, counted(effectiveOn, last, end)], flags }
}

type Old = { oldEnd: Edge; name: string; rule: Rule; cap: number | null }

/** The rest of the old period and, after it, the new one. */
function joined<Sanction>({ sanction, effectiveOn, length, end }: Given<Sanction>, { oldEnd, name, rule, cap }: Old, own: Reason[], flags: Flag[]): Suggestion<Period<Sanction>> {
  const rest = distance(effectiveOn, oldEnd.past)
  const sum = after(oldEnd.past, length, end)
  const ceiling = cap === null ? null : after(effectiveOn, { ...length, term: cap, after: 0 }, end)
  const months = rest.months + length.term + length.after
  const capped = ceiling !== null && sum.past > ceiling.past
  const { last } = capped ? ceiling : sum
  const left = rest.days === 0 ? `${rest.months}个月` : `${rest.months}个月零${rest.days}日`
  const text = `原处分${name}至${inChinese(oldEnd.last)}，尚余${left}，与新处分的${length.term + length.after}个月合并，自新决定之日起计算${capped ? `，以${cap}个月为限` : ''}`
  const whole = capped || (rest.days === 0 && addMonths(effectiveOn, months) === sum.past)
  return {
    value: { endsOn: last, months: capped ? cap ?? months : months, days: capped ? 0 : rest.days, sanction },
    reasons: [...own, because(text, rule), ...(whole ? [] : [because('余期不是整月：先计完原处分的余期，再接续新处分的期间，不因月份长短而缩短', 'R-411')]), counted(effectiveOn, last, end)],
    flags: whole ? flags : [...flags, { code: 'REMAINDER_NOT_WHOLE', text: `原处分尚余${left}，不是整月，请核对届满日` }],
  }
}

const counted = (from: Day, last: Day, end: End): Reason =>
  because(`自${inChinese(from)}生效，至${inChinese(last)}届满（${end === 'sameDay' ? '算至同日' : '算至同日的前一日'}，不因节假日顺延）`, 'R-411')

/** The last day of a period, and the same-numbered day it runs up to. */
type Edge = { last: Day; past: Day }

/** Term first, then what follows it: the second part counts from the restoration of rights (R-400). */
function after(from: Day, { term, after: following }: Length, end: End): Edge {
  const past = addMonths(addMonths(from, term), following)
  return { past, last: end === 'sameDay' ? past : addDays(past, -1) }
}

const runsOut = (last: Day, end: End): Edge => ({ last, past: end === 'sameDay' ? last : addDays(last, 1) })

/** Whole months and left-over days from one day to a later one. */
function distance(from: Day, to: Day): { months: number; days: number } {
  let months = 0
  while (addMonths(from, months + 1) <= to) months += 1
  return { months, days: daysBetween(addMonths(from, months), to) }
}

/**
 * Flags a day on which an act or a decision falls on the first day of a period or on either of the two
 * days that are disputed as its last (R-411). The ends are the same-numbered days: of the period, and of
 * the term of a probation in it.
 */
export function boundaryFlags(day: Day, effectiveOn: Day, ...ends: Day[]): Flag[] {
  const edge = day === effectiveOn ? '首日' : ends.some((past) => day === past || day === addDays(past, -1)) ? '届满日' : null
  return edge === null ? [] : [{ code: 'BOUNDARY_DAY', text: `${inChinese(day)}落在处分期间的${edge}，是否在期间之内有争议，请人工判断` }]
}

/** The same question asked of a recorded period, whose last day was counted one way or the other. */
export const boundaryOf = (day: Day, period: { effectiveOn: Day; endsOn: Day }, end: End): Flag[] => boundaryFlags(day, period.effectiveOn, runsOut(period.endsOn, end).past)

const notLoaded = (day: Day, from: Day, name: string): Flag[] =>
  day < from ? [{ code: 'EDITION_NOT_LOADED', text: `决定时施行的${name}版本没有载入，期间的依据待核` }] : []

/** 留党察看延长 (R-400): a one-year probation may be extended once by one year; it then counts as one of two. */
export function extendProbation(sanction: PartySanction): Suggestion<PartySanction> {
  if (sanction === 'probation1') return { value: 'probation2', reasons: [because('留党察看一年期满仍不符合恢复党员权利条件的，可以延长一年，最长不超过两年', 'R-400')], flags: [] }
  return { value: sanction, reasons: [because('只有留党察看一年可以延长，最长不超过两年', 'R-400')], flags: [{ code: 'CANNOT_EXTEND', text: `${partyWords[sanction]}不能延长` }] }
}

/** Whether the two tracks go together: in the table, beside it (a note), or out of step (a warning that wants a reason). */
export type Match = 'ok' | 'note' | 'warning'

/**
 * Matching of 党纪 and 政务 (R-430). Without the person it is not known whether a missing Party sanction
 * means "no member": a heavy administrative one standing alone then gives a note, not a warning.
 */
export function matching(party: PartySanction, admin: AdminSanction, subject?: Pick<Subject, 'partyMember' | 'retired'>): Suggestion<Match> {
  const say = (value: Match, text: string): Suggestion<Match> => ({ value, reasons: [because(text, 'R-430')], flags: [] })
  const pair = `党纪${partyWords[party]}与政务${adminWords[admin].replace('政务', '')}`
  const [partyClass, adminClass] = [classOf(party), classOf(admin)]

  if (subject?.partyMember === false) return party === 'none' ? say('ok', '本人不是中共党员，只有政务处分') : say('warning', '本人不是中共党员，不能给予党纪处分')
  if (subject?.retired && adminClass === null) return say('ok', '本人已退休，不再给予政务处分')
  if (admin === 'discharge' && party !== 'expulsion')
    return party === 'none' && !subject ? say('note', '政务开除应当与开除党籍相匹配；本人不是党员的除外') : say('warning', `${pair}不匹配：给予政务开除的，应当同时开除党籍`)
  if (partyClass === 'heavy') {
    if (admin === 'postDowngrade') return say('note', `${pair}：单位处分不在匹配表内，请核对是否与党纪重处分相当`)
    return adminClass === 'heavy' ? say('ok', `${pair}相匹配`) : say('warning', `${pair}轻重不匹配：党纪重处分应当有相应的政务重处分`)
  }
  if (adminClass === 'heavy') {
    if (party === 'none' && !subject) return say('note', `只有${adminWords[admin]}；本人是党员的，请写明没有党纪重处分的理由`)
    return say('warning', `${pair}轻重不匹配：重处分一轨与轻处分或者不处分一轨并列，请写明理由`)
  }
  if (partyClass === null || adminClass === null) {
    if (partyClass === adminClass) return say('ok', '两轨都没有处分')
    const exempted = party === 'exempt' || admin === 'exempt'
    return exempted ? say('note', `${pair}：一轨处分、一轨免予，请核对两轨认定的事实和性质是否一致`) : say('ok', '轻处分可以单独给予')
  }
  const inTable = party === 'warning' ? admin === 'demerit' : admin === 'majorDemerit' || admin === 'demotion'
  return inTable ? say('ok', `${pair}相匹配`) : say('note', `${pair}不是通常的搭配：警告一般对应记过，严重警告一般对应记大过或者降级`)
}

/** 四种形态 from both tracks (from memory, 依据待核): derived, and a person may put it right with a reason. */
export function fourForms(party: PartySanction, admin: AdminSanction, crime: boolean): Suggestion<1 | 2 | 3 | 4> {
  const classes = [classOf(party), classOf(admin)]
  const flags: Flag[] = party === 'seriousWarningNoPost' ? [{ code: 'CHECK_FORM', text: '没有党内职务而给予严重警告，这里按重处分统计，请核对口径' }] : []
  const say = (value: 1 | 2 | 3 | 4, text: string): Suggestion<1 | 2 | 3 | 4> => ({ value, reasons: [because(text, 'R-420-forms')], flags })
  if (crime) return say(4, '涉嫌犯罪，第四种形态')
  if (classes.includes('heavy')) return say(3, '给予重处分，第三种形态')
  return classes.includes('light') ? say(2, '给予轻处分，第二种形态') : say(1, '没有给予处分，第一种形态')
}
