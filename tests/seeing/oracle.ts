/**
 * The same schema over the pure rule: every field of the root answers from all cases and `seenBy`, filtered, sorted and
 * counted here, without a query. What the product answers is held against it.
 */
import { GraphQLObjectType, GraphQLSchema, type GraphQLFieldResolver } from 'graphql'
import type { Context } from '../../src/api/builder.ts'
import { collationFor, type Chosen } from '../../src/api/collation.ts'
import { decodeId, encodeId } from '../../src/api/id.ts'
import { writtenNumber } from '../../src/api/number.ts'
import { ends, type Case, type Holder, type Stage } from '../../src/review/case.ts'
import { addMonths, addWorkingDays, monthOf } from '../../src/review/day.ts'
import { loadsIn } from '../../src/review/comparison.ts'
import { figuresOf } from '../../src/review/figures.ts'
import { toldOf } from '../../src/review/happenings.ts'
import type { Actor, Role } from '../../src/review/people.ts'
import { reviewersFor } from '../../src/review/placement.ts'
import { wishRefused } from '../../src/review/staffing.ts'
import { deadlinesOf, remindersFor } from '../../src/review/reminders.ts'
import { faceOf, tallyLines } from '../../src/store/columns.ts'
import { askedBy } from '../../src/store/figures.ts'
import { periodAsked, reportOf, reportRefused } from '../../src/review/reports.ts'
import { seenFrom } from '../../src/review/visibility.ts'
import { staffOf } from '../../src/store/staff.ts'
import { never } from '../../src/store/tables.ts'
import { leavesSeenBy, viewOf } from './eyes.ts'
import { sideByRole } from './reference.ts'
import type { World } from './worlds.ts'

type Resolver = GraphQLFieldResolver<unknown, Context>
/** How each field of the root is answered from the rule. Fields of the roster say the same to everybody and stay as they are. */
type Oracle = Record<string, (who: Actor, world: World, args: never, context: Context) => unknown>

/** Fields of the root that say nothing of any case: who there is, who asks, and the rest days. */
export const ofRoster: readonly string[] = ['calendarYears', 'zones', 'bodies', 'people', 'me']

/** Fields of the root that are no view of cases, so the rule has no answer for them: who grants what, and the registers and the log of single offices, one's own calendar addresses, forms and views of the ledger, what a calendar or another number of the policy would move, what the head of the office draws up of half a year, a case as it stood, what is on the agenda of a group. Each has tests of its own (grants, interference, audit-records, feed, drafts, ledger-views, calendar, policy, quality, reports, templates, past, meetings). */
export const ofOffices: readonly string[] = ['grants', 'accounts', 'openGrants', 'grantPreview', 'personView', 'interests', 'interferences', 'audit', 'auditActions', 'calendarFeeds', 'stepDraft', 'unfinishedSteps', 'ledgerViews', 'calendarPreview', 'policySettings', 'policyPreview', 'policyChange', 'policyChanges', 'qualityChecks', 'qualityCheck', 'qualityFeedbacks', 'qualityCoverage', 'qualityRubric', 'templates', 'templateFields', 'circular', 'casePast', 'meetings', 'meeting', 'meetingCandidates', 'meetingInvitees']

type Row = ReturnType<typeof faceOf> & { id: string; c: Case }

/** The rows of lists, as somebody sees them. */
function rowsOf(who: Actor, { kept, moment }: World): Row[] {
  const view = viewOf(who, { kept })
  return kept.filter(({ id }) => view.has(id)).map(({ id, c, log }) => {
    const side = sideByRole(who, { ...c, stage: c.stage === 'archived' ? 'reported' : c.stage })
    const from = side === 'manager' || who.role === 'qualityReviewer' || side === 'closed' ? 'review' : side
    return { ...faceOf(from, c, log, moment), id, c }
  })
}

const desks: { [Name in Role]?: (row: Row) => boolean } = Object.fromEntries(([
  ['handler', 'body'], ['bodyHead', 'body'], ['groupLeader', 'group'], ['reviewer', 'group'], ['officeHead', 'office'], ['leaderInCharge', 'leaderInCharge'], ['commissionHead', 'sendingCommission'],
  ['committeeReviewer', 'workCommittee'], ['committeeHead', 'workCommittee'],
] as const).map(([role, holder]) => [role, (row: Row) => row.holder === holder]))
const deskOf = (role: Role): ((row: Row) => boolean) =>
  role === 'partyGroupContact' ? (row) => row.stage === 'consulting' : role === 'archivist' ? (row) => row.stage === 'reported' : (desks[role] ?? (() => false))

