/** 报表 and 共性问题通报: a period stands in the address; every line says how it is counted and, where it can, opens its cases. */
import { PrinterOutlined } from '@ant-design/icons'
import { Alert, Button, Select, Space, Table, Tabs, Tag } from 'antd'
import { Link } from 'react-router'
import { useAddress } from '../address.ts'
import { useAsked } from '../ask.ts'
import { addressOf } from '../behind.ts'
import { ExportButtons } from '../export-buttons.tsx'
import { CircularDocument, PlacesDocument, ReportDocument, type CellPartsFragment, type CircularQuery, type ReportQuery } from '../gql/graphql.ts'
import { Section } from '../marks.tsx'
import { keyTypes, linesInEnglish, sectionsInEnglish, unitsInEnglish } from '../report-words.ts'
import { useMe } from '../shell.tsx'
import { Nothing, Shown } from '../states.tsx'
import { todayInChina, useSay, useWord, type Say } from '../words.ts'

type Report = ReportQuery['report']
type Line = Report['sections'][number]['lines'][number]
type Circular = CircularQuery['circular']

const lengths = ['month', 'quarter', 'half', 'year'] as const
type Length = (typeof lengths)[number]
const parts: Record<Length, number> = { month: 12, quarter: 4, half: 2, year: 1 }
const yearsBack = 6

const lengthOf = (key: string): Length => (key.includes('-') ? 'month' : key.includes('Q') ? 'quarter' : key.includes('H') ? 'half' : 'year')
const keyOf = (length: Length, year: number, part: number): string => (length === 'month' ? `${year}-${String(part).padStart(2, '0')}` : length === 'quarter' ? `${year}Q${part}` : length === 'half' ? `${year}H${part}` : String(year))

/** Year and month in China. */
function today(): { year: number; month: number } {
  const [year = 2026, month = 1] = todayInChina().split('-').map(Number)
  return { year, month }
}

/** The period of a length that is running. */
const running = (length: Length): string => { const { year, month } = today(); return keyOf(length, year, Math.ceil((month * parts[length]) / 12)) }

/** All periods of a length that have begun, the latest first. */
function periodsOf(length: Length): string[] {
  const { year } = today()
  const last = running(length)
  return Array.from({ length: yearsBack * parts[length] }, (_, n) => keyOf(length, year - Math.floor(n / parts[length]), parts[length] - (n % parts[length]))).filter((key) => key <= last)
}

function nameOf(key: string, say: Say): string {
  const [year = '', part = ''] = key.split(/[-QH]/)
  const n = Number(part)
  switch (lengthOf(key)) {
    case 'month': return say(`${year}年${n}月`, key)
    case 'quarter': return say(`${year}年第${'一二三四'[n - 1] ?? ''}季度`, `${year} Q${n}`)
    case 'half': return say(`${year}年${n === 1 ? '上' : '下'}半年`, `${year} H${n}`)
    case 'year': return say(`${year}年`, year)
  }
}

const shown = ({ unit }: Pick<Line, 'unit'>, value: number | null | undefined): string => (value === null || value === undefined ? '—' : unit === '%' ? `${Math.round(value * 1000) / 10}%` : String(Math.round(value * 10) / 10))

/** How far a number is from another, with its sign. */
function beside({ unit }: Pick<Line, 'unit'>, one: number | null | undefined, other: number | null | undefined): string {
  if (one === null || one === undefined || other === null || other === undefined) return '—'
  const by = Math.round((one - other) * (unit === '%' ? 1000 : 10)) / 10
  return by > 0 ? `+${by}` : String(by)
}

/** The lists of cases behind a line: one, or one a month. */
function Behind({ of }: { of: Line['behind'] }) {
  const say = useSay()
  if (of.length === 1 && of[0]) return <Link className="behind" to={addressOf(of[0].rows)}>{say('明细', 'Cases')}</Link>
  return <Space wrap size={4}>{of.map(({ month, rows }) => <Link className="behind" key={month} to={addressOf(rows)}>{say(`${Number((month ?? '').slice(5))}月`, month ?? '')}</Link>)}</Space>
}

