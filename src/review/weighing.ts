/**
 * Weighing the sanction (量纪, R-420): from the band of each violation and the circumstances to one
 * sanction a track, with floors for crimes and the edition of the rules. Only suggestions; people decide,
 * and the suggestion, the choice and the reason are all kept.
 */
import { inChinese, type Day } from './day.ts'
import {
  adminGrade, adminPeriods, adminWords, because, boundaryFlags, boundaryOf, longestAdminMonths, partyGrade, partyWeight, partyWords,
  type AdminSanction, type End, type Flag, type FlagCode, type PartySanction, type Reason, type Suggestion,
} from './sanctions.ts'

/** 处分幅度: the grades a clause allows for the circumstance found (情节较轻, 较重, 严重). */
export type Band<Sanction> = { lightest: Sanction; heaviest: Sanction }

/** One violation with its band. One act under several clauses is one violation under the heavier clause (CF 25). */
export type Violation<Sanction> = { name: string; band: Band<Sanction> }

type FactRow = { label: string; party: boolean; admin: boolean }

/** 从轻、减轻情形 (6.3). `special` are the particular facts of a case that only the highest organs may weigh. */
export const mitigatingFacts = {
  voluntaryAccount: { label: '主动交代', party: true, admin: true },
  cooperation: { label: '配合审查调查、如实说明', party: true, admin: true },
  merit: { label: '检举属实或者有立功表现', party: true, admin: true },
  lossUndone: { label: '主动挽回损失、消除影响', party: true, admin: true },
  gainsHandedIn: { label: '主动上交或者退赔所得', party: true, admin: true },
  minorRole: { label: '在共同违法中起次要作用', party: false, admin: true },
  special: { label: '案件的特殊情况', party: true, admin: false },
  other: { label: '其他从轻、减轻情形', party: true, admin: true },
} as const satisfies Record<string, FactRow>
export type MitigatingFact = keyof typeof mitigatingFacts

/** 从重、加重情形 (6.3). What resists the inquiry is a violation of its own for a Party member, not a circumstance. */
export const aggravatingFacts = {
  coercion: { label: '强迫、唆使他人', party: true, admin: true },
  keepsGains: { label: '拒不上交或者退赔所得', party: true, admin: true },
  afterSanction: { label: '受处分后又故意违纪违法', party: true, admin: true },
  undisclosedFound: { label: '受处分后发现以前没有交代的违纪', party: true, admin: false },
  obstruction: { label: '阻止检举或者提供证据', party: false, admin: true },
  evidenceTampered: { label: '串供或者伪造、隐匿、毁灭证据', party: false, admin: true },
  shielding: { label: '包庇同案人员', party: false, admin: true },
  other: { label: '其他从重情形', party: true, admin: true },
} as const satisfies Record<string, FactRow>
export type AggravatingFact = keyof typeof aggravatingFacts

/** 刑事处理结果, as far as it binds the sanction. A suspended sentence counts as the sentence. */
export const crimeOutcomes = {
  intentional: '因故意犯罪被判处管制、拘役或者有期徒刑以上刑罚（含缓刑）',
  rightsDeprived: '因犯罪被判处剥夺政治权利',
  negligentOverThree: '因过失犯罪被判处有期徒刑超过三年',
  negligentUpToThree: '因过失犯罪被判处管制、拘役或者三年以下有期徒刑',
  fineOnly: '因犯罪被单处罚金',
  notProsecuted: '犯罪情节轻微，检察机关不起诉',
  punishmentExempted: '犯罪情节轻微，法院免予刑事处罚',
} as const
export type Crime = { outcome: keyof typeof crimeOutcomes; badEffect: boolean }

/** What is weighed beside the violations. `mitigation` and `aggravation` say how far the facts are to carry. */
export type Circumstances = {
  mitigating: readonly MitigatingFact[]
  /** 从轻 stays within the band, 减轻 goes one grade below it. */
  mitigation: 'within' | 'below'
  aggravating: readonly AggravatingFact[]
  /** 从重 stays within the band, 加重 goes one grade above it (Party only). */
  aggravation: 'within' | 'above'
  /** 情节轻微, which an administrative exemption demands beside a mitigating fact. */
  slight: boolean
  /** Exemption (免予处分) is proposed. */
  exempt: boolean
  crime: Crime | null
  /** `limited`: village and community staff and the class "other", who get no more than 记大过. */
  person: { partyMember: boolean; partyPost: string | null; retired: boolean; limited: boolean }
  actEndOn: Day
  decidedOn: Day
}

