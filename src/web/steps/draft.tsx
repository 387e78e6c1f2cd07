/** 暂存: a form is kept on the server as it is typed, found again where it was left, and gone once the step is taken. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import { request } from '../ask.ts'
import { DropStepDraftDocument, KeepStepDraftDocument, StepDraftDocument, type StepName } from '../gql/graphql.ts'
import { instantIn, useLanguage, useSay } from '../words.ts'

export type Given = Record<string, unknown>
/** What a form began with, on which version of the case, and what stands in it. */
export type Filled = { version: number; begun: Given; filled: Given }
type Drafted = { caseId: string | null; step: string }
export type Kept = Filled & { savedAt: string }

/** So long nothing is typed before what was typed is kept, and so long it waits to try again. */
const [quietFor, againAfter] = [1000, 10_000]

const asked = ({ caseId, step }: Drafted) => ({ caseId, step: step as StepName })

/** The form as it was left; undefined until that is known, null where there is none. */
export function useKept(drafted: Drafted): { kept: Kept | null | undefined; error: Error | null; again: () => void } {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['draft', drafted.caseId, drafted.step], gcTime: 0, staleTime: Infinity, refetchOnWindowFocus: false,
    queryFn: async (): Promise<Kept | null> => {
      const { stepDraft } = await request(StepDraftDocument, asked(drafted))
      return stepDraft ? { ...(JSON.parse(stepDraft.filled) as Pick<Filled, 'begun' | 'filled'>), version: stepDraft.version, savedAt: stepDraft.savedAt } : null
    },
  })
  return { kept: isFetching && data === undefined ? undefined : data, error, again: () => void refetch() }
}

type Told = { at: string } | { message: string } | null

/** Keeps one form, one change after the other, so that each knows when the one before was kept. `tell` hears how it went. */
function keeper(drafted: Drafted, kept: Kept | null, tell: (told: Told) => void) {
  let savedAt = kept?.savedAt ?? null
  let waiting: Filled | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending = Promise.resolve()

  const settle = (): Promise<void> => {
    clearTimeout(timer)
    return (sending = sending.then(sendOne))
  }
  const later = (delay: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void settle(), delay)
  }
  async function sendOne(): Promise<void> {
    if (!waiting) return
    const { version, begun, filled } = waiting
    const sent = waiting
    waiting = null
    try {
      const { outcome } = await request(KeepStepDraftDocument, { ...asked(drafted), version, filled: JSON.stringify({ begun, filled }), after: savedAt })
      if (outcome.__typename === 'StepDraftRefused') return tell({ message: outcome.refusals.map((one) => one.message).join('；') })
      savedAt = outcome.savedAt ?? null
      tell(savedAt === null ? null : { at: savedAt })
    } catch (error) {
      waiting ??= sent
      tell({ message: error instanceof Error ? error.message : String(error) })
      later(againAfter)
    }
  }
  return {
    /** Something was typed. */
    note: (form: Filled): void => { waiting = form; later(quietFor) },
    /** Keeps at once what is not kept yet; done when the server has answered. */
    settle,
    /** Throws the form away. */
    async drop(): Promise<void> {
      waiting = null
      await settle()
      await request(DropStepDraftDocument, asked(drafted))
      savedAt = null
      tell(null)
    },
    /** The step was taken: there is nothing to keep any more. */
    forget: (): void => { clearTimeout(timer); waiting = null },
  }
}

/** The keeper of a form for as long as it is on the screen, and how the keeping went last. */
export function useDraft(drafted: Drafted, kept: Kept | null): ReturnType<typeof keeper> & { told: Told } {
  const [told, setTold] = useState<Told>(null)
  const [made] = useState(() => keeper(drafted, kept, setTold))
  useEffect(() => {
    const hidden = () => { if (document.visibilityState === 'hidden') void made.settle() }
    document.addEventListener('visibilitychange', hidden)
    return () => { document.removeEventListener('visibilitychange', hidden); void made.settle() }
  }, [made])
  return { ...made, told }
}

/** How the keeping went last, beside the form. */
export function Told({ of }: { of: Told }) {
  const say = useSay()
  const language = useLanguage()
  if (of === null) return null
  return 'at' in of ? <span className="quiet" role="status">{say('已暂存', 'Kept')} {instantIn(language, of.at)}</span> : <span role="alert" className="unkept">{say('没有暂存：', 'Not kept: ')}{of.message}</span>
}

/** Says that a form was found where it was left, and how to begin anew. */
export function Restored({ kept, anew }: { kept: Kept | null; anew: () => void }) {
  const say = useSay()
  const language = useLanguage()
  if (!kept) return null
  const when = instantIn(language, kept.savedAt)
  return <Alert type="info" showIcon style={{ marginBottom: 12 }} title={say(`已找回您 ${when} 暂存的填写。`, `What you had filled in by ${when} is back.`)} action={<Button size="small" onClick={anew}>{say('不要了，重新填写', 'Begin anew')}</Button>} />
}
