/** One step in a drawer: what it does, its form, what was refused. */
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, DatePicker, Drawer, Form, Space } from 'antd'
import dayjs from 'dayjs'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { send } from '../ask.ts'
import type { Asked, Asks } from '../asked.ts'
import { OpenChecks } from '../case/checks.tsx'
import type { TheCase } from '../case/parts.tsx'
import { useConfirming } from '../door.tsx'
import { newKey } from '../operation-key.ts'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { Waiting, Wrong } from '../states.tsx'
import { useSay } from '../words.ts'
import { Restored, Told, useDraft, useKept, type Given, type Kept } from './draft.tsx'
import { merge, type Clash } from './merge.ts'
import { startOf } from './starts.ts'

type Outcome = { outcome: { __typename: 'StepTaken'; entry: { label: string }; case: { id: string } } | { __typename: 'StepRefused'; refusals: RefusalLine[] } }
type Drawn = { of: TheCase; step: string; label: string; about: string; close: () => void }

/** The asks are large and come when the first form is opened. */
const asksOf = (): Promise<Asks> => import('../gql/asks.json').then((module) => module.default as unknown as Asks)

/** The fields of a step; without a case for the one that begins one. */
export const Fields = lazy(async () => {
  const [{ StepFields }, asks] = await Promise.all([import('./form.tsx'), asksOf()])
  return { default: ({ of, step }: { of: TheCase | null; step: string }) => <StepFields of={of} step={step} asks={asks} /> }
})

/** What others changed meanwhile, in words; they come with the asks. */
const TakenIn = lazy(async () => {
  const [{ Clashes }, asks] = await Promise.all([import('./clashes.tsx'), asksOf()])
  return { default: ({ of, step }: { of: readonly Clash[]; step: string }) => <Clashes of={of} step={step} asks={asks} /> }
})

/** Takes a step, once however often it is pressed, and after what has to come `first`: refused ones are shown, and asking for a confirmation of identity is answered and tried again. */
export function useStep(step: string, done: (id: string) => void) {
  const say = useSay()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const [busy, setBusy] = useState(false)
  const { confirmation, failed } = useConfirming((said) => setRefusals([{ message: said }]))
  // The same operation keeps its key until it is answered, so that a retry is taken once.
  const key = useRef(newKey())
  const underWay = useRef(false)
  const take = async (given: Given, first?: () => Promise<void>): Promise<void> => {
    if (underWay.current) return // pressed twice
    underWay.current = true
    setBusy(true)
    try {
      await first?.()
      const asks = await asksOf()
      const { outcome } = await send<Outcome>(asks.documents[step] ?? '', { ...complete(asks, asks.steps[step] ?? [], given), operationKey: key.current })
      key.current = newKey()
      if (outcome.__typename === 'StepRefused') {
        setRefusals(outcome.refusals)
        if (outcome.refusals.some(({ code }) => code === 'STALE')) await queries.invalidateQueries()
        return
      }
      setRefusals([])
      message.success(say(`已办理：${outcome.entry.label}`, `Done: ${outcome.entry.label}`))
      done(outcome.case.id)
      await queries.invalidateQueries()
    } catch (error) {
      failed(error, () => void take(given))
    } finally {
      underWay.current = false
      setBusy(false)
    }
  }
  return { take, refusals, busy, confirmation }
}

export function StepDrawer({ of, step, label, about, close }: Omit<Drawn, 'step'> & { step: string | null }) {
  return step === null ? null : <Opened key={step} of={of} step={step} label={label} about={about} close={close} />
}

/** Gives the focus back to where it was before, or to the page where that is gone. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(() => () => {
    const back = before instanceof HTMLElement && before.isConnected ? before : document.getElementById('page')
    setTimeout(() => { if (document.activeElement === null || document.activeElement === document.body) back?.focus() }) // once the drawer is gone
  }, [before])
}

function Opened({ of, step, ...shown }: Drawn) {
  useFocusBack()
  const { kept, error, again } = useKept({ caseId: of.id, step })
  if (kept !== undefined) return <Filling of={of} step={step} kept={kept} {...shown} />
  return <Drawer open onClose={shown.close} title={shown.label} size={720}>{error ? <Wrong error={error} again={again} /> : <Waiting />}</Drawer>
}

/** The form of a step, begun on the case as it was then: whatever others do meanwhile is taken in before it is sent, and never written over. */
function Filling({ of, step, label, about, close, kept }: Drawn & { kept: Kept | null }) {
  const say = useSay()
  const [form] = Form.useForm<Given>()
  const [begun, setBegun] = useState(() => (kept ? { version: kept.version, values: kept.begun } : { version: of.version, values: startOf(of, step) }))
  const [restored, setRestored] = useState(kept)
  const [clashes, setClashes] = useState<Clash[] | null>(null)
  const draft = useDraft({ caseId: of.id, step }, kept)
  const { take, refusals, busy, confirmation } = useStep(step, () => { draft.forget(); close() })
  const isBehind = of.version !== begun.version
  const wasStale = refusals.some(({ code }) => code === 'STALE')
  // What names a field also stands at the field.
  useEffect(() => form.setFields(refusals.flatMap(({ field, message }) => (field ? [{ name: field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)), errors: [message] }] : []))), [form, refusals])

  const takeIn = () => {
    const theirs = startOf(of, step)
    const { value, clashes: both } = merge(begun.values, form.getFieldsValue(true) as Given, theirs)
    form.setFieldsValue(value)
    setBegun({ version: of.version, values: theirs })
    setClashes(both)
    draft.note({ version: of.version, begun: theirs, filled: value })
  }
  const anew = () => {
    void draft.drop()
    form.resetFields()
    form.setFieldsValue({ ...Object.fromEntries(Object.keys(form.getFieldsValue(true) as Given).map((name) => [name, undefined])), ...startOf(of, step) })
    setBegun({ version: of.version, values: startOf(of, step) })
    setRestored(null)
    setClashes(null)
  }
  useEffect(() => { if (wasStale && isBehind) takeIn() }) // somebody was faster than the news of it

  const submit = async (given: Given) => {
    if (isBehind) return takeIn()
    await take({ ...cleaned(given), caseId: of.id, version: begun.version }, draft.settle)
  }
  return (
    <Drawer open onClose={close} title={label} size={720} extra={<Space><Told of={draft.told} /><Button type="primary" loading={busy} onClick={() => form.submit()}>{label}</Button></Space>}>
      <p className="quiet">{about}</p>
      <Restored kept={restored} anew={anew} />
      {isBehind ? <Alert type="info" showIcon style={{ marginBottom: 12 }} title={say('您填写期间，本案又有办理。办理这一步之前会先并入，您填写的不会丢失。', 'The case went on while you are filling this in. It will be taken in before this step is sent; what you wrote stays.')} action={<Button size="small" onClick={takeIn}>{say('现在并入', 'Take it in now')}</Button>} /> : null}
      {clashes === null || isBehind ? null : <Suspense fallback={null}><TakenIn of={clashes} step={step} /></Suspense>}
      <Refusals of={isBehind || clashes === null ? refusals : refusals.filter(({ code }) => code !== 'STALE')} />
      <OpenChecks of={of} step={step} />
      <Form form={form} layout="vertical" disabled={busy} scrollToFirstError initialValues={kept?.filled ?? begun.values} onValuesChange={() => draft.note({ version: begun.version, begun: begun.values, filled: form.getFieldsValue(true) as Given })} onFinish={(given) => void submit(given)}>
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
