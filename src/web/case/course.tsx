/** What runs and what was decided: clocks with their explanation, joint review, decisions, execution, and the log. */
import { Collapse, Table, Tag, Timeline } from 'antd'
import { useContext } from 'react'
import { Link } from 'react-router'
import { partiesInEnglish } from '../figure-words.ts'
import type { ReviewedFragment, TimedFragment } from '../gql/graphql.ts'
import { DayText, DueMark, Line, Section } from '../marks.tsx'
import { instantIn, useLanguage, useSay, useWord } from '../words.ts'
import { InThePast, Rule, subjectName, type Part } from './parts.tsx'

function Explained({ of }: { of: TimedFragment['explanation'] }) {
  const say = useSay()
  return <Collapse ghost size="small" items={[{ key: 'why', label: say('怎样算出来的', 'How it was reckoned'), children: <ol>{of.map((one) => <li key={`${one.day ?? ''} ${one.text}`}>{one.day ? <DayText day={one.day} /> : null} {one.text} <Rule of={one.basis} /></li>)}</ol> }]} />
}

function ReviewTime({ of }: { of: ReviewedFragment }) {
  const say = useSay()
  const word = useWord()
  return (
    <article>
      <strong>{say('审理期限', 'Time for review')}</strong> <DueMark {...of} clockState={of.state} /> {of.provisional ? <Tag className="light amber">{say('暂按周末推算', 'provisional')}</Tag> : null}
      <p className="quiet">{say(`净用 ${of.netDays} 天，停止计算 ${of.heldDays} 天`, `${of.netDays} days net, ${of.heldDays} held`)}{of.heldIntervals.map((one) => <span key={one.from}>；{word('HeldBecause', one.why)} <DayText day={one.from} /> — {one.to ? <DayText day={one.to} /> : say('现在', 'now')}</span>)}</p>
      <Explained of={of.explanation} />
    </article>
  )
}

export function Clocks({ of }: Part) {
  const say = useSay()
  const word = useWord()
  const others = of.clocks.filter((one) => one.state !== 'closed')
  if (!of.reviewClock && others.length === 0) return null
  return (
    <Section title={say('期限', 'Clocks')}>
      {of.reviewClock ? <ReviewTime of={of.reviewClock} /> : null}
      {others.map((one) => (
        <article key={`${one.code} ${one.subjectId ?? ''} ${one.startedOn}`}>
          <strong>{say(one.label, word('LimitCode', one.code))}</strong> {one.subjectId ? subjectName(of, one.subjectId) : ''} <DayText day={one.dueOn} /> <Tag className={`light ${one.light}`}>{word('Light', one.light)}</Tag> <Rule of={one.basis} />
          <Explained of={one.explanation} />
        </article>
      ))}
    </Section>
  )
}

/** 时间归属: whose working days the case took, up to now. */
export function Days({ of: { course } }: Part) {
  const say = useSay()
  const word = useWord()
  if (course.length === 0) return null
  const all = course.reduce((sum, { workingDays }) => sum + workingDays, 0)
  const parties = [...new Set(course.map(({ party }) => party))].map((party) => ({ party, days: course.reduce((sum, one) => (one.party === party ? sum + one.workingDays : sum), 0) })).filter(({ days }) => days > 0)
  return (
    <Section title={say('工作日是谁的', 'Whose days they were')}>
      <p>{say(`首次移送以来 ${all} 个工作日`, `${all} working days since the first transfer`)}{parties.map(({ party, days }) => <span key={party}>；{say(word('DayParty', party), partiesInEnglish[party])} {days}</span>)}</p>
      <Collapse ghost size="small" items={[{ key: 'course', label: say('各段', 'Stretch by stretch'), children: <ol>{course.map((one, n) => <li key={n}>{word('Stage', one.stage)}，{say(word('DayParty', one.party), partiesInEnglish[one.party])}：<DayText day={one.from} /> — <DayText day={one.to} />，{say(`${one.workingDays} 个工作日`, `${one.workingDays} working days`)}</li>)}</ol> }]} />
    </Section>
  )
}

