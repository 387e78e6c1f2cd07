/** What the forms are filled from: a case as its reader sees it, and who is who. */
import type { Case, Finding, Subject } from '../review/case.ts'
import type { ClockMoment } from '../review/clock.ts'
import type { Roster } from '../review/people.ts'
import type { Templates } from '../review/template.ts'
import type { Seen } from '../review/visibility.ts'
import { secrecyOf } from '../review/secrecy.ts'
import type { Side } from '../review/sides.ts'
import { secrecyWords } from '../review/words.ts'
import { forms, type FormCode } from './catalogue.ts'
import type { Paper } from './paper.ts'
import { everybody, marked, styled } from './wording.ts'

/**
 * `c` and `log` are the case as it is seen from `side`: what is hidden is not there to be printed. `zone` is the name of its
 * zone; of the moment a paper reads the settings and the rest days, never the day. `templates` are those in force on it.
 */
export type Desk = { c: Case; log: Seen['log']; side: Side; roster: Roster; zone: string; moment: ClockMoment; templates: Templates }

type Sight = ClockMoment & { templates: Templates; roster: Roster & { zone: (id: string) => { name: string } | undefined } }

/** The desk at which somebody has the papers of a case. */
export const deskFor = ({ case: c, log, side }: Seen, moment: Sight): Desk => ({ c, log, side, roster: moment.roster, zone: moment.roster.zone(c.zoneId)?.name ?? '', moment, templates: moment.templates })

/** Makes every paper of its form that the case has come to. */
export type Form = (desk: Desk) => Paper[]

/** How papers name the organs (setting `organNames`). */
export const organNamesIn = ({ moment }: Desk) => moment.policy.organNames
export const officeOf = (desk: Desk): string => `${organNamesIn(desk).commission}案件审理室`
export const groupOf = (desk: Desk): string => `${organNamesIn(desk).commission}${desk.zone}划片审理小组`
export const bodiesIn = ({ c, roster }: Desk): string[] => c.package.bodyIds.map((id) => roster.body(id)?.name ?? id)
/** The body that leads. */
export const bodyIn = (desk: Desk): string => bodiesIn(desk)[0] ?? ''
/** The Party group of the department in which the leading body is stationed. */
export const partyGroupIn = ({ c, roster }: Desk): string => `${roster.body(c.package.bodyIds[0] ?? '')?.stationedIn ?? ''}党组`

export const nameIn = ({ roster }: Desk, id: string | null): string => (id === null ? '' : (roster.person(id)?.name ?? id))
export const namesIn = (desk: Desk, ids: readonly string[]): string => ids.map((id) => nameIn(desk, id)).join('、')

export const subjectIn = ({ c }: Desk, id: string): Subject | undefined => c.package.subjects.find((one) => one.id === id)
export const subjectNames = ({ c }: Desk): string => everybody(c.package.subjects.map((one) => one.name))

/** The same with 同志 where it is due by what is found or decided for each. */
export const styledNames = ({ c }: Desk, findings: readonly Pick<Finding, 'subjectId' | 'party'>[]): string =>
  everybody(c.package.subjects.map((one) => styled(one, findings.find(({ subjectId }) => subjectId === one.id)?.party ?? 'none')))

const markOf = ({ c }: Desk): string | null => {
  const set = secrecyOf(c)
  return set ? marked(secrecyWords[set.level], set.years) : null
}

type Said = Pick<Paper, 'blocks'> & Partial<Paper>

/** A paper of a form, with the secrecy of the case; `suffix` tells it from others of the form. */
export const paper = (desk: Desk, form: FormCode, suffix: string | null, said: Said): Paper => ({
  form, key: suffix === null ? form : `${form}-${suffix}`, title: [forms[form].title], secrecy: markOf(desk), head: null, addressee: null, attachments: [], closing: null, copyTo: [], template: null, ...said,
})
