/** One number of the policy: what it has been, and for whoever may propose another value the form, made of what the server says there is to fill in. */
import { App, Button, Checkbox, DatePicker, Drawer, Form, Input, InputNumber, Select, Table, Tag } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useRef, useState } from 'react'
import { request, useDoing } from '../ask.ts'
import { PolicyPreviewDocument, ProposePolicyDocument, type PolicyMovesFragment, type PolicyRowFragment } from '../gql/graphql.ts'
import { DayText, Line, Section } from '../marks.tsx'
import { newKey } from '../operation-key.ts'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { useLanguage, useSay, useWord } from '../words.ts'
import { Moved } from './moves.tsx'

type Cell = PolicyRowFragment['cells'][number]
type Filled = { from?: string; source?: string; reason?: string; cells?: Record<string, unknown> }

export function PolicyDrawer({ of, close }: { of: PolicyRowFragment; close: () => void }) {
  const say = useSay()
  const word = useWord()
  return (
    <Drawer open onClose={close} size={760} title={of.label}>
      <p>{of.about}</p>
      <dl>
        <Line name={say('提出', 'Proposed by')}>{word('Role', of.proposer)}</Line>
        <Line name={say('决定', 'Decided by')}>{word('Role', of.confirmer)}</Line>
      </dl>
      <Section title={say('历次的值', 'Values by day')}>
        <Table size="small" rowKey="from" pagination={false} dataSource={[...of.values]} columns={[
          { title: say('自', 'From'), render: (_v, one) => (one.isFirst ? say('本系统的初值', 'As delivered') : <DayText day={one.from} />) },
          { title: say('值', 'Value'), dataIndex: 'said' },
          { title: say('依据', 'Basis'), render: (_v, one) => <><Tag>{one.tag}</Tag>{one.basis}</> },
          { title: say('说明', 'Why'), render: (_v, one) => (one.isFirst ? '' : one.note) },
        ]} />
      </Section>
      {of.mayPropose ? <Propose of={of} close={close} /> : null}
    </Drawer>
  )
}

/** What stands in the field for the text of a cell, and the other way round. */
const begun = ({ kind, value }: Cell): unknown => (kind === 'flag' ? value === 'true' : kind === 'choices' ? (value === '' ? [] : value.split('、')) : kind === 'whole' || kind === 'number' ? (value === '' ? null : Number(value)) : value)
const textOf = (value: unknown): string => (Array.isArray(value) ? value.join('、') : typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '')