const partyLadder = ['exempt', 'warning', 'seriousWarning', 'removal', 'probation1', 'expulsion'] as const satisfies readonly PartySanction[]
const adminLadder = ['exempt', 'warning', 'demerit', 'majorDemerit', 'demotion', 'dismissal', 'discharge'] as const satisfies readonly AdminSanction[]
const flag = (code: FlagCode, text: string): Flag => ({ code, text })
const isNothing = (sanction: PartySanction | AdminSanction): boolean => sanction === 'none' || sanction === 'exempt'

/** 加重 (CF 23): one grade up; 留党察看 goes to 开除党籍. */
export function raise(sanction: PartySanction): Suggestion<PartySanction> {
  if (isNothing(sanction) || sanction === 'expulsion')
    return { value: sanction, reasons: [because(sanction === 'expulsion' ? '开除党籍已是最重处分，不能再加重' : '没有应当给予的处分，不能加重', 'R-420-CF23')], flags: [flag('NO_RAISE', '没有加重')] }
  const value = partyLadder[partyGrade[sanction] + 1] ?? 'expulsion'
  return { value, reasons: [because(`加重一档：${partyWords[sanction]}至${partyWords[value]}`, 'R-420-CF23')], flags: [] }
}

/** 减轻 (CF 23): one grade down, below 警告 to exemption; not under a clause that knows 开除党籍 alone. */
export function lower(sanction: PartySanction, band: Band<PartySanction> | null = null): Suggestion<PartySanction> {
  if (isNothing(sanction)) return { value: sanction, reasons: [because('没有应当给予的处分，不能减轻', 'R-420-CF23')], flags: [flag('NO_REDUCTION', '没有减轻')] }
  if (band && band.lightest === 'expulsion')
    return { value: 'expulsion', reasons: [because('条款只规定开除党籍一档，不适用减轻', 'R-420-CF23')], flags: [flag('NO_REDUCTION', '只有开除党籍一档的条款不适用减轻')] }
  if (sanction === 'warning') return { value: 'exempt', reasons: [because('应受警告而有减轻情形的，减轻后免予处分', 'R-260-CF19')], flags: [written] }
  const value = sanction === 'expulsion' ? 'probation2' : partyLadder[partyGrade[sanction] - 1] ?? 'exempt'
  return { value, reasons: [because(`减轻一档：${partyWords[sanction]}至${partyWords[value]}`, 'R-420-CF23')], flags: [] }
}

/** 减轻 on the administrative track (ZWC 11), below 警告 to exemption. There is no 加重 on it. */
export function lowerAdmin(sanction: AdminSanction): Suggestion<AdminSanction> {
  if (isNothing(sanction)) return { value: sanction, reasons: [because('没有应当给予的处分，不能减轻', 'R-420-ZWC11')], flags: [flag('NO_REDUCTION', '没有减轻')] }
  const value = adminLadder[adminGrade[sanction] - 1] ?? 'exempt'
  return { value, reasons: [because(`减轻一档：${adminWords[sanction]}至${adminWords[value]}`, 'R-420-ZWC11')], flags: value === 'exempt' ? [written] : [] }
}

const written = flag('WRITTEN_DECISION', '免予处分应当作出书面决定，按警告的权限批准，一个月内宣布，并归入个人档案')

/** Where a Party sanction stands to a band; outside it by more than one grade even 减轻 and 加重 do not reach (CF 23). */
export const withinBand = (sanction: PartySanction, band: Band<PartySanction>): Suggestion<'within' | 'below' | 'above'> =>
  placed(partyGrade[sanction], partyGrade[band.lightest], partyGrade[band.heaviest], 'R-420-CF23')

/** Where an administrative sanction stands to a band; nothing leads above it (ZWC 13). */
export const withinAdminBand = (sanction: AdminSanction, band: Band<AdminSanction>): Suggestion<'within' | 'below' | 'above'> =>
  placed(adminGrade[sanction], adminGrade[band.lightest], adminGrade[band.heaviest], 'R-420-ZWC13')