function Lines({ section, zones }: { section: Report['sections'][number]; zones: Report['zones'] }) {
  const say = useSay()
  const word = useWord()
  const english = ({ name, key }: Line): string => [linesInEnglish[name][0], ...(key ?? '').split('|').filter(Boolean).map((part, n) => word(keyTypes[name]?.[n] ?? '', part))].join(': ')
  return (
    <Section title={say(section.title, sectionsInEnglish[section.name] ?? section.name)}>
      <Table<Line> size="small" rowKey={({ name, key }) => `${name} ${key ?? ''}`} pagination={false} dataSource={[...section.lines]} scroll={{ x: 'max-content' }} columns={[
        { title: say('项目', 'Item'), render: (_v, line) => <div className="told"><span>{say(line.label, english(line))}</span><br /><span className="quiet">{say(line.definition, linesInEnglish[line.name][1])}</span></div> },
        { title: say('单位', 'Unit'), render: (_v, { unit }) => say(unit, unitsInEnglish[unit] ?? unit) },
        { title: say('本期', 'Period'), render: (_v, line) => <b>{shown(line, line.value)}</b> },
        { title: say('上期', 'Before'), render: (_v, line) => shown(line, line.previous) },
        { title: say('比上期', 'Change'), render: (_v, line) => beside(line, line.value, line.previous) },
        { title: say('上年同期', 'Year before'), render: (_v, line) => shown(line, line.yearBefore) },
        { title: say('比同期', 'Change'), render: (_v, line) => beside(line, line.value, line.yearBefore) },
        ...zones.map(({ id, name }) => ({ title: name, render: (_v: unknown, line: Line) => shown(line, line.zones.find(({ zone }) => zone.id === id)?.value) })),
        { title: say('案件', 'Cases'), render: (_v, { behind }) => <Behind of={behind} /> },
      ]} />
    </Section>
  )
}

function Bodies({ of }: { of: Report['bodies'] }) {
  const say = useSay()
  return (
    <Section title={say('各派驻机构', 'Bodies')} count={of.length}>
      <Table size="small" rowKey={({ body }) => body.id} pagination={false} dataSource={[...of]} scroll={{ x: 'max-content' }} columns={[
        { title: say('派驻机构', 'Body'), render: (_v, { body }) => body.name }, { title: say('收到移送', 'Received'), dataIndex: 'received' }, { title: say('首次受理', 'Accepted'), dataIndex: 'accepted' },
        { title: say('退回补充', 'Supplement'), dataIndex: 'supplement' }, { title: say('退回重查', 'Re-investigation'), dataIndex: 'reinvestigation' }, { title: say('审结', 'Concluded'), dataIndex: 'concluded' },
        { title: say('一次通过', 'Passed at once'), dataIndex: 'passFirst' }, { title: say('一次通过率', 'First-pass rate'), render: (_v, { firstPassRate }) => shown({ unit: '%' }, firstPassRate) },
      ]} />
    </Section>
  )
}

function ReportView({ report }: { report: Report }) {
  const say = useSay()
  return (
    <>
      <p className="quiet">{say(`上期：${report.previous.name}；上年同期：${report.yearBefore.name}。`, `Before: ${report.previous.key}; year before: ${report.yearBefore.key}.`)}</p>
      <ul className="quiet">{report.notes.map((note) => <li key={note}>{note}</li>)}</ul>
      {report.sections.map((section) => <Lines key={section.name} section={section} zones={report.zones} />)}
      {report.bodies.length > 0 ? <Bodies of={report.bodies} /> : null}
    </>
  )
}

const print = (say: Say, href: string) => <Button icon={<PrinterOutlined aria-hidden />} href={href} target="_blank" rel="noreferrer">{say('打印', 'Print')}</Button>

function Reports() {
  const say = useSay()
  const [address, change] = useAddress()
  const [zoneId, bodyId] = [address.get('zoneId'), address.get('bodyId')]
  const period = address.get('period') ?? running('month')
  const length = lengthOf(period)
  const places = useAsked(PlacesDocument, {})
  const asked = useAsked(ReportDocument, { period, zoneId, bodyId })
  const file = `/report?${new URLSearchParams({ period, ...(zoneId === null ? {} : { zoneId }), ...(bodyId === null ? {} : { bodyId }) }).toString()}`
  const words: Record<Length, string> = { month: say('月报', 'Month'), quarter: say('季报', 'Quarter'), half: say('半年报', 'Half year'), year: say('年报', 'Year') }
  const known = periodsOf(length)
  return (
    <>
      <div className="filters">
        <Select style={{ width: 120 }} aria-label={say('报表种类', 'Kind of report')} value={length} options={lengths.map((value) => ({ value, label: words[value] }))} onChange={(next: Length) => change('period', running(next))} />
        <Select showSearch optionFilterProp="label" style={{ width: 180 }} aria-label={say('报告期', 'Period')} value={period} options={(known.includes(period) ? known : [period, ...known]).map((value) => ({ value, label: nameOf(value, say) }))} onChange={(next: string) => change('period', next)} />
        <Select allowClear style={{ width: 140 }} aria-label={say('片区', 'Zone')} placeholder={say('片区', 'Zone')} value={zoneId ?? undefined} options={(places.data?.zones ?? []).map(({ id, name }) => ({ value: id, label: name }))} onChange={(value?: string) => change('zoneId', value)} />
        <Select allowClear showSearch optionFilterProp="label" style={{ width: 240 }} aria-label={say('派驻机构', 'Body')} placeholder={say('派驻机构', 'Body')} value={bodyId ?? undefined} options={(places.data?.bodies.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }))} onChange={(value?: string) => change('bodyId', value)} />
        <span className="grow" />
        <ExportButtons address={file} forms={['xlsx', 'docx', 'csv']} />
        {print(say, `${file}&form=page`)}
      </div>
      <Shown of={asked} rows={10}>{({ report }) => <><h2>{report.title}</h2><ReportView report={report} /></>}</Shown>
    </>
  )
}

