/**
 * Every table, once, for both engines. The commission leads every key, so that a national installation can
 * spread commissions over machines. Days are text, instants ISO strings, null means "not yet"; a column that
 * lists are ordered by is never null and says `never` instead.
 */
import type { Basis, Holder, Stage } from '../review/case.ts'
import type { CalendarYear, Day } from '../review/day.ts'
import type { LeaveDecision } from '../review/leave.ts'
import type { Role } from '../review/people.ts'
import type { Policy } from '../review/policy.ts'
import type { Side } from '../review/sides.ts'
import type { StepName } from '../review/steps/index.ts'
import type { PostKind } from '../review/staffing.ts'
import { attachmentTables } from './attachment-tables.ts'
import type { Kit } from './kit.ts'
import { meetingTables } from './meeting-tables.ts'
import { oldTables } from './old-tables.ts'
import { ownTables } from './own-tables.ts'
import { qualityTables } from './quality-tables.ts'
import { policyTables } from './policy-tables.ts'
import { signInTables } from './sign-in-tables.ts'
import { signatureTables } from './signature-tables.ts'
import { staffTables } from './staff-tables.ts'
import { templateTables } from './template-tables.ts'

/** "Not yet" in a column that lists are ordered by: the engines sort null to different ends. */
export const never: Day = '9999-12-31'

/**
 * For whom a case is tallied: as the body sees it for the leading body, and besides for each further body of a joint
 * case; as those who review it see it for the zone and the office, once it is handed over.
 */
export type Scope = 'handed' | 'own' | 'joint'