function placed(grade: number, lightest: number, heaviest: number, rule: 'R-420-CF23' | 'R-420-ZWC13'): Suggestion<'within' | 'below' | 'above'> {
  if (grade >= lightest && grade <= heaviest) return { value: 'within', reasons: [because('在处分幅度之内', rule)], flags: [] }
  const below = grade < lightest
  const reach = below ? lightest - grade : rule === 'R-420-ZWC13' ? Infinity : grade - heaviest
  const text = below ? '低于处分幅度，须有减轻情形' : rule === 'R-420-ZWC13' ? '高于处分幅度，政务处分没有加重' : '高于处分幅度，须有加重情形或者合并处理'
  return { value: below ? 'below' : 'above', reasons: [because(text, rule)], flags: [flag('OUTSIDE_BAND', reach > 1 ? `${text}，并且不止一档` : text)] }
}

/** Several Party violations (CF 24): the heaviest and one grade more; any 开除党籍 makes it 开除党籍. */
export function mergeParty(grades: readonly PartySanction[]): Suggestion<PartySanction> {
  const given = grades.filter((one) => !isNothing(one))
  const heaviest = given.reduce<PartySanction>((top, one) => (partyWeight(one) > partyWeight(top) ? one : top), grades.includes('exempt') ? 'exempt' : 'none')
  if (given.length < 2) return { value: heaviest, reasons: [], flags: [] }
  if (heaviest === 'expulsion') return { value: heaviest, reasons: [because('数种违纪行为中有应当开除党籍的，给予开除党籍', 'R-420-CF24')], flags: [] }
  const raised = raise(heaviest)
  return { value: raised.value, reasons: [because(`有${given.length}种违纪行为应受处分，合并处理：按最高的${partyWords[heaviest]}加重一档，给予${partyWords[raised.value]}`, 'R-420-CF24')], flags: [] }
}

/** The one measure to execute, and the bounds of its period in months where several are equal. */
export type AdminMerge = { sanction: AdminSanction; term: { least: number; most: number } | null }

/** Several administrative violations: any 开除 is 开除; else the heaviest; equal ones give a term from one period to the sum, at most 48 months. */
export function mergeAdmin(list: readonly AdminSanction[]): Suggestion<AdminMerge> {
  const own = list.filter((one) => one !== 'postDowngrade')
  const flags = own.length < list.length ? [flag('UNIT_SANCTION', '降低岗位等级是单位处分，不与政务处分合并')] : []
  const given = own.filter((one) => !isNothing(one))
  const nothing: AdminSanction = own.includes('exempt') ? 'exempt' : 'none'
  const heaviest = given.reduce<AdminSanction>((top, one) => (adminGrade[one] > adminGrade[top] ? one : top), nothing)
  if (own.length === 0 && list.length > 0) return { value: { sanction: 'postDowngrade', term: null }, reasons: [because('由单位决定，本系统不作建议', 'R-413')], flags }
  if (given.length < 2) return { value: { sanction: heaviest, term: null }, reasons: [], flags }
  if (heaviest === 'discharge') return { value: { sanction: heaviest, term: null }, reasons: [because('有应当开除的，给予政务开除', 'R-413')], flags }
  const same = given.filter((one) => one === heaviest).length
  const period = adminPeriods[heaviest]
  if (same < 2 || !period) return { value: { sanction: heaviest, term: null }, reasons: [because(`应受两种以上政务处分，执行最重的${adminWords[heaviest]}`, 'R-413')], flags }
  const term = { least: period.term, most: Math.min(same * period.term, longestAdminMonths) }
  return { value: { sanction: heaviest, term }, reasons: [because(`应受${same}个${adminWords[heaviest]}，可以在${term.least}个月以上、${term.most}个月以下确定处分期`, 'R-413')], flags }
}

/** What a criminal outcome demands at least, and what it usually brings; between the two only with the upper organ's approval. */
export type Floor<Sanction> = { usual: Sanction; least: Sanction }

