/**
 * 台账: one row a person, in the columns that the offices keep it in (`practice.md` E4). A row is read from the case as its
 * reader sees it (`seenBy`) and from what the list says of it; what the reader may not see is an empty cell.
 */
import { isEnd, type Case, type Finding, type Holder, type Stage, type Subject } from './case.ts'
import type { Decision } from './decision.ts'
import type { Day } from './day.ts'
import { panelOf, leadReviewer } from './people.ts'
import { adminWords, partyWords } from './sanctions.ts'
import { levelOf } from './secrecy.ts'
import type { Seen } from './visibility.ts'
import { holderWords, outcomeWords, returnKindWords, secrecyWords, stageWords } from './words.ts'

/** Empty, a text, a number, or a day as `2025-10-17` in a column of days. */
export type LedgerCell = string | number | null
type Kind = 'text' | 'day' | 'amount' | 'number'

/** What the list says of a case to its reader. */
export type Listed = { number: string; title: string; zoneId: string; bodyId: string; stage: Stage; holder: Holder | null; transferredOn: Day | null; acceptedOn: Day | null; dueOn: Day | null; returnsCount: number }
type Named = (id: string) => { name: string } | undefined
/** How people, bodies and zones are called. */
export type LedgerNames = { person: Named; body: Named; zone: Named }

/** One person of a case. `subject` is null where the reader is not told who it is. */
type Of = { n: number; listed: Listed; c: Case; subject: Subject | null; subjectId: string | null; names: LedgerNames; proposal: Finding | undefined; reviewed: Finding | undefined; decisions: readonly Decision[] }

type Column = { title: string; kind: Kind; width: number; read: (of: Of) => LedgerCell }

const text = (title: string, width: number, read: Column['read']): Column => ({ title, kind: 'text', width, read })
const day = (title: string, read: Column['read']): Column => ({ title, kind: 'day', width: 16, read })
const number = (title: string, read: Column['read']): Column => ({ title, kind: 'number', width: 9, read })
const amount = (title: string, read: Column['read']): Column => ({ title, kind: 'amount', width: 16, read })

