/** How the lines of a report are called and counted, in English; the Chinese comes with each line from the server. */
import type { ReportLineName } from './gql/graphql.ts'

export const linesInEnglish: Readonly<Record<ReportLineName, readonly [name: string, definition: string]>> = {
  opening: ['In hand before', 'Handed over before the period, and not ended'],
  received: ['Received', 'First handed over in the period; handed over again does not count'],
  accepted: ['Accepted', 'First accepted in the period, as on the dashboard'],
  deferred: ['Deferred', 'Deferrals approved in the period'],
  refused: ['Refused', 'Refusals approved in the period'],
  concluded: ['Concluded', 'Reports approved in the period, as on the dashboard'],
  ended: ['Ended', 'Archived, refused, dropped, handed over or escalated in the period; in hand before plus received less ended is in hand at the end'],
  closing: ['In hand at the end', 'Handed over by the end of the period, and not ended'],
  sentBack: ['Returned', 'Returns approved in the period; a case returned twice counts twice'],
  ground: ['Ground', 'Returns approved in the period that name the ground'],
  passFirst: ['Passed at once', 'Reports approved in the period without any return before'],
  firstPassRate: ['First-pass rate', 'Passed at once, of all concluded; for a body not told below the number that is set'],
  medianDays: ['Median days', 'Of cases concluded in the period, net days from the last acceptance to the report'],
  took: ['Working days a case', 'Of cases concluded in the period, from the first transfer to the report'],
  spent: ['Of these', 'Of these working days those in the hands of one party; the parts sum to the whole'],
  late: ['Concluded late', 'Reports approved in the period after the due day'],
  overdue: ['Overdue at the end', 'Running clocks due before the end of the period'],
  extended: ['Extended', 'Extensions approved in the period'],
  suspended: ['Suspended', 'Suspensions approved in the period'],
  changed: ['Changed by review', 'Reports approved in the period that differ from the proposal in any of the following'],
  characterisation: ['Another characterisation', 'Of at least one person; spaces do not count'],
  measureUp: ['Heavier measure', 'A heavier sanction for at least one person'],
  measureDown: ['Lighter measure', 'A lighter sanction for at least one person'],
  eightPointAdded: ['Eight-point added', 'Not marked by the body, found by review'],
  eightPointDropped: ['Eight-point dropped', 'Marked by the body, not found by review'],
  decided: ['Decisions', 'Decisions of the period, one a person and track, by the day of the meeting'],
  party: ['Party sanction', 'People given this Party sanction in the period'],
  admin: ['Administrative sanction', 'People given this administrative sanction in the period'],
  eightPoint: ['Eight-point breaches', 'People whose first decision of the period finds a breach of the Eight-Point Regulation'],
  executionDue: ['To be carried out', 'Things to carry out that fell due in the period, done or not, as it stood at its end'],
  executed: ['Carried out', 'Things carried out in the period'],
  executionOverdue: ['Carrying out overdue', 'Due before the end of the period, and not done by then'],
  archived: ['Archived', 'Archived in the period'],
  leftOtherwise: ['Left otherwise', 'Dropped, handed over or escalated in the period'],
}

/** Of which enums the parts of a key are. */
export const keyTypes: Partial<Record<ReportLineName, readonly string[]>> = { sentBack: ['ReturnKind'], ground: ['ReturnKind', 'Ground'], spent: ['DayParty'], decided: ['Track', 'DecisionOutcome'], party: ['PartySanction'], admin: ['AdminSanction'] }

export const unitsInEnglish: Readonly<Record<string, string>> = { 件: 'cases', 次: 'times', 人次: 'people', 项: 'items', 天: 'days', '%': '%', 个机构: 'bodies' }
export const sectionsInEnglish: Readonly<Record<string, string>> = { flow: 'In and out', returns: 'Returns', quality: 'Quality and time', changes: 'What review changed', decisions: 'Decisions', execution: 'Carrying out and archive' }