/** Mandatory measures after a crime. The Party side is from memory and reads 依据待核. */
export function mandatoryFloor(crime: Crime): Suggestion<{ party: Floor<PartySanction>; admin: Floor<AdminSanction> }> {
  const word = crimeOutcomes[crime.outcome]
  const say = (party: Floor<PartySanction>, admin: Floor<AdminSanction>, flags: Flag[] = []) => ({
    value: { party, admin }, flags,
    reasons: [because(`${word}${crime.badEffect ? '，造成不良影响' : ''}：${party.usual === party.least ? '' : '一般'}应当给予${adminWords[admin.usual]}`, 'R-414'), because(`${word}：${party.usual === party.least ? '' : '一般'}应当给予${partyWords[party.usual]}${party.usual === 'expulsion' ? '' : '以上处分'}`, 'R-414-party')],
  })
  const expelled: Floor<PartySanction> = { usual: 'expulsion', least: 'expulsion' }
  if (['intentional', 'rightsDeprived', 'negligentOverThree'].includes(crime.outcome)) return say(expelled, { usual: 'discharge', least: 'discharge' })
  if (crime.outcome === 'negligentUpToThree')
    return say({ usual: 'expulsion', least: 'removal' }, { usual: 'discharge', least: 'dismissal' }, [flag('UPPER_APPROVAL', '一般应当开除；因特殊情况不开除的，给予撤职，并报上一级机关批准')])
  const least: AdminSanction = crime.badEffect ? 'discharge' : 'dismissal'
  return say({ usual: 'removal', least: 'removal' }, { usual: least, least })
}

/** The Party sanction the algorithm arrives at. */
export function suggestParty(violations: readonly Violation<PartySanction>[], circumstances: Circumstances): Suggestion<PartySanction> {
  const { person, crime } = circumstances
  if (!person.partyMember) return { value: 'none', reasons: [because('本人不是中共党员，不给予党纪处分', 'R-420')], flags: [flag('NOT_A_MEMBER', '不是党员，不适用党纪处分')] }
  const effect = effectOf('party', circumstances)
  const each = violations.map(({ name, band }) => named(name, inBand(band, effect.value, { ladder: partyLadder, grade: partyGrade, down: (one) => lower(one, band), up: raise })))
  const merged = mergeParty(each.map((one) => one.value))
  const edition = editionFlags('party', circumstances)
  let reasons = [...effect.reasons, ...each.flatMap((one) => one.reasons), ...merged.reasons]
  let flags = [...effect.flags, ...each.flatMap((one) => one.flags), ...merged.flags, ...edition]
  let value = merged.value

  if (circumstances.exempt) {
    const allowed = !crime && partyGrade[value] <= partyGrade.seriousWarning && factsOf('party', circumstances.mitigating).length > 0
    if (allowed && !isNothing(value)) [value, reasons, flags] = ['exempt', [...reasons, because('应受警告或者严重警告，有从轻减轻情形，可以免予处分，予以批评教育、责令检查、诫勉或者组织处理', 'R-260-CF19')], [...flags, written]]
    if (!allowed) flags = [...flags, flag('EXEMPT_NOT_ALLOWED', '免予党纪处分限于应受警告、严重警告并有从轻减轻情形的；没有采用')]
  }
  if (crime) {
    const floor = mandatoryFloor(crime)
    if (partyGrade[value] < partyGrade[floor.value.party.usual])
      [value, flags] = [floor.value.party.usual, [...flags, flag('MANDATORY', `${crimeOutcomes[crime.outcome]}，党纪处分不得轻于${partyWords[floor.value.party.usual]}，依据待核`)]]
    reasons = [...reasons, ...floor.reasons.filter((one) => one.basis.rule === 'R-414-party')]
    flags = [...flags, ...floor.flags]
  }
  if (value === 'removal' && person.partyPost === null)
    return { value: 'seriousWarningNoPost', reasons: [...reasons, because('应当撤销党内职务而没有党内职务，给予严重警告，影响期两年，并建议撤销党外职务', 'R-400')], flags: [...flags, flag('NO_PARTY_POST', '请在决定中写明没有党内职务，并提出撤销党外职务的建议')] }
  return { value, reasons, flags }
}

