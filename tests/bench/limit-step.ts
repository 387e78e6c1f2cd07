/**
 * W1 as fast as this machine does it: the rules of the walk written out by hand, and the same rows as the product's.
 */
import type Database from 'better-sqlite3'
import { addMonths, monthOf, rollToWorkingDay } from '../../src/review/day.ts'
import { calendar } from '../../src/review/calendar.ts'
import { intakeItems, isDemanded } from '../../src/review/checklist.ts'
import type { Case } from '../../src/review/case.ts'
import { basis } from '../../src/review/law.ts'
import { canonical, digest } from '../../src/store/canonical.ts'
import { machine as machineId, mono, type Writing } from './limit-audit.ts'
import { assignments } from './limit-assignment.ts'
import { globalId, type namesIn } from './limit-names.ts'
import { panelOf } from './limit-read.ts'
import { seen, type Asker } from './limit-session.ts'
import type { Ask, WalkStep } from './works.ts'

type Order = Extract<Ask, { work: 'W1' }> & { who: Asker; on: string; at: string; done: (answer: string) => void }
type Change = { c: Case; to: Case['stage']; asked: object; payload: object; tally: string; doors: string[]; columns: Clocked }
type Loaded = { doc: string; tally: string } & Clocked
/** The columns of a row that follow its clocks. */
type Clocked = { acceptedOn: string; dueOn: string; clockState: string; nextDueOn: string; deadlines: string }

const text = JSON.stringify
const rules = { accept: canonical(basis('R-213')), formPanel: canonical(basis('R-230')), signUndertaking: canonical(basis('R-603')) }
const machine: Record<WalkStep, string> = { accept: 'transferred', formPanel: 'accepted', signUndertaking: 'empanelled' }

