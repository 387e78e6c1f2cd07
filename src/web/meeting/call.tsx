/** 召集会议: when, where, with whom, and about which cases in which order; and changing the first three. */
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button, DatePicker, Form, Input, Select, Space, Table, Tag } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useAsked } from '../ask.ts'
import { CallMeetingDocument, ChangeMeetingDocument, MeetingCandidatesDocument, MeetingPeopleDocument, type MeetingCandidatesQuery } from '../gql/graphql.ts'
import { DayText, Section, StageMark } from '../marks.tsx'
import { useOperation } from '../operation.ts'
import { Refusals } from '../refusals.tsx'
import { Nothing, Shown } from '../states.tsx'
import { todayInChina, useSay } from '../words.ts'
import type { TheMeeting } from './marks.tsx'

type Calling = { on: string; time: string; place?: string; invited: string[] }
type Candidate = MeetingCandidatesQuery['meetingCandidates'][number]

/** Half an hour after another, through a working day; whatever else is written stays. */
const hours = Array.from({ length: 21 }, (_v, n) => `${String(8 + Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}`)

/** The fields of both forms; choices are everybody who reviews. */
function CallingFields() {
  const say = useSay()
  const { data } = useAsked(MeetingPeopleDocument, {})
  const everybody = [...(data?.meetingInvitees ?? []), ...[data?.groupLeaders, data?.reviewers, data?.heads, data?.leaders].flatMap((some) => some?.edges.map(({ node }) => node) ?? [])]
  const people = [...new Map(everybody.map(({ id, name }) => [id, { value: id, label: name }])).values()]
  return (
    <div className="fields">
      <div className="short"><Form.Item name="on" label={say('日期', 'Day')} getValueProps={(day?: string) => ({ value: day === undefined ? undefined : dayjs(day) })} normalize={(day: dayjs.Dayjs | null) => day?.format('YYYY-MM-DD')}><DatePicker allowClear={false} /></Form.Item></div>
      <div className="short"><Form.Item name="time" label={say('时间', 'Time')}><Select showSearch options={hours.map((hour) => ({ value: hour, label: hour }))} /></Form.Item></div>
      <div className="short"><Form.Item name="place" label={say('地点', 'Place')}><Input maxLength={60} /></Form.Item></div>
      <div className="long"><Form.Item name="invited" label={say('参加人（审理组成员自动在内）', 'Invited (panels are invited along)')}><Select mode="multiple" showSearch optionFilterProp="label" options={people} /></Form.Item></div>
    </div>
  )
}

/** What can be put on an agenda, in words: ready, or why not yet; on which agenda it is, from which it was postponed. */
function CandidateMark({ of }: { of: Candidate }) {
  const say = useSay()
  return (
    <Space wrap size={4}>
      {of.notReady ? <span className="quiet">{of.notReady.message}</span> : <Tag className="light green">{say('可以审议', 'Ready')}</Tag>}
      {of.postponedOn ? <Tag className="light amber">{say('上次顺延', 'Postponed')}</Tag> : null}
      {of.agendaOn ? <span className="quiet">{say('已列入 ', 'On the agenda of ')}<DayText day={of.agendaOn} /></span> : null}
    </Space>
  )
}

export function CallForm() {
  const say = useSay()
  return <Section title={say('召集会议', 'Call a meeting')}><Shown of={useAsked(MeetingPeopleDocument, {})} rows={3}>{({ meetingInvitees }) => <Calling invited={meetingInvitees.map(({ id }) => id)} />}</Shown></Section>
}