/** The administrative sanction the algorithm arrives at, and the bounds of its term where several are equal. */
export function suggestAdmin(violations: readonly Violation<AdminSanction>[], circumstances: Circumstances): Suggestion<AdminMerge> {
  const { person, crime } = circumstances
  const effect = effectOf('admin', circumstances)
  const each = violations.map(({ name, band }) => named(name, inBand(band, effect.value, { ladder: adminLadder, grade: adminGrade, down: lowerAdmin, up: null })))
  const merged = mergeAdmin(each.map((one) => one.value))
  let reasons = [...effect.reasons, ...each.flatMap((one) => one.reasons), ...merged.reasons]
  let flags = [...effect.flags, ...each.flatMap((one) => one.flags), ...merged.flags, ...editionFlags('admin', circumstances)]
  let value = merged.value

  if (circumstances.exempt) {
    const allowed = !crime && circumstances.slight && factsOf('admin', circumstances.mitigating).length > 0
    if (allowed && !isNothing(value.sanction)) [value, reasons, flags] = [{ sanction: 'exempt', term: null }, [...reasons, because('违法行为情节轻微，有从轻减轻情形，可以谈话提醒、批评教育、责令检查或者诫勉，免予政务处分', 'R-260-ZWC12')], [...flags, written]]
    if (!allowed) flags = [...flags, flag('EXEMPT_NOT_ALLOWED', '免予政务处分须情节轻微并有从轻减轻情形；没有采用')]
  }
  if (crime) {
    const floor = mandatoryFloor(crime)
    if (adminGrade[value.sanction] < adminGrade[floor.value.admin.usual])
      [value, flags] = [{ sanction: floor.value.admin.usual, term: null }, [...flags, flag('MANDATORY', `${crimeOutcomes[crime.outcome]}，政务处分不得轻于${adminWords[floor.value.admin.usual]}`)]]
    reasons = [...reasons, ...floor.reasons.filter((one) => one.basis.rule === 'R-414')]
    flags = [...flags, ...floor.flags]
  }
  if (person.retired && !isNothing(value.sanction)) {
    const adjust = adminGrade[value.sanction] >= adminGrade.demotion
    return { value: { sanction: 'none', term: null }, reasons: [...reasons, because(`已退休，不再给予${adminWords[value.sanction]}${adjust ? '；应当给予降级以上处分的，调整其享受的待遇' : ''}`, 'R-412')], flags: adjust ? [...flags, flag('RETIREE_ADJUST', '请另作待遇调整的处理决定')] : flags }
  }
  if (person.limited && adminGrade[value.sanction] > adminGrade.majorDemerit)
    return { value: { sanction: 'majorDemerit', term: null }, reasons: [...reasons, because('基层群众性自治组织人员和其他履行公职人员只适用警告、记过、记大过', 'R-412')], flags: [...flags, flag('IDENTITY_LIMIT', `算法得出${adminWords[value.sanction]}，限于身份只能给予记大过，请另提处理建议`)] }
  return { value, reasons, flags }
}

type Track = 'party' | 'admin'
type Effect = 'usual' | 'lighter' | 'reduced' | 'heavier' | 'raised'

/** Facts that count on a track. */
const factsOf = <Fact extends MitigatingFact | AggravatingFact>(track: Track, facts: readonly Fact[]): Fact[] => facts.filter((one) => rowOf(one)[track])
const rowOf = (fact: MitigatingFact | AggravatingFact): FactRow => (fact in mitigatingFacts ? mitigatingFacts[fact as MitigatingFact] : aggravatingFacts[fact as AggravatingFact])
const labels = (facts: readonly (MitigatingFact | AggravatingFact)[]): string => facts.map((one) => rowOf(one).label).join('、')

