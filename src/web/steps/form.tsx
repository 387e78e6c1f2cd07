/** 通用表单: the plain form of any step, made of what the schema asks for. What is wanted, what is an enum and what belongs to what comes from there; whether it is right the server says. */
import { QuestionCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, DatePicker, Form, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useReducer, type ClipboardEvent, type ReactNode } from 'react'
import { request, useAsked } from '../ask.ts'
import type { Asked, Asks } from '../asked.ts'
import { checkWords } from '../case/check-words.ts'
import type { TheCase } from '../case/parts.tsx'
import { isMeant, useEverybody } from '../everybody.ts'
import { HintedDocument, PlacesDocument } from '../gql/graphql.ts'
import { choicesOf, useLanguage, useSay, useWord } from '../words.ts'
import { Hints, type Hint } from './hints.tsx'
import { Offered } from './offered.tsx'
import { cleaned, columnsOf, type Choices } from './paste.ts'
import { PasteTable } from './paste-table.tsx'
import { fixedRows } from './starts.ts'
import { OutlineItem } from './outline-item.tsx'

type Place = readonly (string | number)[]
type Choice = { value: string; label: string }
type Around = { of: TheCase | null; asks: Asks; people: Choice[]; bodies: Choice[]; zones: Choice[]; chosen: Record<string, Choice[]>; hints: readonly Hint[] }

/** All fields of a step. */
export function StepFields({ of, step, asks }: { of: TheCase | null; step: string; asks: Asks }) {
  const say = useSay()
  const asked = (asks.steps[step] ?? []).filter(({ name }) => name !== 'on')
  const around = useAround(of, asks, findsIn(asks, asked))
  return asked.length === 0 ? <p>{say('这一步不需要填写。', 'Nothing has to be filled in.')}</p> : <div onPasteCapture={pasteCleaned}><FieldsOf asked={asked} at={[]} around={around} /></div>
}

/** Fields without a case, where `chosen` says what there is for some of them. */
export function PlainFields({ asks, asked, chosen }: { asks: Asks; asked: readonly Asked[]; chosen: Record<string, Choice[]> }) {
  const around = useAround(null, asks, false)
  return <div onPasteCapture={pasteCleaned}><FieldsOf asked={asked} at={[]} around={{ ...around, chosen }} /></div>
}

/** What is pasted goes in as it would have been typed; the browser keeps it for undoing. */
function pasteCleaned(event: ClipboardEvent): void {
  const pasted = event.clipboardData.getData('text/plain')
  const typed = event.target instanceof HTMLInputElement ? cleaned(pasted).replace(/\s*\n\s*/g, ' ') : cleaned(pasted)
  if (typed === pasted || !(event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)) return
  event.preventDefault()
  document.execCommand('insertText', false, typed)
}

/** Whether somewhere in these fields a finding is written. */
const findsIn = (asks: Asks, asked: readonly Asked[]): boolean => asked.some(({ kind, type = '' }) => kind === 'group' && (type === 'FindingInput' || findsIn(asks, asks.groups[type] ?? [])))

function useAround(of: TheCase | null, asks: Asks, finds: boolean): Around {
  const hinted = useQuery({ queryKey: ['hints', of?.id, of?.version], enabled: of !== null && finds, staleTime: 60_000, queryFn: async () => (of === null ? [] : ((await request(HintedDocument, { id: of.id })).case?.findingHints ?? [])) })
  const people = useEverybody()
  const places = useAsked(PlacesDocument, {})
  return {
    of, asks, hints: hinted.data ?? [],
    people,
    bodies: (places.data?.bodies.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name })),
    zones: (places.data?.zones ?? []).map(({ id, name }) => ({ value: id, label: name })), chosen: {},
  }
}

/** The place of something in the whole form. */
const wholeOf = (at: Place, list: Place): Place => [...list, ...(typeof at[0] === 'number' ? at.slice(1) : at)]

/** Fields beside each other where they are short. */
const FieldsOf = ({ asked, at, around, list }: { asked: readonly Asked[]; at: Place; around: Around; list?: Place }) => (
  <div className="fields">{asked.map((one) => <div key={one.name} className={isLong(one) ? 'long' : 'short'} hidden={one.kind === 'given'}><FieldOf asked={one} at={[...at, one.name]} around={around} {...(list ? { list } : {})} /></div>)}</div>
)
const isLong = ({ kind, many }: Asked): boolean => kind === 'text' || kind === 'group' || kind === 'check' || (many && kind !== 'choice')

/** The fields of a finding that the server may say something about beforehand. */
const hintable: readonly string[] = ['eightPoint', 'articles', 'party', 'admin'] satisfies Hint['field'][]

