/**
 * With what a form begins: what the case says already is not typed again. A step that is not here begins empty; nothing
 * depends on it.
 */
import type { HandedFragment, OpinedFragment } from '../gql/graphql.ts'
import type { TheCase } from '../case/parts.tsx'

type Given = Record<string, unknown>

/** What a finding says, as a step takes it. */
const findingFrom = ({ suggestion: _hint, eightPoint: { suggested: _said, ...eightPoint }, ...finding }: OpinedFragment): Given => ({ ...finding, eightPoint })

const findingsOf = ({ report, package: { proposals } }: TheCase): Given[] => (report?.findings ?? proposals).map(findingFrom)
const sitting = ({ panel }: TheCase) => panel.filter((one) => one.leftOn === null || one.leftOn === undefined)
const views = (of: TheCase): Given[] => sitting(of).map(({ person }) => ({ personId: person.id }))

/** The items of the outline that the last return asks for. */
const outlineOf = ({ returns }: TheCase) => returns[returns.length - 1]?.outline ?? []

/** A package as the form of a draft takes it. */
const packageFrom = ({ bodies, investigators, proposals, intake, ...handed }: HandedFragment): Given => ({
  ...Object.fromEntries(Object.entries(handed).map(([name, value]) => [name, name === 'subjects' ? handed.subjects.map(({ route: _route, ...subject }) => subject) : value])),
  bodyIds: bodies.map(({ id }) => id),
  investigators: investigators.map(({ name, person }) => (person ? { personId: person.id } : { name })),
  proposals: proposals.map(findingFrom),
  intake: intake.map(({ item, reason, state }) => ({ item, reason, state })),
})

const starts: Readonly<Record<string, (of: TheCase) => Given>> = {
  editDraft: (of) => ({ package: packageFrom(of.package) }),
  formPanel: ({ panelProposal }) => ({ members: (panelProposal?.proposed ?? []).map(({ id }) => id) }),
  conclude: (of) => ({ checklist: ['facts', 'evidence', 'nature', 'handling', 'formalities', 'procedure'].map((standard) => ({ standard, verdict: 'pass' })), opinions: views(of) }),
  deliberate: (of) => (of.deliberationStart ? { attendees: of.deliberationStart.attendees.map(({ id }) => id), opinions: of.deliberationStart.opinions.map(({ person, ...said }) => ({ personId: person.id, ...said })) } : { attendees: sitting(of).map(({ person }) => person.id), opinions: views(of) }),
  answerOutline: (of) => ({ answers: outlineOf(of).filter((item) => item.judgement?.verdict !== 'accepted').map(({ no, answer, judgement }) => (answer && !judgement ? { no, outcome: answer.outcome, text: answer.text, reason: answer.reason, attachmentId: answer.attachmentId, page: answer.page } : { no, outcome: 'done' })) }),
  judgeAnswers: (of) => ({ judgements: outlineOf(of).filter((item) => item.answer && !item.judgement).map(({ no }) => ({ no, verdict: 'accepted' })) }),
  submitReport: (of) => ({ findings: findingsOf(of) }),
  holdBodyMeeting: (of) => ({ findings: findingsOf(of) }),
}

/** The values with which the form of a step begins. */
export const startOf = (of: TheCase, step: string): Given => withoutTypes(starts[step]?.(of) ?? {}) as Given

/** Answers carry the names of their types, which no step takes; and what is null was never said. */
function withoutTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTypes)
  if (typeof value !== 'object' || value === null) return value ?? undefined
  return Object.fromEntries(Object.entries(value).filter(([name, one]) => name !== '__typename' && one !== null).map(([name, one]) => [name, withoutTypes(one)]))
}

/** Lists whose rows stand for something each: the field that says for what, which nobody types, and the words that stand beside it. */
type Fixed = { field: string; wordsOf: (value: unknown, around: { of: TheCase | null; intake: readonly string[]; nameOf: (id: string) => string; wordOf: (type: string, value: string) => string }) => string | undefined }

export const fixedRows: Readonly<Record<string, Fixed>> = {
  intake: { field: 'item', wordsOf: (item, { intake }) => `${String(item)}. ${intake[Number(item) - 1] ?? ''}` },
  checklist: { field: 'standard', wordsOf: (standard, { wordOf }) => wordOf('Standard', String(standard)) },
  answers: { field: 'no', wordsOf: (no, { of }) => lineOf(of, no) },
  judgements: { field: 'no', wordsOf: (no, { of }) => lineOf(of, no) },
  opinions: { field: 'personId', wordsOf: (id, { nameOf }) => nameOf(String(id)) },
}

const lineOf = (of: TheCase | null, no: unknown): string | undefined => { const item = of ? outlineOf(of).find((one) => one.no === no) : undefined; return item && `${item.no}. ${item.problem}` }