/** How far the circumstances carry: without a fact they carry nowhere, facts on both sides leave it to the person. */
function effectOf(track: Track, { mitigating, mitigation, aggravating, aggravation }: Circumstances): Suggestion<Effect> {
  const [lighter, heavier] = [factsOf(track, mitigating), factsOf(track, aggravating)]
  const elsewhere = [...mitigating, ...aggravating].filter((one) => !rowOf(one)[track])
  const flags = [
    ...(elsewhere.length > 0 ? [flag('FACT_NOT_OF_TRACK', `${labels(elsewhere)}不是${track === 'party' ? '党纪' : '政务'}的量纪情节，没有采用；属于独立违纪的请另行认定`)] : []),
    ...(mitigation === 'below' && lighter.length === 0 ? [flag('FACT_MISSING', '减轻处分须写明减轻情形；没有采用')] : []),
    ...(aggravation === 'above' && track === 'party' && heavier.length === 0 ? [flag('FACT_MISSING', '加重处分须写明加重情形；没有采用')] : []),
    ...(aggravation === 'above' && track === 'admin' ? [flag('NO_RAISE', '政务处分没有加重，只能在幅度之内从重')] : []),
    ...(mitigation === 'below' && lighter.length > 0 && lighter.every((one) => one === 'special') ? [flag('SPECIAL_APPROVAL', '因案件特殊情况减轻的，由中央纪委决定，或者经省级纪委决定并报中央纪委批准')] : []),
  ]
  const reasons: Reason[] = [
    ...(lighter.length > 0 ? [because(`${mitigation === 'below' ? '减轻' : '从轻'}情节：${labels(lighter)}`, track === 'admin' ? 'R-420-ZWC11' : lighter.every((one) => one === 'special') ? 'R-140-CF18' : 'R-420-CF17')] : []),
    ...(heavier.length > 0 ? [because(`${aggravation === 'above' && track === 'party' ? '加重' : '从重'}情节：${labels(heavier)}`, track === 'admin' ? 'R-420-ZWC13' : 'R-420-CF20')] : []),
  ]
  if (lighter.length > 0 && heavier.length > 0) return { value: 'usual', reasons, flags: [...flags, flag('BOTH_WAYS', '同时有从轻和从重情节，请综合判断')] }
  if (lighter.length > 0) return { value: mitigation === 'below' ? 'reduced' : 'lighter', reasons, flags }
  if (heavier.length > 0) return { value: aggravation === 'above' && track === 'party' ? 'raised' : 'heavier', reasons, flags }
  return { value: 'usual', reasons, flags }
}

const named = <Value>(name: string, one: Suggestion<Value>): Suggestion<Value> => ({ ...one, reasons: one.reasons.map((reason) => ({ ...reason, text: `${name}：${reason.text}` })) })

type Move<Sanction> = (one: Sanction) => Suggestion<Sanction>
type Ladder<Sanction extends string> = { ladder: readonly Sanction[]; grade: Record<Sanction, number>; down: Move<Sanction>; up: Move<Sanction> | null }

/** One violation in its band: its lighter or heavier edge, the (lower) middle without circumstances, or one grade outside. */
function inBand<Sanction extends string>(band: Band<Sanction>, effect: Effect, { ladder, grade, down, up }: Ladder<Sanction>): Suggestion<Sanction> {
  if (effect === 'reduced') return down(band.lightest)
  if (effect === 'raised' && up) return up(band.heaviest)
  const say = (value: Sanction, text: string) => ({ value, reasons: [because(text, 'R-420')], flags: [] })
  if (effect === 'lighter') return say(band.lightest, '在幅度内从轻')
  if (effect === 'heavier' || effect === 'raised') return say(band.heaviest, '在幅度内从重')
  const middle = Math.floor((grade[band.lightest] + grade[band.heaviest]) / 2)
  return say(middle === grade[band.lightest] ? band.lightest : ladder[middle] ?? band.heaviest, '没有调整情节，取幅度的中段')
}

const partyEditions = [{ name: '2023条例', from: '2024-01-01' }, { name: '2018条例', from: '2018-10-01' }, { name: '2015条例', from: '2016-01-01' }] as const
const adminEditions = [{ name: '政务处分法', from: '2020-07-01' }, { name: '政务处分暂行规定', from: '2018-04-16' }] as const
/** The day on which an edition came into force; null for one that is not known. */
export const editionBegan = (name: string): Day | null => [...partyEditions, ...adminEditions].find((one) => one.name === name)?.from ?? null

const earlierRules = '此前规定'
type PartyEdition = (typeof partyEditions)[number]['name'] | typeof earlierRules
type AdminEdition = (typeof adminEditions)[number]['name'] | typeof earlierRules

