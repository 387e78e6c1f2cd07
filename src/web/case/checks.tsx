/** 核对发现: what comes under the check codes, the same to the body before transfer and to the group after it. */
import { Alert, Tag } from 'antd'
import { DayText, Line, Section } from '../marks.tsx'
import { useSay, useWord } from '../words.ts'
import { checkWords } from './check-words.ts'
import { Rule, subjectName, type Part } from './parts.tsx'

const unsettled: readonly string[] = ['open', 'answered', 'returned']

export function Checks({ of }: Part) {
  const say = useSay()
  const word = useWord()
  if (of.checks.length === 0) return null
  return (
    <Section title={say('核对发现', 'Checks')} count={of.checks.length}>
      {of.checks.map((one) => (
        <article key={one.key}>
          <strong>{say(one.label, checkWords[one.code])}</strong> {subjectName(of, one.subjectId)} {one.factId} <Tag className={`light ${unsettled.includes(one.state) ? 'amber' : 'green'}`}>{word('CheckState', one.state)}</Tag> <Rule of={one.basis} />
          <dl>
            <Line name={say('发现', 'Found')}>{one.data}{one.raisedBy ? <span className="quiet">（{say('提出', 'raised by')} {one.raisedBy.name}，<DayText day={one.raisedOn} />）</span> : null}</Line>
            <Line name={say('怎样解决', 'What would settle it')}>{unsettled.includes(one.state) ? one.settle : null}</Line>
            <Line name={say('结果', 'Outcome')}>{one.answers.length === 0 ? one.how : null}</Line>
            {one.answers.map((answer, n) => (
              <Line key={`${answer.on} ${n}`} name={answer.ofBody ? say('派驻机构答复', 'Answer of the body') : say('审理结论', 'Word of the review')}>{word('CheckOutcome', answer.outcome)}：{answer.text} <span className="quiet">{answer.by.name}，<DayText day={answer.on} /></span></Line>
            ))}
          </dl>
        </article>
      ))}
    </Section>
  )
}

/** Steps before which whoever takes them should look at what is still open. */
const looksBefore: readonly string[] = ['transfer', 'submitReport', 'approveReport']

/** What is still open, above the form of a step that hands the case on. */
export function OpenChecks({ of, step }: Part & { step: string }) {
  const say = useSay()
  const open = of.checks.filter(({ state }) => unsettled.includes(state))
  if (!looksBefore.includes(step) || open.length === 0) return null
  return <Alert type="warning" showIcon style={{ marginBottom: 10 }} title={say(`还有 ${open.length} 项核对发现没有结论，不妨碍办理`, `${open.length} checks have no end yet; they bar nothing`)} description={<ul style={{ margin: 0, paddingInlineStart: 18 }}>{open.map((one) => <li key={one.key}><strong>{say(one.label, checkWords[one.code])}</strong>：{one.data}</li>)}</ul>} />
}
