/** 驾驶舱: the figures of what I may see; every figure opens its cases and says what it counts. */
import { Button, Collapse, Select, Space, Table, Tooltip } from 'antd'
import { lazy, Suspense, useMemo, useRef, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useAddress } from '../address.ts'
import { useAsked } from '../ask.ts'
import { addressOf } from '../behind.ts'
import type { Series } from '../charts.tsx'
import { breakdownsInEnglish, figuresInEnglish, partiesInEnglish, spansInEnglish } from '../figure-words.ts'
import counted from '../gql/definitions.json'
import { DashboardDocument, PlacesDocument, type BehindRowsFragment, type DashboardQuery, type FigureName, type OneFigureFragment, type PlaceFigureFragment } from '../gql/graphql.ts'
import { useLook } from '../looks.ts'
import { Section } from '../marks.tsx'
import { Shown, Waiting } from '../states.tsx'
import { useSay, useWord, type Say } from '../words.ts'

const Chart = lazy(async () => ({ default: (await import('../charts.tsx')).Chart }))

type Figures = DashboardQuery['figures']
type Behind = { caseCount: number; rows: BehindRowsFragment }

const percent = (rate: number | null | undefined): string => (rate === null || rate === undefined ? '—' : `${Math.round(rate * 100)}%`)
const tenth = (days: number | null | undefined): string => (days === null || days === undefined ? '—' : String(Math.round(days * 10) / 10))

/** How many cases, and the ledger with exactly these. */
function Cases({ of: { caseCount, rows }, children }: { of: Behind; children?: ReactNode }) {
  return <Link className="behind" data-cases={caseCount} to={addressOf(rows)}>{children ?? caseCount}</Link>
}

function Figure({ of }: { of: OneFigureFragment }) {
  const say = useSay()
  const word = useWord()
  const [name, definition] = figuresInEnglish[of.name]
  const about = say(of.definition, definition)
  const cases = say(`${of.caseCount} 件`, `${of.caseCount} cases`)
  return (
    <Tooltip title={about}>
      <div className="figure">
        <span>{say(word('FigureName', of.name), name)}</span>
        {of.unit === 'cases' ? <b><Cases of={of}>{of.value ?? '—'}</Cases></b> : <><b>{of.unit === 'share' ? percent(of.value) : tenth(of.value)}</b><Cases of={of}>{say(`由 ${cases}得出`, `from ${cases}`)}</Cases></>}
        <span className="quiet">{about}</span>
      </div>
    </Tooltip>
  )
}

/** How something is counted, under its heading. */
const Counted = ({ children }: { children: ReactNode }) => <p className="quiet">{children}</p>

/** A chart and the table it is drawn from, in which every row opens its cases. */
function Drawn({ title, about, names, series, kind, behind }: { title: string; about: string; names: readonly string[]; series: readonly Series[]; kind: 'bar' | 'line'; behind: readonly { name: string; of: readonly Behind[] }[] }) {
  const say = useSay()
  const { dark } = useLook()
  const rows = names.map((name, n) => ({ key: `${n} ${name}`, name, values: series.map(({ values }) => values[n]), behind: behind.map(({ of }) => of[n]) }))
  return (
    <Section title={title}>
      <Counted>{about}</Counted>
      {names.length === 0 ? <p>{say('没有', 'None')}</p> : <Suspense fallback={<Waiting rows={5} />}><Chart label={title} names={names} series={series} kind={kind} dark={dark} /></Suspense>}
      <Collapse ghost size="small" items={[{ key: 'table', label: say('数据表和案件明细', 'As a table, with the cases'), forceRender: true, children: (
        <Table size="small" pagination={false} dataSource={rows} scroll={{ x: 'max-content' }} columns={[
          { title: say('项目', 'Item'), dataIndex: 'name' },
          ...series.map((one, k) => ({ title: one.name, render: (_v: unknown, { values }: (typeof rows)[number]) => values[k] })),
          ...behind.map((one, k) => ({ title: one.name, render: (_v: unknown, row: (typeof rows)[number]) => { const of = row.behind[k]; return of ? <Cases of={of} /> : null } })),
        ]} />
      ) }]} />
    </Section>
  )
}

