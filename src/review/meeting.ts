/** 集体审议会议: who may prepare one, and which cases lie before it. */
import type { Case, Refusal, Stage } from './case.ts'
import { isDay } from './day.ts'
import { sideOf } from './sides.ts'
import type { Actor } from './people.ts'
import { no } from './refusal.ts'

/** Which cases are on the agenda, in their order, and when and where the group meets. */
export type MeetingPlan = { caseIds: readonly string[]; on: string; place: string }

/** So many cases a meeting takes at most. */
const mostCases = 20
const longestPlace = 60
/** A case that lies before the meeting, or is read for it. */
const comes: readonly Stage[] = ['reading', 'deliberating']

/** Why there is no such meeting, for whoever prepares it; nothing where it can be held. */
export const meetingRefusals = ({ role }: Pick<Actor, 'role'>, { caseIds, on, place }: MeetingPlan): Refusal[] => [
  ...(sideOf[role] === 'review' ? [] : [no('MEETING_NOT_YOURS', '会议材料由审理一方生成', 'R-232')]),
  ...(isDay(on) ? [] : [no('NO_SUCH_DAY', `“${on}”不是真实的日期，请写会议日期，如 2026-11-26`, 'R-232', 'on')]),
  ...(caseIds.length === 0 ? [no('NO_CASES_CHOSEN', '请至少选一个案件', 'R-232', 'case')] : caseIds.length > mostCases ? [no('TOO_MANY_CASES', `一次会议最多${mostCases}个案件，请分次召开`, 'R-232', 'case')] : []),
  ...([...place].length > longestPlace ? [no('TOO_LONG', `会议地点最多${longestPlace}个字`, 'R-232', 'place')] : []),
]

/** Why a case is on no agenda. */
export const agendaRefusals = ({ stage, package: { title } }: Case): Refusal[] => (comes.includes(stage) ? [] : [no('NOT_DELIBERATING', `“${title}”不在阅卷或者集体审议阶段，请从材料中去掉`, 'R-232', 'case')])
