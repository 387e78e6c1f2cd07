/** 质量评查: the checks and the five-year calendar for those who check, what was fed back for the head of a body. */
import { Button, Table, Tabs, Tag } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useAsked } from '../ask.ts'
import { QualityChecksDocument, QualityCoverageDocument, QualityFeedbacksDocument, QualityRubricDocument } from '../gql/graphql.ts'
import { DayText, Section } from '../marks.tsx'
import { AnswerForm, FeedbackShown } from '../quality/feedback.tsx'
import { PlanForm } from '../quality/plan.tsx'
import { useMe } from '../shell.tsx'
import { Nothing, NotThere, Shown } from '../states.tsx'
import { useSay, useWord } from '../words.ts'

function Checks() {
  const say = useSay()
  const word = useWord()
  const { acting: { role } } = useMe()
  const [after, setAfter] = useState<string | null>(null)
  const [planning, setPlanning] = useState(false)
  return (
    <>
      {role === 'officeHead' ? planning ? <PlanForm /> : <p><Button type="primary" onClick={() => setPlanning(true)}>{say('制定评查计划', 'Plan a check')}</Button></p> : null}
      <Section title={say('历次评查', 'Checks')}>
        <Shown of={useAsked(QualityChecksDocument, { after })}>{({ qualityChecks }) => (
          <>
            <Table size="small" rowKey="id" pagination={false} scroll={{ x: 'max-content' }} dataSource={qualityChecks.edges.map(({ node }) => node)} locale={{ emptyText: <Nothing>{say('还没有评查', 'No checks yet')}</Nothing> }} columns={[
              { title: say('名称', 'Name'), render: (_v, one) => <Link to={`/quality/${encodeURIComponent(one.id)}`}>{one.title}</Link> }, { title: say('方式', 'Kind'), render: (_v, one) => word('QualityCheckMode', one.mode) },
              { title: say('进展', 'State'), render: (_v, one) => <Tag className="stage">{word('QualityCheckState', one.state)}</Tag> }, { title: say('计划日期', 'Planned'), render: (_v, one) => <DayText day={one.plannedOn} /> },
              { title: say('派驻机构', 'Bodies'), render: (_v, one) => (one.bodies.length > 3 ? say(`${one.bodies.length} 个`, `${one.bodies.length}`) : one.bodies.map(({ name }) => name).join('、')) }, { title: say('评查组', 'Team'), render: (_v, one) => one.team.map(({ name }) => name).join('、') },
            ]} />
            {qualityChecks.pageInfo.hasNextPage ? <Button style={{ marginTop: 12 }} onClick={() => setAfter(qualityChecks.pageInfo.endCursor ?? null)}>{say('下一页', 'Next')}</Button> : null}
          </>
        )}</Shown>
      </Section>
    </>
  )
}

const lights = { covered: 'green', upcoming: 'amber', overdue: 'red' } as const

function Coverage() {
  const say = useSay()
  const word = useWord()
  return (
    <Section title={say('五年全覆盖', 'Five-year coverage')}>
      <p className="quiet">{say('全面评查每五年覆盖全部派驻机构；没有评查过的，自设定的起算日起算。先到期的在前。', 'A full check covers every body within five years; those never checked count from the day that is set. The next due first.')}</p>
      <Shown of={useAsked(QualityCoverageDocument, {})}>{({ qualityCoverage }) => (
        <Table size="small" rowKey={({ body }) => body.id} pagination={false} dataSource={[...qualityCoverage]} columns={[
          { title: say('代号', 'Code'), render: (_v, { body }) => body.code }, { title: say('派驻机构', 'Body'), render: (_v, { body }) => body.name },
          { title: say('最近一次全面评查', 'Last full check'), render: (_v, one) => (one.lastOn ? <DayText day={one.lastOn} /> : <span className="quiet">{say('没有', 'None')}</span>) }, { title: say('评查件数', 'Cases'), render: (_v, one) => one.caseCount ?? '' },
          { title: say('下次期限', 'Due'), render: (_v, one) => <DayText day={one.dueOn} /> }, { title: say('情况', 'State'), render: (_v, one) => <Tag className={`light ${lights[one.state]}`}>{word('QualityCoverageState', one.state)}</Tag> },
        ]} />
      )}</Shown>
    </Section>
  )
}

function Rubric() {
  const say = useSay()
  const word = useWord()
  return (
    <Shown of={useAsked(QualityRubricDocument, {})}>{({ qualityRubric: rubric }) => (
      <Section title={say(`评分标准：${rubric.name}`, `Rubric: ${rubric.name}`)}>
        <p className="quiet">{say(`系统设定，非法定。${rubric.excellentFrom} 分以上优秀，${rubric.qualifiedFrom} 分以上合格，${rubric.flawedFrom} 分以上瑕疵，以下不合格；加分至多 ${rubric.bonusMost} 分；反馈整改之后重犯的按 ${rubric.repeatFactor} 倍扣分。`,
          `A setting, not law. Excellent from ${rubric.excellentFrom}, qualified from ${rubric.qualifiedFrom}, flawed from ${rubric.flawedFrom}; at most ${rubric.bonusMost} added; a repeated defect counts ${rubric.repeatFactor} times.`)}</p>
        <Table size="small" rowKey="itemId" pagination={false} dataSource={[...rubric.items]} columns={[
          { title: say('代号', 'Item'), dataIndex: 'itemId', width: 64 }, { title: say('标准', 'Standard'), width: 110, render: (_v, one) => word('QualityStandard', one.standard) }, { title: say('方面', 'Tab'), width: 120, render: (_v, one) => word('QualityTab', one.tab) },
          { title: say('分值', 'Points'), dataIndex: 'points', width: 70 }, { title: say('看什么', 'What to check'), dataIndex: 'check' }, { title: say('通常怎样扣分', 'Usual deduction'), dataIndex: 'deduction' },
        ]} />
      </Section>
    )}</Shown>
  )
}

function OwnFeedbacks() {
  const say = useSay()
  return (
    <Shown of={useAsked(QualityFeedbacksDocument, {})}>{({ qualityFeedbacks }) => qualityFeedbacks.length === 0 ? <Nothing>{say('没有向本机构的反馈', 'Nothing was fed back to this body')}</Nothing> : qualityFeedbacks.map((one) => (
      <Section key={one.checkId} title={one.title}>
        <FeedbackShown of={one} checks={one.rubric.items} />
        {one.isOpen ? <AnswerForm of={one} /> : null}
      </Section>
    ))}</Shown>
  )
}

export function Page() {
  const say = useSay()
  const { acting: { role } } = useMe()
  const [address, setAddress] = useSearchParams()
  if (role === 'bodyHead') return <><h1>{say('质量评查', 'Quality checks')}</h1><OwnFeedbacks /></>
  if (role !== 'officeHead' && role !== 'qualityReviewer') return <NotThere>{say('现在的职务没有质量评查', 'There are no quality checks for this post')}</NotThere>
  return (
    <>
      <h1>{say('质量评查', 'Quality checks')}</h1>
      <Tabs activeKey={address.get('tab') ?? 'checks'} onChange={(tab) => setAddress({ tab })} items={[
        { key: 'checks', label: say('评查', 'Checks'), children: <Checks /> }, { key: 'coverage', label: say('五年全覆盖', 'Coverage'), children: <Coverage /> }, { key: 'rubric', label: say('评分标准', 'Rubric'), children: <Rubric /> },
      ]} />
    </>
  )
}
