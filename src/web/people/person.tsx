/** One person: all posts with their days, the bodies whose cases they do not review, declared interests and recusals, each as far as it is told to whoever looks. */
import { Drawer, Table } from 'antd'
import { Link } from 'react-router'
import { useAsked } from '../ask.ts'
import { LoadsDocument, OnePersonDocument } from '../gql/graphql.ts'
import { DayText, Line, Section } from '../marks.tsx'
import { Nothing, Shown } from '../states.tsx'
import { useSay, useWord } from '../words.ts'
import { Posts } from './posts.tsx'

export function PersonDrawer({ id, close }: { id: string; close: () => void }) {
  const say = useSay()
  const word = useWord()
  const asked = useAsked(OnePersonDocument, { id, after: null })
  const load = useAsked(LoadsDocument, {}).data?.figures.loads.find(({ person }) => person.id === id)
  const node = asked.data?.node
  const name = node && 'posts' in node ? node.name : ''
  return (
    <Drawer open onClose={close} size={720} title={name || say('人员', 'Person')}>
      <Shown of={asked}>{({ node: person, personView: { apartTold, apart, recusals }, interests }) => person === null || person === undefined || !('posts' in person) ? <Nothing>{say('名单里没有这个人', 'Nobody of that id is on the roster')}</Nothing> : (
        <>
          <dl>
            <Line name={say('来自', 'Comes from')}>{person.homeBody?.name ?? say('不来自派驻机构', 'No body')}</Line>
            <Line name={say('涉密等级', 'Clearance')}>{person.clearance ? word('SecrecyLevel', person.clearance) : null}</Line>
            <Line name={say('在办负担', 'Load')}>{load ? (load.weight === null ? say(`片区内由轻到重第 ${load.rank}`, `No. ${load.rank} in the zone by load`) : say(`${load.weight}，在办 ${load.caseCount ?? 0} 件`, `${load.weight}, ${load.caseCount ?? 0} open cases`)) : null}</Line>
          </dl>
          <Section title={say('任职', 'Posts')} count={person.posts.length}><Posts of={person.posts} /></Section>
          {apartTold ? (
            <Section title={say('不审理其案件的派驻机构', 'Bodies whose cases they do not review')} count={apart.length}>
              {apart.length === 0 ? <p className="quiet">{say('没有', 'None')}</p> : <ul>{apart.map((one) => <li key={one.body.id}>{one.body.name}：{one.because}</li>)}</ul>}
            </Section>
          ) : null}
          {interests.edges.length === 0 ? null : (
            <Section title={say('申报的利害关系', 'Declared interests')} count={interests.edges.length}>
              <Table size="small" rowKey="id" pagination={false} dataSource={interests.edges.map(({ node: one }) => one)} columns={[
                { title: say('与', 'In'), render: (_v, one) => one.body?.name ?? one.unit ?? '' }, { title: say('关系', 'What'), dataIndex: 'note' },
                { title: say('自', 'From'), render: (_v, one) => <DayText day={one.from} /> }, { title: say('到', 'Until'), render: (_v, one) => (one.until ? <DayText day={one.until} /> : say('没有解除', 'in force')) },
                { title: say('申报人', 'By'), render: (_v, one) => one.declaredBy.name },
              ]} />
            </Section>
          )}
          {recusals.length === 0 ? null : (
            <Section title={say('个案回避', 'Recusals in cases')} count={recusals.length}>
              <p className="quiet">{say('已经决定、没有解除的，只列您可以查看的案件', 'Decided and not lifted, in the cases you may see')}</p>
              <Table size="small" rowKey="caseId" pagination={false} dataSource={[...recusals]} columns={[
                { title: say('案件编号', 'Number'), render: (_v, one) => <Link to={`/cases/${encodeURIComponent(one.caseId)}`}>{one.number}</Link> }, { title: say('案件名称', 'Title'), dataIndex: 'title' },
                { title: say('理由', 'Ground'), render: (_v, one) => word('RecusalGround', one.ground) }, { title: say('当时的职务', 'As'), render: (_v, one) => word('Role', one.post) }, { title: say('决定日期', 'Decided'), render: (_v, one) => <DayText day={one.approvedOn} /> },
              ]} />
            </Section>
          )}
          {apartTold ? null : <p className="quiet">{say('回避的派驻机构、利害关系只告诉本人、管理员、案件审理室和领导。', 'Bodies kept apart from and interests are told to the person, administrators, the office and leaders.')}</p>}
        </>
      )}</Shown>
    </Drawer>
  )
}
