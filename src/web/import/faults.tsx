/** What is wrong with the rows, and what is worth a look: a page at a time from the server, however many there are. */
import { useQuery } from '@tanstack/react-query'
import { Table, Tabs } from 'antd'
import { useState } from 'react'
import { askAddress } from '../ask.ts'
import { Nothing, Shown } from '../states.tsx'
import { useSay } from '../words.ts'
import { sheetKey, type Held, type Lines } from './sheet.ts'

const onPage = 50

export function Faults({ of: { id, counts } }: { of: Held }) {
  const say = useSay()
  const { faults = 0, remarks = 0 } = counts ?? {}
  return (
    <Tabs items={[
      { key: 'faults', label: say(`错误（${faults}处）`, `Faults (${faults})`), children: <Listed id={id} which="faults" /> },
      { key: 'remarks', label: say(`提醒（${remarks}处）`, `Remarks (${remarks})`), children: <Listed id={id} which="remarks" /> },
    ]} />
  )
}

function Listed({ id, which }: { id: string; which: 'faults' | 'remarks' }) {
  const say = useSay()
  const [page, setPage] = useState(1)
  const asked = useQuery({ queryKey: [sheetKey, id, which, page], staleTime: Infinity, queryFn: () => askAddress<Lines>(`/imports/${id}/lines?of=${which}&from=${(page - 1) * onPage}`), placeholderData: (before) => before })
  return (
    <Shown of={asked} rows={3}>{({ total, lines }) => (
      <Table size="small" rowKey={(one) => `${one.n} ${one.message}`} dataSource={lines} locale={{ emptyText: <Nothing>{which === 'faults' ? say('没有错误', 'No faults') : say('没有提醒', 'No remarks')}</Nothing> }}
        pagination={{ current: page, pageSize: onPage, total, showSizeChanger: false, hideOnSinglePage: true, onChange: setPage }}
        columns={[{ title: say('行', 'Row'), dataIndex: 'n', width: 80 }, { title: which === 'faults' ? say('错在哪里', 'What is wrong') : say('提醒什么', 'What to look at'), dataIndex: 'message', render: (text: string) => <span style={{ overflowWrap: 'anywhere' }}>{text}</span> }]} />
    )}</Shown>
  )
}
