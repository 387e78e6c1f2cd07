/** What the forms are filled from: a case as its reader sees it, and who is who. */
import type { Case, Finding, Subject } from '../review/case.ts'
import type { Side } from '../review/parts.ts'
import type { Roster } from '../review/people.ts'
import { secrecyOf } from '../review/secrecy.ts'
import { secrecyWords } from '../review/words.ts'
import { forms, type FormCode } from './catalogue.ts'
import type { Paper } from './paper.ts'
import { everybody, marked, styled } from './wording.ts'

/** `c` is the case as it is seen from `side`: what is hidden is not there to be printed. `zone` is the name of its zone. */
export type Desk = { c: Case; side: Side; roster: Roster; zone: string }

/** Makes every paper of its form that the case has come to. */
export type Form = (desk: Desk) => Paper[]

/** 派出机关, as papers of its offices name it. */
const commission = '市纪委监委'
export const office = `${commission}案件审理室`
export const workCommittee = '市直机关纪检监察工委'
export const groupOf = ({ zone }: Desk): string => `${commission}${zone}划片审理小组`
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
  form, key: suffix === null ? form : `${form}-${suffix}`, title: [forms[form].title], secrecy: markOf(desk), head: null, addressee: null, attachments: [], closing: null, copyTo: [], ...said,
})
