/** Doing something that is no step of a case: the refusals to show, and a key that stays the same until it is answered. */
import { App } from 'antd'
import { useRef, useState } from 'react'
import { useDoing } from './ask.ts'
import type { TypedDocumentString } from './gql/graphql.ts'
import { newKey } from './operation-key.ts'
import type { RefusalLine } from './refusals.tsx'
import { useSay } from './words.ts'

/** `run` sends what was filled in; `done` hears the answer once it was taken. */
export function useOperation<Outcome extends { __typename?: string }, Variables extends { operationKey: string }>(document: TypedDocumentString<{ outcome: Outcome }, Variables>, done: (outcome: Outcome) => void = () => {}) {
  const say = useSay()
  const { message } = App.useApp()
  const doing = useDoing(document)
  const [refusals, setRefusals] = useState<readonly RefusalLine[]>([])
  const key = useRef(newKey())
  const run = async (given: Omit<Variables, 'operationKey'>): Promise<void> => {
    try {
      const { outcome } = await doing.mutateAsync({ ...given, operationKey: key.current } as Variables)
      key.current = newKey()
      const refused = (outcome as { refusals?: readonly RefusalLine[] }).refusals
      setRefusals(refused ?? [])
      if (refused) return
      void message.success(say('已经办理', 'Done'))
      done(outcome)
    } catch (error) {
      setRefusals([{ message: error instanceof Error ? error.message : String(error) }])
    }
  }
  return { run: (given: Omit<Variables, 'operationKey'>) => void run(given), refusals, busy: doing.isPending }
}
