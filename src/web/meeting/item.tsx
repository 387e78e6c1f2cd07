/** 议题: one case on the agenda: who stays, what each person thinks, what came of it, and what whoever chairs does with it. */
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Space, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsked } from '../ask.ts'
import { CaseDocument, OpenMeetingItemDocument, PostponeMeetingItemDocument, RemoveMeetingItemDocument, ReorderMeetingDocument, WriteMeetingViewDocument, type ViewPartsFragment } from '../gql/graphql.ts'
import { DayText, Line, Section, StageMark } from '../marks.tsx'
import { useOperation } from '../operation.ts'
import { Refusals } from '../refusals.tsx'
import { StepDrawer } from '../steps/drawer.tsx'
import { useMe } from '../shell.tsx'
import { instantIn, useLanguage, useSay, useWord } from '../words.ts'
import { Names, StandingMark, type TheItem, type TheMeeting } from './marks.tsx'

type Of = { of: TheMeeting; item: TheItem }

export function Item({ of, item }: Of) {
  const say = useSay()
  const me = useMe()
  const { standing } = item
  return (
    <Section title={`${item.no}. ${item.title || item.number}`} extra={<StandingMark standing={standing} />}>
      <p><Link to={`/cases/${encodeURIComponent(item.caseId)}`}>{item.number}</Link> <StageMark stage={item.stage} /></p>
      {item.notReady ? <p className="quiet">{say('还不能审议：', 'Not ready: ')}{item.notReady.message}</p> : null}
      <dl>
        <Line name={say('参加审议', 'Stay for it')}><Names of={item.staying} /></Line>
        {item.leaving.length === 0 ? null : <Line name={say('应当离席', 'Leave the room')}>{item.leaving.map(({ person, why }) => `${person.name}（${why}）`).join('；')}</Line>}
        {item.outside.length === 0 ? null : <Line name={say('不在审理组', 'Not on its panel')}><Names of={item.outside} /><span className="quiet">{say('　看不到本案；到会参加审议的，记录时可以加上', '　They do not see the case here; whoever takes part can be added when the outcome is recorded')}</span></Line>}
        <Line name={say('顺延的理由', 'Why postponed')}>{item.postponedBecause}</Line>
      </dl>
      {of.openSteps.length > 0 ? <Chairing key={standing} of={of} item={item} /> : null}
      {standing === 'open' && item.recorders.some(({ id }) => id === me.person.id) ? <Recording item={item} /> : standing === 'open' && item.recorders.length > 0 ? <p className="quiet">{say('由', 'Recorded by ')}<Names of={item.recorders} />{say('记录审议结果', '')}</p> : null}
      <Views item={item} />
      {item.mayWrite ? <OwnView key={item.ownView?.no ?? 0} of={of} item={item} /> : null}
      <Held item={item} />
    </Section>
  )
}

/** What each person wrote; before the item is opened only who has written. */
function Views({ item }: { item: TheItem }) {
  const say = useSay()
  if (item.views.length > 0) return <div className="pair" role="group" aria-label={say('各人意见', 'What each person thinks')}>{item.views.map((one) => <View key={one.person.id} of={one} />)}</div>
  if (item.standing !== 'waiting') return item.standing === 'open' ? <p className="quiet">{say('还没有人写下意见', 'Nobody has written a view yet')}</p> : null
  return <p className="quiet">{item.written.length === 0 ? say('还没有人写下意见', 'Nobody has written a view yet') : <>{say('已写下意见：', 'Have written: ')}<Names of={item.written} />{say('。开始审议之后互相看得到。', '. All read all once it is opened.')}</>}</p>
}

function View({ of }: { of: ViewPartsFragment }) {
  const say = useSay()
  const language = useLanguage()
  return (
    <article className="opinion" aria-label={say(`${of.person.name}的意见`, `View of ${of.person.name}`)}>
      <p><strong>{of.person.name}</strong> {of.dissent ? <Tag className="light red">{say('有不同意见', 'Dissents')}</Tag> : null} <span className="quiet">{instantIn(language, of.at)}{of.no > 1 ? say(`　第${of.no}次写`, ` (written ${of.no} times)`) : ''}</span></p>
      {of.opinion === null || of.opinion === undefined ? <p className="quiet">{say('回避后封存', 'Sealed after recusal')}</p> : <p className="lines">{of.opinion}</p>}
      {of.dissent ? <p className="lines"><strong>{say('不同意见：', 'Dissent: ')}</strong>{of.dissent}</p> : null}
      {of.isRecordedOtherwise ? <p className="hints"><strong>{say('审议记录与本人所写不同：', 'The record says otherwise: ')}</strong>{of.recordedOpinion ? <>{of.recordedOpinion}{of.recordedDissent ? say(`；不同意见：${of.recordedDissent}`, `; dissent: ${of.recordedDissent}`) : say('；没有不同意见', '; no dissent')}</> : say('没有记录本人的意见', 'Nothing is recorded of them')}</p> : null}
    </article>
  )
}

