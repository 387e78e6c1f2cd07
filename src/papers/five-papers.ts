/**
 * 五书: the filing report, the investigation report, the review report, the decision and the row of the ledger. The last
 * three are made from the case as its reader sees it; the first two are files of the body. Whoever does not see the handed
 * papers whole has none of them.
 */
import type { Subject } from '../review/case.ts'
import { inChinese, isDay, type Day } from '../review/day.ts'
import { ledgerColumns, ledgerRows, type LedgerKey } from '../review/ledger.ts'
import { forms, wholePart, type FormCode } from './catalogue.ts'
import type { Desk } from './desk.ts'
import { linesOf } from './paper.ts'
import { papersOf } from './papers.ts'
import { bare, type DayMeaning } from './said.ts'

/** The five, in the order in which they come about. */
export const fivePapers = ['filing', 'investigation', 'report', 'decision', 'ledger'] as const
export type FivePaper = (typeof fivePapers)[number]
export const fivePaperWords: Record<FivePaper, string> = { filing: '立案报告', investigation: '审查调查报告', report: '审理报告', decision: '处分决定', ledger: '台账' }
/** Those for which a text can be given: the ledger has none. */
export const givenPapers = ['filing', 'investigation', 'report', 'decision'] as const satisfies readonly FivePaper[]
export type GivenPaper = (typeof givenPapers)[number]

/** A text that stands for one of the five, or for a part of it: whom it is about (null: everybody), how its lines are called; `key` is that of a paper of the case. */
export type Source = { paper: FivePaper; name: string; key: string | null; lines: readonly string[]; about: readonly string[] | null; where: (line: number) => string }
/** What the case itself knows: its people and facts, and the days that count for each meaning, of every round. */
export type Known = { subjects: readonly Subject[]; facts: readonly string[]; days: Partial<Record<DayMeaning, readonly Day[]>> }

const inLine = (name: string, several: boolean) => (line: number): string => `${several ? `“${name}”` : ''}第${line}行`

const formsOf: readonly [FivePaper, readonly FormCode[]][] = [['report', ['W11']], ['decision', ['W17', 'W18', 'W19', 'W20']]]

/** The papers that the case itself has come to for its reader, and the row of the ledger; null where the reader does not see what was handed over. */
export function ownSources(desk: Desk): Source[] | null {
  if (!wholePart('package', desk.side)) return null
  const papers = papersOf(desk)
  return [
    ...formsOf.flatMap(([paper, codes]) => {
      const made = papers.filter((one) => codes.includes(one.form))
      return made.map((one): Source => {
        const subject = desk.c.package.subjects.find(({ id }) => paper === 'decision' && one.key.split('-')[1] === id)
        const name = `${desk.c.package.subjects.length > 1 ? (subject?.name ?? '') : ''}${forms[one.form].title}`
        return { paper, name, key: one.key, lines: linesOf(one), about: subject ? [subject.id] : null, where: inLine(name, made.length > 1) }
      })
    }),
    ...ledgerSources(desk),
  ]
}

/** A text from outside; of somebody alone where it is a decision that names nobody else in its head. */
export function givenSource({ c }: Pick<Desk, 'c'>, paper: GivenPaper, name: string, lines: readonly string[]): Source {
  const head = bare(lines.slice(0, 6).join('\n'))
  const named = c.package.subjects.filter((one) => head.includes(bare(one.name))).map(({ id }) => id)
  return { paper, name, key: null, lines, about: paper === 'decision' && named.length > 0 ? named : null, where: inLine(name, false) }
}

/** What the case itself knows. Days of every round count: a case that came back was transferred twice. */
export function knownTo({ c, log }: Pick<Desk, 'c' | 'log'>): Known {
  const taken = (step: string): Day[] => log.filter((one) => one.step === step).map(({ on }) => on)
  const said = (...days: (Day | null)[]): Day[] => days.filter((one) => one !== null)
  return {
    subjects: c.package.subjects, facts: c.package.facts.map(({ text }) => text),
    days: {
      clue: said(c.package.clueOn), filed: said(c.package.filedOn), transferred: [...taken('transfer'), ...said(c.transferredOn)], accepted: [...taken('accept'), ...said(c.acceptedOn)],
      returned: c.returns.flatMap((one) => said(one.approvedOn)), decided: c.decisions.map((one) => one.decidedOn), effective: c.decisions.map((one) => one.effectiveOn),
    },
  }
}

/** The columns that say what the other four say too. Those that tell who somebody is stand first. */
const compared = [
  'name', 'gender', 'born', 'ethnicity', 'education', 'partyJoined', 'post', 'rank', 'filedOn', 'transferredOn', 'acceptedOn', 'returnedOn', 'concludedOn', 'facts', 'amount', 'proposedNature', 'reviewedNature',
  'property', 'decidedOn', 'partyPeriodEndsOn', 'adminPeriodEndsOn',
] as const satisfies readonly LedgerKey[]

/** The rows of the ledger as lines of a title and what stands there. */
function ledgerSources({ c, roster, zone }: Desk): Source[] {
  const listed = { number: c.number, title: c.package.title, zoneId: c.zoneId, bodyId: c.package.bodyIds[0] ?? '', stage: c.stage, holder: null, transferredOn: c.transferredOn, acceptedOn: c.acceptedOn, dueOn: null, returnsCount: 0 }
  const rows = ledgerRows(listed, { case: c }, { person: roster.person, body: roster.body, zone: () => ({ name: zone }) }, compared, 1)
  return c.package.subjects.map(({ id }, n): Source => {
    const lines = compared.flatMap((key, column) => linesOfCell(key, rows[n]?.[column] ?? null))
    return { paper: 'ledger', name: '台账', key: null, lines: lines.map(({ text }) => text), about: [id], where: (line) => `“${lines[line - 1]?.title ?? ''}”栏` }
  })
}

function linesOfCell(key: LedgerKey, cell: string | number | null): { title: string; text: string }[] {
  const { title, kind } = ledgerColumns[key]
  if (cell === null || cell === '') return []
  const said = typeof cell === 'number' ? `${cell}${kind === 'amount' ? '元' : ''}` : kind === 'day' && isDay(cell) ? inChinese(cell) : cell
  return said.split('\n').map((line, n) => ({ title, text: n === 0 ? `${title.replace('（元）', '')}：${line}` : line }))
}
