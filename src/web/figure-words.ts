/** How figures are called and counted, in English; the Chinese comes with each figure from the server. */
import type { DayParty, DaySpan, FigureName } from './gql/graphql.ts'

export const figuresInEnglish: Readonly<Record<FigureName, readonly [name: string, definition: string]>> = {
  total: ['All cases', 'Cases you may see, concluded ones too'],
  open: ['Open', 'Neither archived, dropped, handed over, escalated nor refused'],
  overdue: ['Overdue', 'Running clocks due before today; held and ended ones do not count'],
  dueSoon: ['Due soon', 'Running clocks due from today within the working days that are set (five at first), overdue ones apart'],
  concluded: ['Concluded', 'Cases whose report has been approved'],
  medianDays: ['Median days', 'Of concluded cases, net days from acceptance to the approved report'],
  firstPass: ['Passed at once', 'Cases whose report was approved without any return'],
  firstPassRate: ['First-pass rate', 'Reports approved without any return, of all approved; for a body not told below the number that is set'],
  returned: ['Returned', 'Cases returned at least once, however often'],
  changed: ['Changed by review', 'Approved reports that differ from the proposal of the body in any of the following'],
  characterisation: ['Another characterisation', 'Of at least one person; spaces do not count'],
  measureUp: ['Heavier measure', 'A heavier Party or administrative sanction for at least one person'],
  measureDown: ['Lighter measure', 'A lighter Party or administrative sanction for at least one person'],
  eightPointAdded: ['Eight-point added', 'Not marked by the body, found by review to breach the Eight-Point Regulation'],
  eightPointDropped: ['Eight-point dropped', 'Marked by the body, not found by review'],
}

export const breakdownsInEnglish = {
  stages: 'Cases that stand at the stage now',
  months: 'First acceptances, approved reports and approved returns of the month',
  returns: 'Approved returns; a case returned twice counts twice',
  grounds: 'Approved returns that name the ground; the cases are counted once each',
  returnMonths: 'Returns approved in the month; the cases are counted once each',
  routes: 'Cases; one whose people take several routes counts for each',
  stageDays: 'Working days at the stage, of cases concluded or ended; up to the report where only that is there',
  days: 'Working days from the first transfer on, the first not counted. Each belongs to whoever had the case on the desk: after a return the body, while suspended nobody, while something waits for approval whoever decides. The parts sum to the whole',
  spread: 'Bodies with too few approved reports are left out and only counted',
  silent: 'By leading body and day of filing, of the cases you may see and that were handed over',
  loads: 'Cases in hand of members of panels until the report is approved, weighed by stage as set; ranks from the lightest. A leader of a group sees ranks of the own zone',
} as const

export const partiesInEnglish: Readonly<Record<DayParty, string>> = { body: 'Body', group: 'Group', office: 'Office', approver: 'Leaders who decide', outside: 'Others', tolled: 'Nobody: suspended' }
export const spansInEnglish: Readonly<Record<DaySpan, string>> = { review: 'First transfer to approved report', whole: 'First transfer to the end' }