/** Every column, in the order of E4 with what the screen shows besides. */
export const ledgerColumns = {
  ordinal: number('序号', ({ n }) => n),
  number: text('案件编码', 24, ({ listed }) => listed.number),
  personCode: text('涉案人员编码', 28, ({ listed, subjectId }) => (subjectId === null ? null : `${listed.number}-${subjectId}`)),
  title: text('案由', 36, ({ listed, c }) => listed.title || c.package.title),
  body: text('移送单位', 32, ({ listed, c, names }) => (c.package.bodyIds.length > 0 ? c.package.bodyIds : [listed.bodyId]).map((id) => names.body(id)?.name ?? id).join('；')),
  zone: text('片区', 14, ({ listed, names }) => names.zone(listed.zoneId)?.name ?? listed.zoneId),
  stage: text('阶段', 14, ({ listed }) => stageWords[listed.stage]),
  holder: text('在谁手里', 14, ({ listed }) => (listed.holder === null ? null : holderWords[listed.holder])),
  dueOn: day('审理期限届满日', ({ listed }) => listed.dueOn),
  secrecy: text('密级', 10, ({ c }) => secrecyWords[levelOf(c)]),
  name: text('姓名', 12, ({ subject }) => subject?.name ?? null),
  gender: text('性别', 6, ({ subject }) => subject?.gender ?? null),
  born: text('出生年月', 12, ({ subject }) => (subject ? `${subject.birthYear}年` : null)),
  ethnicity: text('民族', 8, ({ subject }) => subject?.ethnicity ?? null),
  education: text('学历', 10, ({ subject }) => subject?.education ?? null),
  politics: text('政治面貌', 12, ({ subject }) => (subject ? (subject.partyMember ? '中共党员' : '非中共党员') : null)),
  partyJoined: text('入党时间', 12, ({ subject }) => (subject && subject.partyJoinYear !== null ? `${subject.partyJoinYear}年` : null)),
  post: text('单位职务', 36, ({ subject }) => (subject ? [`${subject.employer}${subject.post}`, subject.partyPost].filter(isSaid).join('，') : null)),
  rank: text('职级', 12, ({ subject }) => subject?.rank ?? null),
  personnelType: text('人员类别', 14, ({ subject }) => subject?.personnelType ?? null),
  deputy: text('人大代表、政协委员、党代表、党委委员、纪委委员', 12, ({ subject }) => (subject ? yesOrNo(subject.deputyOrDelegate) : null)),
  filedOn: day('立案时间', ({ c }) => c.package.filedOn),
  filedBy: text('立案机关', 32, ({ c, names }) => (c.package.filedOn === null ? null : c.package.bodyIds.slice(0, 1).map((id) => names.body(id)?.name ?? id).join())),
  transferredOn: day('移送时间', ({ listed }) => listed.transferredOn),
  acceptedOn: day('受理时间', ({ listed }) => listed.acceptedOn),
  returnedOn: day('退回时间', ({ c }) => returned(c)?.approvedOn ?? null),
  returnKind: text('退回类型', 22, ({ c }) => { const last = returned(c); return last ? returnKindWords[last.kind] : null }),
  returnsCount: number('退回次数', ({ listed, c }) => Math.max(listed.returnsCount, c.returns.filter(isApproved).length)),
  submittedAgainOn: day('重报时间', ({ c }) => submittedAgain(c)),
  concludedOn: day('审结时间', ({ c }) => c.report?.approvedOn ?? null),
  panel: text('审理组', 24, ({ c, names }) => panelWords(c, names)),
  eightPoint: text('是否违反中央八项规定精神及类别', 20, (of) => eightPointWords(latestFinding(of))),
  facts: text('主要违纪违法事实', 60, ({ c, subjectId }) => c.package.facts.filter((fact) => subjectId !== null && fact.subjectIds.includes(subjectId)).map((fact) => fact.text).join('\n')),
  amount: amount('涉案金额（元）', ({ c }) => c.package.amountYuan),
  proposedNature: text('移送定性', 36, ({ proposal }) => natureWords(proposal)),
  proposedMeasure: text('移送建议', 24, ({ proposal }) => measureWords(proposal)),
  reviewedNature: text('审理定性', 36, ({ reviewed }) => natureWords(reviewed)),
  reviewedMeasure: text('审理建议', 24, ({ reviewed }) => measureWords(reviewed)),
  change: text('变化情况', 36, ({ proposal, reviewed }) => changeWords(proposal, reviewed)),
  party: text('党纪处分', 16, ({ decisions }) => decidedWords(decisions, 'party')),
  admin: text('政务处分', 16, ({ decisions }) => decidedWords(decisions, 'admin')),
  measure: text('组织处理', 20, ({ decisions }) => joined(decisions.map((one) => one.measure))),
  property: text('收缴、没收、追缴、责令退赔、登记上交', 30, ({ decisions }) => joined(decisions.map((one) => one.property))),
  decidedBy: text('决定机关', 28, ({ decisions }) => joined(decisions.map((one) => one.organName))),
  decidedOn: day('决定时间', ({ decisions }) => latest(decisions.map((one) => one.decidedOn))),
  announcedOn: day('宣布时间', ({ c, subjectId }) => latest(c.announcements.filter((one) => one.subjectId === subjectId).map((one) => one.on))),
  partyPeriodEndsOn: day('影响期止', ({ decisions }) => latest(decisions.flatMap((one) => (one.track === 'party' && one.periodEndsOn !== null ? [one.periodEndsOn] : [])))),
  adminPeriodEndsOn: day('政务处分期止', ({ decisions }) => latest(decisions.flatMap((one) => (one.track === 'admin' && one.periodEndsOn !== null ? [one.periodEndsOn] : [])))),
  executedOn: day('执行完毕时间', ({ c, subjectId }) => executed(c, subjectId)),
  archivedOn: day('归档时间', ({ c }) => (c.stage === 'archived' ? (c.archive?.on ?? c.since) : null)),
  note: text('备注', 30, noteWords),
} as const satisfies Record<string, Column>

export type LedgerKey = keyof typeof ledgerColumns
export const ledgerKeys = Object.keys(ledgerColumns) as LedgerKey[]

/** How a column is shown, without how it is read. */
export const shownColumn = (key: LedgerKey): Omit<Column, 'read'> => ledgerColumns[key]