/** One field, where `at` is its place within its list, and `list` where that list stands in the form. */
function FieldOf({ asked, at, around, list = [] }: { asked: Asked; at: Place; around: Around; list?: Place }) {
  const say = useSay()
  const label = say(asked.zh, asked.en)
  if (asked.kind === 'given') return <Form.Item name={[...at]} hidden><Input /></Form.Item>
  const hints = hintable.includes(asked.name) && around.hints.length > 0 ? <Hints of={around.hints} field={asked.name} at={wholeOf(at, list).slice(0, -1)} /> : null
  if (asked.kind === 'group') {
    const inner = around.asks.groups[asked.type ?? ''] ?? []
    if (asked.many) return <ManyGroups asked={asked} inner={inner} at={at} around={around} list={list} label={label} />
    if (!asked.wanted) return <Perhaps label={label} at={at} list={list}><fieldset className="group"><legend>{label}</legend><FieldsOf asked={inner} at={at} around={around} list={list} /></fieldset></Perhaps>
    return <fieldset className="group"><legend>{label}</legend>{hints}<FieldsOf asked={inner} at={at} around={around} list={list} /></fieldset>
  }
  return <>{hints}<Plain asked={asked} at={at} around={around} label={label} /></>
}

/** What a field may be chosen from at this moment; whom a case is about and its facts as they stand in the form, where they do. */
function useChoices({ of, people, bodies, zones, chosen }: Around): Choices {
  const say = useSay()
  const language = useLanguage()
  const form = Form.useFormInstance()
  const written = <Name extends 'subjects' | 'facts'>(name: Name): Partial<TheCase['package'][Name][number]>[] => (form.getFieldValue(['package', name]) as TheCase['package'][Name] | undefined) ?? of?.package[name] ?? []
  return ({ name: field, kind, type }) => {
    if (chosen[field]) return chosen[field]
    switch (kind) {
      case 'choice': return choicesOf(language, type ?? '')
      case 'person': return people
      case 'body': return bodies
      case 'zone': return zones
      case 'subject': return written('subjects').map(({ subjectId = '', name }) => ({ value: subjectId, label: name ?? subjectId }))
      case 'fact': return written('facts').map(({ factId = '', text = '' }) => ({ value: factId, label: `${factId} ${text.slice(0, 30)}` }))
      case 'executionItem': return (of?.execution ?? []).map((one) => ({ value: one.itemId, label: say(one.label, one.itemId) }))
      case 'attachment': return (of?.attachments ?? []).filter(({ address }) => address).map((one) => ({ value: one.id, label: `${one.title}（${one.item?.label ?? one.fileName}）` }))
      case 'check': return (of?.checks ?? []).map((one) => ({ value: one.key, label: `${say(one.label, checkWords[one.code])}：${one.data.slice(0, 40)}` }))
      default: return []
    }
  }
}

function Plain({ asked, at, around, label }: { asked: Asked; at: Place; around: Around; label: string }) {
  const say = useSay()
  const choices = useChoices(around)
  const [, look] = useReducer((n: number) => n + 1, 0) // what there is to choose may have been typed since
  // A text may be empty as far as the schema goes; whether it may be here the server says.
  const wants = asked.wanted && !['flag', 'line', 'text'].includes(asked.kind) && !asked.many ? [{ required: true, message: say(`请填写${asked.zh}`, `${asked.en} is wanted`) }] : []
  const item = (control: ReactNode, more: object = {}) => <Form.Item name={[...at]} label={label} tooltip={asked.about === asked.zh ? undefined : { title: asked.about, trigger: ['hover', 'focus'], icon: <QuestionCircleOutlined tabIndex={0} lang="zh-CN" aria-label={asked.about} /> }} rules={wants} {...more}>{control}</Form.Item>
  const choose = (options: Choice[]) => item(<Select showSearch filterOption={(typed, one) => isMeant(typed, one)} allowClear={!asked.wanted} options={options} onOpenChange={(isOpen) => { if (isOpen) look() }} {...(asked.many ? { mode: 'multiple' as const } : {})} />)
  if (around.chosen[asked.name]) return choose([...choices(asked)])
  switch (asked.kind) {
    case 'zone': case 'chosen': case 'choice': case 'person': case 'body': case 'subject': case 'fact': case 'executionItem': case 'check': case 'attachment': return choose([...choices(asked)])
    case 'flag': return item(<Checkbox>{label}</Checkbox>, { label: null, valuePropName: 'checked' })
    case 'whole': return item(<InputNumber controls={false} precision={0} style={{ width: 160 }} />)
    case 'number': return item(<InputNumber controls={false} style={{ width: 200 }} />)
    case 'day': return item(<DatePicker />, { getValueProps: (day?: string) => ({ value: day ? dayjs(day) : undefined }), normalize: (day: dayjs.Dayjs | null) => day?.format('YYYY-MM-DD') })
    case 'line': return asked.many ? item(<Select mode="tags" open={false} tokenSeparators={['、', '；', '\n']} />) : item(<Input />)
    default: return asked.many ? item(<Select mode="tags" open={false} tokenSeparators={['；', '\n']} />) : item(<Input.TextArea autoSize={{ minRows: 1, maxRows: 12 }} />)
  }
}

