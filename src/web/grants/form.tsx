/** The form of one grant, or of what one administrator does alone, made of what the schema asks for. What it would change is shown before it is sent; a one-time code is shown once. */
import { App, Button, Drawer, Form, Space } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { request, send } from '../ask.ts'
import type { Asks } from '../asked.ts'
import { useConfirming } from '../door.tsx'
import { GrantEffectsDocument, type GrantEffectsQuery, type GrantEffectsQueryVariables } from '../gql/graphql.ts'
import { newKey } from '../operation-key.ts'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { cleaned } from '../steps/drawer.tsx'
import { PlainFields } from '../steps/form.tsx'
import { useSay, useWord } from '../words.ts'
import type { OpenGrant } from './propose.tsx'

type Filled = Record<string, unknown>
type Sent = { outcome: { __typename: string; codeHalf?: string | null; grant?: { summary: string; lapsesOn: string }; refusals?: RefusalLine[] } }
type Preview = GrantEffectsQuery['grantPreview']

export function GrantForm({ of, person, asks, close }: { of: OpenGrant; person: { id: string; name: string } | null; asks: Asks; close: () => void }) {
  const say = useSay()
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Filled>()
  const [preview, setPreview] = useState<Preview | null>(null)
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const [busy, setBusy] = useState(false)
  const { confirmation, failed } = useConfirming((said) => setRefusals([{ message: said }]))
  const key = useRef(newKey())
  const asked = asks.grants[of.mutation] ?? []
  const chosen = Object.fromEntries([...new Set(of.choices.map(({ field }) => field))].map((field) => [field, of.choices.filter((one) => one.field === field)]))
  const previewed = !of.alone && person !== null && of.kind !== null && of.kind !== undefined
  // What names a field also stands at the field.
  useEffect(() => form.setFields([...form.getFieldsError().map(({ name }) => ({ name, errors: [] })), ...refusals.flatMap(({ field, message: said }) => (field ? [{ name: field, errors: [said] }] : []))] as Parameters<typeof form.setFields>[0]), [form, refusals])
  const given = () => cleaned(form.getFieldsValue(true) as Filled) as Filled
  const look = async () => {
    if (person === null || !of.kind) return
    const { reason: _reason, ...wish } = given()
    setBusy(true)
    try {
      const { grantPreview } = await request(GrantEffectsDocument, { personId: person.id, wish: { kind: of.kind, ...wish } as GrantEffectsQueryVariables['wish'] })
      setRefusals([...grantPreview.refusals])
      setPreview(grantPreview.refusals.length > 0 ? null : grantPreview)
    } catch (error) {
      failed(error, () => void look())
    } finally {
      setBusy(false)
    }
  }
  const act = async () => {
    setBusy(true)
    try {
      // A text that is wanted may be empty as far as the schema goes; whether it may be here the server says.
      const said = Object.fromEntries(asked.filter(({ wanted }) => wanted).map(({ name, kind, many }) => [name, many ? [] : kind === 'line' || kind === 'text' ? '' : undefined]))
      const { outcome } = await send<Sent>(asks.grantDocuments[of.mutation] ?? '', { ...said, ...given(), ...(person === null ? {} : { personId: person.id }), ...(of.alone ? {} : { operationKey: key.current }) })
      if (outcome.refusals) return setRefusals([...outcome.refusals])
      key.current = newKey()
      if (outcome.codeHalf) modal.info({ title: say('一次性码的前一半，只显示这一次，请当面交给本人', 'The first half of the code, shown once: hand it over in person'), content: <code className="once">{outcome.codeHalf}</code> })
      void message.success(outcome.grant ? say(`已提请：${outcome.grant.summary}，由另一人决定`, 'Asked for; another person decides') : say('已办理', 'Done'))
      close()
      await queries.invalidateQueries()
    } catch (error) {
      failed(error, () => void act())
    } finally {
      setBusy(false)
    }
  }
  const submit = () => void (previewed && preview === null ? look() : act())
  return (
    <Drawer open onClose={close} size={640} title={person === null ? of.label : `${person.name}：${of.label}`}
      extra={<Space><Button type="primary" loading={busy} onClick={() => form.submit()}>{previewed && preview === null ? say('先看会怎样', 'See what it changes') : of.alone ? say('办理', 'Do it') : say('提请', 'Ask for it')}</Button></Space>}>
      <Refusals of={refusals} />
      {/* What was previewed is what is asked for: other words want another preview. */}
      <Form form={form} layout="vertical" disabled={busy} scrollToFirstError onFinish={submit} onValuesChange={(changed: Filled) => { if (!('reason' in changed)) setPreview(null) }}>
        <PlainFields asks={asks} asked={asked} chosen={chosen} />
      </Form>
      {preview ? <Effects of={preview} /> : null}
      {confirmation}
    </Drawer>
  )
}

function Effects({ of }: { of: Preview }) {
  const say = useSay()
  const word = useWord()
  return (
    <section className="section" aria-label={say('会改变的', 'What it changes')}>
      <p><strong>{of.summary}</strong></p>
      <ul>{of.effects.map((one) => <li key={one}>{one}</li>)}</ul>
      <p className="quiet">{say('由谁决定', 'Decided by')}：{of.deciders.map((role) => word('Role', role)).join(say('或者', ' or '))}</p>
    </section>
  )
}