function Calling({ invited }: { invited: string[] }) {
  const say = useSay()
  const navigate = useNavigate()
  const asked = useAsked(MeetingCandidatesDocument, {})
  const [chosen, setChosen] = useState<string[]>([])
  const calling = useOperation(CallMeetingDocument, (outcome) => { if ('meetingId' in outcome) void navigate(`/meetings/${encodeURIComponent(outcome.meetingId)}`) })
  return (
    <>
      <Refusals of={calling.refusals} />
      <Form layout="vertical" initialValues={{ on: todayInChina(), time: '09:00', invited }} onFinish={({ place = '', ...given }: Calling) => calling.run({ ...given, place, caseIds: chosen })}>
        <CallingFields />
        <h3>{say('议程', 'Agenda')}</h3>
        <Shown of={asked} rows={3}>{({ meetingCandidates: some }) => {
          const items = chosen.flatMap((id) => some.filter((one) => one.caseId === id))
          const rest = some.filter((one) => !chosen.includes(one.caseId))
          const moved = (from: number, to: number) => { const next = [...chosen]; next.splice(to, 0, ...next.splice(from, 1)); setChosen(next) }
          return (
            <>
              {items.length === 0 ? <p className="quiet">{say('还没有列入案件：从下面选；也可以先召集，以后再列。', 'No case yet: choose below, or call the meeting first and add cases later.')}</p> : <CandidateTable of={items} doing={(one, n) => (
                <Space>
                  <Button size="small" icon={<ArrowUpOutlined aria-hidden />} disabled={n === 0} aria-label={say(`${one.number} 上移`, `${one.number} up`)} onClick={() => moved(n, n - 1)} />
                  <Button size="small" icon={<ArrowDownOutlined aria-hidden />} disabled={n === items.length - 1} aria-label={say(`${one.number} 下移`, `${one.number} down`)} onClick={() => moved(n, n + 1)} />
                  <Button size="small" aria-label={say(`去掉 ${one.number}`, `Take off ${one.number}`)} onClick={() => setChosen(chosen.filter((id) => id !== one.caseId))}>{say('去掉', 'Take off')}</Button>
                </Space>
              )} />}
              <h3>{say('已经到集体审议的和正在阅卷的案件', 'Cases that have come to deliberation, or are being read')}</h3>
              {rest.length === 0 ? <Nothing>{say('没有可以列入的案件', 'There is no case to put on')}</Nothing> : <CandidateTable of={rest} doing={(one) => (one.agendaOn ? null : <Button size="small" aria-label={say(`列入 ${one.number}`, `Put on ${one.number}`)} onClick={() => setChosen([...chosen, one.caseId])}>{say('列入', 'Put on')}</Button>)} />}
            </>
          )
        }}</Shown>
        <Button type="primary" htmlType="submit" loading={calling.busy} style={{ marginTop: 12 }}>{say('召集会议', 'Call the meeting')}</Button>
      </Form>
    </>
  )
}

function CandidateTable({ of, doing }: { of: readonly Candidate[]; doing: (one: Candidate, n: number) => React.ReactNode }) {
  const say = useSay()
  return (
    <Table size="small" rowKey="caseId" pagination={false} scroll={{ x: 'max-content' }} dataSource={[...of]} columns={[
      { title: say('案件编号', 'Number'), render: (_v, one) => <Link to={`/cases/${encodeURIComponent(one.caseId)}`}>{one.number}</Link> }, { title: say('案由', 'Matter'), dataIndex: 'title' },
      { title: say('派驻机构', 'Body'), render: (_v, one) => one.body.name }, { title: say('阶段', 'Stage'), render: (_v, one) => <StageMark stage={one.stage} /> },
      { title: say('审理期限', 'Due'), render: (_v, one) => <DayText day={one.dueOn} /> }, { title: say('能否审议', 'Ready?'), render: (_v, one) => <CandidateMark of={one} /> },
      { title: say('办理', 'Do'), fixed: 'end', render: (_v, one, n) => doing(one, n) },
    ]} />
  )
}

/** 变更会议. */
export function ChangeForm({ of, done }: { of: TheMeeting; done: () => void }) {
  const say = useSay()
  const changing = useOperation(ChangeMeetingDocument, done)
  return (
    <>
      <Refusals of={changing.refusals} />
      <Form layout="vertical" initialValues={{ on: of.on, time: of.time, place: of.place, invited: of.invited.map(({ id }) => id) }} onFinish={({ reason = '', place = '', ...given }: Calling & { reason?: string }) => changing.run({ ...given, place, reason, meetingId: of.id, version: of.version ?? 0 })}>
        <CallingFields />
        <Form.Item name="reason" label={say('变更的理由', 'Why')}><Input /></Form.Item>
        <Button type="primary" htmlType="submit" loading={changing.busy}>{say('变更会议', 'Change the meeting')}</Button>
      </Form>
    </>
  )
}
