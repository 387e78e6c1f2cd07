/**
 * What could be asked of the body (补查提纲): the checks that are still open, doubts and gaps noted while reading, and the
 * standards that the panel did not find met. Only offered; whoever proposes the return takes what they want of it (R-255).
 */
import type { Case, ItemCategory, Standard } from './case.ts'
import type { CheckCode } from './check-codes.ts'
import { checksOf } from './checks.ts'
import { standardWords } from './checklist.ts'
import type { ClockEntry, ClockMoment } from './clock.ts'
import type { ReadingNote } from './note.ts'
import { recusalInForce } from './recusal.ts'
import { noteKindWords } from './words.ts'

/** One item that could be asked, and where it comes from; `where` is the fact, the evidence, the volume and page. */
export type OutlineSuggestion = {
  from: 'check' | 'note' | 'standard'
  category: ItemCategory
  problem: string
  evidenceWanted: string
  toProve: string
  where: string
  /** The check it would follow up, by its key. */
  check: string | null
  factId: string | null
  evidenceNo: number | null
  /** Who noted or raised it; null where a rule found it. */
  by: string | null
}

/** The kind of item that asks about a check; null where the body can do nothing about it. */
const categoryOfCheck: Record<CheckCode, ItemCategory | null> = {
  EIGHT_RULES_TAG: 'characterisation', LAW_VERSION: 'characterisation', COMBINE: 'weighing', RANK_ROUTE: 'procedure', PARTY_ONLY: 'identity', FILING_TYPE: 'procedure', MANDATORY_EXPULSION: 'weighing', NOT_PROSECUTED_MIN: 'weighing',
  GOV_MINIMUM: 'weighing', NO_PARTY_POST: 'identity', PARTY_GOV_MATCH: 'weighing', SENTENCING_RANGE: 'weighing', SINGLE_SOURCE: 'evidence', SUBJECT_DOCS: 'identity', DOC_SOURCE: 'evidence', VALUATION: 'evidence', AMOUNT_RECALC: 'evidence',
  ILLEGAL_GAINS: 'property', BRIBERY_THRESHOLD: 'evidence', CRIME_SCREEN: 'characterisation', DOUBLE_JEOPARDY: 'evidence', INTENT: 'evidence', RESPONSIBILITY: 'evidence', EXEMPTION_RECORD: 'papers', EXPULSION_APPROVAL: 'procedure', FAST_TRACK: 'papers',
  TIME_LIMIT: null, ARTICLE_REF: 'papers',
}
const categoryOfStandard: Record<Standard, ItemCategory> = { facts: 'evidence', evidence: 'evidence', nature: 'characterisation', handling: 'weighing', formalities: 'papers', procedure: 'procedure' }
const provedBy: Record<ItemCategory, string> = {
  evidence: '违纪违法事实是否成立', characterisation: '定性是否准确', weighing: '处分是否恰当', procedure: '程序是否合规', property: '涉案财物的数额、性质和去向', papers: '手续是否完备', identity: '主体身份和管理权限',
}

/** What could be asked of the body now, as the person asking sees the case; nothing that an outline which was not rejected asks already. */
export function outlineSuggestions(c: Case, log: readonly ClockEntry[], moment: ClockMoment): OutlineSuggestion[] {
  const asked = c.returns.filter(({ rejectedBy }) => rejectedBy === null).flatMap(({ outline }) => outline.map(({ problem }) => problem))
  return [...ofChecks(c, log, moment), ...c.notes.flatMap((note) => ofNote(c, note)), ...ofStandards(c)].filter(({ problem }) => !asked.includes(problem))
}

const ofChecks = (c: Case, log: readonly ClockEntry[], moment: ClockMoment): OutlineSuggestion[] =>
  checksOf(c, log, moment).flatMap(({ key, code, data, settle, state, factId, raisedBy }) => {
    const category = categoryOfCheck[code]
    if (category === null || (state !== 'open' && state !== 'answered')) return []
    return [{ from: 'check', category, problem: data, evidenceWanted: settle, toProve: toProve(c, category, factId), where: factId ?? '', check: key, factId, evidenceNo: null, by: raisedBy }]
  })

/** A doubt or a gap; none of somebody since recused, whose notes may be sealed. */
function ofNote(c: Case, { kind, text, volume, page, factId, evidenceNo = null, by }: ReadingNote): OutlineSuggestion[] {
  if (kind === undefined || kind === 'record' || recusalInForce(c, by) !== undefined) return []
  const evidence = c.package.evidence.find(({ no }) => no === evidenceNo)
  const where = [`${volume}第${page}页`, ...(evidence ? [`证据${evidence.no} ${evidence.name}`] : [])].join('，')
  return [{
    from: 'note', category: 'evidence', problem: `${text}（${where}）`, evidenceWanted: kind === 'missing' ? `补充${noteKindWords.missing}的材料：${text}` : `核实并说明：${text}`,
    toProve: toProve(c, 'evidence', factId), where, check: null, factId, evidenceNo, by,
  }]
}

/** The standards marked minor or major by the panel in this reading of this round. */
const ofStandards = (c: Case): OutlineSuggestion[] => {
  const opinion = c.panelOpinions.findLast(({ round, reading }) => round === c.round && reading === c.reading)
  return (opinion?.checklist ?? []).filter(({ verdict }) => verdict === 'minor' || verdict === 'major').map(({ standard, note }) => {
    const category = categoryOfStandard[standard]
    return { from: 'standard', category, problem: note, evidenceWanted: `补充或者补正，达到“${standardWords[standard]}”的要求`, toProve: provedBy[category], where: standardWords[standard], check: null, factId: null, evidenceNo: null, by: opinion?.by ?? null }
  })
}

function toProve(c: Case, category: ItemCategory, factId: string | null): string {
  const fact = c.package.facts.find(({ id }) => id === factId)
  return fact ? `“${[...fact.text].length > 24 ? `${[...fact.text].slice(0, 24).join('')}…` : fact.text}”的事实是否成立` : provedBy[category]
}
