/** One step in a drawer: what it does, its form, what was refused. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, DatePicker, Drawer, Form } from 'antd'
import dayjs from 'dayjs'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Failed, send } from '../ask.ts'
import type { Asked, Asks } from '../asked.ts'
import { OpenChecks } from '../case/checks.tsx'
import type { TheCase } from '../case/parts.tsx'
import { ConfirmIdentity } from '../door.tsx'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { Waiting } from '../states.tsx'
import { useSay } from '../words.ts'
import { startOf } from './starts.ts'

type Outcome = { outcome: { __typename: 'StepTaken'; entry: { label: string }; case: { id: string } } | { __typename: 'StepRefused'; refusals: RefusalLine[] } }
type Given = Record<string, unknown>

/** The asks are large and come when the first form is opened. */
const asksOf = (): Promise<Asks> => import('../gql/asks.json').then((module) => module.default as unknown as Asks)

/** The fields of a step; without a case for the one that begins one. */
export const Fields = lazy(async () => {
  const [{ StepFields }, asks] = await Promise.all([import('./form.tsx'), asksOf()])
  return { default: ({ of, step }: { of: TheCase | null; step: string }) => <StepFields of={of} step={step} asks={asks} /> }
})

/** Takes a step: refused ones are shown, and asking for a confirmation of identity is answered and tried again. */
export function useStep(step: string, done: (id: string) => void) {
  const say = useSay()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const [busy, setBusy] = useState(false)
  const [confirming, setConfirming] = useState<Given | null>(null)
  // The same operation keeps its key until it is answered, so that a retry is taken once.
  const key = useRef(crypto.randomUUID())
  const take = async (given: Given): Promise<void> => {
    setBusy(true)
    try {
      const asks = await asksOf()
      const { outcome } = await send<Outcome>(asks.documents[step] ?? '', { ...complete(asks, asks.steps[step] ?? [], given), operationKey: key.current })
      key.current = crypto.randomUUID()
      if (outcome.__typename === 'StepRefused') return setRefusals(outcome.refusals)
      setRefusals([])
      message.success(say(`已办理：${outcome.entry.label}`, `Done: ${outcome.entry.label}`))
      done(outcome.case.id)
      await queries.invalidateQueries()
    } catch (error) {
      if (error instanceof Failed && error.code === 'CONFIRM_FIRST') return setConfirming(given)
      setRefusals([{ message: error instanceof Error ? error.message : String(error) }])
    } finally {
      setBusy(false)
    }
  }
  const confirmation = <ConfirmIdentity open={confirming !== null} close={() => setConfirming(null)} done={() => { const given = confirming; setConfirming(null); if (given) void take(given) }} />
  return { take, refusals, busy, confirmation }
}

export function StepDrawer({ of, step, label, about, close }: { of: TheCase; step: string | null; label: string; about: string; close: () => void }) {
  return step === null ? null : <Opened key={step} of={of} step={step} label={label} about={about} close={close} />
}

function Opened({ of, step, label, about, close }: { of: TheCase; step: string; label: string; about: string; close: () => void }) {
  const say = useSay()
  const [form] = Form.useForm<Given>()
  const { take, refusals, busy, confirmation } = useStep(step, close)
  // What names a field also stands at the field.
  useEffect(() => form.setFields(refusals.flatMap(({ field, message }) => (field ? [{ name: field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)), errors: [message] }] : []))), [form, refusals])
  return (
    <Drawer open onClose={close} title={label} size={720} extra={<Button type="primary" loading={busy} onClick={() => form.submit()}>{label}</Button>}>
      <p className="quiet">{about}</p>
      <Refusals of={refusals} />
      <OpenChecks of={of} step={step} />
      <Form form={form} layout="vertical" scrollToFirstError initialValues={startOf(of, step)} onFinish={(given) => void take({ ...cleaned(given), caseId: of.id, version: of.version })}>
        <Suspense fallback={<Waiting />}><Fields of={of} step={step} /></Suspense>
        <Form.Item name="on" label={say('日期（不写为今天）', 'Day (today if left out)')} getValueProps={(day?: string) => ({ value: day === undefined ? undefined : dayjs(day) })} normalize={(day: dayjs.Dayjs | null) => day?.format('YYYY-MM-DD')}><DatePicker /></Form.Item>
      </Form>
      {confirmation}
    </Drawer>
  )
}

/** What the schema wants said and nobody touched: a list is empty, a box is not ticked; fields of a group that is there likewise. */
function complete(asks: Asks, asked: readonly Asked[], given: Given): Given {
  const inner = (one: Asked, value: unknown): unknown => (one.kind === 'group' && typeof value === 'object' && value !== null ? complete(asks, asks.groups[one.type ?? ''] ?? [], value as Given) : value)
  const said = asked.map((one): [string, unknown] => {
    const value = given[one.name]
    if (value === undefined) return [one.name, !one.wanted ? undefined : one.many ? [] : one.kind === 'flag' ? false : one.kind === 'line' || one.kind === 'text' ? '' : inner(one, one.kind === 'group' ? {} : undefined)]
    return [one.name, Array.isArray(value) ? value.map((each: unknown) => inner(one, each)) : inner(one, value)]
  })
  return { ...given, ...Object.fromEntries(said.filter(([, value]) => value !== undefined)) }
}

/** What is empty is not said, and a group in which nothing was filled in is left out. */
export function cleaned(given: Given): Given {
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean).filter((one) => one !== undefined)
    if (typeof value === 'string') return value.trim() === '' ? undefined : value
    if (typeof value !== 'object' || value === null) return value ?? undefined
    const entries = Object.entries(value).map(([name, one]) => [name, clean(one)] as const).filter(([, one]) => one !== undefined)
    return entries.length === 0 ? undefined : Object.fromEntries(entries)
  }
  return (clean(given) ?? {}) as Given
}
