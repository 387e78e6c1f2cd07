/** Doing something in a quality check. */
import type { TypedDocumentString } from '../gql/graphql.ts'
import { useOperation } from '../operation.ts'

type Outcome = { __typename?: string; checkId?: string }

/** `run` sends what was filled in; `done` hears the id of the check once it was taken. */
export const useQuality = <Answered extends Outcome, Variables extends { operationKey: string }>(document: TypedDocumentString<{ outcome: Answered }, Variables>, done: (checkId: string) => void = () => {}) =>
  useOperation(document, ({ checkId }) => done(checkId ?? ''))
