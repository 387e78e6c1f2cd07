/** 集体审议会议材料 as a file, for whoever reviews the cases: one paper for a meeting, made when it is asked for. */
import type { Refusal, Stage } from './review/case.ts'
import { isDay, type Day } from './review/day.ts'
import { sideOf } from './review/parts.ts'
import type { Actor } from './review/people.ts'
import { no } from './review/refusal.ts'
import { deskFor } from './papers/desk.ts'
import { meetingPaper, type Meeting } from './papers/meeting.ts'
import { toPage } from './papers/page.ts'
import { contentHash } from './papers/papers.ts'
import { toWord } from './papers/word.ts'
import { record } from './store/audit.ts'
import { find, type Found } from './store/cases.ts'
import { witnessed } from './store/readings.ts'
import type { LoadedMoment } from './store/settings.ts'
import type { Store } from './store/store.ts'

export const meetingForms = ['docx'] as const
type Asking = { store: Store; who: Actor; moment: LoadedMoment; now: () => { on: Day; at: string } }
export type MeetingWanted = { form: 'docx' | 'page'; caseIds: readonly string[]; on: string; place: string }

/** A case that lies before the meeting, or is read for it. */
const comes: readonly Stage[] = ['reading', 'deliberating']
/** So many cases a meeting takes at most. */
const mostCases = 20
const longestPlace = 60

/**
 * The material of a meeting. Only for those who review, of cases that are read or lie before their group to be deliberated on: hidden and missing ones answer alike.
 * Each case is read on record, and so is the file.
 */
export async function meetingMade({ store, who, moment, now }: Asking, { form, caseIds, on, place }: MeetingWanted): Promise<{ pieces: Uint8Array[]; name: string } | { refusals: Refusal[] }> {
  const ids = [...new Set(caseIds)]
  const refusals = [
    ...(sideOf[who.role] === 'review' ? [] : [no('MEETING_NOT_YOURS', '会议材料由审理一方生成', 'R-232')]),
    ...(isDay(on) ? [] : [no('NO_SUCH_DAY', `“${on}”不是真实的日期，请写会议日期，如 2026-11-26`, 'R-232', 'on')]),
    ...(ids.length === 0 ? [no('NO_CASES_CHOSEN', '请至少选一个案件', 'R-232', 'case')] : ids.length > mostCases ? [no('TOO_MANY_CASES', `一次会议最多${mostCases}个案件，请分次召开`, 'R-232', 'case')] : []),
    ...([...place].length > longestPlace ? [no('TOO_LONG', `会议地点最多${longestPlace}个字`, 'R-232', 'place')] : []),
  ]
  if (refusals.length > 0) return { refusals }
  const found: Found[] = []
  for (const id of ids) {
    const one = await witnessed(store, { commission: who.commission, at: now().at }, () => find(store, who, id))
    if (!one) return { refusals: [no('NO_SUCH_CASE', '没有找到所选的案件，或者您不能查看，请刷新后重选', undefined, 'case')] }
    if (!comes.includes(one.case.stage)) return { refusals: [no('NOT_DELIBERATING', `“${one.case.package.title}”不在阅卷或者集体审议阶段，请从材料中去掉`, 'R-232', 'case')] }
    found.push(one)
  }
  const zones = [...new Set(found.map((one) => moment.roster.zone(one.case.zoneId)?.name ?? one.case.zoneId))]
  const meeting: Meeting = { on, place: place.trim() }
  const paper = meetingPaper(`${moment.policy.organNames.commission}${zones.length === 1 ? zones[0] : ''}划片审理小组`, meeting, found.map((one) => ({ ...deskFor(one, moment), today: moment })))
  const pieces = form === 'page' ? [new TextEncoder().encode(toPage(paper, `集体审议会议材料　内容校验值 ${contentHash(paper)}　打印：Ctrl+P`))] : [await toWord(paper)]
  const { personId: by, role, bodyId, zoneId, commission } = who
  await record(store, { commission, at: now().at, kind: 'export', body: { event: 'meetingExported', by, role, bodyId, zoneId, form, cases: found.length } })
  return { pieces, name: `集体审议会议材料${on.replaceAll('-', '')}.${form}` }
}