const changes: readonly FigureName[] = ['changed', 'characterisation', 'measureUp', 'measureDown', 'eightPointAdded', 'eightPointDropped']

/** What each chart draws. */
function drawnOf(figures: Figures, say: Say, word: (type: string, value: string | null | undefined) => string) {
  const { stages, months, returnGrounds, returnMonths, stageDays, routes, returns } = figures
  const cases = (of: readonly Behind[]) => [{ name: say('案件', 'Cases'), of }]
  const times = (of: readonly { count: number }[]) => [{ name: say('次数', 'Times'), values: of.map(({ count }) => count) }]
  return {
    stages: { names: stages.map(({ stage }) => word('Stage', stage)), series: [{ name: say('件数', 'Cases'), values: stages.map(({ count }) => count) }], behind: cases(stages) },
    months: {
      names: months.map(({ month }) => month),
      series: [{ name: say('受理', 'Accepted'), values: months.map((one) => one.accepted) }, { name: say('审结', 'Concluded'), values: months.map((one) => one.concluded) }, { name: say('退回', 'Returned'), values: months.map((one) => one.returned) }],
      behind: [{ name: say('受理的案件', 'Cases accepted'), of: months.map((one) => ({ caseCount: one.accepted, rows: one.acceptedRows })) }, { name: say('审结的案件', 'Cases concluded'), of: months.map((one) => ({ caseCount: one.concluded, rows: one.concludedRows })) }],
    },
    returns: { names: returns.map(({ kind }) => word('ReturnKind', kind)), series: times(returns), behind: cases(returns) },
    grounds: { names: returnGrounds.map(({ ground }) => word('Ground', ground)), series: times(returnGrounds), behind: cases(returnGrounds) },
    returnMonths: { names: returnMonths.map(({ month, kind }) => `${month} ${word('ReturnKind', kind)}`), series: times(returnMonths), behind: cases(returnMonths) },
    routes: { names: routes.map(({ route }) => word('Route', route)), series: [{ name: say('件数', 'Cases'), values: routes.map(({ count }) => count) }], behind: cases(routes) },
    stageDays: { names: stageDays.map(({ stage }) => word('Stage', stage)), series: [{ name: say('平均工作日', 'Working days on average'), values: stageDays.map(({ average }) => Math.round((average ?? 0) * 10) / 10) }], behind: cases(stageDays) },
  }
}

/** 时间归属: whose working days they were. */
function Days({ of }: { of: Figures['days'] }) {
  const say = useSay()
  const word = useWord()
  return (
    <Section title={say('工作日是谁的', 'Whose days they were')}>
      <Counted>{say(of[0]?.definition ?? '', breakdownsInEnglish.days)}</Counted>
      <Table size="small" rowKey="span" pagination={false} dataSource={[...of]} scroll={{ x: 'max-content' }} columns={[
        { title: say('从何时到何时', 'From and to'), render: (_v, { span }) => say(word('DaySpan', span), spansInEnglish[span]) },
        { title: say('案件', 'Cases'), render: (_v, one) => <Cases of={one} /> },
        { title: say('平均每件工作日', 'Working days a case'), render: (_v, { average }) => tenth(average) },
        { title: say('合计工作日', 'Working days in all'), dataIndex: 'days' },
        ...(of[0]?.parties ?? []).map(({ party }, n) => ({ title: say(word('DayParty', party), partiesInEnglish[party]), render: (_v: unknown, { parties, days }: Figures['days'][number]) => { const own = parties[n]?.days ?? 0; return `${own}${days === 0 ? '' : say(`（${percent(own / days)}）`, ` (${percent(own / days)})`)}` } })),
      ]} />
    </Section>
  )
}

