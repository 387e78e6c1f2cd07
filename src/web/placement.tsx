/** 调整片区: a body goes to another zone from a day on; first what that would change, then the proposal that a second person decides. */
import { Alert, App, Button, DatePicker, Input, Select, Space, Table, Tag } from 'antd'
import dayjs from 'dayjs'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { isAdministrator } from '../review/people.ts'
import { useAddress } from './address.ts'
import { useAsked, useDoing } from './ask.ts'
import { PlacementDocument, PlacesDocument, ProposePlacementDocument, type PlacementQuery } from './gql/graphql.ts'
import { DayText, DueMark, Section, StageMark } from './marks.tsx'
import { newKey } from './operation-key.ts'
import { Refusals, type RefusalLine } from './refusals.tsx'
import { useMe } from './shell.tsx'
import { Nothing, Shown } from './states.tsx'
import { useSay } from './words.ts'

type Move = { bodyId: string; zoneId: string; from: string }
type Preview = PlacementQuery['placementPreview']

export function Placement() {
  const say = useSay()
  const [address, change] = useAddress()
  const places = useAsked(PlacesDocument, {})
  const [body, zone, from] = ['body', 'zone', 'from'].map((name) => address.get(name) ?? undefined)
  return (
    <>
      <p>{say('选择派驻机构、新片区和日期，先看会怎样。预览什么也不改变。', 'Choose a body, its new zone and a day, and see first what would change. A preview changes nothing.')}</p>
      <Space wrap style={{ marginBottom: 12 }}>
        <Select showSearch optionFilterProp="label" style={{ width: 260 }} aria-label={say('派驻机构', 'Body')} placeholder={say('派驻机构', 'Body')} value={body} options={(places.data?.bodies.edges ?? []).map(({ node }) => ({ value: node.id, label: `${node.name}（${node.zone.name}）` }))} onChange={(value?: string) => change('body', value)} />
        <Select style={{ width: 160 }} aria-label={say('新片区', 'New zone')} placeholder={say('新片区', 'New zone')} value={zone} options={(places.data?.zones ?? []).map(({ id, name }) => ({ value: id, label: name }))} onChange={(value?: string) => change('zone', value)} />
        <DatePicker aria-label={say('自哪天起', 'From')} placeholder={say('自哪天起', 'From')} value={from === undefined ? null : dayjs(from)} onChange={(day: dayjs.Dayjs | null) => change('from', day?.format('YYYY-MM-DD'))} />
      </Space>
      {body === undefined || zone === undefined || from === undefined ? null : <Previewed key={`${body} ${zone} ${from}`} move={{ bodyId: body, zoneId: zone, from }} />}
    </>
  )
}

function Previewed({ move }: { move: Move }) {
  const say = useSay()
  const { acting: { role } } = useMe()
  return (
    <Shown of={useAsked(PlacementDocument, move)}>{({ placementPreview: of }) => (
      <>
        <p className="preview"><strong>{say(`${of.body.name}：由${of.before.name}到${of.after.name}，自`, `${of.body.name}: from ${of.before.name} to ${of.after.name}, from `)}<DayText day={of.from} />{say('起', ' on')}</strong></p>
        <p className="quiet">{say('先后所属的片区', 'Its zones so far')}：{of.placements.map(({ from, zone }) => <span key={`${from ?? ''} ${zone.id}`}>{from ? <>，<DayText day={from} />{say('起', ' on:')} </> : null}{zone.name}</span>)}</p>
        <Refusals of={of.refusals} />
        <Alert type="info" showIcon title={say('案件归属（系统设定）', 'Which cases stay (setting)')} description={of.rule} style={{ marginBottom: 12 }} />
        <OpenCases of={of} />
        {of.zones.length > 0 ? <Zones of={of} /> : null}
        {of.apartTold ? <Apart of={of.apart} zone={of.after.name} /> : null}
        {isAdministrator(role) && of.refusals.length === 0 ? <Propose move={move} /> : null}
      </>
    )}</Shown>
  )
}

