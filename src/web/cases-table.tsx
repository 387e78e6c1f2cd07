/** Cases as a dense table: the same columns wherever cases are listed, each chosen or left out. */
import { Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { daysBetween } from '../review/day.ts'
import type { RowFragment } from './gql/graphql.ts'
import { DayText, DueMark, StageMark } from './marks.tsx'
import { todayInChina, useSay, useWord, type Say } from './words.ts'

type Column = { title: string; width?: number; minWidth?: number; render: (row: RowFragment) => ReactNode }

/** For how long nothing was done with a case that is in somebody's hands. */
const idle = (say: Say, days: number): string => (days <= 0 ? say('今天办过', 'A step today') : say(`${days} 天没有办理`, `${days} ${days === 1 ? 'day' : 'days'} without a step`))

const columnsOf = (say: Say, word: (type: string, value: string | null | undefined) => string) => ({
  number: { title: say('案件编号', 'Number'), width: 170, render: (row) => <Link to={`/cases/${encodeURIComponent(row.id)}`}>{row.number}</Link> },
  title: { title: say('案由', 'Matter'), minWidth: 80, render: (row) => row.title || <span className="quiet">{say('已归档，经批准方可查阅', 'Archived; reading it wants a leave')}</span> },
  subjects: { title: say('被审查调查人', 'Subjects'), width: 130, render: (row) => row.subjectNames },
  body: { title: say('派驻机构', 'Body'), width: 230, render: (row) => row.body.name },
  zone: { title: say('片区', 'Zone'), width: 100, render: (row) => row.zone.name },
  stage: { title: say('阶段', 'Stage'), width: 130, render: (row) => <StageMark stage={row.stage} /> },
  holder: { title: say('在谁手里', 'Held by'), width: 130, render: (row) => (row.holder ? <>{word('Holder', row.holder)}<br /><span className="quiet">{idle(say, daysBetween(row.lastOn, todayInChina()))}</span></> : null) },
  dueOn: { title: say('审理期限', 'Due'), width: 230, render: (row) => <DueMark {...row} /> },
  acceptedOn: { title: say('受理日期', 'Accepted'), width: 130, render: (row) => <DayText day={row.acceptedOn} /> },
  transferredOn: { title: say('移送日期', 'Transferred'), width: 130, render: (row) => <DayText day={row.transferredOn} /> },
  returns: { title: say('退回次数', 'Returns'), width: 90, render: (row) => row.returnsCount },
  last: { title: say('最近办理', 'Last step'), width: 240, render: (row) => <>{word('StepName', row.lastStep)} · {row.lastBy.name} · <DayText day={row.lastOn} /></> },
}) satisfies Record<string, Column>

export type ColumnName = keyof ReturnType<typeof columnsOf>
export const columnNames: readonly ColumnName[] = ['number', 'title', 'subjects', 'stage', 'dueOn', 'holder', 'body', 'zone', 'acceptedOn', 'transferredOn', 'returns', 'last']

/** The names of the columns in words, for choosing. */
export function useColumnWords(): { value: ColumnName; label: string }[] {
  const columns = columnsOf(useSay(), useWord())
  return columnNames.map((value) => ({ value, label: columns[value].title }))
}

export function CasesTable({ rows, shown, empty }: { rows: readonly RowFragment[]; shown: readonly ColumnName[]; empty: ReactNode }) {
  const all: Record<ColumnName, Column> = columnsOf(useSay(), useWord())
  const columns: TableColumnsType<RowFragment> = shown.map((name) => ({ key: name, ...all[name], render: (_value: unknown, row: RowFragment) => all[name].render(row) }))
  return <Table<RowFragment> rowKey="id" size="small" dataSource={[...rows]} columns={columns} pagination={false} {...(rows.length > 0 ? { scroll: { x: 'max-content' as const } } : {})} locale={{ emptyText: empty }} />
}
