/** What the head of the office does with a check: team, discussion, feedback, end. */
import { Button, Form, Input, Select } from 'antd'
import { useAsked } from '../ask.ts'
import { AbandonQualityCheckDocument, CloseQualityCheckDocument, FeedBackQualityDocument, FixQualityGradesDocument, FormQualityTeamDocument, QualityPeopleDocument, type QualityGrade } from '../gql/graphql.ts'
import { Section } from '../marks.tsx'
import { Refusals } from '../refusals.tsx'
import { choicesOf, useLanguage, useSay, useWord } from '../words.ts'
import { useQuality } from './doing.ts'
import type { TheCheck } from './draw.tsx'

export function TeamForm({ of }: { of: TheCheck }) {
  const say = useSay()
  const forming = useQuality(FormQualityTeamDocument)
  const people = useAsked(QualityPeopleDocument, {})
  const reviewers = people.data?.reviewers.edges.map(({ node }) => ({ value: node.id, label: node.name })) ?? []
  return (
    <Section title={say('组成评查组', 'Form the team')}>
      <p className="quiet">{say('参加过审理的、来自被评查派驻机构的不能参加。', 'Nobody who reviewed one of the cases, and nobody of the bodies.')}</p>
      <Refusals of={forming.refusals} />
      <Form layout="vertical" initialValues={{ members: of.team.map(({ id }) => id) }} onFinish={({ members = [] }: { members?: string[] }) => forming.run({ checkId: of.id, version: of.version, members })}>
        <Form.Item name="members" label={say('评查员', 'Reviewers')}><Select mode="multiple" showSearch optionFilterProp="label" options={reviewers} /></Form.Item>
        <Button type="primary" htmlType="submit" loading={forming.busy}>{of.team.length > 0 ? say('调整评查组', 'Change the team') : say('组成评查组', 'Form the team')}</Button>
      </Form>
    </Section>
  )
}

type Given = { people?: string[]; said?: Record<string, { opinion?: string; dissent?: string } | undefined>; minutes?: string; grades?: Record<string, { grade?: QualityGrade; reason?: string } | undefined> }

/** 集体研究: what is suggested stands in every field; whoever decides otherwise says why. */
export function GradesForm({ of }: { of: TheCheck }) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const fixing = useQuality(FixQualityGradesDocument)
  const { data } = useAsked(QualityPeopleDocument, {})
  const [form] = Form.useForm<Given>()
  const present: string[] = Form.useWatch('people', form) ?? []
  const everybody = [...(data?.reviewers.edges ?? []), ...(data?.heads.edges ?? []), ...(data?.leaders.edges ?? []), ...(data?.groupLeaders.edges ?? [])].map(({ node }) => ({ value: node.id, label: node.name }))
  const nameOf = (id: string) => everybody.find(({ value }) => value === id)?.label ?? of.team.find((one) => one.id === id)?.name ?? id
  const send = ({ people = [], said = {}, minutes = '', grades = {} }: Given) => fixing.run({
    checkId: of.id, version: of.version, minutes, opinions: people.map((personId) => ({ personId, opinion: said[personId]?.opinion ?? '', dissent: said[personId]?.dissent?.trim() ? said[personId].dissent : null })),
    grades: of.cases.map(({ caseId, sheet }) => ({ caseId, grade: grades[caseId]?.grade ?? sheet?.score.suggested ?? 'qualified', reason: grades[caseId]?.reason?.trim() ? grades[caseId].reason : null })),
  })
  return (
    <Section title={say('集体研究确定等次', 'Discuss and fix the grades')}>
      <Refusals of={fixing.refusals} />
      <Form form={form} layout="vertical" initialValues={{ people: of.team.map(({ id }) => id), grades: Object.fromEntries(of.cases.map(({ caseId, sheet }) => [caseId, { grade: sheet?.score.suggested }])) }} onFinish={send}>
        <Form.Item name="people" label={say('参加人', 'Present')}><Select mode="multiple" showSearch optionFilterProp="label" options={everybody} /></Form.Item>
        {present.map((id) => (
          <div className="fields" key={id}>
            <div className="long"><Form.Item name={['said', id, 'opinion']} label={say(`${nameOf(id)}的意见`, `Opinion of ${nameOf(id)}`)}><Input.TextArea autoSize /></Form.Item></div>
            <div className="long"><Form.Item name={['said', id, 'dissent']} label={say(`${nameOf(id)}的不同意见（可不填）`, `Dissent of ${nameOf(id)} (optional)`)}><Input.TextArea autoSize /></Form.Item></div>
          </div>
        ))}
        {of.cases.map(({ caseId, number, body, sheet }) => (
          <fieldset className="group" key={caseId}>
            <legend>{number} {body.name}</legend>
            <p>{sheet ? say(`得分 ${sheet.score.total}，建议：${word('QualityGrade', sheet.score.suggested)}`, `Score ${sheet.score.total}, suggested: ${word('QualityGrade', sheet.score.suggested)}`) : say('还没有评分', 'Not scored yet')}</p>
            <div className="fields">
              <div className="short"><Form.Item name={['grades', caseId, 'grade']} label={say(`${number} 的等次`, `Grade of ${number}`)}><Select options={choicesOf(language, 'QualityGrade')} /></Form.Item></div>
              <div className="long"><Form.Item name={['grades', caseId, 'reason']} label={say(`${number} 与建议不同的理由`, `Why ${number} differs`)}><Input /></Form.Item></div>
            </div>
          </fieldset>
        ))}
        <Form.Item name="minutes" label={say('研究记录', 'Minutes')}><Input.TextArea autoSize={{ minRows: 2 }} /></Form.Item>
        <Button type="primary" htmlType="submit" loading={fixing.busy}>{say('确定等次', 'Fix the grades')}</Button>
      </Form>
    </Section>
  )
}

