/** What another value of a number moves, as it is said before it is proposed and before it is confirmed. */
import { Table } from 'antd'
import { Link } from 'react-router'
import type { PolicyMovesFragment } from '../gql/graphql.ts'
import { DayText } from '../marks.tsx'
import { Nothing } from '../states.tsx'
import { dayIn, useLanguage, useSay, useWord } from '../words.ts'

type Difference = { label: string; before: string; after: string }

/** The cells that change, each with what it said and will say. */
export const Differences = ({ of }: { of: readonly Difference[] }) => <ul className="bare">{of.map((one) => <li key={one.label}>{one.label}：{one.before} → <strong>{one.after}</strong></li>)}</ul>

export function Moved({ of: { differences, from, looked, moves, totalCount } }: { of: PolicyMovesFragment }) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const shown = (what: string, value?: string | null) => (value === null || value === undefined ? say('没有', 'none') : what === 'due' ? dayIn(language, value) : value)
  return (
    <section className="section" aria-label={say('会变动的', 'What moves')}>
      <p>{say('自', 'From ')}<DayText day={from} />{say('起：', ' on:')}</p>
      <Differences of={differences} />
      {looked ? (
        <>
          <Table size="small" rowKey={(one) => `${one.caseId} ${one.what} ${one.label} ${one.subjectId ?? ''} ${one.before ?? ''}`} pagination={moves.length > 20 ? { pageSize: 20 } : false} scroll={{ x: 'max-content' }} dataSource={[...moves]}
            locale={{ emptyText: <Nothing>{say('您可以查看的在办案件没有变动', 'Nothing moves in the open cases you may see')}</Nothing> }} columns={[
              { title: say('案件编号', 'Number'), render: (_v, one) => <Link to={`/cases/${encodeURIComponent(one.caseId)}`}>{one.number}</Link> }, { title: say('案件名称', 'Title'), dataIndex: 'title' },
              { title: say('变动的是', 'What'), render: (_v, one) => `${word('PolicyMoveKind', one.what)}：${one.label}` },
              { title: say('现在', 'Now'), render: (_v, one) => shown(one.what, one.before) },
              { title: say('改动以后', 'Then'), render: (_v, one) => <>{shown(one.what, one.after)}{one.held ? <span className="quiet"> {say('停止计算，还会顺延', 'held, moves on')}</span> : null}</> },
            ]} />
          <p className="quiet">{say(`共 ${totalCount} 处变动，按今天推算，只列您可以查看的在办案件；生效后对全部案件一样。`, `${totalCount} in all, as of today, of the open cases you may see; in force it holds for every case.`)}</p>
        </>
      ) : <p className="quiet">{say('这个参数不影响在办案件的届满日、灯、批准人和办理路径。', 'This number moves no due day, light, approver or route of an open case.')}</p>}
    </section>
  )
}
