/** 集中审理室: body, group and work committee on one case at the same time; each layer sees what it may, and signs for itself. */
import { Button, Space, Tag, Tooltip } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { sideOf, type Side } from '../../review/sides.ts'
import { useAsked } from '../ask.ts'
import { Evidence } from '../case/handed.tsx'
import { subjectName, type Part, type TheCase } from '../case/parts.tsx'
import { Papers } from '../case/papers.tsx'
import { Reading } from '../case/review.tsx'
import { useHere } from '../here.tsx'
import { CaseDocument } from '../gql/graphql.ts'
import { DayText, Line, Section, StageMark } from '../marks.tsx'
import { useMe } from '../shell.tsx'
import { Nothing, NotThere, Shown } from '../states.tsx'
import { StepDrawer } from '../steps/drawer.tsx'
import { instantIn, useLanguage, useSay, useWord } from '../words.ts'

const layers = ['body', 'zone', 'workCommittee'] as const

export function Page() {
  const say = useSay()
  const { id = '' } = useParams()
  const asked = useAsked(CaseDocument, { id })
  return (
    <Shown of={asked} rows={12}>{({ case: found }) => found === null || found === undefined
      ? <NotThere>{say('没有找到该案件，或者您不能查看', 'There is no such case, or you may not see it')}</NotThere>
      : <Room key={found.id} of={found} />}</Shown>
  )
}

/** The steps that are taken in this room, where the server opens them. */
const ofRoom = ['inviteCommittee', 'raiseJointIssue', 'recordJointSession', 'note', 'signCommitteeOpinion']

function Room({ of }: Part) {
  const say = useSay()
  const word = useWord()
  const [step, setStep] = useState<string | null>(null)
  const open = of.openSteps.filter((one) => one.closedBecause === null)
  const drawn = open.find((one) => one.step === step)
  return (
    <>
      <h1><Space wrap>{say('集中审理室', 'Joint review room')}<StageMark stage={of.stage} /></Space></h1>
      <p className="quiet"><Link to={`/cases/${encodeURIComponent(of.id)}`} style={{ textDecoration: 'underline' }}>{of.title || of.number}</Link>　{of.number}{of.committeeInvitedOn ? <>　{say('工委受邀于', 'Committee invited')} <DayText day={of.committeeInvitedOn} /></> : null}</p>
      {of.committeeInvitedOn ? null : <p>{say('本案没有邀请工委集中审理。', 'The work committee was not invited to review this case jointly.')}</p>}
      <div className="steps" style={{ marginBottom: 16 }}>
        {open.filter((one) => ofRoom.includes(one.step)).map((one) => <Tooltip key={one.step} title={one.about}><Button type={one.step === 'raiseJointIssue' ? 'primary' : 'default'} onClick={() => setStep(one.step)}>{say(one.label, word('StepName', one.step))}</Button></Tooltip>)}
      </div>
      <Layers of={of} />
      <Issues of={of} answer={open.some((one) => one.step === 'answerJointIssue') ? () => setStep('answerJointIssue') : null} />
      <div className="columns">
        <div><Evidence of={of} /><Own of={of} /><Reading of={of} /></div>
        <div><Changed of={of} /><Sessions of={of} /><Papers of={of} /></div>
      </div>
      <StepDrawer of={of} step={drawn?.step ?? null} label={drawn ? say(drawn.label, word('StepName', drawn.step)) : ''} about={drawn?.about ?? ''} close={() => setStep(null)} />
    </>
  )
}

/** 各层: who of it is here, and whether it has signed; one signature never stands for the other. */
function Layers({ of }: Part) {
  const say = useSay()
  const word = useWord()
  const me = useMe()
  const others = useHere()
  const side = sideOf[me.acting.role]
  const mine = side === null ? undefined : ownLayer[side]
  return (
    <Section title={say('谁在这里，谁已签署', 'Who is here, and who has signed')}>
      <div className="pair" aria-live="polite">
        {layers.map((layer) => {
          const here = others.filter((one) => one.layer === layer)
          const signed = of.opinions.find((one) => one.layer === layer)
          return (
            <article key={layer} aria-label={word('Layer', layer)}>
              <h3>{word('Layer', layer)}</h3>
              <p>{layer === mine ? <Tag>{me.person.name}（{say('您', 'you')}）</Tag> : null}{here.map((one) => <Tag key={one.id}>{one.name}（{word('Role', one.role)}）</Tag>)}{here.length === 0 && layer !== mine ? <span className="quiet">{say('现在没有人', 'Nobody now')}</span> : null}</p>
              {layer === 'body' ? <p className="quiet">{say('派驻机构参加讨论，不签署审理意见', 'The body takes part and signs no review opinion')}</p> : signed ? (
                <p><Tag className="light green">{say('已签署', 'Signed')}</Tag> {signed.signedBy.person?.name ?? signed.signedBy.name}，<DayText day={signed.signedOn} />：{signed.agrees ? say('同意', 'Agrees') : say('不同意', 'Does not agree')}；{signed.opinion}</p>
              ) : <p><Tag className="light amber">{say('尚未签署', 'Not signed yet')}</Tag></p>}
            </article>
          )
        })}
      </div>
    </Section>
  )
}