/** 适用版本: of the act, and of the day of decision where it is to be compared with that. */
export type Editions = { party: PartyEdition; admin: AdminEdition; partyNow: PartyEdition; adminNow: AdminEdition }

/** The edition of the rules by the end of the act (从旧兼从轻, R-416): the old one, unless the new one is lighter, which a person compares. */
export function editionOf(actEndOn: Day, decidedOn: Day): Suggestion<Editions> {
  const at = <Name extends string>(editions: readonly { name: Name; from: Day }[], day: Day): Name | typeof earlierRules => editions.find((one) => one.from <= day)?.name ?? earlierRules
  const value: Editions = { party: at(partyEditions, actEndOn), admin: at(adminEditions, actEndOn), partyNow: at(partyEditions, decidedOn), adminNow: at(adminEditions, decidedOn) }
  return {
    value,
    reasons: [because(`行为终了于${inChinese(actEndOn)}，党纪适用${value.party}`, 'R-416-CF158'), because(`行为终了于${inChinese(actEndOn)}，政务适用${value.admin}`, 'R-416')],
    flags: [...sideFlags('party', value), ...sideFlags('admin', value), ...(actEndOn > decidedOn ? [flag('ACT_AFTER_DECISION', '行为终了日晚于决定日，请核对')] : [])],
  }
}

/** What to look at on one track: an edition to compare with, an edition that is not loaded. */
function sideFlags(track: Track, editions: Editions): Flag[] {
  const [name, old, now, loaded] = track === 'party' ? ['党纪', editions.party, editions.partyNow, '2023条例'] : ['政务', editions.admin, editions.adminNow, '政务处分法']
  return [
    ...(old === now ? [] : [flag('COMPARE_EDITIONS', `${name}适用${old}；决定时施行的${now}不认为违纪违法或者处理较轻的，适用${now}，请比较`)]),
    ...(old === loaded ? [] : [flag('EDITION_NOT_LOADED', `${name}适用的${old}没有载入，依据待核`)]),
  ]
}

const editionFlags = (track: Track, { actEndOn, decidedOn }: Circumstances): Flag[] => sideFlags(track, editionOf(actEndOn, decidedOn).value)

/** 再犯, 漏错, 合并: how an act stands to an earlier decision. */
export const relationWords = { again: '再犯', missed: '漏错', merged: '合并' } as const
export type Relation = keyof typeof relationWords

/**
 * How an act stands to an earlier decision. What counts is the day that decision took effect, not
 * the letter proposing it. An act on that very day counts as before it, in the person's favour, and is flagged.
 */
export function relation(act: { startOn: Day; endOn: Day; foundOn: Day }, earlier: { effectiveOn: Day; endsOn: Day | null } | null, end: End): Suggestion<Relation> {
  const rule = 'R-421'
  if (!earlier) return { value: 'merged', reasons: [because('此前没有生效的处分决定，与其他行为合并处理', rule)], flags: [] }
  const { effectiveOn, endsOn } = earlier
  const boundary = (day: Day): Flag[] => (endsOn === null ? boundaryFlags(day, effectiveOn) : boundaryOf(day, { effectiveOn, endsOn }, end))
  const flags = act.startOn === act.endOn ? boundary(act.endOn) : [...boundary(act.startOn), ...boundary(act.endOn)]
  if (act.endOn > effectiveOn) {
    const straddles = act.startOn <= effectiveOn ? [flag('STRADDLES', '行为跨越原处分生效日，生效前后的部分请分别认定')] : []
    const inPeriod = endsOn !== null && act.startOn <= endsOn ? [flag('IN_PERIOD', '行为发生在原处分期间之内；属于故意的，依法从重')] : []
    return { value: 'again', reasons: [because(`原处分决定于${inChinese(effectiveOn)}生效，行为在其后，属于再犯`, rule)], flags: [...flags, ...straddles, ...inPeriod] }
  }
  if (act.foundOn >= effectiveOn) return { value: 'missed', reasons: [because(`行为在原处分决定生效之前，于${inChinese(act.foundOn)}发现，属于漏错`, rule)], flags }
  return { value: 'merged', reasons: [because('行为及其发现都在原处分决定生效之前，应当合并处理', rule)], flags }
}
