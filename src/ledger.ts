/**
 * 台账 as a file, for whoever asks for it in a browser or on the command line: the rows that the list shows them, in its
 * order, in the columns of their office.
 */
import { inChinese, type Day } from './review/day.ts'
import { ledgerRows, type LedgerCell, type LedgerKey } from './review/ledger.ts'
import { oldRow } from './review/old-case.ts'
import { levelOf, rankOf } from './review/secrecy.ts'
import { secrecyLevels } from './review/case.ts'
import { tallyKinds } from './review/tally.ts'
import { keysOf } from './review/visibility.ts'
import { holderWords, roleWords, secrecyWords, stageWords } from './review/words.ts'
import type { Actor } from './review/people.ts'
import { no } from './review/refusal.ts'
import type { Refusal } from './review/case.ts'
import { clockIn } from './papers/instant.ts'
import { ledgerFile, type LedgerForm } from './papers/ledger-file.ts'
import { ledgerCases, ledgerList, recordLedger } from './store/ledger.ts'
import { columnsOfOffice } from './store/ledger-views.ts'
import type { Filter, Shelf, Sort } from './store/list.ts'
import { anyOldCases, asksOldCases, oldCases } from './store/old-cases.ts'
import type { LoadedMoment } from './store/settings.ts'
import type { Store } from './store/store.ts'

export type LedgerWanted = { form: LedgerForm; filter: Filter; sort: Sort; keys: readonly LedgerKey[] | null }
/** What comes of it: the file in pieces, what it is called, and how much is in it. */
type Made = { pieces: Uint8Array[]; name: string; cases: number; rows: number; old: number }
type Asking = { store: Store; who: Actor; moment: LoadedMoment; now: () => { on: Day; at: string } }

/** Makes the file, after all that is in it and the export itself are on record. Whoever sees no case is refused. `progress` is told after each batch, and may throw to end it. */
export async function ledgerOf({ store, who, moment, now }: Asking, { form, filter, sort, keys: wanted }: LedgerWanted, progress: (done: number, total: number) => void = () => {}): Promise<Made | { refusals: Refusal[] }> {
  if (keysOf(who).length === 0) return { refusals: [no('NO_CASES', `${roleWords[who.role]}不查看案件，不能导出台账；请由查看案件的职务导出`, 'R-612-roles')] }
  const keys = wanted ?? (await columnsOfOffice(store, who))
  const listed = await ledgerList(store, who, filter, sort)
  const { roster } = moment
  const names = { person: roster.person, body: roster.body, zone: roster.zone }
  const count = { cases: 0, rows: 0, old: 0, level: 0 }
  async function* batches(): AsyncGenerator<LedgerCell[][]> {
    for await (const batch of ledgerCases(store, who, listed, () => now().at)) {
      const rows = batch.flatMap(({ row, found }) => {
        const made = ledgerRows(row, found, names, keys, count.rows + 1)
        count.cases += 1
        count.rows += made.length
        count.level = Math.max(count.level, rankOf(levelOf(found.case)))
        return made
      })
      progress(count.cases, listed.length)
      yield* inPieces(rows)
    }
  }
  async function* oldBatches(): AsyncGenerator<LedgerCell[][]> {
    for await (const page of oldCases(store, who, filter, () => now().at)) {
      const rows = page.map(({ cells }, n) => oldRow(cells, keys, count.old + n + 1))
      count.old += rows.length
      count.level = Math.max(count.level, ...page.map(({ level }) => level))
      yield* inPieces(rows)
    }
  }
  const parts = [{ name: '台账', batches: batches() }, ...(asksOldCases(filter) && (await anyOldCases(store, who)) ? [{ name: '旧案', batches: oldBatches() }] : [])]
  const begun = now()
  const pieces = await ledgerFile(form, keys, parts, () => [
    ['名称', '划片审理案件台账'],
    ['导出人', `${roster.person(who.personId)?.name ?? who.personId}（${roleWords[who.role]}）`],
    ['导出时间', clockIn(begun.at)],
    ['筛选条件', filterWords(filter, moment)],
    ['排序', `${sortWords[sort.by]}${sort.direction === 'asc' ? '由早到晚、由小到大' : '由晚到早、由大到小'}`],
    ['案件数', count.cases],
    ['行数（一人一行）', count.rows],
    ...(parts.length > 1 ? [['旧案行数（本系统之前的，另计）', count.old] satisfies [string, number]] : []),
    ['最高密级', secrecyWords[secrecyLevels[count.level] ?? 'workSecret']],
    ['说明', '按导出人的知悉范围生成，无权查看的内容留空；请按最高密级保管，不得扩散'],
  ])
  await recordLedger(store, who, now().at, { form, filter, sort, columns: keys, cases: count.cases, rows: count.rows, oldRows: count.old })
  return { pieces, name: `台账${begun.on.replaceAll('-', '')}-${begun.at.slice(11, 19).replaceAll(':', '')}.${form}`, ...count }
}

const rowsAtOnce = 50

/** Few rows at once, for a sheet packs what it is given before others are let in. */
function* inPieces(rows: LedgerCell[][]): Generator<LedgerCell[][]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) yield rows.slice(from, from + rowsAtOnce)
}

const sortWords: Record<Sort['by'], string> = { dueOn: '审理期限届满日', changedAt: '最后办理时刻', number: '案件编号', name: '姓名（拼音）', acceptedOn: '受理日期', transferredOn: '移送日期' }
const shelfWords: Record<Shelf, string> = { toAct: '待办', asked: '待批', waiting: '在办', done: '办结' }

/** A filter as somebody would say it; the days that it was reckoned to are in it. */
function filterWords(filter: Filter, { roster }: Pick<LoadedMoment, 'roster'>): string {
  const { zoneId, bodyId, stages, holder, text, overdueOn, dueFrom, dueBy, open, counted, acceptedFrom, acceptedTo, returned, shelf } = filter
  const said: (string | undefined)[] = [
    zoneId && `片区：${roster.zone(zoneId)?.name ?? zoneId}`,
    bodyId && `派驻机构：${roster.body(bodyId)?.name ?? bodyId}`,
    stages && `阶段：${stages.map((stage) => stageWords[stage]).join('、')}`,
    holder && `在谁手里：${holderWords[holder]}`,
    text?.trim() && `文字：${text.trim()}（最近的两千件以内）`,
    overdueOn && `审理期限在${inChinese(overdueOn)}以前已经届满`,
    dueFrom && `审理期限在${inChinese(dueFrom)}及以后届满`,
    dueBy && `审理期限在${inChinese(dueBy)}及以前届满`,
    acceptedFrom && `受理日期自${inChinese(acceptedFrom)}起`,
    acceptedTo && `受理日期到${inChinese(acceptedTo)}止`,
    open && '在办的',
    returned && '退回过的',
    counted && `计入总览的案件：${tallyKinds[counted.by].split('，')[0] ?? ''}${counted.key === null ? '' : `（${counted.key}）`}`,
    shelf && `工作台：${shelfWords[shelf]}`,
  ]
  return said.filter(Boolean).join('；') || '无：导出人可以查看的全部案件'
}