/** What the office counts, and where it is another, what goes out. */
function Cell({ of: { value, text } }: { of: CellPartsFragment }) {
  return String(value) === text ? <>{value}</> : <>{value} <Tag className="light">{text}</Tag></>
}

function CircularTable({ of, previous }: { of: Circular['tables'][number]; previous: string }) {
  const say = useSay()
  type Row = Circular['tables'][number]['rows'][number]
  const rated = of.name === 'passes'
  return (
    <>
      <h3>{of.title}<span className="quiet">（{of.unit}）</span></h3>
      <p className="quiet">{of.definition}</p>
      {of.rows.length === 0 ? <Nothing>{say('本期和上期都没有', 'None in either half')}</Nothing> : (
        <Table<Row> size="small" rowKey="label" pagination={false} dataSource={[...of.rows]} scroll={{ x: 'max-content' }} columns={[
          { title: say('项目', 'Item'), dataIndex: 'label' },
          ...of.columns.map((column, n) => ({ title: column, render: (_v: unknown, { cells }: Row) => { const cell = cells[n]; return cell ? <Cell of={cell} /> : null } })),
          ...(of.columns.length > 1 ? [{ title: say('合计', 'Sum'), render: (_v: unknown, { total }: Row) => <Cell of={total} /> }] : []),
          { title: rated ? say('一次通过率', 'First-pass rate') : say('占比', 'Share'), render: (_v: unknown, { share, rate }: Row) => shown({ unit: '%' }, rated ? rate : share) },
          { title: previous, render: (_v: unknown, row: Row) => row.previous.text },
        ]} />
      )}
    </>
  )
}

function CircularView({ circular }: { circular: Circular }) {
  const say = useSay()
  return (
    <>
      <h2>{circular.title}</h2>
      {circular.notes.map((note) => <Alert key={note} type="warning" showIcon title={note} style={{ marginBottom: 12 }} />)}
      <p className="quiet">{say('数字供起草；旁边有标记的，印发的通报写作标记里的样子。', 'The numbers are for drawing up; where a mark stands beside one, the circular says what is in the mark.')}</p>
      {circular.paragraphs.map(({ heading, texts, tables }) => (
        <Section key={heading} title={heading}>
          {texts.map((text) => <p key={text}>{text}</p>)}
          {circular.tables.filter(({ name }) => tables.includes(name)).map((one) => <CircularTable key={one.name} of={one} previous={circular.previous.name} />)}
        </Section>
      ))}
    </>
  )
}

function Circulars() {
  const say = useSay()
  const [address, change] = useAddress()
  const halves = periodsOf('half').slice(1)
  const half = address.get('half') ?? halves[0] ?? ''
  const asked = useAsked(CircularDocument, { half })
  const file = `/circular?half=${encodeURIComponent(half)}`
  return (
    <>
      <div className="filters">
        <Select style={{ width: 180 }} aria-label={say('半年', 'Half year')} value={half} options={(halves.includes(half) ? halves : [half, ...halves]).map((value) => ({ value, label: nameOf(value, say) }))} onChange={(next: string) => change('half', next)} />
        <span className="grow" />
        <ExportButtons address={file} forms={['docx', 'xlsx']} />
        {print(say, `${file}&form=page`)}
      </div>
      <Shown of={asked} rows={10}>{({ circular }) => <CircularView circular={circular} />}</Shown>
    </>
  )
}

export function Page() {
  const say = useSay()
  const [address, change] = useAddress()
  const { acting } = useMe()
  const drawsUp = acting.role === 'officeHead'
  return (
    <>
      <h1>{say('报表', 'Reports')}</h1>
      {drawsUp ? (
        <Tabs destroyOnHidden activeKey={address.get('tab') ?? 'report'} onChange={(tab) => change('tab', tab)} items={[
          { key: 'report', label: say('月报、季报、年报', 'Reports'), children: <Reports /> },
          { key: 'circular', label: say('共性问题通报', 'Circular of common faults'), children: <Circulars /> },
        ]} />
      ) : <Reports />}
    </>
  )
}
