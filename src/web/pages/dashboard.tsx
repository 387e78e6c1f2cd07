/** 驾驶舱: the figures of what I may see; every figure opens its rows and says what it counts. */
import { Button, Collapse, Select, Space, Table, Tooltip } from 'antd'
import { lazy, Suspense, useMemo, useRef, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useAsked } from '../ask.ts'
import type { Series } from '../charts.tsx'
import counted from '../gql/definitions.json'
import { DashboardDocument, PlacesDocument, type DashboardQuery } from '../gql/graphql.ts'
import { useLook } from '../looks.ts'
import { Section } from '../marks.tsx'
import { Shown, Waiting } from '../states.tsx'
import { useSay, useWord } from '../words.ts'

const Chart = lazy(async () => ({ default: (await import('../charts.tsx')).Chart }))

type Figures = DashboardQuery['figures']

function Figure({ name, value, about, rows }: { name: string; value: ReactNode; about: string; rows?: string }) {
  return (
    <Tooltip title={about}>
      <div className="figure"><span>{name}</span><b>{rows === undefined ? value : <Link to={rows}>{value}</Link>}</b><span className="quiet">{about}</span></div>
    </Tooltip>
  )
}

/** A chart and the table it is drawn from. */
function Drawn({ title, names, series, kind, links }: { title: string; names: readonly string[]; series: readonly Series[]; kind: 'bar' | 'line'; links?: readonly string[] }) {
  const say = useSay()
  const { dark } = useLook()
  const rows = names.map((name, n) => ({ key: name, name, link: links?.[n], ...Object.fromEntries(series.map((one, k) => [`s${k}`, one.values[n]])) }))
  return (
    <Section title={title}>
      <Suspense fallback={<Waiting rows={5} />}><Chart label={title} names={names} series={series} kind={kind} dark={dark} /></Suspense>
      <Collapse ghost size="small" items={[{ key: 'table', label: say('数据表', 'As a table'), children: (
        <Table size="small" pagination={false} dataSource={rows} scroll={{ x: 'max-content' }} columns={[
          { title: say('项目', 'Item'), dataIndex: 'name', render: (name: string, row: { link?: string | undefined }) => (row.link === undefined ? name : <Link to={row.link}>{name}</Link>) },
          ...series.map((one, k) => ({ title: one.name, dataIndex: `s${k}` })),
        ]} />
      ) }]} />
    </Section>
  )
}

const percent = (rate: number | null | undefined): string => (rate === null || rate === undefined ? '—' : `${Math.round(rate * 100)}%`)

function Board({ figures, base }: { figures: Figures; base: string }) {
  const say = useSay()
  const word = useWord()
  const rows = (more: string) => `/cases?${[base, more].filter((one) => one !== '').join('&')}`
  const drawn = useMemo(() => ({
    stages: { names: figures.stages.map(({ stage }) => word('Stage', stage)), series: [{ name: say('件数', 'Cases'), values: figures.stages.map(({ count }) => count) }], links: figures.stages.map(({ stage }) => rows(`stage=${stage}`)) },
    months: { names: figures.months.map(({ month }) => month), series: [{ name: say('受理', 'Accepted'), values: figures.months.map((one) => one.accepted) }, { name: say('审结', 'Concluded'), values: figures.months.map((one) => one.concluded) }, { name: say('退回', 'Returned'), values: figures.months.map((one) => one.returned) }] },
    grounds: { names: figures.returnGrounds.map(({ ground }) => word('Ground', ground)), series: [{ name: say('退回次数', 'Returns'), values: figures.returnGrounds.map(({ count }) => count) }] },
  }), [figures, base, word, say])
  const returned = figures.returns.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <Section title={say('总览', 'Overview')}>
        <div className="figures">
          <Figure name={say('全部案件', 'All cases')} value={figures.total} about={say(counted.total, 'All cases you may see, done ones too')} rows={rows('')} />
          <Figure name={say('在办', 'Open')} value={figures.open} about={say(counted.open, 'Neither archived, dropped, handed over, escalated nor refused')} />
          <Figure name={say('超期', 'Overdue')} value={figures.overdue} about={say(counted.overdue, 'Running clocks due before today')} rows={rows('overdue=1')} />
          <Figure name={say('即将到期', 'Due soon')} value={figures.dueSoon} about={say(counted.dueSoon, 'Running clocks due within the working days that are set (five at first), overdue ones apart')} />
          <Figure name={say('审理天数中位数', 'Median days')} value={figures.medianDays ?? '—'} about={say(counted.medianDays, 'Net days from acceptance to the approved report')} />
          <Figure name={say('一次通过率', 'First pass')} value={percent(figures.firstPassRate)} about={say(counted.firstPassRate, 'Of cases with an approved report, those never returned')} />
          <Figure name={say('退回次数', 'Returns')} value={returned} about={figures.returns.map(({ kind, count }) => `${word('ReturnKind', kind)} ${count}`).join('，')} rows={rows('returned=1')} />
        </div>
      </Section>
      <div className="pair">
        <Drawn title={say('各阶段案件', 'Cases by stage')} kind="bar" {...drawn.stages} />
        <Drawn title={say('每月受理、审结与退回', 'Accepted, concluded and returned by month')} kind="line" {...drawn.months} />
        <Drawn title={say('退回理由', 'Grounds of returns')} kind="bar" {...drawn.grounds} />
      </div>
      <Section title={say('各片区', 'Zones')}>
        <Table size="small" rowKey={({ zone }) => zone.id} pagination={false} dataSource={[...figures.zones]} scroll={{ x: 'max-content' }} columns={[
          { title: say('片区', 'Zone'), render: (_v, { zone }) => <Link to={rows(`zoneId=${encodeURIComponent(zone.id)}`)}>{zone.name}</Link> }, ...columnsOf(say),
        ]} />
      </Section>
      <Section title={say('各派驻机构', 'Bodies')} count={figures.bodies.length}>
        <Table size="small" rowKey={({ body }) => body.id} pagination={false} dataSource={[...figures.bodies]} scroll={{ x: 'max-content' }} columns={[
          { title: say('派驻机构', 'Body'), render: (_v, { body }) => <Link to={rows(`bodyId=${encodeURIComponent(body.id)}`)}>{body.name}</Link> }, ...columnsOf(say),
        ]} />
      </Section>
    </>
  )
}