type Filter = { zoneId?: string; bodyId?: string; stages?: Stage[]; holder?: Holder; text?: string; overdue?: boolean; dueSoon?: boolean; dueBy?: string; acceptedFrom?: string; acceptedTo?: string; returned?: boolean; open?: boolean; dueFrom?: string; counted?: { by: string; key?: string | null }; shelf?: 'toAct' | 'asked' | 'waiting' | 'done' }

/** What case management is not told of a case, and so not counted either: why it came back, and what stands in it. */
const untold = ['return', 'sentFor', 'changed', 'route', 'filed']
const linesOf = (who: Actor, row: Row) => tallyLines(row.tally).filter(({ kind }) => who.role !== 'caseManager' || !untold.includes(kind))
const isBehind = (who: Actor, row: Row, { by, key }: NonNullable<Filter['counted']>) =>
  linesOf(who, row).some((line) => line.kind === by && (key === null || key === undefined || (key.endsWith('|') ? line.key.startsWith(key) : line.key === key)))

function fits(who: Actor, row: Row, filter: Filter, { moment }: World): boolean {
  const mine = deskOf(who.role)(row)
  const ended = (ends as readonly Stage[]).includes(row.stage)
  const idIn = (global: string) => decodeId(global).id
  return (!filter.zoneId || row.zoneId === idIn(filter.zoneId)) && (!filter.bodyId || row.bodyId === idIn(filter.bodyId)) &&
    (!filter.stages || filter.stages.includes(row.stage)) && (!filter.holder || row.holder === filter.holder) &&
    (!filter.overdue || row.dueOn < moment.on) && (!filter.dueSoon || row.dueOn <= addWorkingDays(moment.on, moment.policy.dueSoonDays, moment.calendar)) && (!filter.dueBy || row.dueOn <= filter.dueBy) &&
    (!filter.acceptedFrom || (row.acceptedOn >= filter.acceptedFrom && row.acceptedOn !== never)) && (!filter.acceptedTo || row.acceptedOn <= filter.acceptedTo) && (!filter.returned || row.returnsCount > 0) &&
    (!filter.open || !ended) && (!filter.dueFrom || (row.dueOn >= filter.dueFrom && row.dueOn !== never)) && (!filter.counted || isBehind(who, row, filter.counted)) &&
    (!filter.shelf || { toAct: mine, waiting: !mine && !ended, done: ended, asked: row.asks.includes(`|${who.role}|`) }[filter.shelf])
}

type Slice = { first?: number | null; last?: number | null }
const orderOf: Record<string, (row: Row) => string> = { dueOn: (row) => row.dueOn, changedAt: (row) => row.changedAt, number: (row) => row.numberKey, name: (row) => row.nameKey ?? '', acceptedOn: (row) => row.acceptedOn, transferredOn: (row) => row.transferredOn }

function pageOf(who: Actor, world: World, filter: Filter, sort: { by: string; descending?: boolean | null }, { first, last }: Slice) {
  const by = sort.by === 'name' && who.role === 'caseManager' ? () => '' : (orderOf[sort.by] ?? orderOf.dueOn!)
  const key = (row: Row) => `${by(row)}\n${row.id}`
  const rows = rowsOf(who, world).filter((row) => fits(who, row, filter, world)).toSorted((one, other) => (key(one) < key(other) ? -1 : 1))
  const ordered = sort.descending ? rows.toReversed() : rows
  const size = last ?? first ?? 20
  const shown = last ? ordered.slice(-size) : ordered.slice(0, size)
  const day = (text: string) => (text === never ? null : text)
  const named = who.role !== 'caseManager'
  return {
    edges: shown.map((row) => ({ cursor: '', node: { ...row, title: named ? row.title : '', subjectNames: named ? row.subjectNames : '', dueOn: day(row.dueOn), acceptedOn: day(row.acceptedOn), transferredOn: day(row.transferredOn) } })),
    pageInfo: { hasNextPage: !last && ordered.length > size, hasPreviousPage: Boolean(last) && ordered.length > size, startCursor: shown.length > 0 ? '' : null, endCursor: shown.length > 0 ? '' : null },
    totalCount: () => Promise.resolve(ordered.length),
  }
}

const caseBy = (who: Actor, world: World, id: string) => viewOf(who, world).get(id) ?? null

/** A node by its global id; a case as it is seen. */
function nodeBy(who: Actor, world: World, global: string): unknown {
  const { typename, id } = decodeId(global)
  const { roster } = world.moment
  return typename === 'Case' ? caseBy(who, world, id) : typename === 'Person' ? (roster.person(id) ?? null) : typename === 'Body' ? (roster.body(id) ?? null) : (roster.zone(id) ?? null)
}

