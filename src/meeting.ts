/** 集体审议会议材料 as files, for whoever reviews the cases: the paper of a meeting, with the papers of its cases as one file, and its minutes; made when they are asked for. */
import type { Refusal } from './review/case.ts'
import type { Day } from './review/day.ts'
import type { Actor } from './review/people.ts'
import { no } from './review/refusal.ts'
import type { Meeting as Called } from './review/meeting.ts'
import { materialRefusals } from './review/meeting-steps.ts'
import { deskFor, type Desk } from './papers/desk.ts'
import { meetingPaper, minutesPaper, type Meeting } from './papers/meeting.ts'
import { asName, fileName, papersOf, printedPage } from './papers/papers.ts'
import { stored, type Piece } from './papers/stored.ts'
import { toWord } from './papers/as-word.ts'
import { record } from './store/audit.ts'
import type { Found } from './store/cases.ts'
import { itemsFor, meetingFor, type SeenItem } from './store/meeting-reading.ts'
import { witnessed } from './store/readings.ts'
import type { LoadedMoment } from './store/settings.ts'
import type { Store } from './store/store.ts'

export const meetingForms = ['docx', 'zip'] as const
export const minutesForms = ['docx'] as const
type Asking = { store: Store; who: Actor; moment: LoadedMoment; now: () => { on: Day; at: string } }
type MeetingForm = (typeof meetingForms)[number] | 'page'
type Made = { pieces: Uint8Array[]; name: string } | { refusals: Refusal[] }

const groupName = (zoneId: string, { policy, roster }: LoadedMoment): string => `${policy.organNames.commission}${roster.zone(zoneId)?.name ?? zoneId}划片审理小组`
const officeName = ({ policy }: LoadedMoment): string => `${policy.organNames.commission}案件审理室`

/** Sets the material: as a paper, or the paper with every paper that each case has come to, in one file. */
async function written({ store, who, moment, now }: Asking, form: MeetingForm, { group, meeting, found }: { group: string; meeting: Meeting; found: readonly Found[] }): Promise<Made> {
  const desks = found.map((one) => deskFor(one, moment))
  const paper = meetingPaper(group, meeting, desks.map((desk) => ({ ...desk, today: moment })))
  const pieces = form === 'page' ? [printedPage(paper, '集体审议会议材料')] : form === 'docx' ? [await toWord(paper)] : [stored([{ name: '会议材料.docx', bytes: await toWord(paper) }, ...(await Promise.all(desks.map(papersIn))).flat()])]
  await exported({ store, who, now }, 'meetingExported', form, found.length)
  return { pieces, name: `集体审议会议材料${meeting.on.replaceAll('-', '')}.${form}` }
}

/** Every paper that a case has come to, as Word, in a folder of its own. */
const papersIn = (desk: Desk, n: number): Promise<Piece[]> =>
  Promise.all(papersOf(desk).map(async (one) => ({ name: `${asName(`${n + 1} ${desk.c.number}`)}/${fileName(one)}.docx`, bytes: await toWord(one) })))

async function exported({ store, who, now }: Pick<Asking, 'store' | 'who' | 'now'>, event: 'meetingExported' | 'minutesExported', form: string, cases: number): Promise<void> {
  const { personId: by, role, bodyId, zoneId, commission } = who
  await record(store, { commission, at: now().at, kind: 'export', body: { event, by, role, bodyId, zoneId, form, cases } })
}

/** A meeting with what somebody sees of its agenda, on record; or why not: hidden and missing ones answer alike. */
async function agendaSeen({ store, who, moment, now }: Asking, id: string): Promise<{ m: Called; items: SeenItem[] } | { refusals: Refusal[] }> {
  const refusals = materialRefusals(who)
  if (refusals.length > 0) return { refusals }
  return witnessed(store, { commission: who.commission, at: now().at }, async () => {
    const m = await meetingFor(store, who, id)
    return m ? { m, items: await itemsFor(store, who, m, moment) } : { refusals: [no('NO_SUCH_MEETING', '没有找到这次会议，请从集体审议页打开')] }
  })
}

const headOf = (m: Called, moment: LoadedMoment) => ({ group: m.zoneId === null ? officeName(moment) : groupName(m.zoneId, moment), meeting: { on: m.on, time: m.time, place: m.place, invited: m.invited } })

/** The material of a meeting that was called: the cases of its agenda that are not postponed, in their order, as this person sees them. */
export async function packMade(asking: Asking, { form, id }: { form: MeetingForm; id: string }): Promise<Made> {
  const seen = await agendaSeen(asking, id)
  if ('refusals' in seen) return seen
  const found = seen.items.filter(({ standing }) => standing !== 'postponed' && standing !== 'gone').map((one) => one.found)
  if (found.length === 0) return { refusals: [no('NO_CASES_CHOSEN', '议程中没有您可以查看的案件，没有会议材料', 'R-232')] }
  return written(asking, form, { ...headOf(seen.m, asking.moment), found })
}

/** The minutes of a meeting: every item somebody sees, once one has its outcome. */
export async function minutesMade(asking: Asking, { form, id }: { form: 'docx' | 'page'; id: string }): Promise<Made> {
  const seen = await agendaSeen(asking, id)
  if ('refusals' in seen) return seen
  const { m, items } = seen
  if (!items.some(({ held }) => held !== null)) return { refusals: [no('NO_OUTCOME', '会议还没有您可以查看的审议结果，记录之后才有会议记录', 'R-232')] }
  const { group, meeting } = headOf(m, asking.moment)
  const paper = minutesPaper(group, meeting, items.map((one) => ({ ...deskFor(one.found, asking.moment), today: asking.moment, standing: one.standing, held: one.held, views: one.views, left: one.leaving.map(({ personId }) => personId), postponed: one.item.postponed?.reason ?? null })))
  const pieces = form === 'page' ? [printedPage(paper, '集体审议会议记录')] : [await toWord(paper)]
  await exported(asking, 'minutesExported', form, items.length)
  return { pieces, name: `集体审议会议记录${m.on.replaceAll('-', '')}.${form}` }
}
