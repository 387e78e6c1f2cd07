/** What a given case says, in the words of the core: package, findings, organs, outline. */
import type { Case, Finding, Ground, IntakeMark, ItemCategory, Package, Route, Subject } from '../review/case.ts'
import type { Organ } from '../review/decision.ts'
import { blankCase } from '../review/blank.ts'
import { intakeItems, isDemanded } from '../review/checklist.ts'
import { executionOf } from '../review/execution.ts'
import { matching, type AdminSanction, type PartySanction } from '../review/sanctions.ts'
import { kindOfReturn, type Given, type GivenReturn } from './given.ts'

/** What replay adds where the file is silent. */
export const supplied = '演示补全'

/** The file has one subject a case. */
export const subjectId = 'S1'

const managedByPartyGroup = ['正处级', '副处级', '正科级', '副科级', '事业单位管理岗五级', '事业单位管理岗六级', '事业单位管理岗七级']

function subjectOf(given: Given): Subject {
  const { subject } = given
  return {
    id: subjectId, name: subject.name, gender: subject.gender, birthYear: subject.birthYear, partyMember: subject.partyMember, partyJoinYear: subject.partyJoinYear,
    ethnicity: subject.ethnicity, education: subject.education, post: subject.post, employer: subject.employer, rank: subject.rank, personnelType: subject.personnelType,
    partyPost: subject.partyPost === null || /^(无|没有)?$/.test(subject.partyPost.trim()) ? null : subject.partyPost,
    deputyOrDelegate: subject.deputyOrDelegate, retired: false, managedBy: managedByPartyGroup.includes(subject.rank) ? 'partyGroup' : 'unit', routeException: null,
  }
}

type GivenFinding = { characterization: string; articles: string[]; violatesEightRules: boolean; eightRulesCategory: string | null }

/** A finding of the file; reasons it does not give are supplied. */
export function findingOf(given: Given, one: GivenFinding, party: PartySanction, admin: AdminSanction): Finding {
  return {
    subjectId, characterisation: one.characterization, articles: one.articles, party, admin, measure: null, weighing: null, suggestion: null,
    eightPoint: { applies: one.violatesEightRules, category: one.eightRulesCategory ?? (one.violatesEightRules ? supplied : null), reasonIfNot: one.violatesEightRules ? null : `不属于违反中央八项规定精神（${supplied}）` },
    reasonForDifference: matching(party, admin, subjectOf(given)).value === 'ok' ? null : supplied,
  }
}

/** The file writes 严重警告 also where it stands for 撤销党内职务 without a post to revoke; its months or the proposal show which. */
export function noPostParty(given: Given, party: PartySanction): PartySanction {
  const { finalSanction, proposedByBody, characterizationAfterReview } = given
  if (subjectOf(given).partyPost !== null || party !== 'seriousWarning') return party
  const months = finalSanction.party === party ? finalSanction.partyInfluenceMonths : null
  const stands = months === null ? [proposedByBody.partySanction, characterizationAfterReview.advisedPartySanction].includes('removal') : months === 24
  return stands ? 'seriousWarningNoPost' : party
}

/** The advice of the review: a post that is not there cannot be revoked, which the review puts right (P3′). */
export const advisedParty = (given: Given): PartySanction => {
  const advised = given.characterizationAfterReview.advisedPartySanction
  return advised === 'removal' && subjectOf(given).partyPost === null && given.finalSanction.party !== 'removal' ? 'seriousWarningNoPost' : noPostParty(given, advised)
}

