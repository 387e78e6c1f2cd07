/**
 * What is suggested for a field of a finding before it is written (八项规定精神、条款、处分): shown beside the field, with
 * its rule. People decide; where the hint demands it, “no” wants a reason, and both are kept together.
 */
import type { Basis, Case, Finding } from './case.ts'
import type { CheckCode } from './check-codes.ts'
import { checksOf } from './checks.ts'
import type { ClockEntry, ClockMoment } from './clock.ts'
import { eightPointHint, eightPointSuggested } from './finding.ts'
import { basis } from './law.ts'
import type { Policy } from './policy.ts'

export type HintField = 'eightPoint' | 'articles' | 'party' | 'admin'

/** One hint for a field of the finding on one person; `wantsReason` where the server takes no other choice without a reason. */
export type FindingHint = { subjectId: string; field: HintField; text: string; settle: string; wantsReason: boolean; basis: Basis }

/** Which field of a finding a check is about. */
const fieldOfCheck: Partial<Record<CheckCode, HintField>> = {
  EIGHT_RULES_TAG: 'eightPoint', LAW_VERSION: 'articles', ARTICLE_REF: 'articles', PARTY_ONLY: 'party', MANDATORY_EXPULSION: 'party', NOT_PROSECUTED_MIN: 'party', NO_PARTY_POST: 'party', COMBINE: 'party', SENTENCING_RANGE: 'party',
  GOV_MINIMUM: 'admin', PARTY_GOV_MATCH: 'admin',
}

/** The hints for the findings on everybody of this case, as the person asking sees it. */
export function findingHints(c: Case, log: readonly ClockEntry[], moment: ClockMoment): FindingHint[] {
  const looks = eightPointHint(c)
  return [
    ...(looks === null ? [] : c.package.subjects.map(({ id }): FindingHint => ({ subjectId: id, field: 'eightPoint', text: looks, settle: '认定的写明类别；不认定的写明理由', wantsReason: true, basis: basis('R-440') }))),
    ...checksOf(c, log, moment).flatMap(({ code, subjectId, data, settle, state, basis: rule }): FindingHint[] => {
      const field = fieldOfCheck[code]
      return field === undefined || subjectId === null || (state !== 'open' && state !== 'answered') ? [] : [{ subjectId, field, text: data, settle, wantsReason: field === 'eightPoint', basis: rule }]
    }),
  ]
}

/** The finding with what was suggested on the eight-point rules beside choice and reason; whatever was handed in as one is replaced. */
export function withEightPointHint(c: Case, one: Finding, policy: Policy): Finding {
  const { suggested: _sent, ...eightPoint } = one.eightPoint
  const hint = eightPointSuggested(c, one, policy)
  return { ...one, eightPoint: hint === null ? eightPoint : { ...eightPoint, suggested: hint } }
}
