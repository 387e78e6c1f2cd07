/** One stationed body: its units, its zone and the zones before, and who works there today. */
import { Button, Drawer } from 'antd'
import { Link } from 'react-router'
import { useAsked } from '../ask.ts'
import { OneBodyDocument } from '../gql/graphql.ts'
import { DayText, Line, Section } from '../marks.tsx'
import { usePostLine } from '../posts.ts'
import { Nothing, Shown } from '../states.tsx'
import { todayInChina, useSay } from '../words.ts'

export function BodyDrawer({ id, openPerson, close }: { id: string; openPerson: (id: string) => void; close: () => void }) {
  const say = useSay()
  const line = usePostLine()
  const today = todayInChina()
  const asked = useAsked(OneBodyDocument, { id })
  const node = asked.data?.node
  return (
    <Drawer open onClose={close} size={640} title={(node && 'covers' in node ? node.name : '') || say('派驻机构', 'Body')}>
      <Shown of={asked}>{({ node: body }) => body === null || body === undefined || !('covers' in body) ? <Nothing>{say('名单里没有这个派驻机构', 'No such body on the roster')}</Nothing> : (
        <>
          <dl>
            <Line name={say('代号', 'Code')}>{body.code}</Line>
            <Line name={say('驻在单位', 'Stationed in')}>{body.stationedIn}</Line>
            <Line name={say('监督单位', 'Covers')}>{body.covers.join('、')}</Line>
            <Line name={say('所属片区', 'Zone')}>{body.zone.name}</Line>
          </dl>
          <Section title={say('先后所属的片区', 'Its zones so far')}>
            <ul className="bare">{body.placements.map(({ from, zone }) => <li key={`${from ?? ''} ${zone.id}`}>{from ? <><DayText day={from} />{say('起：', ' on: ')}</> : say('列入名单时：', 'At first: ')}{zone.name}{from !== null && from !== undefined && from > today ? say('（已经批准，尚未到日期）', ' (approved, to come)') : ''}</li>)}</ul>
            <p><Link to={`/people?tab=placement&body=${encodeURIComponent(body.id)}`}>{say('看看调整到别的片区会怎样', 'See what moving it would change')}</Link></p>
          </Section>
          <Section title={say('今天在这里任职的人', 'Who works there today')} count={body.people.length}>
            {body.people.length === 0 ? <Nothing>{say('今天没有人在这里任职', 'Nobody today')}</Nothing> : (
              <ul className="bare">{body.people.map((person) => (
                <li key={person.id}><Button type="link" size="small" className="plain" onClick={() => openPerson(person.id)}>{person.name}</Button> {person.posts.filter((post) => post.body?.id === body.id && post.from <= today && (!post.until || post.until >= today)).map(line).join('、')}</li>
              ))}</ul>
            )}
          </Section>
        </>
      )}</Shown>
    </Drawer>
  )
}
