/** What review did: outlines with their answers, the panel and its opinions, deliberations, interviews, the report. */
import { Tag } from 'antd'
import { useContext } from 'react'
import { Link } from 'react-router'
import { DayText, Line, Section } from '../marks.tsx'
import { Proof } from '../steps/outline-item.tsx'
import { useSay, useWord } from '../words.ts'
import { checkWords } from './check-words.ts'
import { InThePast, subjectName, type Part } from './parts.tsx'

/** 退回和补查提纲: each item beside its answer and what the group said of it. */
export function Returns({ of }: Part) {
  const { returns, checks } = of
  const say = useSay()
  const word = useWord()
  if (returns.length === 0) return null
  const followed = (key: string | null | undefined) => { const check = checks.find((one) => one.key === key); return check ? <Tag className="stage">{say(`核对：${check.label}`, `Check: ${checkWords[check.code]}`)}</Tag> : null }
  return (
    <Section title={say('退回与补查提纲', 'Returns and outlines')} count={returns.length}>
      {returns.map((one) => (
        <article key={`${one.proposedOn} ${one.reason}`}>
          <dl>
            <Line name={say('种类', 'Kind')}>{word('ReturnKind', one.kind)}</Line>
            <Line name={say('理由', 'Grounds')}>{one.grounds.map((ground) => word('Ground', ground)).join('、')}；{one.reason}</Line>
            <Line name={say('提请', 'Proposed')}>{one.proposedBy.name}，<DayText day={one.proposedOn} /></Line>
            <Line name={say('批准', 'Approved')}>{one.approvedBy ? <>{one.approvedBy.name}，<DayText day={one.approvedOn} /></> : one.rejectedBy ? say(`不批准：${one.rejectedReason ?? ''}`, `Rejected: ${one.rejectedReason ?? ''}`) : say('等待批准', 'Waiting')}</Line>
            <Line name={say('签收', 'Acknowledged')}>{one.acknowledgedOn ? <DayText day={one.acknowledgedOn} /> : null}</Line>
            <Line name={say('补查报送', 'Answered')}>{one.answeredOn ? <DayText day={one.answeredOn} /> : null}</Line>
          </dl>
          {one.outline.map((item) => (
            <div className="sides" key={item.no}>
              <div>
                <strong>{item.no}. {item.problem}</strong> <Tag className="stage">{word('ItemCategory', item.category)}</Tag>{followed(item.check)}
                <dl><Line name={say('证明什么', 'To prove')}>{item.toProve}</Line><Line name={say('需要的证据', 'Evidence wanted')}>{item.evidenceWanted}</Line></dl>
              </div>
              <div>
                {item.history.map(({ answer, judgement }) => <p className="quiet" key={`${answer.on} ${answer.text}`}>{answer.text}（<DayText day={answer.on} />）→ {word('AnswerVerdict', judgement.verdict)}{judgement.request ? `：${judgement.request}` : ''}</p>)}
                {item.answer ? <p>{word('AnswerOutcome', item.answer.outcome)}：{item.answer.text}{item.answer.reason ? `（${item.answer.reason}）` : ''} <span className="quiet">{item.answer.by.name}，<DayText day={item.answer.on} /></span></p> : <p className="quiet">{say('还没有答复', 'Not answered yet')}</p>}
                {item.answer ? <Proof of={of} file={item.answer.attachmentId ?? null} page={item.answer.page ?? null} /> : null}
                {item.judgement ? <Tag className={`light ${item.judgement.verdict === 'accepted' ? 'green' : 'amber'}`}>{word('AnswerVerdict', item.judgement.verdict)}{item.judgement.request ? `：${item.judgement.request}` : ''}</Tag> : null}
              </div>
            </div>
          ))}
        </article>
      ))}
    </Section>
  )
}

export function Panel({ of: { panel, panelProposal, leadReviewer } }: Part) {
  const say = useSay()
  if (panel.length === 0 && !panelProposal) return null
  return (
    <Section title={say('审理组', 'Panel')}>
      <ul>
        {panel.map((one) => <li key={`${one.person.id} ${one.joinedOn}`}>{one.person.name}{one.leftOn === null && one.person.id === leadReviewer?.id ? `（${say('主审人', 'lead')}）` : ''} <span className="quiet">{one.leftOn ? say(`已退出：${one.leftBecause ?? ''}`, `left: ${one.leftBecause ?? ''}`) : one.undertakingOn ? say('已签保密承诺', 'undertaking signed') : say('未签保密承诺', 'undertaking not signed')}</span></li>)}
      </ul>
      {panelProposal ? (
        <div><h3>{say('分案建议', 'Proposed panel')}</h3><ul>{panelProposal.candidates.map((one) => <li key={one.person.id}><strong>{one.person.name}</strong> {one.because}</li>)}</ul></div>
      ) : null}
    </Section>
  )
}

