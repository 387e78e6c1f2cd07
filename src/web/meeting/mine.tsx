/** 我要参加的审议, on the workbench: the meetings to come to which one is invited. */
import { Link } from 'react-router'
import { useAsked } from '../ask.ts'
import { MyMeetingsDocument } from '../gql/graphql.ts'
import { DayText, Section } from '../marks.tsx'
import { useSay } from '../words.ts'
import { useWhose } from './marks.tsx'

export function MyMeetings() {
  const say = useSay()
  const whose = useWhose()
  const { data } = useAsked(MyMeetingsDocument, {})
  const mine = data?.meetings.edges.map(({ node }) => node).filter(({ isInvited }) => isInvited) ?? []
  if (mine.length === 0) return null
  return (
    <Section title={say('我要参加的审议', 'Meetings I am invited to')} count={mine.length}>
      <ul className="papers">
        {mine.map((one) => <li key={one.id}><Link to={`/meetings/${encodeURIComponent(one.id)}`}><DayText day={one.on} /> {one.time}</Link> {one.place}　{whose(one)}　{say(`${one.itemCount}个议题`, `${one.itemCount} items`)}</li>)}
      </ul>
    </Section>
  )
}
