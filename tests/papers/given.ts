/** The given cases, carried to their end in memory, and their papers as one side has them. */
import { readFileSync } from 'node:fs'
import { readGiven } from '../../src/caseload/given.ts'
import { roster, zones } from '../../src/caseload/city.ts'
import { momentOf, planFor, rehearse } from '../../src/caseload/rehearse.ts'
import type { Entry } from '../../src/review/act.ts'
import type { Side } from '../../src/review/sides.ts'
import type { Case } from '../../src/review/case.ts'
import type { Templates } from '../../src/review/template.ts'
import { seenFrom } from '../../src/review/visibility.ts'
import type { Desk } from '../../src/papers/desk.ts'
import { papersOf } from '../../src/papers/papers.ts'
import type { Paper } from '../../src/papers/paper.ts'

const read = readGiven(readFileSync(new URL('../../src/caseload/data/cases.json', import.meta.url), 'utf8'))
if ('faults' in read) throw new Error('the given cases cannot be read')
export const givenCases = read.cases

/** A given case as it stands after its last step, or after the last one of this name. */
export function givenCase(id: string, until: string | null = null) {
  const given = givenCases.find((one) => one.id === id)
  if (!given) throw new Error(`no case ${id}`)
  const plan = planFor(given)
  const rehearsed = rehearse(until === null ? plan : plan.slice(0, plan.findLastIndex(({ step }) => step === until) + 1))
  if ('refusals' in rehearsed) throw new Error(rehearsed.refusals.map((one) => one.message).join())
  return rehearsed
}

export const deskOf = (c: Case, side: Side = 'archive', log: readonly Entry[] = [], templates: Templates = () => null): Desk => ({ c, log: [...log], side, roster, zone: zones.find((one) => one.id === c.zoneId)?.name ?? '', moment: momentOf('2026-11-25'), templates })

export function papersSeen(id: string, side: Side = 'archive', until: string | null = null): Paper[] {
  const { case: c, log } = givenCase(id, until)
  const seen = seenFrom(side, c, log)
  return papersOf(deskOf(seen.case, side, seen.log))
}
