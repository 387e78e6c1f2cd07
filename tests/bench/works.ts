/** The four works: what a client sends to the product, and to the limit, and who sends it. */
import { encodeId } from '../../src/api/id.ts'

export const works = ['R1', 'R2', 'R3', 'W1'] as const
export type Work = (typeof works)[number]
/** The limit; the product as its pages ask it (texts that come again go the short way); the product through Yoga. */
export const sides = ['limit', 'ours', 'yoga'] as const
export type Side = (typeof sides)[number]

/** The product answers this form through Yoga, whatever the text. */
export const acceptOf = (side: Side): string => (side === 'yoga' ? 'application/graphql-response+json' : 'application/json')

export const workWords: Record<Work, string> = { R1: '列表', R2: '案件', R3: '总览', W1: '办理' }

/** The steps of W1, in order: a case that lies before its group goes on to be read. */
export const walk = ['accept', 'formPanel', 'signUndertaking', 'signUndertaking'] as const
export type WalkStep = (typeof walk)[number]

/** One request: a read with its variables, or a step. */
export type Ask =
  | { work: 'R1'; zone: string; stage: string }
  | { work: 'R2'; id: string }
  | { work: 'R3' }
  | { work: 'W1'; step: WalkStep; id: string; version: number; key: string; members: string[] }

/** A case that a connection of W1 owns, and who walks it. */
export type Owned = { id: string; version: number; leader: string; members: [string, string] }

const taken = `__typename ... on StepTaken { case { id number stage version since acceptedOn zone { name } bodies { name } panel { person { name } undertakingOn } } entry { version step from to on } } ... on StepRefused { refusals { code message } }`
const mutation = (step: WalkStep) => {
  const [declared, passed] = step === 'formPanel' ? [', $members: [ID!]!', ', members: $members, reasonForDifference: "按本周分工"'] : ['', '']
  return `mutation W1($caseId: ID!, $version: Int!, $key: String!${declared}) { ${step}(caseId: $caseId, version: $version, operationKey: $key${passed}) { ${taken} } }`
}

const documents = {
  R1: 'query R1($zone: ID!, $stage: Stage!) { cases(first: 20, filter: { zoneId: $zone, stages: [$stage] }, sort: { by: dueOn }) { edges { node { id number title stage dueOn zone { name } body { name } lastStep lastOn lastBy { name } } } } }',
  R2: 'query R2($id: ID!) { case(id: $id) { id number title stage version zone { name } bodies { name } subjects { name post employer rank } panel { person { name } undertakingOn } entries { version step from to on at role by { name } } } }',
  R3: 'query R3 { figures { total overdue zones { zone { name } overdue medianDays stages { stage count } } } }',
  accept: mutation('accept'),
  formPanel: mutation('formPanel'),
  signUndertaking: mutation('signUndertaking'),
}

/** What is sent: a GraphQL document to the product, plain JSON to the limit. */
export function bodyOf(side: Side, ask: Ask): string {
  if (side === 'limit') return JSON.stringify(ask)
  switch (ask.work) {
    case 'R1': return JSON.stringify({ query: documents.R1, variables: { zone: encodeId('Zone', ask.zone), stage: ask.stage } })
    case 'R2': return JSON.stringify({ query: documents.R2, variables: { id: encodeId('Case', ask.id) } })
    case 'R3': return JSON.stringify({ query: documents.R3 })
    case 'W1': return JSON.stringify({
      query: documents[ask.step],
      variables: { caseId: encodeId('Case', ask.id), version: ask.version, key: ask.key, ...(ask.step === 'formPanel' ? { members: ask.members.map((one) => encodeId('Person', one)) } : {}) },
    })
  }
}

/** The step of the walk that a case is at, and who takes it. */
export function walkAsk({ id, version, members, leader }: Owned, at: number): { ask: Ask; login: string } {
  const step = walk[at] ?? 'accept'
  const login = at < 2 ? leader : (members[at - 2] ?? leader)
  return { ask: { work: 'W1', step, id, version: version + at, key: `walk-${id}-${version + at}`, members }, login: login.toLowerCase() }
}