/** One's own view: to be written before the meeting and at it, until the outcome is recorded. */
function OwnView({ of, item }: Of) {
  const say = useSay()
  const writing = useOperation(WriteMeetingViewDocument)
  const { ownView } = item
  return (
    <Form layout="vertical" name={`view-${item.no}`} className="offered" initialValues={{ opinion: ownView?.opinion ?? '', dissent: ownView?.dissent ?? '' }} onFinish={({ opinion = '', dissent = '' }: { opinion?: string; dissent?: string }) => writing.run({ meetingId: of.id, caseId: item.caseId, opinion, dissent: dissent.trim() === '' ? null : dissent, no: (ownView?.no ?? 0) + 1 })}>
      <p className="quiet">{item.openedAt ? say('正在审议：您写的参加的人都看得到。', 'The item is open: all who stay read what you write.') : say('开始审议之前，您写的只有您自己看得到。', 'Until the item is opened, only you read what you write.')}</p>
      <Refusals of={writing.refusals} />
      <Form.Item name="opinion" label={say('我的意见', 'My view')}><Input.TextArea autoSize={{ minRows: 2 }} /></Form.Item>
      <Form.Item name="dissent" label={say('不同意见（没有的不写）', 'Dissent (if any)')}><Input.TextArea autoSize /></Form.Item>
      <Button type={ownView ? 'default' : 'primary'} htmlType="submit" loading={writing.busy}>{ownView ? say('改写我的意见', 'Change my view') : say('写下我的意见', 'Keep my view')}</Button>
    </Form>
  )
}

/** 审议记录, as the step of the case says it. */
function Held({ item: { deliberation } }: { item: TheItem }) {
  const say = useSay()
  const word = useWord()
  if (!deliberation) return null
  return (
    <dl>
      <Line name={say('审议结果', 'Outcome')}><strong>{word('Recommendation', deliberation.outcome)}</strong></Line>
      <Line name={say('日期', 'Day')}><DayText day={deliberation.on} /></Line>
      <Line name={say('参加人', 'Present')}><Names of={deliberation.attendees} /></Line>
      {deliberation.opinions.map((one) => <Line key={one.person.id} name={one.person.name}>{one.opinion ?? say('回避后封存', 'Sealed after recusal')}{one.dissent ? say(`；不同意见：${one.dissent}`, `; dissent: ${one.dissent}`) : ''}</Line>)}
      <Line name={say('审议记录', 'Minutes')}>{deliberation.minutes}</Line>
    </dl>
  )
}

/** The step `deliberate` of the case, begun with what was written. */
function Recording({ item }: { item: TheItem }) {
  const say = useSay()
  const word = useWord()
  const [open, setOpen] = useState(false)
  const { data } = useAsked(CaseDocument, { id: item.caseId })
  const of = data?.case
  const step = of?.openSteps.find((one) => one.step === 'deliberate' && one.closedBecause === null)
  if (!of || !step) return null
  return (
    <p>
      <Button type="primary" onClick={() => setOpen(true)}>{say('记录审议结果', 'Record the outcome')}</Button>
      <StepDrawer of={of} step={open ? 'deliberate' : null} label={say(step.label, word('StepName', 'deliberate'))} about={step.about} close={() => setOpen(false)} />
    </p>
  )
}

/** What whoever chairs does with an item; the server says whether it will do. */
function Chairing({ of, item }: Of) {
  const say = useSay()
  const at = { meetingId: of.id, version: of.version ?? 0, caseId: item.caseId }
  const opening = useOperation(OpenMeetingItemDocument)
  const moving = useOperation(ReorderMeetingDocument)
  const postponing = useOperation(PostponeMeetingItemDocument)
  const removing = useOperation(RemoveMeetingItemDocument)
  const ids = of.items.map(({ caseId }) => caseId)
  const moved = (to: number) => { const next = [...ids]; next.splice(to, 0, ...next.splice(item.no - 1, 1)); moving.run({ meetingId: of.id, version: of.version ?? 0, caseIds: next }) }
  const { standing } = item
  return (
    <>
      <Refusals of={[...opening.refusals, ...moving.refusals, ...postponing.refusals, ...removing.refusals]} />
      <p><Space wrap>
        {standing === 'waiting' && !item.notReady ? <Button type="primary" loading={opening.busy} aria-label={say(`开始审议 ${item.number}`, `Open the item ${item.number}`)} onClick={() => opening.run(at)}>{say('开始审议', 'Open the item')}</Button> : null}
        {standing === 'waiting' || standing === 'open' ? <ReasonButton label={say('顺延', 'Postpone')} named={item.number} busy={postponing.busy} doing={(reason) => postponing.run({ ...at, reason })} /> : null}
        {standing === 'waiting' || standing === 'gone' ? <ReasonButton label={say('从议程中去掉', 'Take off')} named={item.number} busy={removing.busy} doing={(reason) => removing.run({ ...at, reason })} /> : null}
        <Button icon={<ArrowUpOutlined aria-hidden />} disabled={item.no === 1 || moving.busy} aria-label={say(`${item.number} 上移`, `${item.number} up`)} onClick={() => moved(item.no - 2)} />
        <Button icon={<ArrowDownOutlined aria-hidden />} disabled={item.no === ids.length || moving.busy} aria-label={say(`${item.number} 下移`, `${item.number} down`)} onClick={() => moved(item.no)} />
      </Space></p>
    </>
  )
}

/** A button that asks for the reason first. */
export function ReasonButton({ label, named, busy, doing, danger = false }: { label: string; named: string; busy: boolean; doing: (reason: string) => void; danger?: boolean }) {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <>
      <Button danger={danger} loading={busy} aria-label={`${label} ${named}`} onClick={() => setAsking(true)}>{label}</Button>
      <Modal open={asking} title={`${label}：${named}`} okText={label} cancelText={say('不办了', 'Leave it')} onCancel={() => setAsking(false)} onOk={() => { setAsking(false); setReason(''); doing(reason) }} okButtonProps={{ disabled: reason.trim() === '' }}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} aria-label={say('理由', 'Reason')} placeholder={say('请写明理由', 'Please give the reason')} value={reason} onChange={({ target }) => setReason(target.value)} />
      </Modal>
    </>
  )
}