/** The rows of a case, one a person, numbered from `n` on. A case whose people the reader is not told has a row for each about whom something was decided, or one. */
export function ledgerRows(listed: Listed, { case: c }: Pick<Seen, 'case'>, names: LedgerNames, keys: readonly LedgerKey[], n: number): LedgerCell[][] {
  const told = c.package.subjects.map((subject) => subject.id)
  const people: (string | null)[] = told.length > 0 ? told : [...new Set(c.decisions.map((one) => one.subjectId))]
  return (people.length > 0 ? people : [null]).map((subjectId, more) => {
    const of: Of = {
      n: n + more, listed, c, names, subjectId,
      subject: c.package.subjects.find((one) => one.id === subjectId) ?? null,
      proposal: c.package.proposals.find((one) => one.subjectId === subjectId),
      reviewed: c.report && isApproved(c.report) ? c.report.findings.find((one) => one.subjectId === subjectId) : undefined,
      decisions: c.decisions.filter((one) => one.subjectId === subjectId).toSorted((one, other) => (one.track === other.track ? 0 : one.track === 'party' ? -1 : 1)),
    }
    return keys.map((key) => ledgerColumns[key].read(of))
  })
}

const isSaid = (one: string | null | undefined): one is string => one !== null && one !== undefined && one !== ''
const joined = (texts: readonly (string | null)[]): string | null => [...new Set(texts.filter(isSaid))].join('；') || null
const latest = (days: readonly Day[]): Day | null => days.toSorted().at(-1) ?? null
const yesOrNo = (is: boolean): string => (is ? '是' : '否')

const isApproved = ({ approvedOn }: { approvedOn: Day | null }): boolean => approvedOn !== null
const returned = (c: Case) => c.returns.findLast(isApproved)

/** When what was sent back last came again: the answers of the body, or the new transfer. */
function submittedAgain(c: Case): Day | null {
  const last = returned(c)
  if (!last) return null
  if (last.kind === 'supplement') return last.answeredOn
  return c.transferredOn !== null && last.approvedOn !== null && c.transferredOn >= last.approvedOn && c.stage !== 'reinvestigating' ? c.transferredOn : null
}

function panelWords(c: Case, names: LedgerNames): string | null {
  const lead = leadReviewer(c)
  return joined(panelOf(c).map((id) => `${names.person(id)?.name ?? id}${id === lead ? '（主审）' : ''}`))?.replaceAll('；', '、') ?? null
}

/** What was found last: by the decision, by the review, by the body. Of an archived case without leave the decision says nothing of it. */
const latestFinding = ({ decisions, reviewed, proposal }: Of): Finding | undefined => [...decisions.map((one) => one.findings), reviewed, proposal].find((one) => one !== undefined && one.characterisation !== '')

const eightPointWords = (finding: Finding | undefined): string | null =>
  finding ? (finding.eightPoint.applies ? ['是', finding.eightPoint.category].filter(isSaid).join('：') : '否') : null

const natureWords = (finding: Finding | undefined): string | null => (finding ? joined([finding.characterisation, finding.articles.join('、')]) : null)

const measureWords = (finding: Finding | undefined): string | null =>
  finding ? (joined([finding.party === 'none' ? null : partyWords[finding.party], finding.admin === 'none' ? null : adminWords[finding.admin], finding.measure]) ?? '不给予处分') : null

/** What the review made of the proposal. */
function changeWords(proposal: Finding | undefined, reviewed: Finding | undefined): string | null {
  if (!proposal || !reviewed) return null
  const changes = [['定性', natureWords], ['处理', measureWords], ['八项规定精神', eightPointWords]] as const
  return joined(changes.map(([what, words]) => (words(proposal) === words(reviewed) ? null : `${what}由“${words(proposal) ?? '无'}”改为“${words(reviewed) ?? '无'}”`))) ?? '无变化'
}

const decidedWords = (decisions: readonly Decision[], track: Decision['track']): string | null =>
  joined(decisions.filter((one) => one.track === track).map((one) => (one.outcome === 'sanction' ? (track === 'party' ? partyWords[one.party] : adminWords[one.admin]) : outcomeWords[one.outcome])))

/** The day on which the last thing to do for this person was done; null while something is left. */
function executed(c: Case, subjectId: string | null): Day | null {
  const days = c.execution.filter((one) => one.subjectId === subjectId).map((one) => one.doneOn)
  return days.every((one) => one !== null) ? latest(days) : null
}

function noteWords({ c, subject, listed }: Of): string | null {
  const ended = c.exit !== null && isEnd(c.stage) ? `${stageWords[c.stage]}：${c.exit.reason}` : null
  return joined([ended, listed.stage === 'archived' && subject === null ? '已归档，经批准方可查阅' : null, subject?.routeException?.reason ?? null])
}