/** 长短腿: how far the bodies lie apart. */
function Spread({ of }: { of: Figures['firstPassSpread'] }) {
  const say = useSay()
  return (
    <Section title={say('各派驻机构一次通过率的差距', 'How far bodies lie apart in passing at once')}>
      <Counted>{say(of.definition, breakdownsInEnglish.spread)}</Counted>
      <p>{say(`比较了 ${of.comparedCount} 个机构；批准审理报告不足 ${of.least} 件的 ${of.suppressedCount} 个机构不比较`, `${of.comparedCount} bodies compared; ${of.suppressedCount} with fewer than ${of.least} approved reports are not`)}</p>
      <div className="figures">
        {([['最低', 'Least', of.min], ['下四分位数', 'Lower quartile', of.lowerQuartile], ['中位数', 'Median', of.median], ['上四分位数', 'Upper quartile', of.upperQuartile], ['最高', 'Most', of.max]] as const)
          .map(([zh, en, value]) => <div key={en} className="figure"><span>{say(zh, en)}</span><b>{percent(value)}</b></div>)}
      </div>
    </Section>
  )
}

function Silent({ of }: { of: Figures['silentBodies'] }) {
  const say = useSay()
  return (
    <Section title={say(`${of.year} 年零立案的派驻机构`, `Bodies without a case filed in ${of.year}`)} count={of.bodies.length}>
      <Counted>{say(of.definition, breakdownsInEnglish.silent)}</Counted>
      <Space wrap size="middle">{of.bodies.map((one) => <span key={one.body.id}>{one.body.name}（<Cases of={one} />）</span>)}</Space>
    </Section>
  )
}

/** 在办负担: numbers for the office, ranks for a group. */
function Loads({ of }: { of: Figures['loads'] }) {
  const say = useSay()
  if (of.length === 0) return null
  const told = of.some(({ weight }) => weight !== null)
  return (
    <Section title={say('审理人员在办负担', 'What reviewers have in hand')} count={of.length}>
      <Counted>{say(counted.loads, breakdownsInEnglish.loads)}</Counted>
      <Table size="small" rowKey={({ person }) => person.id} pagination={false} dataSource={[...of]} scroll={{ x: 'max-content' }} columns={[
        { title: say('名次，由轻到重', 'Rank, lightest first'), dataIndex: 'rank' }, { title: say('姓名', 'Name'), render: (_v, { person }) => person.name },
        ...(told ? [{ title: say('负担', 'Load'), dataIndex: 'weight' }, { title: say('在办案件', 'Cases in hand'), render: (_v: unknown, { caseCount, rows }: Figures['loads'][number]) => (caseCount === null || caseCount === undefined || !rows ? null : <Cases of={{ caseCount, rows }} />) }] : []),
      ]} />
    </Section>
  )
}

const beside: readonly FigureName[] = ['total', 'open', 'overdue', 'dueSoon', 'concluded', 'medianDays', 'firstPassRate', 'returned', 'changed']

/** Zones or bodies beside each other, each number with its cases. */
function Places({ title, name, of }: { title: string; name: string; of: readonly { id: string; name: string; figures: readonly PlaceFigureFragment[] }[] }) {
  const say = useSay()
  const word = useWord()
  return (
    <Section title={title} count={of.length}>
      <Table size="small" rowKey="id" pagination={false} dataSource={[...of]} scroll={{ x: 'max-content' }} columns={[
        { title: name, dataIndex: 'name' },
        ...beside.map((figure) => ({ title: say(word('FigureName', figure), figuresInEnglish[figure][0]), render: (_v: unknown, { figures }: (typeof of)[number]) => {
          const one = figures.find((other) => other.name === figure)
          return one === undefined ? null : <Cases of={one}>{figure === 'firstPassRate' ? percent(one.value) : figure === 'medianDays' ? tenth(one.value) : (one.value ?? '—')}</Cases>
        } })),
      ]} />
    </Section>
  )
}