/** The transfer package, with every intake item present that the case demands. */
export function packageOf(given: Given): Package {
  const { dates, transferringBody } = given
  const handed: Package = {
    title: given.title, bodyIds: [transferringBody.code], designation: null, origin: dates.filedOn === null ? 'courtJudgment' : 'investigation', crime: false, simple: false,
    clueOn: dates.clueOn, filedOn: dates.filedOn, actsFrom: given.actPeriod.start, actsUntil: given.actPeriod.end, edition: given.applicableLawVersion, amountYuan: given.amountInvolvedYuan, subjects: [subjectOf(given)],
    facts: given.allegedFacts.map((text, n) => ({ id: `F${n + 1}`, text, subjectIds: [subjectId] })),
    evidence: given.evidence.map((one) => ({ no: one.no, type: one.type, name: one.name, direction: 'for', factIds: given.allegedFacts.map((_text, n) => `F${n + 1}`), legality: 'unchecked' })),
    proposals: [{ ...findingOf(given, given.proposedByBody, given.proposedByBody.partySanction, given.proposedByBody.governmentSanction), eightPoint: { applies: given.proposedByBody.violatesEightRules, category: given.proposedByBody.eightRulesCategory, reasonIfNot: null } }],
    property: propertyText(given), investigators: [`${transferringBody.code}-1`, `${transferringBody.code}-2`], interviewDuties: [], intake: [],
  }
  const intake: IntakeMark[] = intakeItems.map(({ item, required }) => (isDemanded(required, handed) ? { item, state: 'present', reason: null } : { item, state: 'notApplicable', reason: `本案不涉及（${supplied}）` }))
  return { ...handed, intake }
}

/** Property in one line, or null where the case has none. */
export function propertyText(given: Given): string | null {
  const property = given.finalSanction.property
  if (property === null) return null
  const { note, ...amounts } = property
  return typeof note === 'string' ? note : Object.entries(amounts).filter(([, amount]) => amount !== null).map(([how, amount]) => `${how}${amount}元`).join('，')
}

/** The grounds of a return: its reason where it names one, else the usual ground of its kind. */
export function groundsOf(back: GivenReturn): Ground[] {
  if (kindOfReturn(back) === 'reinvestigation') return ['mainFactsUnclear', 'evidenceInsufficient']
  const named: [RegExp, Ground][] = [[/部分事实不清/, 'someFactsUnclear'], [/遗漏/, 'factsOmitted'], [/新的/, 'newFacts']]
  const found = named.filter(([pattern]) => pattern.test(back.reason)).map(([, ground]) => ground)
  return found.length > 0 ? found : ['evidenceToComplete']
}

/** The category of an outline item, by its words. */
export function categoryOf(item: string): ItemCategory {
  if (/定性|认定理由/.test(item)) return 'characterisation'
  if (/量纪|处分/.test(item)) return 'weighing'
  if (/余款|清退|涉案财物|退缴|收缴/.test(item)) return 'property'
  if (/主体|职级|岗位职责|分工|任职/.test(item)) return 'identity'
  if (/笔录.*签名|审批|程序/.test(item)) return 'procedure'
  return 'evidence'
}

const bodyName = /纪检监察组/

/** Which organ the file means for the Party track: the one the route gives it, unless it names a stationed body. */
export function partyOrganOf(given: Given, route: Route): Organ {
  if (bodyName.test(given.finalSanction.partyDecisionOrgan ?? '') && !/党组|党委|支部/.test(given.finalSanction.partyDecisionOrgan ?? '')) return 'stationedBody'
  return route === 'A' || route === 'B' || route === 'N' ? 'partyGroup' : 'unitCommittee'
}

export function adminOrganOf(given: Given): Organ {
  const name = given.finalSanction.governmentDecisionOrgan ?? ''
  if (given.finalSanction.government === 'postDowngrade') return 'appointingOrgan'
  return bodyName.test(name) ? 'stationedBody' : /监委/.test(name) ? 'supervisoryCommission' : 'appointingOrgan'
}

/** Which execution items the decisions of the file will ask for. */
export function executionIdsOf(given: Given, party: PartySanction, tracks: readonly ('party' | 'admin')[], measure: string | null): string[] {
  const empty = { ...blankCase({ id: '', commission: '', number: '', zoneId: '' }), package: packageOf(given) }
  const decided = tracks.reduce<Case>((c, track) => ({ ...c, execution: executionOf(c, { subjectId, track, party, admin: given.finalSanction.government, property: propertyText(given), measure }) }), empty)
  return decided.execution.map((item) => item.id)
}
