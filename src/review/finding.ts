/** What is checked of a finding (定性处理意见) wherever one is given: proposal, report, meeting, decision. */
import type { Case, Finding, Refusal, SanctionSuggestion } from './case.ts'
import { eightPointArticles } from './check-law.ts'
import type { Day } from './day.ts'
import type { Policy } from './policy.ts'
import { blank, no } from './refusal.ts'
import { adminWords, matching, partyWords } from './sanctions.ts'
import { suggestAdmin, suggestParty } from './weighing.ts'

/** Words that make facts look like a violation of the eight-point rules (R-440, after the groups of 6.5). */
const eightPointLook = /办公用房|公务用车|公车|租用车|津补贴|补贴|福利|礼品|礼金|购物卡|宴请|吃喝|接待|旅游|婚丧|庆典|会所|健身|小金库/

/** Why the facts of the case look like a violation of the eight-point rules, in a sentence; null where they do not. */
export function eightPointHint(c: Case): string | null {
  const found = c.package.facts.flatMap(({ id, text }) => { const word = eightPointLook.exec(text)?.[0]; return word === undefined ? [] : [`${id}写有“${word}”`] })
  return found.length === 0 ? null : `这看起来属于违反中央八项规定精神的问题：${found.join('，')}`
}

/** One finding for each subject, none for anybody else. */
export function coverage(c: Case, findings: readonly Finding[], field: string): Refusal[] {
  const subjects = c.package.subjects
  return [
    ...subjects.filter((subject) => !findings.some((one) => one.subjectId === subject.id)).map((subject) => no('SUBJECT_WITHOUT_FINDING', `请写明对${subject.name}的定性处理意见`, 'R-231', field)),
    ...findings.flatMap((one, n) => (findings.findIndex((other) => other.subjectId === one.subjectId) < n ? [no('FINDING_TWICE', '同一人的意见写了两份，请只留一份', 'R-231', `${field}.${n}.subjectId`)] : [])),
    ...findings.flatMap((one, n) => (subjects.some((subject) => subject.id === one.subjectId) ? [] : [no('NO_SUCH_SUBJECT', `第${n + 1}条意见的对象不是本案被审查调查人`, undefined, `${field}.${n}.subjectId`)])),
  ]
}

/** What a finding says that cannot be: each with the sentence that says what to do. */
export function findingFaults(c: Case, one: Finding, field: string, day: Day): Refusal[] {
  const subject = c.package.subjects.find((person) => person.id === one.subjectId)
  if (!subject) return []
  const pair = matching(one.party, one.admin, subject)
  const suggestion = suggestionOf(c, one, day)
  return [
    ...(blank(one.characterisation) ? [no('NOT_WRITTEN', `请写明对${subject.name}的定性`, 'R-231', `${field}.characterisation`)] : []),
    ...(!subject.partyMember && one.party !== 'none' ? [no('NOT_A_MEMBER', `${subject.name}不是中共党员，不能给予${partyWords[one.party]}，请改为政务处分或者其他处理`, 'R-140', `${field}.party`)] : []),
    ...(one.party === 'removal' && subject.partyPost === null ? [no('NO_PARTY_POST', `${subject.name}没有党内职务可撤，请给予严重警告（影响期二年）并建议撤销党外职务`, 'R-420', `${field}.party`)] : []),
    ...(subject.retired && !['none', 'exempt'].includes(one.admin) ? [no('RETIRED', `${subject.name}已退休，不再给予${adminWords[one.admin]}，应当调整待遇的另作处理`, 'R-260', `${field}.admin`)] : []),
    ...(one.eightPoint.applies && blank(one.eightPoint.category) ? [no('EIGHT_POINT_CATEGORY', '认定违反中央八项规定精神的，请写明类别', 'R-440', `${field}.eightPoint.category`)] : []),
    ...(pair.value === 'warning' && blank(one.reasonForDifference) ? [no('TRACKS_DO_NOT_MATCH', `${partyWords[one.party]}与${adminWords[one.admin]}轻重不匹配，请写明理由`, 'R-430', `${field}.reasonForDifference`)] : []),
    ...(suggestion && !sameMeasure(one, suggestion) && blank(one.reasonForDifference)
      ? [no('DIFFERS_FROM_SUGGESTION', `按所列情节，系统提示${partyWords[suggestion.party]}、${adminWords[suggestion.admin]}，与所选不同，请写明理由`, 'R-420', `${field}.reasonForDifference`)] : []),
  ]
}

/** What the engine suggests for a finding whose weighing is given; a person decides, suggestion and choice are both kept. */
function suggestionOf(c: Case, one: Finding, day: Day): SanctionSuggestion | null {
  const subject = c.package.subjects.find((person) => person.id === one.subjectId)
  if (!subject || !one.weighing) return null
  const { party: partyViolations, admin: adminViolations, limited, ...circumstances } = one.weighing
  const weighed = { ...circumstances, person: { partyMember: subject.partyMember, partyPost: subject.partyPost, retired: subject.retired, limited }, actEndOn: c.package.actsUntil ?? day, decidedOn: day }
  const [party, admin] = [suggestParty(partyViolations, weighed), suggestAdmin(adminViolations, weighed)]
  return { party: party.value, admin: admin.value.sanction, reasons: [...party.reasons, ...admin.reasons], flags: [...party.flags, ...admin.flags].map((flag) => flag.text) }
}

/** The finding with the suggestion of the day beside it, whatever was handed in as one. */
export const withSuggestion = (c: Case, one: Finding, day: Day): Finding => ({ ...one, weighing: one.weighing ?? null, suggestion: suggestionOf(c, one, day) })

/** Why a finding that does not say so should perhaps say that the eight-point rules were broken: the look of the facts, or the articles it cites; null where it says so, or nothing speaks for it. */
export function eightPointSuggested(c: Case, one: Finding, policy?: Policy): string | null {
  if (one.eightPoint.applies) return eightPointHint(c)
  const cited = policy ? eightPointArticles(c, one, policy) : []
  return eightPointHint(c) ?? (cited.length > 0 ? `引用的${cited.join('、')}属于违反中央八项规定精神的条款` : null)
}

/** Facts that look like the eight-point rules, or articles of these, want the flag, or the reason why not; articles are looked at where the policy that lists them is given. */
export const eightPointFaults = (c: Case, one: Finding, field: string, policy?: Policy): Refusal[] =>
  !one.eightPoint.applies && blank(one.eightPoint.reasonIfNot) && eightPointSuggested(c, one, policy) !== null
    ? [no('EIGHT_POINT_UNANSWERED', eightPointHint(c) !== null ? '本案事实疑似违反中央八项规定精神而没有认定，请写明不认定的理由' : `${eightPointSuggested(c, one, policy) ?? ''}而没有认定，请写明不认定的理由`, 'R-440', `${field}.eightPoint.reasonIfNot`)]
    : []

/** Everything that is wrong with a set of findings. */
export const findingsFaults = (c: Case, findings: readonly Finding[], field: string, day: Day): Refusal[] => [
  ...coverage(c, findings, field),
  ...findings.flatMap((one, n) => findingFaults(c, one, `${field}.${n}`, day)),
]

/** Whether two findings come to the same. */
export const sameMeasure = (one: Pick<Finding, 'party' | 'admin'>, other: Pick<Finding, 'party' | 'admin'> | undefined): boolean =>
  other !== undefined && one.party === other.party && one.admin === other.admin