/** 工委审理、集中审理、党组和支部. */
export function Joint({ of }: Part) {
  const say = useSay()
  const word = useWord()
  const past = useContext(InThePast)
  const { opinions, jointSessions, partyGroupViews, branchMeetings, bodyMeeting, notices } = of
  if (opinions.length + jointSessions.length + partyGroupViews.length + branchMeetings.length + notices.length === 0 && !bodyMeeting && !of.committeeInvitedOn) return null
  return (
    <Section title={say('会议与各方意见', 'Meetings and opinions')} extra={of.committeeInvitedOn && !past ? <Link to={`/cases/${encodeURIComponent(of.id)}/joint`}>{say('集中审理室', 'Joint review room')}</Link> : null}>
      <dl>
        {bodyMeeting ? <Line name={say('组务会', 'Meeting of the body')}><DayText day={bodyMeeting.on} />，{say(bodyMeeting.followsReview ? '同意审理意见' : '不同意审理意见', bodyMeeting.followsReview ? 'follows review' : 'differs from review')}；{bodyMeeting.minutes}</Line> : null}
        {jointSessions.map((one) => <Line key={`${one.kind} ${one.on}`} name={word('JointSessionKind', one.kind)}><DayText day={one.on} />；{one.participants.map(({ layer, participant }) => `${word('Layer', layer)} ${participant.person?.name ?? participant.name}`).join('、')}{one.note ? `；${one.note}` : ''}</Line>)}
        {opinions.map((one) => <Line key={one.layer} name={word('Layer', one.layer)}>{one.agrees ? say('同意', 'Agrees') : say('不同意', 'Does not agree')}：{one.opinion}（{one.signedBy.person?.name ?? one.signedBy.name}，<DayText day={one.signedOn} />）</Line>)}
        {partyGroupViews.map((one) => <Line key={`${one.purpose} ${one.on}`} name={word('PartyGroupPurpose', one.purpose)}>{one.agrees ? say('同意', 'Agrees') : say('不同意', 'Does not agree')}：{one.opinion}（<DayText day={one.on} />）</Line>)}
        {branchMeetings.map((one) => <Line key={`${one.subjectId} ${one.on}`} name={say('支部大会', 'Branch meeting')}>{subjectName(of, one.subjectId)}，<DayText day={one.on} />：{one.skippedBecause ? say(`不经支部大会：${word('BranchSkip', one.skippedBecause)}`, `skipped: ${word('BranchSkip', one.skippedBecause)}`) : say(`应到 ${one.due}，实到 ${one.present}，赞成 ${one.inFavour}`, `${one.due} due, ${one.present} present, ${one.inFavour} in favour`)}{one.reason ? `；${one.reason}` : ''}</Line>)}
        {notices.map((one) => <Line key={`${one.subjectId} ${one.on}`} name={say('事先告知', 'Notice')}>{subjectName(of, one.subjectId)}，<DayText day={one.on} />：{word('AdminSanction', one.admin)}；{one.defence ?? say('没有陈述申辩', 'no defence')}</Line>)}
      </dl>
    </Section>
  )
}

export function Decided({ of }: Part) {
  const say = useSay()
  const word = useWord()
  const { decisions, announcements, services, execution, archive } = of
  if (decisions.length === 0 && execution.length === 0) return null
  return (
    <Section title={say('决定与执行', 'Decision and execution')}>
      {decisions.map((one) => (
        <dl key={`${one.subjectId} ${one.track}`}>
          <Line name={subjectName(of, one.subjectId)}><strong>{one.track === 'party' ? word('PartySanction', one.party) : word('AdminSanction', one.admin)}</strong>（{word('DecisionOutcome', one.outcome)}）</Line>
          <Line name={say('决定机关', 'By')}>{one.organName}，<DayText day={one.decidedOn} /></Line>
          <Line name={say('生效', 'In effect')}><DayText day={one.effectiveOn} />{one.period?.endsOn ? <>，{say('影响期（处分期）止', 'until')} <DayText day={one.period.endsOn} /></> : null}</Line>
          <Line name={say('期间的依据', 'Why so long')}>{one.period?.reason}</Line>
          <Line name={say('其他处理', 'Other measures')}>{one.measure}</Line>
        </dl>
      ))}
      <dl>
        {announcements.map((one) => <Line key={`${one.subjectId} ${one.on}`} name={say('宣布', 'Announced')}>{subjectName(of, one.subjectId)}，<DayText day={one.on} />，{one.scope}</Line>)}
        {services.map((one) => <Line key={`${one.subjectId} ${one.on} ${one.receiver}`} name={say('送达', 'Served')}>{one.receiver}，<DayText day={one.on} />，{one.proof}</Line>)}
      </dl>
      {execution.length > 0 ? <><h3>{say('执行事项', 'Execution')}</h3><Table size="small" rowKey="itemId" pagination={false} scroll={{ x: 'max-content' }} dataSource={[...execution]} columns={[
        { title: say('人员', 'Person'), render: (_v, one) => subjectName(of, one.subjectId) }, { title: say('事项', 'What'), render: (_v, one) => say(one.label, word('ExecutionKind', one.kind)) },
        { title: say('应当办结', 'Due'), render: (_v, one) => <DayText day={one.extendedUntil ?? one.dueOn} /> },
        { title: say('办理情况', 'State'), render: (_v, one) => one.doneOn ? <><Tag className={`light ${one.overdue ? 'red' : 'green'}`}>{one.overdue ? say('超期办结', 'done late') : say('办结', 'done')}</Tag> <DayText day={one.doneOn} /></> : <Tag className={`light ${one.light ?? 'amber'}`}>{one.overdue ? say('超期未办结', 'overdue') : say('未办结', 'open')}</Tag> },
        { title: say('证明材料', 'Proof'), dataIndex: 'proof' },
      ]} /></> : null}
      {archive ? <dl><Line name={say('归档', 'Archived')}><DayText day={archive.on} />；{archive.volumes.map((one) => `${one.title}（${one.pages}${say('页', ' pp.')}）`).join('、')}</Line></dl> : null}
    </Section>
  )
}