function Board({ figures }: { figures: Figures }) {
  const say = useSay()
  const word = useWord()
  const drawn = useMemo(() => drawnOf(figures, say, word), [figures, say, word])
  return (
    <>
      <Section title={say('总览', 'Overview')}><div className="figures">{figures.figures.filter(({ name }) => !changes.includes(name)).map((one) => <Figure key={one.name} of={one} />)}</div></Section>
      <Section title={say('审理改变了什么', 'What review changed')}><div className="figures">{figures.figures.filter(({ name }) => changes.includes(name)).map((one) => <Figure key={one.name} of={one} />)}</div></Section>
      <div className="pair">
        <Drawn title={say('各阶段案件', 'Cases by stage')} about={say(counted.stages, breakdownsInEnglish.stages)} kind="bar" {...drawn.stages} />
        <Drawn title={say('每月受理、审结与退回', 'Accepted, concluded and returned by month')} about={say(counted.months, breakdownsInEnglish.months)} kind="line" {...drawn.months} />
        <Drawn title={say('各阶段用时', 'Days by stage')} about={say(counted.stageDays, breakdownsInEnglish.stageDays)} kind="bar" {...drawn.stageDays} />
        <Drawn title={say('退回的种类', 'Kinds of returns')} about={say(counted.returns, breakdownsInEnglish.returns)} kind="bar" {...drawn.returns} />
        <Drawn title={say('退回理由', 'Grounds of returns')} about={say(counted.returnGrounds, breakdownsInEnglish.grounds)} kind="bar" {...drawn.grounds} />
        <Drawn title={say('每月退回', 'Returns by month')} about={say(counted.returnMonths, breakdownsInEnglish.returnMonths)} kind="bar" {...drawn.returnMonths} />
        <Drawn title={say('办理路径', 'Routes')} about={say(counted.routes, breakdownsInEnglish.routes)} kind="bar" {...drawn.routes} />
      </div>
      <Days of={figures.days} />
      <Spread of={figures.firstPassSpread} />
      {figures.silentBodies.bodies.length > 0 ? <Silent of={figures.silentBodies} /> : null}
      <Loads of={figures.loads} />
      <Places title={say('各片区', 'Zones')} name={say('片区', 'Zone')} of={figures.zones.map(({ zone, figures: own }) => ({ ...zone, figures: own }))} />
      <Places title={say('各派驻机构', 'Bodies')} name={say('派驻机构', 'Body')} of={figures.bodies.map(({ body, figures: own }) => ({ ...body, figures: own }))} />
    </>
  )
}

export function Page() {
  const say = useSay()
  const [address, change] = useAddress()
  const zoneId = address.get('zoneId')
  const bodyId = address.get('bodyId')
  const places = useAsked(PlacesDocument, {})
  const asked = useAsked(DashboardDocument, { zoneId, bodyId })
  const wall = useRef<HTMLDivElement>(null)
  return (
    <div ref={wall} style={{ background: 'var(--ground)', overflow: 'auto' }}>
      <h1>{say('驾驶舱', 'Dashboard')}</h1>
      <Space wrap style={{ marginBottom: 12 }}>
        <Select allowClear style={{ width: 140 }} aria-label={say('片区', 'Zone')} placeholder={say('片区', 'Zone')} value={zoneId ?? undefined} options={(places.data?.zones ?? []).map(({ id, name }) => ({ value: id, label: name }))} onChange={(value?: string) => change('zoneId', value)} />
        <Select allowClear showSearch optionFilterProp="label" style={{ width: 240 }} aria-label={say('派驻机构', 'Body')} placeholder={say('派驻机构', 'Body')} value={bodyId ?? undefined} options={(places.data?.bodies.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }))} onChange={(value?: string) => change('bodyId', value)} />
        <Button onClick={() => void wall.current?.requestFullscreen()}>{say('全屏', 'Full screen')}</Button>
      </Space>
      <Shown of={asked} rows={10}>{({ figures }) => <Board figures={figures} />}</Shown>
    </div>
  )
}
