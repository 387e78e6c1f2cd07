/**
 * 过问登记: asking about a case, meddling with it or pleading for somebody is put on record by whoever met with it.
 * The record only grows. The case is named by its number as somebody wrote it: nothing says whether there is one.
 */
import type { Refusal } from './case.ts'
import { isDay, type Day } from './day.ts'
import type { Actor } from './people.ts'
import { blank, no } from './refusal.ts'

export const interferenceKinds = ['asking', 'meddling', 'pleading', 'contact'] as const
export type InterferenceKind = (typeof interferenceKinds)[number]

export const interferenceKindWords: Record<InterferenceKind, string> = { asking: '打听案情', meddling: '过问案件', pleading: '说情干预', contact: '未经批准的接触' }

/** What somebody put on record. `interferer` is a person of the roster where it is one of ours; the name is kept as it was given. */
export type Interference = {
  id: string
  caseNumber: string
  kind: InterferenceKind
  interfererId: string | null
  interferer: string
  /** In which capacity: office, relation, on whose behalf. */
  capacity: string
  on: Day
  how: string
  said: string
  answered: string
  registeredBy: string
  registeredAt: string
}

export type InterferenceGiven = Omit<Interference, 'id' | 'registeredBy' | 'registeredAt'>

const labels = { caseNumber: '案件编号', interferer: '谁过问', capacity: '以什么身份', how: '以什么方式', said: '说了什么', answered: '怎样答复' } as const satisfies Partial<Record<keyof InterferenceGiven, string>>

/** What is missing in an entry; whoever is signed in may make one. */
export const registeringRefused = (given: InterferenceGiven, today: Day): Refusal[] => [
  ...(Object.entries(labels) as [keyof typeof labels, string][]).filter(([field]) => blank(given[field])).map(([field, label]) => no('NOT_WRITTEN', `请填写${label}`, 'R-458', field)),
  ...(!isDay(given.on) || given.on > today ? [no('BAD_DAY', '请填写真实的日期，不晚于今天', 'R-458', 'on')] : []),
]

/**
 * Who reads an entry: whoever made it, always; the case manager; and the leader in charge, save about a case that is there
 * and hidden from them. Nobody is shown what was put on record about themselves by another.
 */
export const mayReadInterference = (who: Actor, one: Pick<Interference, 'registeredBy' | 'interfererId'>, caseHidden: boolean): boolean =>
  one.registeredBy === who.personId ||
  (one.interfererId !== who.personId && (who.role === 'caseManager' || (who.role === 'leaderInCharge' && !caseHidden)))
