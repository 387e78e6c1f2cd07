/** Checks of the measure: floors after a crime, merging, matching of the two tracks, and what differs from the suggestion. */
import type { Case, Finding } from './case.ts'
import { either, type Hit, type Said } from './check-hit.ts'
import { sameMeasure } from './finding.ts'
import { adminGrade, adminWords, matching, partyGrade, partyWords } from './sanctions.ts'
import { crimeOutcomes, mandatoryFloor } from './weighing.ts'

/** What comes under the codes of the measure (R-400, R-414, R-415, R-420, R-430). */
export const sanctionHits = (c: Case, people: readonly Said[]): Hit[] =>
  people.flatMap((one) => [...combined(one), ...floors(one), ...noPost(one), ...matched(one), ...range(one), ...responsibility(c, one)])

const worded = ({ party, admin }: Finding): string => `${partyWords[party]}、${adminWords[admin]}`

function combined(one: Said): Hit[] {
  const hit = either(one, ({ weighing }) => {
    const names = [weighing?.party ?? [], weighing?.admin ?? []].map((list) => list.map(({ name }) => name)).find((list) => list.length > 1)
    return names ?? null
  })
  if (!hit) return []
  const { suggestion } = hit.finding
  const follows = suggestion !== null && sameMeasure(hit.finding, suggestion)
  return [{
    code: 'COMBINE', subjectId: one.subject.id, corrected: hit.corrected, mark: hit.found.join('、'), how: follows && !hit.corrected ? '拟给予的处分与合并处理的提示一致' : null,
    data: `${one.subject.name}有${hit.found.length}种违纪违法行为：${hit.found.join('、')}；拟给予${worded(hit.finding)}${suggestion ? `，合并处理的提示为${partyWords[suggestion.party]}、${adminWords[suggestion.admin]}` : ''}`,
  }]
}

/** Below what a crime demands at least (R-414), each track by itself. */
function floors(one: Said): Hit[] {
  const { subject } = one
  const below = (code: 'MANDATORY_EXPULSION' | 'NOT_PROSECUTED_MIN' | 'GOV_MINIMUM', test: (finding: Finding) => string | null): Hit[] => {
    const hit = either(one, test)
    return hit ? [{ code, subjectId: subject.id, corrected: hit.corrected, data: `${subject.name}${hit.found}` }] : []
  }
  const party = (expelled: boolean) => ({ weighing, party: given }: Finding): string | null => {
    if (!weighing?.crime || !subject.partyMember) return null
    const { usual } = mandatoryFloor(weighing.crime).value.party
    return (usual === 'expulsion') === expelled && partyGrade[given] < partyGrade[usual] ? `${crimeOutcomes[weighing.crime.outcome]}，党纪应当给予${partyWords[usual]}${expelled ? '' : '以上处分'}，现拟给予${partyWords[given]}` : null
  }
  return [
    ...below('MANDATORY_EXPULSION', party(true)),
    ...below('NOT_PROSECUTED_MIN', party(false)),
    ...below('GOV_MINIMUM', ({ weighing, admin }) => {
      if (!weighing?.crime || subject.retired) return null
      const { usual } = mandatoryFloor(weighing.crime).value.admin
      return adminGrade[admin] < adminGrade[usual] ? `${crimeOutcomes[weighing.crime.outcome]}，应当给予${adminWords[usual]}，现拟给予${adminWords[admin]}` : null
    }),
  ]
}

function noPost(one: Said): Hit[] {
  const { subject } = one
  const hit = either(one, ({ party }) => ((party === 'removal' && subject.partyPost === null) || party === 'seriousWarningNoPost' ? party : null))
  if (!hit) return []
  const right = hit.found === 'seriousWarningNoPost'
  return [{
    code: 'NO_PARTY_POST', subjectId: subject.id, corrected: hit.corrected, how: right && !hit.corrected ? '已给予严重警告，影响期二年' : null,
    data: right ? `${subject.name}应当撤销党内职务而没有党内职务，拟给予严重警告` : `拟撤销${subject.name}党内职务，而${subject.name}没有党内职务`,
  }]
}

function matched(one: Said): Hit[] {
  const { subject } = one
  if (!subject.partyMember) return []
  const hit = either(one, ({ party, admin }) => { const pair = matching(party, admin, subject); return pair.value === 'warning' ? (pair.reasons[0]?.text ?? null) : null })
  return hit ? [{ code: 'PARTY_GOV_MATCH', subjectId: subject.id, corrected: hit.corrected, how: reasoned(hit), data: `${subject.name}：${hit.found}` }] : []
}

function range(one: Said): Hit[] {
  const hit = either(one, (finding) => (finding.suggestion && !sameMeasure(finding, finding.suggestion) ? finding.suggestion : null))
  if (!hit) return []
  return [{
    code: 'SENTENCING_RANGE', subjectId: one.subject.id, corrected: hit.corrected, how: reasoned(hit),
    data: `对${one.subject.name}拟给予${worded(hit.finding)}，按所列情节提示为${partyWords[hit.found.party]}、${adminWords[hit.found.admin]}`,
  }]
}

const reasoned = ({ corrected, finding: { reasonForDifference } }: { corrected: boolean; finding: Finding }): string | null =>
  corrected || reasonForDifference === null || reasonForDifference.trim() === '' ? null : `已写明理由：${reasonForDifference}`

const dutyLook = /失职|失责|渎职|履职|履行职责|不负责任|不担当|监管不力|管理不善/
const drawn = /直接责任|主要领导责任|重要领导责任/

/** A failing in duty wants the kind of responsibility drawn, in the facts or in the characterisation. */
function responsibility(c: Case, one: Said): Hit[] {
  const facts = c.package.facts.filter(({ subjectIds }) => subjectIds.includes(one.subject.id)).map(({ text }) => text).join('')
  const hit = either(one, ({ characterisation }) => (dutyLook.test(facts + characterisation) && !drawn.test(facts + characterisation) ? (dutyLook.exec(characterisation + facts)?.[0] ?? null) : null))
  return hit ? [{ code: 'RESPONSIBILITY', subjectId: one.subject.id, corrected: hit.corrected, data: `认定${one.subject.name}“${hit.found}”，没有写明直接责任还是领导责任` }] : []
}
