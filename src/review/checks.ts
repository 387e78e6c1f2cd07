/**
 * 核对 (`practice.md` D): what of a case comes under the 28 check codes. The body runs them before
 * transfer and the group after it, over the case as each sees it: the same code. A check stops nobody; it says the rule,
 * the data and what would settle it.
 */
import type { Basis, Case, Finding } from './case.ts'
import { checkCodes, type CheckAnswer, type CheckCode, type CheckState, type RaisedCheck } from './check-codes.ts'
import { factHits } from './check-facts.ts'
import type { Hit, Said } from './check-hit.ts'
import { lawHits } from './check-law.ts'
import { sanctionHits } from './check-sanctions.ts'
import type { ClockEntry, ClockMoment } from './clock.ts'
import type { Day } from './day.ts'
import { basis } from './law.ts'
import { findingsInView } from './machine.ts'

/** Whether nobody has come to an end with a check yet. */
export const isOpenCheck = ({ state }: Pick<Check, 'state'>): boolean => state === 'open' || state === 'answered' || state === 'returned'

/** 核对发现: what of a case comes under a code. `key` names it as long as it is the same: of one person, fact or amount. */
export type Check = {
  key: string
  code: CheckCode
  label: string
  basis: Basis
  subjectId: string | null
  factId: string | null
  /** What was found, with the names and figures. */
  data: string
  /** What would settle it. */
  settle: string
  state: CheckState
  /** How it was settled, answered or asked; null where nothing was done. */
  how: string | null
  /** By whom and when, where a person raised it; null where a rule found it. */
  raisedBy: string | null
  raisedOn: Day | null
  /** Everything that was answered, by the body first. */
  answers: (CheckAnswer & { ofBody: boolean })[]
}

type Found = Omit<Check, 'state' | 'how' | 'answers' | 'label'> & { corrected: boolean; how: string | null }

const said = (c: Case): Said[] =>
  c.package.subjects.map((subject) => {
    const of = (findings: readonly Finding[]) => findings.find((one) => one.subjectId === subject.id)
    const proposed = of(c.package.proposals)
    return { subject, proposed, now: of(findingsInView(c)) ?? proposed }
  })

/**
 * Everything of this case, as the person asking sees it, that comes under a code, in the order of the table: what the
 * rules find, and what reviewers raised. DOC_SOURCE and INTENT are found by people alone.
 */
export function checksOf(c: Case, log: readonly ClockEntry[], moment: ClockMoment): Check[] {
  const people = said(c)
  const found = [...lawHits(c, people, moment.policy), ...sanctionHits(c, people), ...factHits(c, log, moment)].map(computed)
  const all = [...found.map((one) => followed(c, one)), ...raisedChecksOf(c)]
  return (Object.keys(checkCodes) as CheckCode[]).flatMap((code) => all.filter((one) => one.code === code))
}

/** What reviewers raised, each as it stands. */
export const raisedChecksOf = (c: Case): Check[] => c.raisedChecks.map((one) => followed(c, { ...one, basis: basis(checkCodes[one.code].rule), corrected: false, how: null }))

/** The key of what a reviewer raises: once for each person and fact, and anew after each return that was approved. */
export const raisedKey = (c: Case, { code, subjectId, factId }: Pick<RaisedCheck, 'code' | 'subjectId' | 'factId'>): string =>
  ['raised', code, subjectId ?? '', factId ?? '', c.returns.filter(({ approvedBy }) => approvedBy !== null).length].join(':')

/** Whether a key is that of a check which only the clock knows. */
export const isClockCheck = (key: string): boolean => /^TIME_LIMIT:(超期|临近)\d{4}-\d\d-\d\d$/.test(key)

function computed({ code, subjectId, factId, mark, data, rule, corrected, how }: Hit): Found {
  const row = checkCodes[code]
  return {
    key: [code, subjectId ?? factId, mark].filter((part) => part !== undefined).join(':'), code, basis: basis(rule ?? row.rule),
    subjectId: subjectId ?? null, factId: factId ?? null, data, settle: row.settle, raisedBy: null, raisedOn: null, corrected: corrected ?? false, how: how ?? null,
  }
}

/** A check with what became of it: the group's word first, then the outline that asks for it, what the case did, the body's word. */
function followed(c: Case, { corrected, how, ...found }: Found): Check {
  const check = { key: found.key, code: found.code, label: checkCodes[found.code].label, basis: found.basis, subjectId: found.subjectId, factId: found.factId, data: found.data, settle: found.settle, raisedBy: found.raisedBy, raisedOn: found.raisedOn }
  const [ofBody, ofGroup] = [c.checkAnswers, c.settledChecks].map((list) => list.filter(({ key }) => key === found.key))
  const answers = [...(ofBody ?? []).map((one) => ({ ...one, ofBody: true })), ...(ofGroup ?? []).map((one) => ({ ...one, ofBody: false }))]
  const stands = (state: CheckState, why: string | null): Check => ({ ...check, answers, state, how: why })
  const [mine, theirs] = [ofGroup?.at(-1), ofBody?.at(-1)]
  if (mine) return stands(mine.outcome, mine.text)
  return listed(c, found.key, stands) ?? (how !== null ? stands('settled', how) : corrected ? stands('corrected', null) : theirs ? stands('answered', `派驻机构答复${theirs.outcome === 'settled' ? '已经解决' : '不适用'}：${theirs.text}`) : stands('open', null))
}

/** What became of a check that an outline asks the body about; what cannot be proved after that is not established. */
function listed(c: Case, key: string, stands: (state: CheckState, how: string) => Check): Check | null {
  const n = c.returns.findLastIndex(({ rejectedBy, outline }) => rejectedBy === null && outline.some(({ check }) => check === key))
  const item = c.returns[n]?.outline.find(({ check }) => check === key)
  if (!item) return null
  const place = `第${n + 1}次退回补查提纲第${item.no}项`
  if (item.answer === null) return stands('returned', `已列入${place}`)
  const answered = item.answer.outcome === 'done' ? item.answer.text : `无法补充（${item.answer.reason ?? ''}），不能证明的不予认定`
  return stands(item.judgement?.verdict === 'accepted' ? 'settled' : 'returned', `${place}，派驻机构答复：${answered}`)
}
