/** 集体审议: the cases that wait for it or are read for it, the agenda of a meeting in its order, and the material for it in one click; the agenda stands in the address, so it can be sent on. */
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button, DatePicker, Input, Space, Table } from 'antd'
import dayjs from 'dayjs'
import { Link, useSearchParams } from 'react-router'
import { isDay } from '../../review/day.ts'
import { sideOf } from '../../review/sides.ts'
import { useAsked } from '../ask.ts'
import { ExportButtons } from '../export-buttons.tsx'
import { LedgerDocument, type RowFragment } from '../gql/graphql.ts'
import { DueMark, Section, StageMark } from '../marks.tsx'
import { useMe } from '../shell.tsx'
import { Nothing, NotThere, Shown } from '../states.tsx'
import { todayInChina, useSay } from '../words.ts'

export function Page() {
  const say = useSay()
  const me = useMe()
  return sideOf[me.acting.role] === 'review' ? <Meeting /> : <NotThere>{say('集体审议由审理一方召开', 'Meetings are held by those who review')}</NotThere>
}

function Meeting() {
  const say = useSay()
  const asked = useAsked(LedgerDocument, { filter: { stages: ['deliberating', 'reading'] }, sort: { by: 'dueOn' }, first: 100 })
  return (
    <>
      <h1>{say('集体审议', 'Deliberation')}</h1>
      <Shown of={asked}>{({ cases: { edges } }) => <Agenda waiting={edges.map(({ node }) => node).sort((a, b) => Number(a.stage === 'reading') - Number(b.stage === 'reading'))} />}</Shown>
    </>
  )
}

function Agenda({ waiting }: { waiting: readonly RowFragment[] }) {
  const say = useSay()
  const [address, setAddress] = useSearchParams()
  const wanted = address.get('on') ?? ''
  const on = isDay(wanted) ? wanted : todayInChina()
  const place = address.get('place') ?? ''
  // What has been deliberated on meanwhile is off the agenda.
  const items = address.getAll('case').flatMap((id) => waiting.filter((one) => one.id === id))
  const ids = items.map(({ id }) => id)
  const rest = waiting.filter(({ id }) => !ids.includes(id))
  const put = (cases: readonly string[], more: { on?: string; place?: string } = {}) => {
    const said = { on, place, ...more }
    setAddress([...cases.map((id) => ['case', id] as [string, string]), ['on', said.on], ...(said.place === '' ? [] : [['place', said.place] as [string, string]])], { replace: true })
  }
  const moved = (from: number, to: number) => { const next = [...ids]; next.splice(to, 0, ...next.splice(from, 1)); put(next) }
  const file = `/meeting?${new URLSearchParams([...ids.map((id) => ['case', id]), ['on', on], ['place', place]]).toString()}`
  const number = { title: say('案件编号', 'Number'), render: (_v: unknown, one: RowFragment) => <Link to={`/cases/${encodeURIComponent(one.id)}`}>{one.number}</Link> }
  const matter = { title: say('案由', 'Matter'), render: (_v: unknown, one: RowFragment) => one.title }
  const stage = { title: say('阶段', 'Stage'), render: (_v: unknown, one: RowFragment) => <StageMark stage={one.stage} /> }
  const of = { title: say('派驻机构', 'Body'), render: (_v: unknown, one: RowFragment) => one.body.name }
  const due = { title: say('审理期限', 'Due'), render: (_v: unknown, one: RowFragment) => <DueMark {...one} /> }
  return (
    <>
      <Section title={say('议程', 'Agenda')} count={items.length} extra={items.length === 0 ? null : <Space wrap><Button href={`${file}&form=page`} target="_blank">{say('打印会议材料', 'Print the material')}</Button><ExportButtons address={file} forms={['docx']} /></Space>}>
        <div className="filters">
          <label>{say('会议日期', 'Day')} <DatePicker allowClear={false} value={dayjs(on)} aria-label={say('会议日期', 'Day')} onChange={(day) => { if (day) put(ids, { on: day.format('YYYY-MM-DD') }) }} /></label>
          <label>{say('地点', 'Place')} <Input defaultValue={place} maxLength={60} style={{ width: 260 }} onBlur={({ target }) => put(ids, { place: target.value.trim() })} /></label>
        </div>
        {items.length === 0 ? <Nothing>{say('还没有列入案件：从下面选，次序可以调整', 'No case yet: choose below; the order can be changed')}</Nothing> : (
          <Table size="small" rowKey="id" pagination={false} scroll={{ x: 'max-content' }} dataSource={items} columns={[
            { title: say('序号', 'No.'), width: 60, render: (_v, _one, n) => n + 1 }, number, matter, stage, of, due,
            {
              title: say('调整', 'Change'), render: (_v, one, n) => (
                <Space>
                  <Button size="small" icon={<ArrowUpOutlined aria-hidden />} disabled={n === 0} aria-label={say(`${one.number} 上移`, `${one.number} up`)} onClick={() => moved(n, n - 1)} />
                  <Button size="small" icon={<ArrowDownOutlined aria-hidden />} disabled={n === items.length - 1} aria-label={say(`${one.number} 下移`, `${one.number} down`)} onClick={() => moved(n, n + 1)} />
                  <Button size="small" onClick={() => put(ids.filter((id) => id !== one.id))}>{say('去掉', 'Take off')}</Button>
                  {one.stage === 'deliberating' ? <Link to={`/cases/${encodeURIComponent(one.id)}?step=deliberate`}>{say('记录审议', 'Record it')}</Link> : <span className="quiet">{say('审理组还没有提出意见', 'No opinion of the panel yet')}</span>}
                </Space>
              ),
            },
          ]} />
        )}
      </Section>
      <Section title={say('等待集体审议和正在阅卷的案件', 'Cases that wait for deliberation, or are being read')} count={rest.length}>
        {rest.length === 0 ? <Nothing>{say('没有等待集体审议或者正在阅卷的案件', 'No case waits for deliberation or is being read')}</Nothing> : (
          <Table size="small" rowKey="id" pagination={false} scroll={{ x: 'max-content' }} dataSource={rest} columns={[number, matter, stage, of, due, { title: say('列入议程', 'Put on'), render: (_v, one) => <Button size="small" onClick={() => put([...ids, one.id])}>{say('列入', 'Put on')}</Button> }]} />
        )}
      </Section>
    </>
  )
}