/** 其他事项: what is asked beside the way, with its answer. */
export function Beside({ of }: Part) {
  const say = useSay()
  const word = useWord()
  const { consultations, extensions, suspensions, involvements, recusals, disputes, corrections, exit } = of
  const state = (one: { approvedOn?: string | null; rejectedReason?: string | null }) => (one.approvedOn ? <>{say('已批准', 'approved')} <DayText day={one.approvedOn} /></> : one.rejectedReason ? say(`不批准：${one.rejectedReason}`, `rejected: ${one.rejectedReason}`) : say('等待决定', 'waiting'))
  const lines = [
    ...consultations.map((one) => <Line key={`c${one.no}`} name={say('提前沟通', 'Consultation')}>{one.askedBy.name}：{one.question}{one.answer ? <> → {one.answeredBy?.name}：{one.answer}</> : null}</Line>),
    ...extensions.map((one) => <Line key={`e${one.requestedOn}`} name={say('延长期限', 'Extension')}>{one.months > 0 ? say(`${one.months}个月`, `${one.months} months`) : say(`${one.days}天`, `${one.days} days`)}，{one.reason}；{state(one)}</Line>),
    ...suspensions.map((one) => <Line key={`s${one.requestedOn}`} name={say('中止', 'Suspension')}>{word('SuspensionGround', one.ground)}；{state(one)}{one.resumedOn ? <>；{say('恢复', 'resumed')} <DayText day={one.resumedOn} /></> : null}</Line>),
    ...involvements.map((one) => <Line key={`i${one.requestedOn}`} name={say('提前介入', 'Early involvement')}>{word('InvolvementGround', one.ground)}，{one.reason}；{state(one)}</Line>),
    ...recusals.map((one) => <Line key={`r${one.person.id} ${one.requestedOn}`} name={say('回避', 'Recusal')}>{one.person.name}，{word('RecusalGround', one.ground)}；{state(one)}</Line>),
    ...disputes.map((one) => <Line key={`d${one.raisedOn}`} name={say('争议', 'Dispute')}>{one.between}；{one.ruling ?? say('等待裁定', 'waiting for a ruling')}</Line>),
    ...corrections.map((one) => <Line key={`k${one.requestedOn} ${one.field}`} name={say('更正', 'Correction')}>{word('CorrectableField', one.field)}：{one.before} → {one.after}；{state(one)}</Line>),
    ...(exit ? [<Line key="exit" name={say('终止', 'Ended')}>{exit.reason}{exit.to ? `（${exit.to}）` : ''}</Line>] : []),
  ]
  return lines.length === 0 ? null : <Section title={say('其他事项', 'Beside the way')}><dl>{lines}</dl></Section>
}

/** 流转记录. */
export function Log({ of: { entries } }: Part) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  return (
    <Section title={say('流转记录', 'Log')} count={entries.length}>
      <Timeline reverse items={entries.map((one) => ({
        key: one.version,
        content: <><strong>{say(one.label, word('StepName', one.step))}</strong> {one.from === one.to ? null : <span className="quiet">{word('Stage', one.from)} → {word('Stage', one.to)}</span>}<br /><DayText day={one.on} />，{one.by.name}（{word('Role', one.role)}{one.body ? `，${one.body.name}` : ''}）{one.reason ? <>：{one.reason}</> : null}<br /><span className="quiet">{say('录入', 'entered')} {instantIn(language, one.at)}</span> <Rule of={one.basis} /></>,
      }))} />
    </Section>
  )
}
