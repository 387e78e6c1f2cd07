/** One meeting: when and where, the agenda item by item, live; the material and the minutes in one click. */
import { PlusOutlined } from '@ant-design/icons'
import { Button, Select, Space } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useAsked } from '../ask.ts'
import { ExportButtons } from '../export-buttons.tsx'
import { AddMeetingItemDocument, CancelMeetingDocument, CloseMeetingDocument, MeetingCandidatesDocument, MeetingDocument } from '../gql/graphql.ts'
import { DayText, Line, Section } from '../marks.tsx'
import { ChangeForm } from '../meeting/call.tsx'
import { Item, ReasonButton } from '../meeting/item.tsx'
import { MeetingMark, Names, useWhose, type TheMeeting } from '../meeting/marks.tsx'
import { useOperation } from '../operation.ts'
import { Refusals } from '../refusals.tsx'
import { Nothing, NotThere, Shown } from '../states.tsx'
import { useSay } from '../words.ts'

export function Page() {
  const say = useSay()
  const whose = useWhose()
  const { id = '' } = useParams()
  return (
    <Shown of={useAsked(MeetingDocument, { id })} rows={8}>{({ meeting: of }) => of === null || of === undefined ? <NotThere>{say('没有找到这次会议', 'There is no such meeting')}</NotThere> : (
      <>
        <h1><Space wrap>{say(`${whose(of)}集体审议`, `Deliberation: ${whose(of)}`)}<MeetingMark state={of.state} /></Space></h1>
        <About of={of} />
        {of.items.length === 0 ? <Section title={say('议程', 'Agenda')}><Nothing>{say('议程中没有您可以查看的案件', 'There is no case on the agenda that you may see')}</Nothing></Section> : of.items.map((item) => <Item key={item.caseId} of={of} item={item} />)}
      </>
    )}</Shown>
  )
}

function About({ of }: { of: TheMeeting }) {
  const say = useSay()
  const address = encodeURIComponent(of.id)
  const isHeld = of.items.some(({ deliberation }) => deliberation)
  const hasMaterial = of.items.some(({ standing }) => ['waiting', 'open', 'done'].includes(standing))
  return (
    <Section title={say('会议', 'The meeting')} extra={!hasMaterial ? null : (
      <Space wrap>
        <Button href={`/meeting?id=${address}&form=page`} target="_blank">{say('打印会议材料', 'Print the material')}</Button>
        <ExportButtons address={`/meeting?id=${address}`} forms={['zip']} />
      </Space>
    )}>
      <dl>
        <Line name={say('时间', 'When')}><DayText day={of.on} /> {of.time}</Line>
        <Line name={say('地点', 'Place')}>{of.place}</Line>
        <Line name={say('参加人', 'Invited')}><Names of={of.invited} /></Line>
        <Line name={say('召集', 'Called')}>{of.calledBy.name} <DayText day={of.calledOn} /></Line>
        <Line name={of.state === 'cancelled' ? say('取消', 'Called off') : say('散会', 'Ended')}>{of.endedOn ? <><DayText day={of.endedOn} /> {of.endReason}</> : null}</Line>
        {isHeld ? <Line name={say('会议记录', 'Minutes')}><Space wrap><Button size="small" href={`/minutes?id=${address}&form=page`} target="_blank">{say('打印会议记录', 'Print the minutes')}</Button><ExportButtons address={`/minutes?id=${address}`} forms={['docx']} /></Space></Line> : null}
      </dl>
      {of.openSteps.length > 0 ? <Chairing of={of} /> : null}
    </Section>
  )
}

/** What whoever chairs does with the meeting as a whole. */
function Chairing({ of }: { of: TheMeeting }) {
  const say = useSay()
  const [changing, setChanging] = useState(false)
  const [adding, setAdding] = useState<string | null>(null)
  const at = { meetingId: of.id, version: of.version ?? 0 }
  const candidates = useAsked(MeetingCandidatesDocument, {})
  const putting = useOperation(AddMeetingItemDocument, () => setAdding(null))
  const closing = useOperation(CloseMeetingDocument)
  const cancelling = useOperation(CancelMeetingDocument)
  const rest = (candidates.data?.meetingCandidates ?? []).filter(({ agendaOn }) => !agendaOn)
  const settled = of.items.every(({ standing }) => !['waiting', 'open'].includes(standing))
  return (
    <>
      <Refusals of={[...putting.refusals, ...closing.refusals, ...cancelling.refusals]} />
      <Space wrap>
        <Select showSearch optionFilterProp="label" style={{ width: 340, maxWidth: '100%' }} value={adding} onChange={setAdding} aria-label={say('列入议程的案件', 'Case to put on')} placeholder={rest.length === 0 ? say('没有可以列入的案件', 'No case to put on') : say('选一个案件列入议程', 'Choose a case to put on')} disabled={rest.length === 0}
          options={rest.map((one) => ({ value: one.caseId, label: `${one.number} ${one.title}${one.notReady ? say('（还不能审议）', ' (not ready)') : ''}${one.postponedOn ? say('（上次顺延）', ' (postponed)') : ''}` }))} />
        <Button icon={<PlusOutlined aria-hidden />} disabled={adding === null} loading={putting.busy} onClick={() => { if (adding !== null) putting.run({ ...at, caseId: adding }) }}>{say('列入', 'Put on')}</Button>
        <Button aria-expanded={changing} onClick={() => setChanging(!changing)}>{say('变更会议', 'Change the meeting')}</Button>
        <Button type={settled && of.items.length > 0 ? 'primary' : 'default'} loading={closing.busy} onClick={() => closing.run(at)}>{say('散会', 'End the meeting')}</Button>
        <ReasonButton danger label={say('取消会议', 'Call it off')} named={`${of.on} ${of.time}`} busy={cancelling.busy} doing={(reason) => cancelling.run({ ...at, reason })} />
      </Space>
      {changing ? <div style={{ marginTop: 14 }}><ChangeForm key={of.version} of={of} done={() => setChanging(false)} /></div> : null}
    </>
  )
}
