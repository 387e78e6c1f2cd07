/** 反馈与整改: what a body was told, what it answered, and what the office found on checking it. */
import { Button, Checkbox, Form, Input, Space, Table, Tag } from 'antd'
import { useState } from 'react'
import { AnswerQualityDocument, JudgeQualityAnswerDocument, type FeedbackPartsFragment } from '../gql/graphql.ts'
import { DayText, Line, Section } from '../marks.tsx'
import { Refusals } from '../refusals.tsx'
import { Nothing } from '../states.tsx'
import { useSay, useWord } from '../words.ts'
import { useQuality } from './doing.ts'
import type { TheCheck } from './draw.tsx'

export function FeedbackShown({ of, checks }: { of: FeedbackPartsFragment; checks: readonly { itemId: string; check: string }[] }) {
  const say = useSay()
  const word = useWord()
  return (
    <>
      <dl>
        <Line name={say('反馈日期', 'Fed back')}><DayText day={of.sentOn} /></Line>
        <Line name={say('整改答复期限', 'Answer by')}><DayText day={of.dueOn} />{of.isOverdue ? <> <Tag className="light red">{say('超期', 'Overdue')}</Tag></> : null}</Line>
        <Line name={say('反馈意见', 'Note')}>{of.note}</Line>
      </dl>
      <Table size="small" rowKey="caseId" pagination={false} dataSource={[...of.cases]} locale={{ emptyText: <Nothing>{say('没有您可以查看的案件', 'No case you may see')}</Nothing> }} columns={[
        { title: say('案件编号', 'Case'), dataIndex: 'number' }, { title: say('等次', 'Grade'), render: (_v, one) => word('QualityGrade', one.grade) },
        { title: say('得分', 'Score'), render: (_v, one) => `${one.score.total} / ${one.score.most}` }, { title: say('评查意见', 'Opinion'), dataIndex: 'summary' },
      ]} />
      <Table size="small" style={{ marginTop: 10 }} rowKey={(one) => one.mark.markId} pagination={false} dataSource={[...of.findings]} locale={{ emptyText: <Nothing>{say('没有需要整改的问题', 'Nothing to put right')}</Nothing> }} columns={[
        { title: say('编号', 'No.'), render: (_v, { mark }) => mark.markId }, { title: say('看什么', 'Item'), render: (_v, { mark }) => <>{mark.itemId} {checks.find(({ itemId }) => itemId === mark.itemId)?.check}</> },
        { title: say('发现的问题', 'Found'), render: (_v, { mark }) => <>{mark.found}{mark.isRepeat ? <> <Tag className="light red">{say('重犯', 'Repeated')}</Tag></> : null}</> }, { title: say('卷页', 'Place'), render: (_v, { mark }) => mark.place }, { title: say('扣分', 'Points'), render: (_v, { mark }) => mark.points },
      ]} />
      {of.answers.map((answer, n) => (
        <fieldset className="group" key={`${answer.on} ${answer.note}`} style={{ marginTop: 12 }}>
          <legend>{say(`第 ${n + 1} 次整改答复`, `Answer no. ${n + 1}`)}</legend>
          <ul>{answer.measures.map((one) => <li key={one.markId}>{one.markId} {one.measure}（{one.done ? say('已完成', 'done') : say('尚未完成', 'not yet done')}）</li>)}</ul>
          <dl>
            <Line name={say('整改情况', 'How it stands')}>{answer.note}</Line>
            <Line name={say('答复人', 'By')}>{answer.by.name} <DayText day={answer.on} /></Line>
            {answer.accepted === null ? null : <Line name={say('核实', 'Checked')}>{answer.accepted ? say('认可', 'It stands') : say('继续整改', 'To be answered again')}{answer.verdictReason ? `：${answer.verdictReason}` : ''}</Line>}
          </dl>
        </fieldset>
      ))}
    </>
  )
}

type Measures = { measures: Record<string, { measure?: string; done?: boolean } | undefined>; note?: string }

/** The form of the head of a body: each finding once. */
export function AnswerForm({ of }: { of: FeedbackPartsFragment }) {
  const say = useSay()
  const answering = useQuality(AnswerQualityDocument)
  const send = ({ measures, note = '' }: Measures) => answering.run({
    checkId: of.checkId, version: of.version, note, measures: of.findings.map(({ mark: { markId } }) => ({ markId, measure: measures[markId]?.measure ?? '', done: measures[markId]?.done ?? false })),
  })
  return (
    <Form layout="vertical" initialValues={{ measures: {} }} onFinish={send} style={{ marginTop: 12 }}>
      {of.findings.map(({ mark }) => (
        <fieldset className="group" key={mark.markId}>
          <legend>{mark.markId} {mark.found}</legend>
          <Form.Item name={['measures', mark.markId, 'measure']} label={say(`${mark.markId} 整改措施`, `${mark.markId} what was done`)}><Input.TextArea autoSize={{ minRows: 1 }} /></Form.Item>
          <Form.Item name={['measures', mark.markId, 'done']} valuePropName="checked"><Checkbox>{say('已经完成', 'Done')}</Checkbox></Form.Item>
        </fieldset>
      ))}
      <Form.Item name="note" label={say('整改情况', 'How it stands')}><Input.TextArea autoSize={{ minRows: 2 }} /></Form.Item>
      <Refusals of={answering.refusals} />
      <Button type="primary" htmlType="submit" loading={answering.busy}>{say('答复整改情况', 'Answer')}</Button>
    </Form>
  )
}

/** The office checks the answer of a body. */
function Judge({ of, feedback }: { of: TheCheck; feedback: FeedbackPartsFragment }) {
  const say = useSay()
  const judging = useQuality(JudgeQualityAnswerDocument)
  const [reason, setReason] = useState('')
  if (!of.openSteps.includes('judgeAnswer') || feedback.answers[feedback.answers.length - 1]?.accepted !== null) return null
  const judge = (accepted: boolean) => judging.run({ checkId: of.id, version: of.version, bodyId: feedback.body.id, accepted, reason: reason.trim() === '' ? null : reason })
  return (
    <>
      <Refusals of={judging.refusals} />
      <Space wrap><Button type="primary" loading={judging.busy} onClick={() => judge(true)}>{say('认可整改', 'It stands')}</Button><Input aria-label={say('继续整改的理由', 'Why again')} placeholder={say('继续整改的理由', 'Why again')} value={reason} onChange={({ target }) => setReason(target.value)} style={{ width: 320 }} /><Button loading={judging.busy} onClick={() => judge(false)}>{say('退回继续整改', 'Send back')}</Button></Space>
    </>
  )
}

export function Feedbacks({ of }: { of: TheCheck }) {
  const say = useSay()
  return of.feedbacks.map((one) => (
    <Section key={one.body.id} title={say(`反馈：${one.body.name}`, `Fed back: ${one.body.name}`)}>
      <FeedbackShown of={one} checks={of.rubric.items} />
      <Judge of={of} feedback={one} />
    </Section>
  ))
}
