/** 制定评查计划: with it the list is fixed, and the secret bound that the draw will tell. */
import type { Refusal } from './case.ts'
import { isDay, type Day } from './day.ts'
import type { Candidate, DrawSize } from './draw.ts'
import type { Actor } from './people.ts'
import type { Policy } from './policy.ts'
import type { QualityMode, QualityCheck } from './quality.ts'
import { blank, no } from './refusal.ts'

/** So many cases are looked at in one check, no more: each is read by people. */
const mostCases = 300

/** What the head of the office asks for. `caseIds` names the cases of a daily check; the others are drawn. */
export type Plan = DrawSize & { title: string; mode: QualityMode; theme: string | null; from: Day; until: Day; bodyIds: string[]; caseIds: string[] }

/** A case that could be looked at: archived, and there for whoever plans. */
export type Archived = Omit<Candidate, 'blind'>

/** The cases that a plan is about, of all that are archived. */
export const candidatesFor = ({ mode, from, until, bodyIds, caseIds }: Plan, archived: readonly Archived[]): Archived[] =>
  archived.filter((one) => (mode === 'daily' ? caseIds.includes(one.caseId) : from <= one.closedOn && one.closedOn <= until && bodyIds.includes(one.bodyId)))

/** Why this plan is not made. */
export function planRefusals(plan: Plan, candidates: readonly Archived[], who: Actor, { on, knows }: { on: Day; knows: (bodyId: string) => boolean }): Refusal[] {
  if (who.role !== 'officeHead') return [no('NOT_YOURS', '评查由案件审理室主任组织', 'R-561')]
  const { title, mode, theme, from, until, bodyIds, caseIds, perBody, total } = plan
  const ofBody = Map.groupBy(candidates, ({ bodyId }) => bodyId)
  const strata = ofBody.size
  const drawn = mode === 'daily' ? candidates.length : [...ofBody.values()].reduce((sum, own) => sum + Math.min(perBody, own.length), 0)
  return [
    ...(blank(title) ? [no('NOT_WRITTEN', '请填写评查的名称', undefined, 'title')] : []),
    ...(mode === 'special' && blank(theme) ? [no('NOT_WRITTEN', '专项评查请写明评查什么', 'R-560', 'theme')] : []),
    ...(drawn > mostCases ? [no('TOO_MANY', `一次评查至多${mostCases}件，现在是${drawn}件，请减少每个机构的件数或者分次评查`, 'R-560-draw', mode === 'daily' ? 'caseIds' : 'perBody')] : []),
    ...(mode === 'daily'
      ? (caseIds.length === 0 || candidates.length < new Set(caseIds).size ? [no('NO_CASES', '请选定要评查的案件，限于您可以看到的已归档案件', 'R-560', 'caseIds')] : [])
      : [
          ...(!isDay(from) || !isDay(until) || until < from || until > on ? [no('BAD_DAY', '请写明案件归档的起止日期，截止日不晚于今天', 'R-560', 'until')] : []),
          ...(bodyIds.length === 0 || bodyIds.some((id) => !knows(id)) ? [no('NO_BODIES', '请选定被评查的派驻机构', 'R-560', 'bodyIds')] : []),
          ...(Number.isInteger(perBody) && perBody >= 1 && perBody <= 100 ? [] : [no('BAD_SIZE', '每个派驻机构至少抽取1件，至多100件', 'R-560-draw', 'perBody')]),
          ...(total === null || (Number.isInteger(total) && total >= strata && total <= mostCases) ? [] : [no('BAD_SIZE', `总数不少于有案件的派驻机构数（${strata}），至多${mostCases}件`, 'R-560-draw', 'total')]),
          ...(candidates.length === 0 ? [no('NO_CASES', '选定的派驻机构在这段时间里没有您可以看到的已归档案件', 'R-560', 'bodyIds')] : []),
        ]),
  ]
}

/** The check as it begins: a daily one with its cases named, any other with its list fixed and nothing drawn. */
export const planned = (plan: Plan, candidates: readonly Candidate[], { id, who, on, policy, bound }: { id: string; who: Actor; on: Day; policy: Policy; bound: QualityCheck['bound'] }): QualityCheck => {
  const { caseIds: _named, ...kept } = plan
  const daily = plan.mode === 'daily'
  return {
    ...kept, bodyIds: daily ? [...new Set(candidates.map(({ bodyId }) => bodyId))].sort() : [...new Set(plan.bodyIds)].sort(), id, commission: who.commission, state: daily ? 'drawn' : 'planned', version: 1, plannedBy: who.personId, plannedOn: on,
    bound: daily ? null : bound, draw: null, cases: daily ? [...candidates] : [], rubric: policy.qualityRubric, team: [], sheets: [], discussion: null, feedbacks: [], closed: null,
  }
}
