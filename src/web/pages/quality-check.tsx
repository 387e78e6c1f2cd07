/** One quality check: how far it is, the draw, the sheets in three tabs, the discussion, what was fed back. */
import { Collapse, Tag } from 'antd'
import { useParams } from 'react-router'
import { useAsked } from '../ask.ts'
import { QualityCheckDocument } from '../gql/graphql.ts'
import { DayText, Line, Section } from '../marks.tsx'
import { Draw, type TheCheck } from '../quality/draw.tsx'
import { Feedbacks } from '../quality/feedback.tsx'
import { SheetForm, SheetShown } from '../quality/sheet.tsx'
import { AbandonForm, CloseForm, FeedBackForm, GradesForm, TeamForm } from '../quality/steps.tsx'
import { Nothing, NotThere, Shown } from '../states.tsx'
import { useSay, useWord } from '../words.ts'

const states = ['planned', 'drawn', 'reviewing', 'graded', 'fedBack', 'answered', 'closed']

function About({ of }: { of: TheCheck }) {
  const say = useSay()
  const word = useWord()
  const whole = states.filter((state) => of.mode !== 'daily' || state !== 'planned')
  const way = of.state === 'abandoned' ? [...whole.slice(0, 1), 'abandoned'] : whole
  const at = way.indexOf(of.state)
  return (
    <Section title={say('进展', 'How far it is')}>
      <ol className="way" aria-label={say('评查的进展', 'How far it is')}>{way.map((state, n) => <li key={state} className={n < at ? 'been' : ''} {...(n === at ? { 'aria-current': 'step' as const } : {})}>{word('QualityCheckState', state)}</li>)}</ol>
      <dl style={{ marginTop: 12 }}>
        <Line name={say('方式', 'Kind')}>{say(of.modeLabel, word('QualityCheckMode', of.mode))}{of.theme ? `：${of.theme}` : ''}</Line>
        <Line name={say('派驻机构', 'Bodies')}>{of.bodies.length > 6 ? say(`${of.bodies.length} 个`, `${of.bodies.length}`) : of.bodies.map(({ name }) => name).join('、')}</Line>
        {of.draw ? <Line name={say('归档日期', 'Archived')}><DayText day={of.from} /> — <DayText day={of.until} />{say(`，每个机构 ${of.perBody} 件`, `, ${of.perBody} of each body`)}{of.total ? say(`，总数至少 ${of.total} 件`, `, at least ${of.total} in all`) : ''}</Line> : null}
        <Line name={say('评分标准', 'Rubric')}>{of.rubric.name}{say('（系统设定，非法定）', ' (a setting, not law)')}</Line>
        <Line name={say('计划', 'Planned')}>{of.plannedBy.name} <DayText day={of.plannedOn} /></Line>
        <Line name={say('评查组', 'Team')}>{of.team.map(({ name }) => name).join('、')}</Line>
        <Line name={of.state === 'abandoned' ? say('终止的理由', 'Why it was given up') : say('评查总结', 'Summary')}>{of.summary}</Line>
      </dl>
    </Section>
  )
}

function Sheets({ of }: { of: TheCheck }) {
  const say = useSay()
  const word = useWord()
  const may = of.openSteps.includes('scoreCase')
  return (
    <Section title={say('评分', 'Sheets')} count={of.cases.length}>
      {of.cases.length === 0 ? <Nothing>{say('还没有抽取，或者没有您可以查看的案件', 'Not drawn yet, or no case you may see')}</Nothing> : (
        <Collapse size="small" {...(may && of.cases.length === 1 && of.cases[0] ? { defaultActiveKey: [of.cases[0].caseId] } : {})} items={of.cases.map((one) => ({
          key: one.caseId,
          label: <>{one.number} {one.body.name} {one.fixed ? <Tag className="stage">{word('QualityGrade', one.fixed.grade)}</Tag> : one.sheet ? <Tag className="light green">{one.sheet.score.total}</Tag> : <Tag className="light amber">{say('未评分', 'Not scored')}</Tag>}</>,
          children: may ? <SheetForm key={one.sheet?.signedOn ?? ''} of={of} one={one} /> : <SheetShown of={of} one={one} />,
        }))} />
      )}
    </Section>
  )
}

function Discussed({ of }: { of: TheCheck }) {
  const say = useSay()
  return of.discussion ? (
    <Section title={say('集体研究', 'Discussion')}>
      <dl>
        <Line name={say('日期', 'Day')}><DayText day={of.discussion.on} /></Line>
        <Line name={say('研究记录', 'Minutes')}>{of.discussion.minutes}</Line>
        {of.discussion.opinions.map((one) => <Line key={one.person.id} name={one.person.name}>{one.opinion}{one.dissent ? say(`；不同意见：${one.dissent}`, `; dissent: ${one.dissent}`) : ''}</Line>)}
        <Line name={say('记录人', 'Recorded by')}>{of.discussion.recordedBy.name}</Line>
      </dl>
    </Section>
  ) : null
}

export function Page() {
  const say = useSay()
  const { id = '' } = useParams()
  return (
    <Shown of={useAsked(QualityCheckDocument, { id })} rows={10}>{({ qualityCheck: of }) => of === null || of === undefined ? <NotThere>{say('没有找到这次评查', 'There is no such check')}</NotThere> : (
      <>
        <h1>{of.title}</h1>
        <About of={of} />
        {of.openSteps.includes('formTeam') ? <TeamForm key={of.version} of={of} /> : null}
        {of.openSteps.includes('fixGrades') && of.cases.every(({ sheet }) => sheet !== null) ? <GradesForm key={`grades ${of.version}`} of={of} /> : null}
        {of.openSteps.includes('feedBack') ? <FeedBackForm of={of} /> : null}
        {of.openSteps.includes('closeCheck') ? <CloseForm of={of} /> : null}
        <Sheets of={of} />
        <Discussed of={of} />
        <Feedbacks of={of} />
        {of.draw ? <Draw of={of} draw={of.draw} /> : null}
        {of.openSteps.includes('abandonCheck') ? <AbandonForm of={of} /> : null}
      </>
    )}</Shown>
  )
}
