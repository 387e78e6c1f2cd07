/** Payloads with exactly one fault each: every text blanked, list emptied or doubled, number, flag, id and choice changed. */

const choices = [
  ['report', 'return'], ['deferred', 'refused'], ['done', 'cannot'], ['accepted', 'again'], ['party', 'admin'], ['hold', 'waive'], ['report', 'beforeReturn'], ['propose', 'withdraw'], ['A', 'B'],
  ['sanction', 'exempt', 'noSanction'], ['partyGroup', 'unitCommittee', 'stationedBody', 'workCommittee', 'zoneGroup'], ['none', 'warning', 'removal', 'expulsion', 'majorDemerit', 'discharge'],
  ['pass', 'major'], ['noObjection', 'illegalEvidence', 'newFacts'], ['committeeHead', 'bodyHead'], ['present', 'missing'], ['partyGroup', 'city'], ['zone', 'body'], ['investigation', 'courtJudgment'], ['P25', 'P03'], ['S1', 'nobody'], ['lead', 'homeReviewer', 'borrowedInvestigator', 'otherZoneReviewer', 'handler', 'nobody'],
  ['workSecret', 'confidential', 'secret'], ['reviewer', 'homeReviewer', 'lead'], ['spareReviewer', 'homeReviewer', 'otherZoneReviewer', 'lead', 'groupLeader', 'officeHead'], ['工委书记', 'lead', 'officeHead'], ['subject.birthYear', 'title', 'stage'], ['bodyHead', 'handler'],
]

function oneFault(value: unknown): unknown[] {
  if (typeof value === 'string') return ['', ...choices.flatMap((list) => (list.includes(value) ? list.filter((one) => one !== value) : [])), ...(/^\d{4}-\d\d-\d\d$/.test(value) ? ['2026-02-30', '2026-03-01', '2026-12-31', '2030-01-01'] : []), ...(/^\d+$/.test(value) ? ['1970', '19'] : [])]
  if (typeof value === 'number') return [0, -1, 1.5, 2, 7, 99]
  if (typeof value === 'boolean') return [!value]
  if (Array.isArray(value)) return [[], value.slice(1), [...value, ...value.slice(0, 1)], ...value.flatMap((one, n) => oneFault(one).map((other) => value.with(n, other))), ...(value.length === 0 ? [['disagreesWithFacts'], ['groupLeader']] : [])]
  if (value !== null && typeof value === 'object') return Object.entries(value).flatMap(([field, one]) => [...oneFault(one), ...(one === null ? ['', 'lead', 'nobody', { organ: 'partyCommittee', organName: '党委', approvedOn: '2026-02-01' }] : [null])].map((other) => ({ ...value, [field]: other })))
  return []
}

export const mutantsOf = <Value>(value: Value): Value[] => oneFault(value) as Value[]