type Sums = { total: number; open: number; concluded: number; overdue: number; dueSoon: number; medianDays?: number | null; firstPassRate?: number | null; returns: readonly { count: number }[] }

const columnsOf = (say: (zh: string, en: string) => string) => [
  { title: say('全部', 'All'), dataIndex: 'total' }, { title: say('在办', 'Open'), dataIndex: 'open' }, { title: say('审结', 'Concluded'), dataIndex: 'concluded' },
  { title: say('超期', 'Overdue'), dataIndex: 'overdue' }, { title: say('即将到期', 'Due soon'), dataIndex: 'dueSoon' },
  { title: say('天数中位数', 'Median days'), render: (_v: unknown, { medianDays }: Sums) => medianDays ?? '—' },
  { title: say('一次通过率', 'First pass'), render: (_v: unknown, { firstPassRate }: Sums) => percent(firstPassRate) },
  { title: say('退回', 'Returns'), render: (_v: unknown, { returns }: Sums) => returns.reduce((sum, { count }) => sum + count, 0) },
]

export function Page() {
  const say = useSay()
  const [address, setAddress] = useSearchParams()
  const zoneId = address.get('zoneId')
  const bodyId = address.get('bodyId')
  const places = useAsked(PlacesDocument, {})
  const asked = useAsked(DashboardDocument, { zoneId, bodyId })
  const wall = useRef<HTMLDivElement>(null)
  const change = (name: string, value: string | undefined) => setAddress((before) => {
    const next = new URLSearchParams(before)
    if (value === undefined) next.delete(name)
    else next.set(name, value)
    return next
  })
  return (
    <div ref={wall} style={{ background: 'var(--ground)', overflow: 'auto' }}>
      <h1>{say('驾驶舱', 'Dashboard')}</h1>
      <Space wrap style={{ marginBottom: 12 }}>
        <Select allowClear style={{ width: 140 }} aria-label={say('片区', 'Zone')} placeholder={say('片区', 'Zone')} value={zoneId ?? undefined} options={(places.data?.zones ?? []).map(({ id, name }) => ({ value: id, label: name }))} onChange={(value?: string) => change('zoneId', value)} />
        <Select allowClear showSearch optionFilterProp="label" style={{ width: 240 }} aria-label={say('派驻机构', 'Body')} placeholder={say('派驻机构', 'Body')} value={bodyId ?? undefined} options={(places.data?.bodies.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }))} onChange={(value?: string) => change('bodyId', value)} />
        <Button onClick={() => void wall.current?.requestFullscreen()}>{say('全屏', 'Full screen')}</Button>
      </Space>
      <Shown of={asked} rows={10}>{({ figures }) => <Board figures={figures} base={new URLSearchParams([...(zoneId === null ? [] : [['zoneId', zoneId]]), ...(bodyId === null ? [] : [['bodyId', bodyId]])]).toString()} />}</Shown>
    </div>
  )
}