/** A list of groups: rows that stand for something each are there already; others are added and taken away. */
function ManyGroups({ asked, inner, at, around, list, label }: { asked: Asked; inner: readonly Asked[]; at: Place; around: Around; list: Place; label: string }) {
  const say = useSay()
  const word = useWord()
  const form = Form.useFormInstance()
  const choices = useChoices(around)
  const own = inner.find((one) => one.kind === 'given')?.name
  const fixed = fixedRows[asked.name]
  const whole = wholeOf(at, list)
  const wordsOf = (row: number): string | undefined => fixed?.wordsOf(form.getFieldValue([...whole, row, fixed.field]), {
    of: around.of, intake: around.asks.intake, wordOf: word, nameOf: (id) => around.people.find(({ value }) => value === id)?.label ?? id,
  })
  const rowsNow = () => (form.getFieldValue([...whole]) ?? []) as Record<string, unknown>[]
  /** New rows, each with an id that nothing has yet where rows have one; one empty row where none is given. */
  const begin = (more: Record<string, unknown>[]) => {
    const used = own === undefined ? [] : rowsNow().map((one) => String(one[own]))
    return (more.length > 0 ? more : [{}]).map((one) => {
      if (own === undefined) return one
      const id = unused(asked.name.charAt(0).toUpperCase(), used)
      used.push(id)
      return { ...one, [own]: id }
    })
  }
  const fields = (row: number, asking: readonly Asked[]) => <FieldsOf asked={asking} at={[row]} around={around} list={[...whole, row]} />
  return (
    <Form.List name={[...at]}>
      {(rows, { add, remove }) => (
        <fieldset className="group">
          <legend>{label}（{rows.length}）</legend>
          {asked.type === 'OutlineItemInput' && around.of ? <Offered caseId={around.of.id} at={whole} add={add} /> : null}
          {rows.map((row, n) => {
            const stands = fixed && form.getFieldValue([...whole, row.name, fixed.field]) !== undefined
            return stands ? (
              <fieldset className="row" key={row.key}>
                <legend>{wordsOf(row.name)}</legend>
                <Form.Item name={[row.name, fixed.field]} hidden><Input /></Form.Item>
                {around.of && (asked.name === 'answers' || asked.name === 'judgements') ? <OutlineItem of={around.of} no={Number(form.getFieldValue([...whole, row.name, fixed.field]))} mayAttach={asked.name === 'answers'} /> : null}
                {fields(row.name, inner.filter((one) => one.name !== fixed.field))}
              </fieldset>
            ) : (
              <fieldset className="group" key={row.key}>
                <legend>{label} {n + 1}</legend>
                {fields(row.name, inner)}
                <Button size="small" danger onClick={() => remove(row.name)} style={{ marginBottom: 8 }}>{say(`去掉第 ${n + 1} 项`, `Remove no. ${n + 1}`)}</Button>
              </fieldset>
            )
          })}
          {fixed && rows.length > 0 && asked.name !== 'opinions' ? null : <Button onClick={() => add(begin([])[0])} style={{ marginBottom: 8 }}>{say(`增加${asked.zh}`, `Add to: ${asked.en}`)}</Button>}
          {fixed || columnsOf(inner).length < 2 ? null : <PasteTable fields={inner} choices={choices} name={say(asked.zh, asked.en)} add={(more) => form.setFieldValue([...whole], [...rowsNow(), ...begin(more)])} />}
        </fieldset>
      )}
    </Form.List>
  )
}

/** The first of S1, S2, … that nothing has yet. */
const unused = (letter: string, used: readonly string[]): string => {
  for (let n = 1; ; n++) if (!used.includes(`${letter}${n}`)) return `${letter}${n}`
}

/** What may be left out as a whole is filled in only where somebody says so. */
function Perhaps({ label, at, list, children }: { label: string; at: Place; list: Place; children: ReactNode }) {
  const form = Form.useFormInstance()
  const whole = wholeOf(at, list)
  const given = Form.useWatch((values: object) => whole.reduce<unknown>((inside, name) => (inside as Record<string, unknown> | undefined)?.[name], values), form)
  const there = given !== undefined && given !== null
  return (
    <>
      <Checkbox checked={there} onChange={({ target }) => form.setFieldValue([...whole], target.checked ? {} : undefined)} style={{ marginBottom: 8 }}>{label}</Checkbox>
      {there ? children : null}
    </>
  )
}
