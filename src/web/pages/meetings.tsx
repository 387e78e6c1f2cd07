/** 集体审议: the meetings to come and those that are over, and calling one. */
import { Button, Table } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { sideOf } from '../../review/sides.ts'
import { useAddress } from '../address.ts'
import { useAsked } from '../ask.ts'
import { MeetingsDocument, type MeetingWhen, type MeetsFragment } from '../gql/graphql.ts'
import { DayText, Section } from '../marks.tsx'
import { CallForm } from '../meeting/call.tsx'
import { MeetingMark, useWhose } from '../meeting/marks.tsx'
import { useMe } from '../shell.tsx'
import { Nothing, NotThere, Shown } from '../states.tsx'
import { useSay } from '../words.ts'

/** Who calls meetings; the server says the same. */
const calls = ['groupLeader', 'officeHead']

export function Page() {
  const say = useSay()
  const { acting: { role } } = useMe()
  const [address, change] = useAddress()
  if (sideOf[role] !== 'review') return <NotThere>{say('集体审议由审理一方召开', 'Meetings are held by those who review')}</NotThere>
  const calling = address.get('call') !== null
  return (
    <>
      <h1>{say('集体审议', 'Deliberation')}</h1>
      {!calls.includes(role) ? null : calling ? <CallForm /> : <p><Button type="primary" onClick={() => change('call', '1')}>{say('召集会议', 'Call a meeting')}</Button></p>}
      <Meetings when="coming" title={say('将要召开', 'To come')} empty={say('没有将要召开的会议', 'No meeting is to come')} />
      <Meetings when="past" title={say('已经结束', 'Over')} empty={say('还没有结束的会议', 'No meeting is over yet')} />
    </>
  )
}

function Meetings({ when, title, empty }: { when: MeetingWhen; title: string; empty: string }) {
  const say = useSay()
  const [after, setAfter] = useState<string | null>(null)
  return (
    <Section title={title}>
      <Shown of={useAsked(MeetingsDocument, { when, after })} rows={2}>{({ meetings: { edges, pageInfo } }) => edges.length === 0 ? <Nothing>{empty}</Nothing> : (
        <>
          <MeetingTable of={edges.map(({ node }) => node)} />
          {pageInfo.hasNextPage ? <Button style={{ marginTop: 12 }} onClick={() => setAfter(pageInfo.endCursor ?? null)}>{say('下一页', 'Next')}</Button> : null}
        </>
      )}</Shown>
    </Section>
  )
}

function MeetingTable({ of }: { of: readonly MeetsFragment[] }) {
  const say = useSay()
  const whose = useWhose()
  return (
    <Table size="small" rowKey="id" pagination={false} scroll={{ x: 'max-content' }} dataSource={[...of]} columns={[
      { title: say('时间', 'When'), render: (_v, one) => <Link to={`/meetings/${encodeURIComponent(one.id)}`}><DayText day={one.on} /> {one.time}</Link> }, { title: say('谁的会议', 'Whose'), render: (_v, one) => whose(one) },
      { title: say('地点', 'Place'), dataIndex: 'place' }, { title: say('我能看的议题', 'Items I see'), dataIndex: 'itemCount' }, { title: say('召集人', 'Called by'), render: (_v, one) => one.calledBy.name },
      { title: say('进展', 'State'), render: (_v, one) => <MeetingMark state={one.state} /> }, { title: say('我', 'Me'), render: (_v, one) => (one.isInvited ? say('受邀', 'Invited') : '') },
    ]} />
  )
}
