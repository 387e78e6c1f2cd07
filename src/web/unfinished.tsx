/** 未办完的填写: forms that were begun and not sent, wherever they were left. */
import { Link } from 'react-router'
import { useAsked } from './ask.ts'
import { UnfinishedStepsDocument } from './gql/graphql.ts'
import { Section } from './marks.tsx'
import { instantIn, useLanguage, useSay, useWord } from './words.ts'

export function Unfinished() {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const { data } = useAsked(UnfinishedStepsDocument, {})
  const left = data?.unfinishedSteps ?? []
  if (left.length === 0) return null
  return (
    <Section title={say('填了还没有办理的', 'Begun and not sent')} count={left.length}>
      <ul className="papers">
        {left.map(({ caseId, number, title, step, label, savedAt }) => (
          <li key={`${caseId ?? ''} ${step}`}>
            <Link to={caseId ? `/cases/${encodeURIComponent(caseId)}?step=${step}` : '/cases/new'}>{say(label, word('StepName', step))}</Link> {number === null || number === undefined ? null : <>{number} {title}</>} <span className="quiet">{instantIn(language, savedAt)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
