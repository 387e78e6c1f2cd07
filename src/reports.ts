/**
 * 报表 and 共性问题通报 as files, for whoever asks for one in a browser or on the command line. Each that leaves is on record
 * before it does.
 */
import type { Day } from './review/day.ts'
import type { Refusal } from './review/case.ts'
import type { View } from './review/figures.ts'
import type { Actor } from './review/people.ts'
import { periodName } from './review/period.ts'
import { roleWords } from './review/words.ts'
import { clockIn } from './papers/instant.ts'
import { printedPage } from './papers/papers.ts'
import { circularFile, reportFile, type CircularForm, type ReportForm } from './papers/report-file.ts'
import { circularPaper, reportPaper, type ReportNames } from './papers/report-forms.ts'
import { circular, recordReport, report } from './store/reports.ts'
import type { LoadedMoment } from './store/settings.ts'
import type { Store } from './store/store.ts'

type Asking = { store: Store; who: Actor; moment: LoadedMoment; now: () => { on: Day; at: string } }
/** A page is shown and printed by the browser. */
export type ReportWanted = { form: ReportForm | 'page'; period: string; view: View }
export type CircularWanted = { form: CircularForm | 'page'; half: string }
type Made = { pieces: Uint8Array[]; name: string } | { refusals: Refusal[] }

const namesIn = ({ roster, policy }: LoadedMoment): ReportNames => ({
  zone: (id) => roster.zone(id)?.name ?? id, body: (id) => roster.body(id)?.name ?? id, organ: `${policy.organNames.commission}案件审理室`,
})

/** The report of a period as a file. */
export async function reportMade({ store, who, moment, now }: Asking, { form, period, view }: ReportWanted): Promise<Made> {
  const asked = await report(store, who, moment, period, view)
  if ('refusals' in asked) return asked
  const names = namesIn(moment)
  const pieces = form === 'page' ? [printedPage(reportPaper(asked.report, names))] : await reportFile(form, asked.report, names, [
    ['名称', asked.report.title],
    ['报表人', `${moment.roster.person(who.personId)?.name ?? who.personId}（${roleWords[who.role]}）`],
    ['生成时间', clockIn(now().at)],
    ['范围', [view.zoneId && names.zone(view.zoneId), view.bodyId && names.body(view.bodyId)].filter(Boolean).join('、') || '报表人可以查看的全部案件'],
    ['上期', periodName(asked.report.previous)],
    ['上年同期', periodName(asked.report.yearBefore)],
  ])
  await recordReport(store, who, now().at, { event: 'reportExported', form, period: asked.report.period.key, ...view })
  return { pieces, name: `报表${asked.report.period.key}.${form}` }
}

/** The circular of half a year as a file. */
export async function circularMade({ store, who, moment, now }: Asking, { form, half }: CircularWanted): Promise<Made> {
  const asked = await circular(store, who, moment, half)
  if ('refusals' in asked) return asked
  const names = namesIn(moment)
  const pieces = form === 'page' ? [printedPage(circularPaper(asked.circular, names))] : await circularFile(form, asked.circular, names)
  await recordReport(store, who, now().at, { event: 'circularExported', form, period: asked.circular.period.key })
  return { pieces, name: `共性问题通报${asked.circular.period.key}.${form}` }
}
