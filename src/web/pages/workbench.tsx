/** 工作台: what waits for me, what waits for others, what is done. */
import { Tabs } from 'antd'
import { Unfinished } from '../unfinished.tsx'
import { Link } from 'react-router'
import { useAsked } from '../ask.ts'
import { CasesTable, type ColumnName } from '../cases-table.tsx'
import { WorkbenchDocument, type WorkbenchQuery } from '../gql/graphql.ts'
import { Section } from '../marks.tsx'
import { MyMeetings } from '../meeting/mine.tsx'
import { usePostLine } from '../posts.ts'
import { useMe } from '../shell.tsx'
import { Nothing, Shown } from '../states.tsx'
import { useSay } from '../words.ts'

type Shelf = Exclude<keyof WorkbenchQuery['work'], '__typename'>

const mine: readonly ColumnName[] = ['number', 'title', 'subjects', 'stage', 'dueOn', 'body', 'last']
const theirs: readonly ColumnName[] = ['number', 'title', 'subjects', 'stage', 'holder', 'dueOn', 'last']

export function Page() {
  const say = useSay()
  const me = useMe()
  const line = usePostLine()
  const asked = useAsked(WorkbenchDocument, {})
  const shelf = (work: WorkbenchQuery['work'], name: Shelf, columns: readonly ColumnName[], empty: string) =>
    <CasesTable rows={work[name].edges.map(({ node }) => node)} shown={columns} empty={<Nothing>{empty}</Nothing>} />
  const drafts = me.acting.role === 'handler'
  return (
    <>
      <h1>{say('工作台', 'Workbench')} <small className="quiet">{line(me.acting)}</small></h1>
      <Shown of={asked}>{({ work }) => (
        <>
          {work.asked.totalCount > 0 ? <Section title={say('等我批准', 'Waiting for my approval')} count={work.asked.totalCount}>{shelf(work, 'asked', mine, '')}</Section> : null}
          <MyMeetings />
          <Unfinished />
          <Section title={say('案件', 'Cases')} extra={drafts ? <Link to="/cases/new">{say('新建移送', 'New transfer')}</Link> : null}>
            <Tabs items={[
              { key: 'toAct', label: say(`待办 ${work.toAct.totalCount}`, `To do ${work.toAct.totalCount}`), children: shelf(work, 'toAct', mine, say('没有等您办理的案件', 'Nothing waits for you')) },
              { key: 'waiting', label: say(`在办 ${work.waiting.totalCount}`, `With others ${work.waiting.totalCount}`), children: shelf(work, 'waiting', theirs, say('没有等别人办理的案件', 'Nothing waits for others')) },
              { key: 'done', label: say(`办结 ${work.done.totalCount}`, `Done ${work.done.totalCount}`), children: shelf(work, 'done', theirs, say('还没有办结的案件', 'Nothing is done yet')) },
            ]} />
          </Section>
        </>
      )}</Shown>
    </>
  )
}