function figuresBy(who: Actor, world: World, { zoneId, bodyId }: { zoneId?: string | null; bodyId?: string | null }): unknown {
  const ownBody = who.role === 'handler' || who.role === 'bodyHead' ? who.bodyId : null
  const rows = rowsOf(who, world).flatMap((row) => linesOf(who, row).map((line) => ({ ...line, zoneId: row.zoneId, bodyId: ownBody ?? row.bodyId })))
  const inView = rows.filter((row) => (!zoneId || row.zoneId === decodeId(zoneId).id) && (!bodyId || row.bodyId === decodeId(bodyId).id))
  const view = { ...(zoneId ? { zoneId: decodeId(zoneId).id } : {}), ...(bodyId ? { bodyId: decodeId(bodyId).id } : {}) }
  const asked = askedBy(who, world.moment, view)
  return { ...figuresOf(inView, world.moment, asked), loads: () => Promise.resolve(loadsIn(inView.filter(({ kind }) => kind === 'seat'), world.moment, asked)) }
}

/** The same preview, its cases and their number from the rule; who is where says the same to everybody. */
async function placementBy(who: Actor, world: World, args: { bodyId: string; zoneId: string; from: string }): Promise<unknown> {
  const [bodyId, zoneId] = [decodeId(args.bodyId).id, decodeId(args.zoneId).id]
  const { store, moment } = world
  const then = moment.roster.on(args.from)
  const before = then.body(bodyId)?.zoneId ?? ''
  const refusals = wishRefused({ kind: 'place', bodyId, zoneId, from: args.from }, null, await staffOf(store, store.fresh, who.commission, moment.at), moment.on)
  const page = pageOf(who, world, { bodyId: args.bodyId, open: true }, { by: 'dueOn' }, { first: 100 })
  const lastYear = monthOf(addMonths(moment.on, -12))
  const accepted = (zone: string, body?: string) => (figuresBy(who, world, { zoneId: encodeId('Zone', zone), bodyId: body ? encodeId('Body', body) : null }) as ReturnType<typeof figuresOf>).months.filter(({ month }) => month > lastYear).reduce((sum, one) => sum + one.accepted, 0)
  const moved = accepted(before, bodyId)
  const told = ['systemAdmin', 'securityAdmin', 'auditAdmin', 'officeHead', 'leaderInCharge', 'commissionHead'].includes(who.role)
  const { apart } = reviewersFor(bodyId, zoneId, then, { on: args.from, policy: moment.policy })
  const reviewersIn = (id: string) => then.people.filter(({ posts }) => posts.some((post) => ['reviewer', 'groupLeader'].includes(post.role) && post.zoneId === id && post.from <= args.from && (post.until === null || post.until >= args.from)))
  const zoneChange = (id: string, by: 1 | -1) => {
    const bodies = then.bodies.filter((body) => body.zoneId === id).length
    const reviewers = reviewersIn(id).length
    return { zoneId: id, bodiesBefore: bodies, bodiesAfter: bodies + by, reviewers, acceptedBefore: accepted(id), acceptedAfter: accepted(id) + by * moved }
  }
  return { bodyId, before, zoneId, from: args.from, refusals, cases: page.edges.map(({ node }) => node), caseCount: await page.totalCount(), apart: told ? apart : [], apartTold: told, zones: refusals.length > 0 || before === zoneId ? [] : [zoneChange(before, -1), zoneChange(zoneId, 1)] }
}

/** What somebody is told of the clocks of the cases they see: from the log as they see it, not from the columns of a row. */
function remindersBy(who: Actor, world: World) {
  const view = viewOf(who, world)
  const rows = rowsOf(who, world).filter((row) => row.stage !== 'archived').toSorted((one, other) => (`${one.nextDueOn}\n${one.id}` < `${other.nextDueOn}\n${other.id}` ? -1 : 1))
  const named = who.role !== 'caseManager'
  const deadlines = rows.flatMap(({ id, number, title, subjectNames, bodyId }) => {
    const { process } = view.get(id)!
    return deadlinesOf(process.case, process.log, world.moment).map((one) => ({ caseId: id, number, title: named ? title : '', subjectNames: named ? subjectNames : '', bodyId, ...one }))
  })
  return remindersFor(who, deadlines, world.moment)
}

