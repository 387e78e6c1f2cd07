/** R1, R2 and R3 as fast as this machine does them: prepared statements, JSON put together by hand. */
import type Database from 'better-sqlite3'
import { stages } from '../../src/review/case.ts'
import { seen, type Asker } from './limit-session.ts'
import { globalId, namesIn } from './limit-names.ts'

const text = JSON.stringify

export function reads(db: Database.Database, names: ReturnType<typeof namesIn>) {
  const listed = db.prepare(`select c.id, c.number, c.title, c.stage, c.due_on dueOn, z.name zone, b.name body, c.last_step lastStep, c.last_on lastOn, c.last_by lastBy, p.name lastByName
    from cases c join zones z on z.commission = c.commission and z.id = c.zone_id join bodies b on b.commission = c.commission and b.id = c.body_id left join people p on p.commission = c.commission and p.id = c.last_by
    where ${seen} and c.zone_id = @zone and c.stage = @stage order by c.due_on, c.id limit 20`)
  const docOf = db.prepare(`select c.doc from cases c where ${seen} and c.id = @id`).pluck()
  const entries = db.prepare('select version, step, from_stage "from", to_stage "to", taken_on "on", at, role, taken_by "by" from case_entries where commission = ? and case_id = ? order by version')
  const head = db.prepare('select steps, settings from heads where commission = ?')
  // Sums by zone, made for this question; brought up to date after a step, read anew for every answer.
  db.exec('create temp table zone_sums (kind text, zone text, key, n integer, primary key (kind, zone, key)) without rowid')
  const clear = db.prepare('delete from zone_sums')
  const sumUp = db.prepare(`insert into zone_sums select kind, zone_id, case kind when 'days' then cast(key as integer) else key end, sum(n) from tallies where commission = ? and scope = 'handed' and kind in ('stage', 'due', 'days') group by kind, zone_id, key`)
  const stageSums = db.prepare(`select zone, key, n from zone_sums where kind = 'stage' order by zone`)
  const dueSums = db.prepare(`select zone, sum(n) n from zone_sums where kind = 'due' and key < ? group by zone`)
  const daySums = db.prepare(`select zone, key days, n from zone_sums where kind = 'days' order by zone, key`)
  let summed = ''
  const orderOf = new Map<string, number>(stages.map((stage, n) => [stage, n]))

  return {
    R1(who: Asker, zone: string, stage: string): string {
      let out = '{"data":{"cases":{"edges":['
      const rows = listed.all({ ...who, zone, stage }) as Record<'id' | 'number' | 'title' | 'stage' | 'dueOn' | 'zone' | 'body' | 'lastStep' | 'lastOn' | 'lastBy', string>[]
      rows.forEach((row, n) => {
        out += `${n > 0 ? ',' : ''}{"node":{"id":"${globalId('Case', row.id)}","number":${text(row.number)},"title":${text(row.title)},"stage":"${row.stage}","dueOn":${row.dueOn === '9999-12-31' ? 'null' : `"${row.dueOn}"`},"zone":{"name":${text(row.zone)}},"body":{"name":${text(row.body)}},"lastStep":"${row.lastStep}","lastOn":"${row.lastOn}","lastBy":{"name":${text((row as { lastByName?: string }).lastByName ?? row.lastBy)}}}}`
      })
      return `${out}]}}}`
    },
    R2(who: Asker, id: string): string {
      const doc = docOf.get({ ...who, id }) as string | undefined
      if (doc === undefined) return '{"data":{"case":null}}'
      const c = JSON.parse(doc) as Doc
      // Of an archived case there is nothing to read but that it is there.
      const closed = c.stage === 'archived'
      const subjects = closed ? '' : c.package.subjects.map((subject) => `{"name":${text(subject.name)},"post":${text(subject.post)},"employer":${text(subject.employer)},"rank":${text(subject.rank)}}`).join()
      const log = (entries.all(who.commission, id) as Record<'version' | 'step' | 'from' | 'to' | 'on' | 'at' | 'role' | 'by', string>[])
        .filter(({ step }) => !closed || step === 'archive')
        .map((entry, n) => `{"version":${n + 1},"step":"${entry.step}","from":"${entry.from}","to":"${entry.to}","on":"${entry.on}","at":"${entry.at}","role":"${entry.role}","by":{"name":${text(names.person(entry.by))}}}`).join()
      return `{"data":{"case":{"id":"${globalId('Case', id)}","number":${text(c.number)},"title":${text(closed ? '' : c.package.title)},"stage":"${c.stage}","version":${closed ? 1 : c.version},"zone":{"name":${text(names.zone(c.zoneId))}},"bodies":[${c.package.bodyIds.map((one) => `{"name":${text(names.body(one))}}`).join()}],"subjects":[${subjects}],"panel":${closed ? '[]' : panelOf(c, names)},"entries":[${log}]}}}`
    },
    R3(who: Asker, on: string): string {
      const { steps, settings } = head.get(who.commission) as { steps: number; settings: number }
      const stamp = `${steps} ${settings}`
      if (summed !== stamp) {
        clear.run()
        sumUp.run(who.commission)
        summed = stamp
      }
      const counted = count(on)
      return `{"data":{"figures":{"total":${counted.total},"overdue":${counted.overdue},"zones":[${counted.zones.map((one) => `{"zone":{"name":${text(names.zone(one.zone))}},"overdue":${one.overdue},"medianDays":${one.median},"stages":[${one.stages.map(({ key, n }) => `{"stage":"${key}","count":${n}}`).join()}]}`).join()}]}}}`
    },
  }

  /** Sums for whoever sees all that is handed over. */
  function count(on: string) {
    const byStage = stageSums.all() as { zone: string; key: string; n: number }[]
    const late = new Map((dueSums.all(on) as { zone: string; n: number }[]).map((row) => [row.zone, row.n]))
    const days = Map.groupBy(daySums.all() as { zone: string; days: number; n: number }[], (row) => row.zone)
    const zones = [...new Set(byStage.map((row) => row.zone))].sort().map((zone) => ({
      zone, overdue: late.get(zone) ?? 0, median: median(days.get(zone) ?? []),
      stages: byStage.filter((row) => row.zone === zone).sort((a, b) => (orderOf.get(a.key) ?? 0) - (orderOf.get(b.key) ?? 0)),
    }))
    return { zones, total: byStage.reduce((sum, row) => sum + row.n, 0), overdue: zones.reduce((sum, one) => sum + one.overdue, 0) }
  }
}

type Doc = { number: string; stage: string; version: number; zoneId: string; package: { title: string; bodyIds: string[]; subjects: Record<'name' | 'post' | 'employer' | 'rank', string>[] }; panel: { personId: string; undertakingOn: string | null }[] }

/** The panel as the answers show it. */
export const panelOf = ({ panel }: Pick<Doc, 'panel'>, names: ReturnType<typeof namesIn>): string =>
  `[${panel.map((one) => `{"person":{"name":${text(names.person(one.personId))}},"undertakingOn":${text(one.undertakingOn)}}`).join()}]`

function median(rows: readonly { days: number; n: number }[]): number | null {
  const total = rows.reduce((sum, row) => sum + row.n, 0)
  if (total === 0) return null
  const at = (rank: number): number => {
    let passed = 0
    for (const row of rows) if ((passed += row.n) > rank) return row.days
    return 0
  }
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2
}