type Said = { person: { id: string; name: string }; opinion?: string | null; dissent?: string | null }
function Views({ of }: { of: readonly Said[] }) {
  const say = useSay()
  return <ul>{of.map((one) => <li key={one.person.id}><strong>{one.person.name}</strong>：{one.opinion ?? say('（已封存）', '(sealed)')}{one.dissent ? <> <Tag className="light amber">{say(`不同意见：${one.dissent}`, `Dissent: ${one.dissent}`)}</Tag></> : null}</li>)}</ul>
}

/** 阅卷、审理组意见、集体审议、审理谈话. */
export function Reading({ of }: Part) {
  const say = useSay()
  const word = useWord()
  const past = useContext(InThePast)
  const { notes, panelOpinions, deliberations, interviews } = of
  if (notes.length + panelOpinions.length + deliberations.length + interviews.length === 0) return null
  return (
    <Section title={say('阅卷、谈话与审议', 'Reading, interviews, deliberation')} extra={past ? null : <Link to={`/cases/${of.id}/read`}>{say('阅卷', 'Read the file')}</Link>}>
      {notes.length > 0 ? <><h3>{say('阅卷笔录', 'Reading notes')}</h3><ul>{notes.map((one, n) => <li key={`${one.on} ${n}`}>{one.kind === 'record' ? null : <><Tag className="light amber">{word('NoteKind', one.kind)}</Tag> </>}{one.text ?? say('（已封存）', '(sealed)')} <span className="quiet">{one.by.name}，{one.volume}{one.page === null ? '' : say(`第${one.page}页`, ` p. ${one.page}`)}{one.factId ? `，${one.factId}` : ''}{one.evidenceNo ? say(`，证据 ${one.evidenceNo}`, `, evidence ${one.evidenceNo}`) : ''}</span></li>)}</ul></> : null}
      {interviews.length > 0 ? <><h3>{say('审理谈话', 'Interviews')}</h3><ul>{interviews.map((one) => <li key={`${one.requestedOn} ${one.subjectId}`}>{subjectName(of, one.subjectId)}：{word('InterviewKind', one.kind)}，{one.reason}{one.record ? `；${word('InterviewOutcome', one.record.outcome)}` : ''}</li>)}</ul></> : null}
      {panelOpinions.map((one) => (
        <div key={`${one.round} ${one.reading} ${one.on}`}>
          <h3>{say('审理组意见', 'Opinion of the panel')} <span className="quiet"><DayText day={one.on} />，{word('Recommendation', one.recommendation)}</span></h3>
          <dl>{one.checklist.map((mark) => <Line key={mark.standard} name={say(mark.label, word('Standard', mark.standard))}>{word('StandardVerdict', mark.verdict)}{mark.note && mark.note !== mark.label ? `：${mark.note}` : ''}</Line>)}</dl>
          <Views of={one.opinions} />
        </div>
      ))}
      {deliberations.map((one) => (
        <div key={`${one.round} ${one.on}`}><h3>{say('集体审议', 'Deliberation')} <span className="quiet"><DayText day={one.on} />，{word('Recommendation', one.outcome)}</span></h3><p>{one.minutes}</p><Views of={one.opinions} /></div>
      ))}
    </Section>
  )
}

const sectionNames = ['course', 'person', 'procedure', 'facts', 'property', 'attitude', 'investigatorsOpinion', 'reviewOpinion'] as const

export function Report({ of: { report } }: Part) {
  const say = useSay()
  const word = useWord()
  if (!report) return null
  const titles: Record<(typeof sectionNames)[number], string> = { course: say('审理过程', 'Course'), person: say('基本情况', 'Person'), procedure: say('审查调查简况', 'Investigation'), facts: say('违纪违法事实', 'Facts'), property: say('涉案财物', 'Property'), attitude: say('态度', 'Attitude'), investigatorsOpinion: say('承办部门意见', 'Investigators’ opinion'), reviewOpinion: say('审理意见', 'Opinion of review') }
  return (
    <Section title={say('审理报告', 'Review report')}>
      <p className="quiet">{word('ReportOutcome', report.outcome)}；{report.submittedBy.name}，<DayText day={report.submittedOn} />；{report.approvedBy ? <>{say('批准', 'approved')}：{report.approvedBy.name}，<DayText day={report.approvedOn} /></> : say('等待批准', 'waiting for approval')}</p>
      <dl>{sectionNames.map((name) => <Line key={name} name={titles[name]}>{report.sections[name]}</Line>)}</dl>
    </Section>
  )
}