function Propose({ of, close }: { of: PolicyRowFragment; close: () => void }) {
  const say = useSay()
  const { message } = App.useApp()
  const [form] = Form.useForm<Filled>()
  const [preview, setPreview] = useState<PolicyMovesFragment | null>(null)
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const key = useRef(newKey())
  const proposing = useDoing(ProposePolicyDocument)
  const failed = (error: unknown) => setRefusals([{ message: error instanceof Error ? error.message : String(error) }])
  // What names a field also stands at the field.
  useEffect(() => form.setFields([...form.getFieldsError().map(({ name }) => ({ name, errors: [] })), ...refusals.flatMap(({ field, message: said }) => (field ? [{ name: field.startsWith('cells.') ? ['cells', field.slice('cells.'.length)] : field, errors: [said] }] : []))] as Parameters<typeof form.setFields>[0]), [form, refusals])
  const asked = () => {
    const { from = '', cells = {} } = form.getFieldsValue(true) as Filled
    return { name: of.name, from, cells: of.cells.map((cell) => ({ key: cell.key, value: textOf(cells[cell.key]) })).filter(({ key: name, value }) => value !== of.cells.find((cell) => cell.key === name)?.value) }
  }
  const look = () => {
    if (asked().from === '') return setRefusals([{ message: say('请选择自哪一天起', 'Choose the day from which it holds'), field: 'from' }])
    request(PolicyPreviewDocument, asked()).then(({ outcome }) => {
      setRefusals(outcome.__typename === 'PolicyPreviewRefused' ? [...outcome.refusals] : [])
      setPreview(outcome.__typename === 'PolicyPreview' ? outcome : null)
      return undefined
    }).catch(failed)
  }
  const propose = () => {
    const { source = '', reason = '' } = form.getFieldsValue(true) as Filled
    proposing.mutateAsync({ ...asked(), source, reason, operationKey: key.current }).then(({ outcome }) => {
      key.current = newKey()
      if (outcome.__typename === 'PolicyRefused') return setRefusals([...outcome.refusals])
      void message.success(say('已经提出，由另一人决定', 'Proposed; another person decides'))
      close()
      return undefined
    }).catch(failed)
  }
  return (
    <Section title={say('提出改动', 'Propose another value')}>
      <Refusals of={refusals} />
      {/* What was previewed is what is proposed: another value asks for another preview. */}
      <Form form={form} layout="vertical" scrollToFirstError initialValues={{ cells: Object.fromEntries(of.cells.map((cell) => [cell.key, begun(cell)])) }} onValuesChange={(changed: Filled) => { if ('cells' in changed || 'from' in changed) setPreview(null) }}>
        <div className="fields">{of.cells.map((cell) => <div key={cell.key} className={cell.kind === 'choices' || cell.label.length > 24 ? 'long' : 'short'}><CellField cell={cell} /></div>)}</div>
        <Form.Item name="from" label={say('自哪一天起，最早是明天', 'From which day, tomorrow at the earliest')} getValueProps={(day?: string) => ({ value: day === undefined ? undefined : dayjs(day) })} normalize={(day: dayjs.Dayjs | null) => day?.format('YYYY-MM-DD')}><DatePicker /></Form.Item>
        <Button onClick={look}>{say('预览变动', 'See what moves')}</Button>
        {preview ? (
          <div style={{ marginTop: 16 }}>
            <Moved of={preview} />
            <Form.Item name="source" label={say('依据：哪份文件，或者谁的意见', 'Basis: which document, or whose word')}><Input /></Form.Item>
            <Form.Item name="reason" label={say('为什么改动', 'Why')}><Input.TextArea autoSize={{ minRows: 2 }} /></Form.Item>
            <Button type="primary" loading={proposing.isPending} onClick={propose}>{say('提出', 'Propose')}</Button>
          </div>
        ) : null}
      </Form>
    </Section>
  )
}

function CellField({ cell: { key, label, kind, unit, least, most, mayBeNone, options } }: { cell: Cell }) {
  const say = useSay()
  const language = useLanguage()
  const bounds = least === null || most === null || least === undefined || most === undefined || kind === 'wholes' ? '' : say(`${least}至${most}${unit}`, `${least} to ${most}`)
  const said = `${label}${bounds === '' || kind === 'line' ? '' : language === 'zh' ? `（${bounds}）` : ` (${bounds})`}`
  const name = ['cells', key]
  switch (kind) {
    case 'whole': case 'number': return <Form.Item name={name} label={said}><InputNumber style={{ width: 160 }} suffix={unit} {...(kind === 'whole' ? { precision: 0 } : { precision: 2, step: 0.5 })} /></Form.Item>
    case 'flag': return <Form.Item name={name} label={null} valuePropName="checked"><Checkbox>{label}</Checkbox></Form.Item>
    case 'choice': return <Form.Item name={name} label={said} normalize={(value?: string) => value ?? ''}><Select allowClear={mayBeNone} options={[...options]} /></Form.Item>
    case 'choices': return <Form.Item name={name} label={said}><Select mode="multiple" optionFilterProp="label" options={[...options]} /></Form.Item>
    case 'day': return <Form.Item name={name} label={said} getValueProps={(day?: string) => ({ value: day ? dayjs(day) : undefined })} normalize={(day: dayjs.Dayjs | null) => day?.format('YYYY-MM-DD') ?? ''}><DatePicker /></Form.Item>
    default: return <Form.Item name={name} label={said}><Input /></Form.Item>
  }
}
