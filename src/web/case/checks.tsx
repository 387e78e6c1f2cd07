/** 核对发现: what comes under the check codes, the same to the body before transfer and to the group after it. */
import { Alert, Tag } from 'antd'
import { Line, Section } from '../marks.tsx'
import { useSay, useWord } from '../words.ts'
import { Rule, subjectName, type Part } from './parts.tsx'

const lightOf = (state: string): string => (state === 'open' ? 'amber' : 'green')

export function Checks({ of }: Part) {
  const say = useSay()
  const word = useWord()
  if (of.checks.length === 0) return null
  return (
    <Section title={say('核对发现', 'Checks')} count={of.checks.length}>
      {of.checks.map((one) => (
        <article key={one.key}>
          <strong>{say(one.label, word('CheckCode', one.code))}</strong> {subjectName(of, one.subjectId)}{one.factId} <Tag className={`light ${lightOf(one.state)}`}>{word('CheckState', one.state)}</Tag> <Rule of={one.basis} />
          <dl>
            <Line name={say('发现', 'Found')}>{one.data}</Line>
            <Line name={say('怎样解决', 'What would settle it')}>{one.state === 'open' ? one.settle : null}</Line>
            <Line name={say('结果', 'Outcome')}>{one.how}</Line>
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
  const word = useWord()
  const open = of.checks.filter(({ state }) => state === 'open')
  if (!looksBefore.includes(step) || open.length === 0) return null
  return <Alert type="warning" showIcon style={{ marginBottom: 10 }} title={say(`还有 ${open.length} 项核对发现没有解决，不妨碍办理`, `${open.length} checks are open; they bar nothing`)} description={<ul style={{ margin: 0, paddingInlineStart: 18 }}>{open.map((one) => <li key={one.key}><strong>{say(one.label, word('CheckCode', one.code))}</strong>：{one.data}</li>)}</ul>} />
}