export function steps(db: Database.Database, { forge, step: write }: Writing, names: ReturnType<typeof namesIn>): (order: Order) => void {
  const used = db.prepare('select case_id from case_entries where commission = ? and taken_by = ? and operation_key = ?').pluck()
  const load = db.prepare(`select c.doc, c.tally, c.accepted_on acceptedOn, c.due_on dueOn, c.clock_state clockState, c.next_due_on nextDueOn, c.deadlines from cases c where ${seen} and c.id = @id`)
  const people = db.prepare(`select p.home_body_id homeBodyId, (select group_concat(role || ' ' || coalesce(zone_id, '') || ' ' || coalesce(body_id, '')) from posts where commission = p.commission and person_id = p.id) posts from people p where p.commission = ? and p.id = ?`)
  const save = db.prepare(`update cases set stage = @stage, version = @version, revision = @version, accepted_on = @acceptedOn, due_on = @dueOn, clock_state = @clockState, next_due_on = @nextDueOn, deadlines = @deadlines, changed_at = @at, last_step = @step, last_on = @on, last_by = @by, tally = @tally, doc = @doc, log = substr(log, 1, length(log) - 1) || ',' || @line || ']'
    where commission = @commission and id = @id and revision = @from`)
  // The face of the body follows the one step of the walk that it sees.
  const face = db.prepare(`update case_faces set stage = @stage, version = version + 1, accepted_on = @acceptedOn, due_on = @dueOn, clock_state = @clockState, next_due_on = @nextDueOn, deadlines = @deadlines, changed_at = @at, last_step = @step, last_on = @on, last_by = @by, tally = @tally
    where commission = @commission and side = 'body' and id = @id`)
  const door = db.prepare('insert into case_doors (commission, case_id, door) values (?, ?, ?)')
  const count = db.prepare(`insert into tallies (commission, scope, zone_id, body_id, kind, key, n) values (?, ?, ?, ?, ?, ?, ?)
    on conflict (commission, scope, zone_id, body_id, kind, key) do update set n = n + excluded.n returning n`).pluck()
  const uncount = db.prepare('delete from tallies where commission = ? and scope = ? and zone_id = ? and body_id = ? and kind = ? and key = ? and n = 0')
  const enter = db.prepare(`insert into case_entries (commission, case_id, version, operation_key, request_hash, seq, step, from_stage, to_stage, taken_by, role, body_id, zone_id, taken_on, written_on, at, basis, payload)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)

  const { assign, move } = assignments(db)

  const clear = (personId: string, c: Case, zone: boolean): boolean => {
    const person = people.get(c.commission, personId) as { homeBodyId: string | null; posts: string } | undefined
    return person !== undefined && !c.package.investigators.includes(personId) && !c.recusals.some((one) => one.personId === personId) &&
      !(person.homeBodyId !== null && c.package.bodyIds.includes(person.homeBodyId)) && !c.package.bodyIds.some((body) => person.posts.split(',').some((post) => post.endsWith(` ${body}`))) &&
      (!zone || person.posts.split(',').some((post) => post.startsWith(`reviewer ${c.zoneId} `) || post.startsWith(`groupLeader ${c.zoneId} `)))
  }

  /** What the step changes, or why not. The texts keep the sorted keys with which the case was stored. */
  function decide(c: Case, { step, who, on, members }: Order, loaded: Loaded): Change | string {
    if (c.stage !== machine[step]) return 'WRONG_STAGE'
    const [tallied, ...others] = loaded.tally.split('\n')
    if (tallied === undefined || on < (c.since ?? '') || on < (c.latestOn ?? '')) return 'DAY_TOO_EARLY'
    const leads = who.role === 'groupLeader' && who.zoneId === c.zoneId && clear(who.personId, c, false)
    const { doc: _doc, tally: _tally, ...columns } = loaded
    const change = { c, asked: {}, payload: {}, doors: [] as string[], columns }
    const seats = (to: Case['stage']) => c.panel.filter((one) => one.leftOn === null).map((one) => `seat ${one.personId}|${to}`)
    const moved = (to: Case['stage'], more: string[] = []) => ({ ...change, to, tally: [`stage ${to}`, ...more, ...others.filter((line) => !line.startsWith('seat ')), ...seats(to)].join('\n') })
    if (step === 'accept') {
      const missing = intakeItems.some(({ item, required }) => isDemanded(required, c.package) && c.package.intake.find((one) => one.item === item)?.state !== 'present')
      if (!leads || missing || c.intakeProposal !== null || c.package.subjects.some((one) => one.managedBy === 'city')) return 'NOT_ACCEPTED'
      const due = rollToWorkingDay(addMonths(on, 1), calendar)
      c.acceptedOn = on
      c.reading += 1
      change.columns = { acceptedOn: on, dueOn: due, clockState: 'running', nextDueOn: due, deadlines: text([['REVIEW', null, on, due, 'group', null]]) }
      return moved('accepted', [`due ${due}`, `accepted ${monthOf(on)}`])
    }
    if (step === 'formPanel') {
      if (!leads || new Set(members).size < 2 || !members.every((one) => clear(one, c, true))) return 'NOT_FORMED'
      const assignment = assign(c, members, on)
      if (!assignment) return 'NOT_FORMED'
      for (const personId of members) c.panel.push({ handover: null, joinedOn: on, leftBecause: null, leftOn: null, personId, undertakingOn: null })
      change.asked = { borrowReason: null, members, reasonForDifference: '按本周分工' }
      change.payload = { assignment, ...change.asked }
      change.doors = members.map((one) => `panel:${one}`)
      return moved('empanelled')
    }
    const own = c.panel.find((one) => one.personId === who.personId && one.leftOn === null)
    if (!own || own.undertakingOn !== null || !clear(who.personId, c, false)) return 'NOT_SIGNED'
    own.undertakingOn = on
    return moved(c.panel.every((one) => one.undertakingOn !== null) ? 'reading' : 'empanelled')
  }

  function take(order: Order): string {
    const { who, id, version, step, key, on, at } = order
    if (used.get(who.commission, who.personId, key) !== undefined) return refused('OPERATION_KEY_REUSED')
    const loaded = load.get({ ...who, id }) as Loaded | undefined
    if (!loaded) return refused('NO_SUCH_CASE')
    const c = JSON.parse(loaded.doc) as Case
    if (c.version !== version) return refused('STALE')
    const from = c.stage
    const change = decide(c, order, loaded)
    if (typeof change === 'string') return refused(change)
    const { to, asked, payload, tally, doors, columns } = change
    c.stage = to
    c.version = version + 1
    if (to !== from) c.since = on
    c.latestOn = on
    const doc = text(c)
    const [by, lead] = [who.personId, c.package.bodyIds[0]]
    save.run({ ...columns, stage: to, version: c.version, at, step, on, by, tally, doc, line: text([step, from, to, by, who.role, who.bodyId, who.zoneId, on, on, at]), commission: who.commission, id, from: version })
    if (step === 'accept') face.run({ ...columns, stage: to, at, step, on, by, tally, commission: who.commission, id })
    for (const one of doors) door.run(who.commission, id, one)
    for (const scope of step === 'accept' ? ['handed', 'own'] : ['handed'])
      recount(loaded.tally, tally, (kind, name, n) => {
        if (count.get(who.commission, scope, c.zoneId, lead, kind, name, n) === 0) uncount.run(who.commission, scope, c.zoneId, lead, kind, name)
      })
    if (to !== from && c.panel.length > 0) move(c, from === 'accepted' ? null : from, to)
    const payloadText = text(payload)
    const request = digest(`{"caseId":${text(id)},"payload":${text(asked)},"step":"${step}","version":${version},"who":{"bodyId":${text(who.bodyId)},"commission":${text(who.commission)},"personId":${text(by)},"role":"${who.role}","zoneId":${text(who.zoneId)}}}`)
    const entry = `{"at":${text(at)},"basis":${text(rules[step])},"bodyId":${text(who.bodyId)},"by":${text(by)},"caseId":${text(id)},"commission":${text(who.commission)},"from":"${from}","on":"${on}","operationKey":${text(key)},"payload":${text(payloadText)},"requestHash":"${request}","role":"${who.role}","step":"${step}","to":"${to}","version":${c.version},"writtenOn":"${on}","zoneId":${text(who.zoneId)}}`
    const rest = `"at":${text(at)},"bodyId":${text(who.bodyId)},"boot":"${machineId}","by":${text(by)},"caseId":${text(id)},"commission":${text(who.commission)},"entryHash":"${digest(entry)}","kind":"step","mono":${mono()},"role":"${who.role}","rowHash":"${digest(doc)}","step":"${step}","version":${c.version},"zoneId":${text(who.zoneId)}}`
    const seq = forge(who.commission, [{ at, kind: 'step', rest }])
    enter.run(who.commission, id, c.version, key, request, seq, step, from, to, by, who.role, who.bodyId, who.zoneId, on, on, at, rules[step], payloadText)
    const bodies = c.package.bodyIds.map((one) => `{"name":${text(names.body(one))}}`).join()
    return `{"data":{"${step}":{"__typename":"StepTaken","case":{"id":"${globalId('Case', id)}","number":${text(c.number)},"stage":"${to}","version":${c.version},"since":${text(c.since)},"acceptedOn":${text(c.acceptedOn)},"zone":{"name":${text(names.zone(c.zoneId))}},"bodies":[${bodies}],"panel":${panelOf(c, names)}},"entry":{"version":${c.version},"step":"${step}","from":"${from}","to":"${to}","on":"${on}"}}}}`
  }

  return (order) => write({ run: () => take(order), done: order.done })
}

const refused = (code: string): string => `{"data":{"refused":${text(code)}}}`

/** The sums that change between two tallies of a case; seats are not summed. */
function recount(before: string, after: string, change: (kind: string, key: string, n: number) => void): void {
  const [gone, come] = [before, after].map((tally) => tally.split('\n').filter((line) => !line.startsWith('seat '))) as [string[], string[]]
  const each = (line: string, n: number) => change(line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1), n)
  for (const line of gone) if (!come.includes(line)) each(line, -1)
  for (const line of come) if (!gone.includes(line)) each(line, 1)
}