export const tables = (k: Kit) => {
  const zones = k.table('zones', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    name: k.text('name').notNull(),
    ordinal: k.int('ordinal').notNull(),
  }, (t) => [k.primaryKey({ columns: [t.commission, t.id] })])

  const bodies = k.table('bodies', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    name: k.text('name').notNull(),
    stationedIn: k.text('stationed_in').notNull(),
    covers: k.json<string[]>('covers').notNull(),
    zoneId: k.text('zone_id').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.foreignKey({ columns: [t.commission, t.zoneId], foreignColumns: [zones.commission, zones.id] }),
  ])

  const people = k.table('people', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    name: k.text('name').notNull(),
    homeBodyId: k.text('home_body_id'),
    trainedOn: k.text('trained_on'),
    leftOn: k.text('left_on'),
    undertaking: k.text('undertaking'),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.foreignKey({ columns: [t.commission, t.homeBodyId], foreignColumns: [bodies.commission, bodies.id] }),
  ])

  const staff = staffTables(k, { zones, bodies, people })
  const quality = qualityTables(k, { people })

  /** 职务: one role somebody holds. A trigger keeps the administrators apart; `grantId` is the grant by which it began, null for what an installation began with. */
  const posts = k.table('posts', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    personId: k.text('person_id').notNull(),
    role: k.text<Role>('role').notNull(),
    bodyId: k.text('body_id'),
    zoneId: k.text('zone_id'),
    from: k.text('from_day').notNull(),
    until: k.text('until_day'),
    kind: k.text<PostKind>('kind').notNull().default('regular'),
    reason: k.text('reason'),
    deputyFor: k.text('deputy_for'),
    grantId: k.text('grant_id'),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.index('posts_person').on(t.commission, t.personId),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
    k.foreignKey({ columns: [t.commission, t.bodyId], foreignColumns: [bodies.commission, bodies.id] }),
    k.foreignKey({ columns: [t.commission, t.zoneId], foreignColumns: [zones.commission, zones.id] }),
  ])

  const signIn = signInTables(k, { people, posts })

  const policies = k.table('policies', {
    commission: k.text('commission').notNull(),
    name: k.text<keyof Policy>('name').notNull(),
    from: k.text('from_day').notNull(),
    value: k.json<unknown>('value'),
    basis: k.json<Basis>('basis').notNull(),
    note: k.text('note').notNull(),
  }, (t) => [k.primaryKey({ columns: [t.commission, t.name, t.from] })])

  /** Rest days by year; a later notice for the same year replaces the row. */
  const calendars = k.table('calendars', {
    commission: k.text('commission').notNull(),
    year: k.text('year').notNull(),
    version: k.text('version').notNull(),
    value: k.json<CalendarYear>('value').notNull(),
  }, (t) => [k.primaryKey({ columns: [t.commission, t.year] })])

  /** A case as one side sees it in lists; all of it follows from the case, its log and the settings. */
  const face = () => ({
    number: k.text('number').notNull(),
    numberKey: k.text('number_key').notNull(),
    title: k.text('title').notNull(),
    subjectNames: k.text('subject_names').notNull(),
    nameKey: k.text('name_key').notNull().default(''),
    zoneId: k.text('zone_id').notNull(),
    bodyId: k.text('body_id').notNull(),
    level: k.int('level').notNull(),
    stage: k.text<Stage>('stage').notNull(),
    holder: k.text<Holder>('holder'),
    asks: k.text('asks').notNull(),
    version: k.int('version').notNull(),
    round: k.int('round').notNull(),
    routes: k.text('routes').notNull(),
    transferredOn: k.text('transferred_on').notNull(),
    acceptedOn: k.text('accepted_on').notNull(),
    dueOn: k.text('due_on').notNull(),
    clockState: k.text<'none' | 'running' | 'held' | 'closed'>('clock_state').notNull(),
    returnsCount: k.int('returns_count').notNull(),
    openedAt: k.text('opened_at').notNull(),
    changedAt: k.text('changed_at').notNull(),
    lastStep: k.text<StepName>('last_step').notNull(),
    lastOn: k.text('last_on').notNull(),
    lastBy: k.text('last_by').notNull(),
    tally: k.text('tally').notNull(),
    nextDueOn: k.text('next_due_on').notNull().default(never),
    deadlines: k.text('deadlines').notNull().default('[]'),
  })

  /**
   * One row a case, as it stands now; `case_entries` says how it came to stand so. `doc` is the whole case as canonical
   * JSON, `revision` how many entries it has and `log` a line for each of them, without basis and payload; the other
   * columns are its face for those who review it.
   */
  const cases = k.table('cases', { commission: k.text('commission').notNull(), id: k.text('id').notNull(), revision: k.int('revision').notNull(), ...face(), doc: k.text('doc').notNull(), log: k.text('log').notNull().default('[]') }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.uniqueIndex('cases_number').on(t.commission, t.number),
    k.index('cases_zone_stage').on(t.commission, t.zoneId, t.stage, t.dueOn, t.id),
    k.index('cases_body_stage').on(t.commission, t.bodyId, t.stage, t.dueOn, t.id),
    k.index('cases_holder').on(t.commission, t.holder, t.dueOn, t.id),
    k.index('cases_due').on(t.commission, t.dueOn, t.id),
    k.index('cases_next_due').on(t.commission, t.nextDueOn, t.id),
    k.index('cases_changed').on(t.commission, t.changedAt, t.id),
    k.index('cases_number_key').on(t.commission, t.numberKey, t.id),
    k.index('cases_name_key').on(t.commission, t.nameKey, t.id),
    k.index('cases_asks').on(t.commission, t.asks, t.id),
    k.index('cases_level').on(t.commission, t.level, t.id),
    k.foreignKey({ columns: [t.commission, t.zoneId], foreignColumns: [zones.commission, zones.id] }),
    k.foreignKey({ columns: [t.commission, t.bodyId], foreignColumns: [bodies.commission, bodies.id] }),
  ])

  /** The faces of a case for the other sides: a row for each that has a door to it. Hidden steps do not touch them. */
  const caseFaces = k.table('case_faces', { commission: k.text('commission').notNull(), side: k.text<Side>('side').notNull(), id: k.text('id').notNull(), ...face() }, (t) => [
    k.primaryKey({ columns: [t.commission, t.side, t.id] }),
    k.index('case_faces_case').on(t.commission, t.id),
    k.index('case_faces_body').on(t.commission, t.side, t.bodyId, t.stage, t.dueOn, t.id),
    k.index('case_faces_due').on(t.commission, t.side, t.dueOn, t.id),
    k.index('case_faces_next_due').on(t.commission, t.side, t.nextDueOn, t.id),
    k.index('case_faces_changed').on(t.commission, t.side, t.changedAt, t.id),
    k.index('case_faces_number_key').on(t.commission, t.side, t.numberKey, t.id),
    k.index('case_faces_name_key').on(t.commission, t.side, t.nameKey, t.id),
    k.foreignKey({ columns: [t.commission, t.id], foreignColumns: [cases.commission, cases.id] }),
  ])

  /** The doors of `review/visibility.ts`: who may come in. */
  const caseDoors = k.table('case_doors', {
    commission: k.text('commission').notNull(),
    caseId: k.text('case_id').notNull(),
    door: k.text('door').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.caseId, t.door] }),
    k.index('case_doors_door').on(t.commission, t.door, t.caseId),
    k.foreignKey({ columns: [t.commission, t.caseId], foreignColumns: [cases.commission, cases.id] }),
  ])

  /** The people kept out of the reviewing side, whatever doors there are. */
  const caseBars = k.table('case_bars', {
    commission: k.text('commission').notNull(),
    caseId: k.text('case_id').notNull(),
    personId: k.text('person_id').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.caseId, t.personId] }),
    k.index('case_bars_person').on(t.commission, t.personId, t.caseId),
    k.foreignKey({ columns: [t.commission, t.caseId], foreignColumns: [cases.commission, cases.id] }),
  ])

  /** 流转记录: every step ever taken, in order. Rows are only added; triggers refuse the rest. `seq` is its link of the chain. */
  const caseEntries = k.table('case_entries', {
    commission: k.text('commission').notNull(),
    caseId: k.text('case_id').notNull(),
    version: k.int('version').notNull(),
    operationKey: k.text('operation_key').notNull(),
    requestHash: k.text('request_hash').notNull(),
    seq: k.int('seq').notNull(),
    step: k.text<StepName>('step').notNull(),
    from: k.text<Stage>('from_stage').notNull(),
    to: k.text<Stage>('to_stage').notNull(),
    by: k.text('taken_by').notNull(),
    role: k.text<Role>('role').notNull(),
    bodyId: k.text('body_id'),
    zoneId: k.text('zone_id'),
    on: k.text('taken_on').notNull(),
    writtenOn: k.text('written_on').notNull(),
    at: k.text('at').notNull(),
    basis: k.text('basis').notNull(),
    payload: k.text('payload').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.caseId, t.version] }),
    // Of each person their own: the key of somebody else says nothing.
    k.uniqueIndex('case_entries_operation').on(t.commission, t.by, t.operationKey),
    k.foreignKey({ columns: [t.commission, t.caseId], foreignColumns: [cases.commission, cases.id] }),
  ])

  /** 审计链: one chain a commission; each link hashes the one before and its own body. Rows are only added. */
  const audit = k.table('audit', {
    commission: k.text('commission').notNull(),
    seq: k.int('seq').notNull(),
    at: k.text('at').notNull(),
    kind: k.text('kind').notNull(),
    algorithm: k.text('algorithm').notNull(),
    prev: k.text('prev').notNull(),
    hash: k.text('hash').notNull(),
    body: k.text('body').notNull(),
  }, (t) => [k.primaryKey({ columns: [t.commission, t.seq] }), k.index('audit_at').on(t.commission, t.at, t.seq), k.index('audit_kind').on(t.commission, t.kind, t.seq)])

  /** The end of each chain, with the instant of its last link; `steps` and `settings` count the links after which figures or settings must be read again. */
  const heads = k.table('heads', {
    commission: k.text('commission').notNull(),
    seq: k.int('seq').notNull(),
    hash: k.text('hash').notNull(),
    at: k.text('at'),
    steps: k.int('steps').notNull(),
    settings: k.int('settings').notNull(),
  }, (t) => [k.primaryKey({ columns: [t.commission] })])

  /** The last case number given, by zone and year. */
  const numbers = k.table('numbers', {
    commission: k.text('commission').notNull(),
    zoneId: k.text('zone_id').notNull(),
    year: k.text('year').notNull(),
    last: k.int('last').notNull(),
  }, (t) => [k.primaryKey({ columns: [t.commission, t.zoneId, t.year] })])

  /** What all cases add up to, kept in the transaction of each step, so that a dashboard is flat in the number of cases. */
  const tallies = k.table('tallies', {
    commission: k.text('commission').notNull(),
    scope: k.text<Scope>('scope').notNull(),
    zoneId: k.text('zone_id').notNull(),
    bodyId: k.text('body_id').notNull(),
    kind: k.text('kind').notNull(),
    key: k.text('key').notNull(),
    n: k.int('n').notNull(),
  }, (t) => [k.primaryKey({ columns: [t.commission, t.scope, t.zoneId, t.bodyId, t.kind, t.key] })])

  /** 查阅归档案件的申请. Rows are only added. */
  const leaves = k.table('leaves', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    caseId: k.text('case_id').notNull(),
    personId: k.text('person_id').notNull(),
    purpose: k.text('purpose').notNull(),
    from: k.text('from_day').notNull(),
    until: k.text('until_day').notNull(),
    letter: k.text('letter'),
    requestedBy: k.text('requested_by').notNull(),
    requestedOn: k.text('requested_on').notNull(),
    requestedAt: k.text('requested_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.index('leaves_person').on(t.commission, t.personId, t.id),
    k.foreignKey({ columns: [t.commission, t.caseId], foreignColumns: [cases.commission, cases.id] }),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
  ])

  /** What was decided on a request to read: granted or not, and withdrawn again. Rows are only added. */
  const leaveDecisions = k.table('leave_decisions', {
    commission: k.text('commission').notNull(),
    leaveId: k.text('leave_id').notNull(),
    n: k.int('n').notNull(),
    decision: k.text<LeaveDecision['decision']>('decision').notNull(),
    reason: k.text('reason'),
    by: k.text('decided_by').notNull(),
    role: k.text<Role>('role').notNull(),
    on: k.text('decided_on').notNull(),
    at: k.text('decided_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.leaveId, t.n] }),
    k.foreignKey({ columns: [t.commission, t.leaveId], foreignColumns: [leaves.commission, leaves.id] }),
  ])

  /**
   * 在办负担: how many open cases at a stage somebody sits on, kept in the transaction of each step, and the day of the
   * last choice. A row stays when its number falls to nothing, for the day.
   */
  const loads = k.table('loads', {
    commission: k.text('commission').notNull(),
    personId: k.text('person_id').notNull(),
    stage: k.text<Stage>('stage').notNull(),
    n: k.int('n').notNull(),
    chosenOn: k.text('chosen_on').notNull(),
  }, (t) => [k.primaryKey({ columns: [t.commission, t.personId, t.stage] })])

  const files = attachmentTables(k, { cases, people })
  return { ...staff, ...quality, ...signIn, ...files, ...signatureTables(k, { cases, people }), ...oldTables(k, { people, zones }), ...ownTables(k, { people, ...files }), ...templateTables(k, { people }), ...policyTables(k, { people }), ...meetingTables(k, { people, cases }), loads, zones, bodies, people, posts, policies, calendars, cases, caseFaces, caseDoors, caseBars, caseEntries, audit, heads, numbers, tallies, leaves, leaveDecisions }
}

export type Tables = ReturnType<typeof tables>