/** The report of the cases somebody sees; the day and the settings are those of the world. */
function reportBy(who: Actor, world: World, { period, zoneId, bodyId }: { period: string; zoneId?: string | null; bodyId?: string | null }): unknown {
  const { kept, moment: { on, calendar, policy, roster } } = world
  const asked = periodAsked(period, on, '', 'period')
  if (reportRefused(who).length > 0 || 'code' in asked) throw new Error('refused')
  const told = rowsOf(who, world).map(({ id, c }) => {
    const seen = seenFrom(who.role === 'bodyHead' ? 'body' : 'review', c, kept.find((one) => one.id === id)!.log)
    return { ...toldOf(seen.case, seen.log, { calendar, policy }), ...(who.role === 'bodyHead' ? { bodyId: who.bodyId ?? '' } : {}) }
  })
  const view = { ...(zoneId ? { zoneId: decodeId(zoneId).id } : {}), ...(bodyId ? { bodyId: decodeId(bodyId).id } : {}) }
  return reportOf(told, { period: asked, view, apart: who.apart.length, on, calendar, policyOn: () => policy, zones: roster.zones, bodies: roster.bodies })
}

const oracle: Oracle = {
  report: reportBy,
  placementPreview: placementBy,
  collation: (who, world, { caseId, filing, investigation }: { caseId: string } & Chosen, { store }) => {
    const found = caseBy(who, world, decodeId(caseId).id)
    return found ? collationFor({ store, who, moment: world.moment, files: null }, found, { filing: filing ?? null, investigation: investigation ?? null }) : null
  },
  case: (who, world, { id }: { id: string }) => caseBy(who, world, decodeId(id).id),
  caseByNumber: (who, world, { number }: { number: string }) => caseBy(who, world, world.kept.find(({ c }) => c.number === writtenNumber(number))?.id ?? ''),
  node: (who, world, { id }: { id: string }) => nodeBy(who, world, id),
  nodes: (who, world, { ids }: { ids: string[] }) => ids.map((id) => nodeBy(who, world, id)),
  cases: (who, world, { filter, sort, ...slice }: { filter?: Filter | null; sort?: { by: string; descending?: boolean | null } | null } & Slice) => pageOf(who, world, filter ?? {}, sort ?? { by: 'dueOn' }, slice),
  figures: figuresBy,
  work: () => ({}),
  reminders: (who, world, { kinds, first, last }: { kinds?: string[] | null } & Slice) => {
    const all = remindersBy(who, world).filter(({ kind }) => !kinds || kinds.includes(kind))
    const shown = last ? all.slice(-last) : all.slice(0, first ?? 20)
    return { edges: shown.map((node) => ({ node, cursor: '' })), pageInfo: { hasNextPage: !last && all.length > shown.length, hasPreviousPage: Boolean(last) && all.length > shown.length, startCursor: shown.length > 0 ? '' : null, endCursor: shown.length > 0 ? '' : null }, totalCount: all.length }
  },
  reminderCounts: remindersBy,
  leaves: (who, world, { first }: Slice) => {
    const all = leavesSeenBy(who, world).toSorted((one, other) => (one.id < other.id ? 1 : -1))
    const shown = all.slice(0, first ?? 20)
    return { edges: shown.map((node) => ({ node, cursor: '' })), pageInfo: { hasNextPage: all.length > shown.length, hasPreviousPage: false, startCursor: shown.length > 0 ? '' : null, endCursor: shown.length > 0 ? '' : null }, totalCount: () => Promise.resolve(all.length) }
  },
}

/** The shelves of the workbench hang below the root. */
const shelves = ['toAct', 'asked', 'waiting', 'done'] as const

/** The schema whose root answers from the rule. `world` and who asks are found in the context. */
export function schemaOf(schema: GraphQLSchema, world: World): GraphQLSchema {
  const query = schema.getQueryType()!
  const work = schema.getType('Work') as GraphQLObjectType
  const shelved = new GraphQLObjectType({ ...work.toConfig(), fields: Object.fromEntries(Object.entries(work.toConfig().fields).map(([name, field]) => [name, {
    ...field, resolve: ((_source, slice: Slice, { session }) => pageOf(session!.who!, world, { shelf: name as (typeof shelves)[number] }, name === 'done' ? { by: 'changedAt', descending: true } : { by: 'dueOn' }, slice)) as Resolver,
  }])) })
  const config = query.toConfig()
  const fields = Object.fromEntries(Object.entries(config.fields).map(([name, field]) => {
    const by = oracle[name]
    if (!by && !ofRoster.includes(name) && !ofOffices.includes(name)) throw new Error(`nobody has said what ${name} should answer: give it an oracle`)
    const type = name === 'work' ? { ...field, type: shelved } : field
    return [name, by ? { ...type, resolve: ((_source, args, context) => by(context.session!.who!, world, args as never, context)) as Resolver } : type]
  }))
  return new GraphQLSchema({ ...schema.toConfig(), query: new GraphQLObjectType({ ...config, fields }), types: schema.toConfig().types.filter((type) => type !== query && type !== work) })
}

