import type { Case, Package } from '../case.ts'
import { blank, decideOpen, no, written } from '../refusal.ts'
import { guard, step } from '../step.ts'
import { isDay, type Day } from '../day.ts'
import { withSuggestion } from '../finding.ts'

type Draft = { package: Package }

/** Suggestions are the engine's, whatever the draft brought along as one. */
const suggested = (c: Case, draft: Package, day: Day): Package => ({ ...draft, proposals: draft.proposals.map((one) => withSuggestion({ ...c, package: draft }, one, day)) })

const ownBody = guard<Draft>('ownBody', 'bodyResponsible', (_c, { package: draft }, { who }) =>
  draft.bodyIds[0] !== who.bodyId ? [no('NOT_YOUR_BODY', '牵头移送的派驻机构应当是您所在的派驻机构', 'R-110', 'package.bodyIds')] : [])

const knownBodies = guard<Draft>('knownBodies', 'bodyResponsible', (_c, { package: draft }, { roster }) =>
  draft.bodyIds.filter((id) => !roster.body(id)).map((id) => no('NO_SUCH_BODY', `没有“${id}”这个派驻机构`, undefined, 'package.bodyIds')))

/** An exception from the route table says why. */
const exceptionReasoned = guard<Draft>('exceptionReasoned', 'reasoned', (_c, { package: draft }) =>
  draft.subjects.flatMap((one, n) => (one.routeException && blank(one.routeException.reason) ? [no('NOT_WRITTEN', `请写明${one.name}不按一般路径办理的理由`, 'R-254', `package.subjects.${n}.routeException.reason`)] : [])))

const realDays = guard<Draft>('realDays', 'trace', (_c, { package: draft }, { on }) =>
  (['clueOn', 'filedOn'] as const).flatMap((field) => {
    const day = draft[field]
    if (day === null) return []
    if (!isDay(day)) return [no('NO_SUCH_DAY', `“${day}”不是真实的日期`, undefined, `package.${field}`)]
    return day > on ? [no('DAY_IN_FUTURE', `${day}晚于今天，请核对`, undefined, `package.${field}`)] : []
  }))

const sameSubjectsOnce = guard<Draft>('sameSubjectsOnce', 'trace', (_c, { package: draft }) =>
  new Set(draft.subjects.map((one) => one.id)).size < draft.subjects.length ? [no('SUBJECT_TWICE', '同一被审查调查人写了两次', undefined, 'package.subjects')] : [])

/** 建立案件: a handler begins a case; the number is given by the store. */
export const openCase = step<Draft & { number: string; zoneId: string }>({
  label: '建立案件',
  about: '派驻机构建立一件拟移送审理的案件，由系统编号。',
  rule: 'R-204',
  by: ['anyHandler'],
  guards: [
    written('trace', { number: '案件编号' }),
    ownBody, knownBodies, realDays, sameSubjectsOnce, exceptionReasoned,
  ],
  apply: (c, { package: draft, number, zoneId }, { who, day }) => ({ ...c, number, zoneId, package: suggested(c, draft, day), openedBy: who.personId }),
})

/** 修改移送材料: before transfer, after a deferral, and while the case is investigated again. */
export const editDraft = step<Draft>({
  label: '修改移送材料',
  about: '派驻机构修改尚未移送（或者退回、暂缓后）的移送材料。',
  rule: 'R-204',
  by: ['handler'],
  guards: [
    guard('sameBody', 'bodyResponsible', (c, { package: draft }) =>
      draft.bodyIds[0] !== c.package.bodyIds[0] ? [no('NOT_YOUR_BODY', '牵头移送的派驻机构不能更改', 'R-110', 'package.bodyIds')] : []),
    knownBodies, realDays, sameSubjectsOnce, exceptionReasoned,
  ],
  // A correction that was still to be confirmed has lapsed: the text itself may have changed.
  apply: (c, { package: draft }, { day, who }) => ({ ...c, package: suggested(c, draft, day), corrections: decideOpen(c.corrections, { rejectedBy: who.personId, rejectedReason: '移送材料已经修改，原申请失效' }) }),
})
