/** 查阅归档案件的申请: one's own, and for the approver those that wait. */
import { Button, Input, Modal, Space, Table } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsked, useDoing } from './ask.ts'
import { useConfirming } from './door.tsx'
import { GrantLeaveDocument, LeavesDocument, RejectLeaveDocument, WithdrawLeaveDocument, type LeaveState } from './gql/graphql.ts'
import { DayText, Section } from './marks.tsx'
import { Refusals, type RefusalLine } from './refusals.tsx'
import { useMe } from './shell.tsx'
import { Nothing, Shown } from './states.tsx'
import { useSay, useWord } from './words.ts'

export function Leaves() {
  const say = useSay()
  const word = useWord()
  const me = useMe()
  const [after, setAfter] = useState<string | null>(null)
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const [refusing, setRefusing] = useState<{ id: string; state: LeaveState } | null>(null)
  const [reason, setReason] = useState('')
  const { confirmation, failed } = useConfirming((said) => setRefusals([{ message: said }]))
  const [grant, reject, withdraw] = [useDoing(GrantLeaveDocument), useDoing(RejectLeaveDocument), useDoing(WithdrawLeaveDocument)]
  const decides = me.acting.role === 'leaderInCharge'
  const run = (doing: () => Promise<{ outcome: { __typename: string; refusals?: RefusalLine[] } }>) => {
    doing().then(({ outcome }) => setRefusals(outcome.refusals ?? [])).catch((error: unknown) => failed(error, () => run(doing)))
  }
  return (
    <Section title={say('查阅申请', 'Leave to read')}>
      <Refusals of={refusals} />
      <Shown of={useAsked(LeavesDocument, { after })}>{({ leaves }) => (
        <>
          <Table size="small" rowKey="id" pagination={false} scroll={{ x: 'max-content' }} dataSource={leaves.edges.map(({ node }) => node)} locale={{ emptyText: <Nothing>{say('没有查阅申请', 'None')}</Nothing> }} columns={[
            { title: say('案件', 'Case'), render: (_v, one) => <Link to={`/cases/${encodeURIComponent(one.caseId)}`}>{say('打开案件', 'Open the case')}</Link> }, { title: say('查阅人', 'Reader'), render: (_v, one) => one.person.name }, { title: say('目的', 'Why'), dataIndex: 'purpose' },
            { title: say('期限', 'Period'), render: (_v, one) => <><DayText day={one.from} /> — <DayText day={one.until} /></> }, { title: say('状态', 'State'), render: (_v, one) => <>{word('LeaveState', one.state)}{one.decisions.slice(-1).map((last) => (last.reason ? `：${last.reason}` : ''))}</> },
            ...(decides ? [{ title: say('办理', 'Do'), fixed: 'end' as const, render: (_v: unknown, one: { id: string; state: LeaveState }) => one.state === 'waiting'
              ? <Space><Button size="small" type="primary" onClick={() => run(() => grant.mutateAsync({ leaveId: one.id }))}>{say('批准', 'Grant')}</Button><Button size="small" onClick={() => { setReason(''); setRefusing(one) }}>{say('不批准', 'Refuse')}</Button></Space>
              : one.state === 'granted' ? <Button size="small" onClick={() => { setReason(''); setRefusing(one) }}>{say('收回', 'Withdraw')}</Button> : null }] : []),
          ]} />
          {leaves.pageInfo.hasNextPage ? <Button style={{ marginTop: 12 }} onClick={() => setAfter(leaves.pageInfo.endCursor ?? null)}>{say('下一页', 'Next')}</Button> : null}
        </>
      )}</Shown>
      <Modal open={refusing !== null} title={refusing?.state === 'granted' ? say('收回的理由', 'Why it is withdrawn') : say('不批准的理由', 'Why not')} onCancel={() => setRefusing(null)} onOk={() => { const one = refusing; setRefusing(null); if (one) run(() => (one.state === 'granted' ? withdraw : reject).mutateAsync({ leaveId: one.id, reason })) }}>
        <Input.TextArea aria-label={say('理由', 'Reason')} value={reason} onChange={({ target }) => setReason(target.value)} autoSize={{ minRows: 2 }} />
      </Modal>
      {confirmation}
    </Section>
  )
}