/** Which column is one's own. */
const ownLayer: Partial<Record<Side, (typeof layers)[number]>> = { body: 'body', review: 'zone', committee: 'workCommittee' }

/** 争点清单: one list, each layer's words beside those of the others. */
function Issues({ of, answer }: Part & { answer: (() => void) | null }) {
  const say = useSay()
  const word = useWord()
  return (
    <Section title={say('争点清单', 'The list of issues')} count={of.jointIssues.length} extra={answer === null ? undefined : <Button onClick={answer}>{say('答复争点', 'Answer an issue')}</Button>}>
      {of.jointIssues.length === 0 ? <Nothing>{say('还没有争点；参加集中审理的任何一方都可以提出', 'No issues yet; each of the three may raise one')}</Nothing> : (
        <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={say('争点和各层意见对照', 'Issues by layer')}>
          <table className="matrix">
            <thead><tr><th scope="col">{say('争点', 'Issue')}</th>{layers.map((layer) => <th scope="col" key={layer} style={{ width: '24%' }}>{word('Layer', layer)}</th>)}</tr></thead>
            <tbody>
              {of.jointIssues.map((one) => (
                <tr key={one.no}>
                  <th scope="row">{one.no}. {one.words[0]?.text}<br />{one.settled ? <Tag className="light green">{say('已解决', 'Settled')}</Tag> : <Tag className="light amber">{say('未解决', 'Open')}</Tag>}</th>
                  {layers.map((layer) => <td key={layer}><Words of={one} layer={layer} /></td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="quiet">{say('小组和工委最后一次意见都写明“已经解决”的，争点才算解决；派驻机构只发表意见。', 'An issue is settled once the last words of the group and of the committee both say so; the body only gives its view.')}</p>
    </Section>
  )
}

function Words({ of: { words }, layer }: { of: TheCase['jointIssues'][number]; layer: string }) {
  const say = useSay()
  return <>{words.map((one, n) => one.layer !== layer ? null : <p key={n}>{n === 0 ? <span className="quiet">{say('提出', 'Raised it')}</span> : one.text}{one.settled ? <> <Tag className="light green">{say('认为已解决', 'Holds it settled')}</Tag></> : null}<br /><span className="quiet">{one.by.name}，<DayText day={one.on} /></span></p>)}</>
}

/** 处分意见, to whom the server gives them; the other layers are given nothing. */
function Own({ of }: Part) {
  const say = useSay()
  if (of.findings.length === 0) return null
  return (
    <Section title={say('本层可见的处分意见', 'Proposed sanctions your layer may see')}>
      <dl>{of.findings.map((one) => <Line key={one.subjectId} name={subjectName(of, one.subjectId)}>{one.characterisation}</Line>)}</dl>
    </Section>
  )
}

/** 打开以来: the steps taken since this page was opened, as this person sees them. */
function Changed({ of }: Part) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const [since] = useState(of.version)
  const news = of.entries.filter((one) => one.version > since).sort((a, b) => b.version - a.version)
  return (
    <Section title={say('打开本页以来', 'Since you opened this page')} count={news.length}>
      <div aria-live="polite">{news.length === 0 ? <p className="quiet">{say('没有变化；别人一办理，这里就会出现', 'Nothing yet; what others do appears here at once')}</p> : <ul>{news.map((one) => <li key={one.version}>{instantIn(language, one.at)} {one.by.name}：{say(one.label, word('StepName', one.step))}</li>)}</ul>}</div>
    </Section>
  )
}

/** 集中审理记录: their paper stands among the papers of the case. */
function Sessions({ of: { jointSessions } }: Part) {
  const say = useSay()
  const word = useWord()
  return (
    <Section title={say('集中审理记录', 'Joint sessions')} count={jointSessions.length}>
      {jointSessions.length === 0 ? <p className="quiet">{say('还没有记录', 'None recorded yet')}</p> : <dl>{jointSessions.map((one, n) => <Line key={n} name={word('JointSessionKind', one.kind)}><DayText day={one.on} />；{one.participants.map(({ layer, participant }) => `${word('Layer', layer)} ${participant.person?.name ?? participant.name}`).join('、')}；{one.note}</Line>)}</dl>}
    </Section>
  )
}
