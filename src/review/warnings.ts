/** What bars no step but should be looked at: the same list for the body before transfer and for the group after it. */
import type { Case, Refusal } from './case.ts'
import { missingItems } from './checklist.ts'
import { isOpenCheck, raisedChecksOf } from './checks.ts'
import type { Day } from './day.ts'
import { eightPointFaults, findingFaults } from './finding.ts'
import { findingsInView } from './machine.ts'
import { bodiesOf, panelOf, type Roster } from './people.ts'
import { inForce, workOf } from './recusal.ts'
import { no } from './refusal.ts'
import { editionOf } from './weighing.ts'
import { workWords } from './words.ts'

/** Everything that a reader of the case should be told on this day. */
export function warningsOf(c: Case, day: Day, roster: Roster): Refusal[] {
  const handed = c.package
  const covered = handed.bodyIds.flatMap((id) => { const body = roster.body(id); return body ? [body.stationedIn, ...body.covers] : [] })
  const outside = handed.designation !== null ? [] : handed.subjects.filter((one) => !covered.some((unit) => one.employer.startsWith(unit) || unit.startsWith(one.employer)))
  return [
    ...outside.map((one) => no('EMPLOYER_OUTSIDE', `${one.name}所在单位“${one.employer}”不在移送机构的监督单位名单内，请核对或者补充指定管辖文书`, 'R-110', 'package.subjects')),
    ...missingItems(handed).map(({ item, label }) => no('ITEM_MISSING', `缺少受理材料第${item}项“${label}”，受理时会要求补齐`, 'R-215', `package.intake.${item}`)),
    ...(c.report === null ? handed.proposals.flatMap((one, n) => [...findingFaults(c, one, `package.proposals.${n}`, day), ...eightPointFaults(c, one, `package.proposals.${n}`)]) : []),
    ...handed.subjects.flatMap((one) => (findingsInView(c).some((finding) => finding.subjectId === one.id && finding.party === 'expulsion') ? [no('EXPULSION_APPROVAL', `拟开除${one.name}党籍，请核对是否须报上级机关批准`, 'R-125')] : [])),
    ...(handed.actsUntil === null ? [] : editionOf(handed.actsUntil, c.decisions[0]?.decidedOn ?? day).flags.map((flag) => no(flag.code, flag.text, 'R-416', 'package.edition'))),
    ...(['reporting', 'approving'].includes(c.stage) ? raisedChecksOf(c).filter(isOpenCheck).map((one) => no('CHECK_OPEN', `核对发现“${one.label}”还没有结论：${one.data}`, 'R-550', 'checks')) : []),
    ...panelOf(c).flatMap((id) => acquaintances(id, c, roster)),
    ...c.recusals.filter((one) => inForce(one) && one.earlierWork === 'open').map((one) =>
      no('EARLIER_WORK_OPEN', `${roster.person(one.personId)?.name ?? one.personId}已回避，此前有${workOf(c, one.personId).map(({ kind, count }) => `${workWords[kind]}${count}项`).join('、')}，请组长决定保留还是重做`, 'R-450', 'recusals')),
  ]
}

/** What bars nobody from the panel but should be known: the same zone, an earlier post in the body, the same system. */
function acquaintances(personId: string, c: Case, roster: Roster): Refusal[] {
  const person = roster.person(personId)
  const home = roster.body(person?.homeBodyId ?? '')
  const bodies = bodiesOf(c)
  const name = person?.name ?? personId
  const units = bodies.flatMap((id) => { const body = roster.body(id); return body ? [body.stationedIn, ...body.covers] : [] })
  const shared = home && [home.stationedIn, ...home.covers].find((unit) => units.includes(unit))
  return [
    ...(home && home.zoneId === c.zoneId ? [no('SAME_ZONE', `${name}来自本片区的${home.name}，请留意熟人审理`, 'R-455', 'panel')] : []),
    ...(person?.posts.some((post) => post.bodyId !== null && bodies.includes(post.bodyId)) ? [no('EARLIER_POST', `${name}曾在移送本案的派驻机构任职，请留意是否影响公正审理`, 'R-456', 'panel')] : []),
    ...(shared ? [no('SAME_SYSTEM', `${name}所在派驻机构也监督“${shared}”，请留意是否影响公正审理`, 'R-456', 'panel')] : []),
  ]
}
