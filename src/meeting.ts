/** 集体审议会议材料 as a file, for whoever reviews the cases: one paper for a meeting, made when it is asked for. */
import type { Refusal } from './review/case.ts'
import type { Day } from './review/day.ts'
import { agendaRefusals, meetingRefusals, type MeetingPlan } from './review/meeting.ts'
import type { Actor } from './review/people.ts'
import { no } from './review/refusal.ts'
import { deskFor } from './papers/desk.ts'
import { meetingPaper } from './papers/meeting.ts'
import { printedPage } from './papers/papers.ts'
import { toWord } from './papers/word.ts'
import { record } from './store/audit.ts'
import { find, type Found } from './store/cases.ts'
import { witnessed } from './store/readings.ts'
import type { LoadedMoment } from './store/settings.ts'
import type { Store } from './store/store.ts'

export const meetingForms = ['docx'] as const
type Asking = { store: Store; who: Actor; moment: LoadedMoment; now: () => { on: Day; at: string } }
export type MeetingWanted = MeetingPlan & { form: 'docx' | 'page' }

/**
 * The material of a meeting. Only for those who review, of cases that are read or lie before their group to be deliberated on: hidden and missing ones answer alike.
 * Each case is read on record, and so is the file.
 */
export async function meetingMade({ store, who, moment, now }: Asking, { form, caseIds, on, place }: MeetingWanted): Promise<{ pieces: Uint8Array[]; name: string } | { refusals: Refusal[] }> {
  const ids = [...new Set(caseIds)]
  const refusals = meetingRefusals(who, { caseIds: ids, on, place })
  if (refusals.length > 0) return { refusals }
  const found: Found[] = []
  for (const id of ids) {
    const one = await witnessed(store, { commission: who.commission, at: now().at }, () => find(store, who, id))
    if (!one) return { refusals: [no('NO_SUCH_CASE', '没有找到所选的案件，或者您不能查看，请刷新后重选', undefined, 'case')] }
    const unfit = agendaRefusals(one.case)
    if (unfit.length > 0) return { refusals: unfit }
    found.push(one)
  }
  const paper = meetingPaper({ on, place: place.trim() }, found.map((one) => ({ ...deskFor(one, moment), today: moment })))
  const pieces = form === 'page' ? [printedPage(paper, '集体审议会议材料')] : [await toWord(paper)]
  const { personId: by, role, bodyId, zoneId, commission } = who
  await record(store, { commission, at: now().at, kind: 'export', body: { event: 'meetingExported', by, role, bodyId, zoneId, form, cases: found.length } })
  return { pieces, name: `集体审议会议材料${on.replaceAll('-', '')}.${form}` }
}
