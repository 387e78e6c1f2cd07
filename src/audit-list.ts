/**
 * 审计记录 as a list, for the audit administrator in a browser or on the command line: the links that fit a filter, as people read
 * them. The chain itself, to be checked anywhere, leaves whole (`huapian audit export`): with gaps it could not be.
 */
import type { Refusal } from './review/case.ts'
import { inChinese, type Day } from './review/day.ts'
import type { Actor } from './review/people.ts'
import { no } from './review/refusal.ts'
import { roleWords } from './review/words.ts'
import { csvLines, csvOf, csvRows } from './papers/csv.ts'
import { clockIn } from './papers/instant.ts'
import { workbook, type Column } from './papers/sheet.ts'
import { bodyOf, headOf, record } from './store/audit.ts'
import { countLinks, linksFound, type AuditFilter } from './store/audit-search.ts'
import { actionsOf, actionWord, actorIn, linkKindWords, listIn, resultOf, resultWords, textIn } from './store/audit-words.ts'
import { tellDenied, tellRead } from './store/readings.ts'
import type { LoadedMoment } from './store/settings.ts'
import type { Store } from './store/store.ts'

export const auditForms = ['xlsx', 'csv'] as const
export type AuditForm = (typeof auditForms)[number]
type Asking = { store: Store; who: Actor; moment: LoadedMoment; now: () => { on: Day; at: string } }

/** So many rows fit one file; more are asked for by days. */
const mostAuditRows = 50_000
const together = 500

/** A filter as somebody would say it. */
function auditFilterWords({ personId, kind, action, result, since, until }: AuditFilter, { roster }: Pick<LoadedMoment, 'roster'>): string {
  const said = [
    personId && `何人：${roster.person(personId)?.name ?? personId}`, kind && `类别：${linkKindWords[kind]}`, action && `事项：${actionWord(action)}`, result && `结果：${resultWords[result]}`,
    since && `自${inChinese(since)}起`, until && `到${inChinese(until)}止`,
  ]
  return said.filter(Boolean).join('；') || '无：全部'
}

const columns: readonly Column[] = [
  { title: '第几条', kind: 'number', width: 10 }, { title: '时刻', kind: 'text', width: 22 }, { title: '类别', kind: 'text', width: 14 }, { title: '事项', kind: 'text', width: 26 }, { title: '何人', kind: 'text', width: 16 }, { title: '编号', kind: 'text', width: 14 },
  { title: '职务', kind: 'text', width: 18 }, { title: '结果', kind: 'text', width: 12 }, { title: '理由代号', kind: 'text', width: 24 }, { title: '案件（编号不含业务意义）', kind: 'text', width: 34 }, { title: '杂凑值', kind: 'text', width: 66 },
]

/** Why somebody does not read the log. */
const strange = ({ role }: Actor): Refusal[] => (role === 'auditAdmin' ? [] : [no('AUDIT_NOT_YOURS', '审计记录只有审计管理员可以查阅', 'R-612-roles')])

/** The cells of a row. */
type Row = (string | number)[]

/** The rows that fit, the newest first, a few hundred at once. */
async function* auditRows({ store, who, moment }: Pick<Asking, 'store' | 'who' | 'moment'>, filter: AuditFilter, last: number, reached: (rows: number) => void = () => {}): AsyncGenerator<Row[]> {
  let done = 0
  for (let before = last + 1; ; ) {
    const page = await linksFound(store, who.commission, filter, before, together)
    const rows = page.map((row): Row => {
      const link = { kind: row.kind, said: bodyOf(row) ?? {} }
      const [actor, role] = [actorIn(link), textIn(link, 'role')]
      return [
        row.seq, clockIn(row.at), (linkKindWords as Record<string, string>)[row.kind] ?? row.kind, actionsOf(link).map(actionWord).join('、'), actor === null ? '' : (moment.roster.person(actor)?.name ?? ''), actor ?? '',
        role === null ? '' : ((roleWords as Record<string, string>)[role] ?? role), resultWords[resultOf(link)], listIn(link, 'codes').join('、'), [textIn(link, 'caseId')].flatMap((one) => one ?? []).concat(listIn(link, 'cases')).join('、'), row.hash,
      ]
    })
    done += rows.length
    reached(done)
    if (rows.length > 0) yield rows
    const end = page.at(-1)
    if (!end || page.length < together) return
    before = end.seq
  }
}

/** The file, once the export is on record. */
export async function auditFile({ store, who, moment, now }: Asking, { form, filter }: { form: AuditForm; filter: AuditFilter }, reached: (rows: number) => void = () => {}): Promise<{ pieces: Uint8Array[]; name: string; rows: number } | { refusals: Refusal[] }> {
  const refusals = strange(who)
  if (refusals.length > 0) return { refusals }
  const { seq: last } = await headOf(store, who.commission) // the export itself comes after it
  const rows = await countLinks(store, who.commission, filter)
  if (rows > mostAuditRows) return { refusals: [no('TOO_MANY_ROWS', `符合的有${rows}条，一份文件最多${mostAuditRows}条，请按日期分次导出`, undefined, 'since')] }
  const begun = now()
  const about: [string, string | number][] = [
    ['名称', '审计记录摘录'], ['导出人', `${moment.roster.person(who.personId)?.name ?? who.personId}（${roleWords[who.role]}）`], ['导出时间', clockIn(begun.at)], ['筛选条件', auditFilterWords(filter, moment)], ['条数', rows],
    ['说明', '摘录不能证明没有遗漏；整条审计链用 huapian audit export 导出，只用 Node 就能核对'],
  ]
  await record(store, { commission: who.commission, at: begun.at, kind: 'export', body: { by: who.personId, role: who.role, event: 'auditListExported', form, filter, rows } })
  const batches = auditRows({ store, who, moment }, filter, last, reached)
  const pieces = form === 'xlsx'
    ? await workbook([{ name: '审计记录', columns, batches }, { name: '导出说明', columns: [{ title: '项目', kind: 'text', width: 18 }, { title: '内容', kind: 'text', width: 90 }], batches: [about] }])
    : await (async () => { const made = await csvRows(batches); return csvOf([csvLines([...about, [], columns.map(({ title }) => title)]), ...made]) })()
  return { pieces, name: `审计记录${begun.on.replaceAll('-', '')}-${begun.at.slice(11, 19).replaceAll(':', '')}.${form}`, rows }
}

/** The first rows that fit, as lines; reading them is on record with whoever reads. */
export async function auditLines({ store, who, moment }: Pick<Asking, 'store' | 'who' | 'moment'>, filter: AuditFilter, most: number): Promise<{ lines: string[]; total: number } | { refusals: Refusal[] }> {
  const refusals = strange(who)
  if (refusals.length > 0) {
    tellDenied(who, 'audit', null)
    return { refusals }
  }
  tellRead(who, 'audit', [])
  const lines: string[] = []
  for await (const rows of auditRows({ store, who, moment }, filter, (await headOf(store, who.commission)).seq)) {
    lines.push(...rows.slice(0, most - lines.length).map((row) => row.slice(0, 9).filter((cell) => cell !== '').join('  ')))
    if (lines.length >= most) break
  }
  return { lines, total: await countLinks(store, who.commission, filter) }
}