function OpenCases({ of: { cases, caseCount } }: { of: Preview }) {
  const say = useSay()
  const staying = cases.filter(({ stays }) => stays).length
  return (
    <Section title={say('在办案件和审理期限', 'Open cases and their clocks')} count={caseCount}>
      <p className="quiet">{say(`只列您可以查看的：${staying} 件留在原片区，${cases.length - staying} 件归新片区${caseCount > cases.length ? `；只列前 ${cases.length} 件` : ''}`, `Only those you may see: ${staying} stay, ${cases.length - staying} go${caseCount > cases.length ? `; the first ${cases.length} are listed` : ''}`)}</p>
      <Table size="small" rowKey={(one) => one.case.id} pagination={false} scroll={{ x: 'max-content' }} dataSource={[...cases]} locale={{ emptyText: <Nothing>{say('没有您可以查看的在办案件', 'No open case that you may see')}</Nothing> }} columns={[
        { title: say('案件编号', 'Number'), render: (_v, one) => <Link to={`/cases/${encodeURIComponent(one.case.id)}`}>{one.case.number}</Link> },
        { title: say('案由', 'Matter'), render: (_v, one) => one.case.title }, { title: say('阶段', 'Stage'), render: (_v, one) => <StageMark stage={one.case.stage} /> },
        { title: say('审理期限', 'Due'), render: (_v, one) => <DueMark {...one.case} /> },
        { title: say('调整之后', 'Afterwards'), render: (_v, one) => <Tag className={`light ${one.stays ? 'green' : 'amber'}`}>{one.stays ? say('留在原片区', 'Stays') : say('归新片区', 'Goes')}</Tag> },
        { title: say('为什么', 'Why'), dataIndex: 'because' },
      ]} />
    </Section>
  )
}

function Zones({ of: { zones } }: { of: Preview }) {
  const say = useSay()
  return (
    <Section title={say('两个片区的变化', 'What changes for the two zones')}>
      <p className="quiet">{say('受理的案件按最近十二个月计算，只计您可以查看的', 'Cases accepted in the last twelve months, of those you may see')}</p>
      <Table size="small" rowKey={({ zone }) => zone.id} pagination={false} dataSource={[...zones]} columns={[
        { title: say('片区', 'Zone'), render: (_v, { zone }) => zone.name }, { title: say('派驻机构', 'Bodies'), render: (_v, one) => `${one.bodiesBefore} → ${one.bodiesAfter}` },
        { title: say('受理的案件', 'Cases accepted'), render: (_v, one) => `${one.acceptedBefore} → ${one.acceptedAfter}` }, { title: say('审理人员', 'Reviewers'), dataIndex: 'reviewers' },
      ]} />
    </Section>
  )
}

function Apart({ of, zone }: { of: Preview['apart']; zone: string }) {
  const say = useSay()
  return (
    <Section title={say('应当回避的审理人员', 'Reviewers to be kept apart')} count={of.length}>
      {of.length === 0 ? <p>{say(`${zone}没有人要回避该机构的案件`, `Nobody in ${zone} has to be kept apart from its cases`)}</p> : <ul>{of.map(({ person, because }) => <li key={person.id}>{person.name}：{because}</li>)}</ul>}
    </Section>
  )
}

function Propose({ move }: { move: Move }) {
  const say = useSay()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const key = useRef(newKey())
  const propose = useDoing(ProposePlacementDocument)
  const send = async () => {
    try {
      const { outcome } = await propose.mutateAsync({ ...move, reason, operationKey: key.current })
      key.current = newKey()
      if (outcome.__typename === 'GrantRefused') return setRefusals([...outcome.refusals])
      setRefusals([])
      setReason('')
      void message.success(say('已经提请，由另一名管理员决定', 'Proposed; another administrator decides'))
    } catch (error) {
      setRefusals([{ message: error instanceof Error ? error.message : String(error) }])
    }
  }
  return (
    <Section title={say('提请调整', 'Propose it')}>
      <Refusals of={refusals} />
      <Space.Compact style={{ width: '100%' }}>
        <Input aria-label={say('理由', 'Reason')} placeholder={say('理由', 'Reason')} value={reason} onChange={({ target }) => setReason(target.value)} />
        <Button type="primary" loading={propose.isPending} onClick={() => void send()}>{say('提请', 'Propose')}</Button>
      </Space.Compact>
    </Section>
  )
}
