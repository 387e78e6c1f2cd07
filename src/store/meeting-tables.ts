/** The tables of meetings (集体审议会议), beside the cases. */
import type { MeetingState } from '../review/meeting.ts'
import type { MeetingStepName } from '../review/meeting-steps.ts'
import type { Role } from '../review/people.ts'
import type { Kit } from './kit.ts'

type Keyed = Parameters<Kit['foreignKey']>[0]['foreignColumns'][number]
type Owners = Record<'people' | 'cases', { commission: Keyed; id: Keyed }>

export const meetingTables = (k: Kit, { people, cases }: Owners) => {
  /** One row a meeting, as it stands now: `doc` is the whole of it as canonical JSON. */
  const meetings = k.table('meetings', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    state: k.text<MeetingState>('state').notNull(),
    on: k.text('meets_on').notNull(),
    calledBy: k.text('called_by').notNull(),
    doc: k.text('doc').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.index('meetings_on').on(t.commission, t.state, t.on),
    k.foreignKey({ columns: [t.commission, t.calledBy], foreignColumns: [people.commission, people.id] }),
  ])

  /** Every step taken on a meeting, in order. Rows are only added; triggers refuse the rest. */
  const meetingEntries = k.table('meeting_entries', {
    commission: k.text('commission').notNull(),
    meetingId: k.text('meeting_id').notNull(),
    n: k.int('n').notNull(),
    operationKey: k.text('operation_key').notNull(),
    requestHash: k.text('request_hash').notNull(),
    step: k.text<MeetingStepName | 'call'>('step').notNull(),
    by: k.text('taken_by').notNull(),
    role: k.text<Role>('role').notNull(),
    on: k.text('taken_on').notNull(),
    at: k.text('at').notNull(),
    payload: k.text('payload').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.meetingId, t.n] }),
    k.uniqueIndex('meeting_entries_operation').on(t.commission, t.by, t.operationKey),
    k.foreignKey({ columns: [t.commission, t.meetingId], foreignColumns: [meetings.commission, meetings.id] }),
  ])

  /** What people wrote for the items, each time anew: the n-th of one person for one case. Rows are only added; triggers refuse the rest. */
  const meetingViews = k.table('meeting_views', {
    commission: k.text('commission').notNull(),
    meetingId: k.text('meeting_id').notNull(),
    caseId: k.text('case_id').notNull(),
    personId: k.text('person_id').notNull(),
    n: k.int('n').notNull(),
    operationKey: k.text('operation_key').notNull(),
    requestHash: k.text('request_hash').notNull(),
    opinion: k.text('opinion').notNull(),
    dissent: k.text('dissent'),
    at: k.text('written_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.meetingId, t.caseId, t.personId, t.n] }),
    k.uniqueIndex('meeting_views_operation').on(t.commission, t.personId, t.operationKey),
    k.foreignKey({ columns: [t.commission, t.meetingId], foreignColumns: [meetings.commission, meetings.id] }),
    k.foreignKey({ columns: [t.commission, t.caseId], foreignColumns: [cases.commission, cases.id] }),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
  ])

  return { meetings, meetingEntries, meetingViews }
}