export function FeedBackForm({ of }: { of: TheCheck }) {
  const say = useSay()
  const feeding = useQuality(FeedBackQualityDocument)
  return (
    <Section title={say('反馈评查结果', 'Feed back')}>
      <p className="quiet">{say('每个派驻机构只看到本机构案件的等次和问题。', 'Each body sees the grades and findings of its own cases alone.')}</p>
      <Refusals of={feeding.refusals} />
      <Form layout="vertical" onFinish={({ note = '' }: { note?: string }) => feeding.run({ checkId: of.id, version: of.version, note })}>
        <Form.Item name="note" label={say('反馈意见', 'Note')}><Input.TextArea autoSize={{ minRows: 2 }} /></Form.Item>
        <Button type="primary" htmlType="submit" loading={feeding.busy}>{say('反馈', 'Feed back')}</Button>
      </Form>
    </Section>
  )
}

export function CloseForm({ of }: { of: TheCheck }) {
  const say = useSay()
  const closing = useQuality(CloseQualityCheckDocument)
  return (
    <Section title={say('办结评查', 'Close')}>
      <Refusals of={closing.refusals} />
      <Form layout="vertical" onFinish={({ summary = '' }: { summary?: string }) => closing.run({ checkId: of.id, version: of.version, summary })}>
        <Form.Item name="summary" label={say('评查总结', 'Summary')}><Input.TextArea autoSize={{ minRows: 2 }} /></Form.Item>
        <Button type="primary" htmlType="submit" loading={closing.busy}>{say('办结', 'Close')}</Button>
      </Form>
    </Section>
  )
}

export function AbandonForm({ of }: { of: TheCheck }) {
  const say = useSay()
  const abandoning = useQuality(AbandonQualityCheckDocument)
  return (
    <Section title={say('终止评查', 'Give up')}>
      <p className="quiet">{say('反馈之前可以终止。名单、抽取和评分照样保留，不能再办理。', 'Possible before feedback. List, draw and sheets are kept; nothing more can be done.')}</p>
      <Refusals of={abandoning.refusals} />
      <Form layout="vertical" onFinish={({ reason = '' }: { reason?: string }) => abandoning.run({ checkId: of.id, version: of.version, reason })}>
        <Form.Item name="reason" label={say('终止的理由', 'Why')}><Input /></Form.Item>
        <Button danger htmlType="submit" loading={abandoning.busy}>{say('终止', 'Give up')}</Button>
      </Form>
    </Section>
  )
}
