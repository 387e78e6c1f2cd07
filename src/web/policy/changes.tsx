/** Changes to the policy: those that wait, each with what it would move before it is decided, and what became of the others. */
import { App, Button, Input, Modal, Select, Space, Table } from 'antd'
import { useState } from 'react'
import { useAsked, useDoing } from '../ask.ts'
import { useConfirming } from '../door.tsx'
import { ConfirmPolicyDocument, PolicyChangesDocument, PolicyMovedDocument, RejectPolicyDocument, WithdrawPolicyDocument, type PolicyChangedFragment, type PolicyChangeState } from '../gql/graphql.ts'
import { DayText, Section } from '../marks.tsx'
import { Pager } from '../pager.tsx'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { Nothing, Shown } from '../states.tsx'
import { choicesOf, instantIn, useLanguage, useSay, useWord } from '../words.ts'
import { Differences, Moved } from './moves.tsx'

export function PolicyChanges() {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const { message } = App.useApp()
  const [state, setState] = useState<PolicyChangeState | null>('pending')
  const [after, setAfter] = useState<string | null>(null)
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const [rejecting, setRejecting] = useState<PolicyChangedFragment | null>(null)
  const [looking, setLooking] = useState<PolicyChangedFragment | null>(null)
  const [note, setNote] = useState('')
  const { confirmation, failed } = useConfirming((said) => setRefusals([{ message: said }]))
  const [confirm, reject, withdraw] = [useDoing(ConfirmPolicyDocument), useDoing(RejectPolicyDocument), useDoing(WithdrawPolicyDocument)]
  const run = (doing: () => Promise<{ outcome: { __typename: string; refusals?: readonly RefusalLine[] } }>) => {
    doing().then(({ outcome }) => {
      setRefusals([...(outcome.refusals ?? [])])
      if (outcome.__typename === 'PolicyChanged') void message.success(say('已办理', 'Done'))
      return undefined
    }).catch((error: unknown) => failed(error, () => run(doing)))
  }
  const asked = useAsked(PolicyChangesDocument, { state, after })
  return (
    <Section title={say('参数的改动', 'Changes')} extra={<Select allowClear style={{ width: 180 }} aria-label={say('改动的状态', 'State of changes')} placeholder={say('全部状态', 'Every state')} value={state ?? undefined} options={choicesOf(language, 'PolicyChangeState')} onChange={(next?: PolicyChangeState) => { setState(next ?? null); setAfter(null) }} />}>
      <Refusals of={refusals} />
      <Shown of={asked}>{({ policyChanges }) => (
        <>
          <Table size="small" rowKey="id" pagination={false} scroll={{ x: 'max-content' }} dataSource={policyChanges.edges.map(({ node }) => node)} locale={{ emptyText: <Nothing>{say('没有这样的改动', 'None')}</Nothing> }} columns={[
            { title: say('参数', 'Number'), dataIndex: 'label' }, { title: say('改动', 'Change'), render: (_v, one) => <Differences of={one.differences} /> },
            { title: say('自', 'From'), render: (_v, one) => <DayText day={one.from} /> },
            { title: say('依据和理由', 'Basis and reason'), render: (_v, one) => <>{one.source}<br /><span className="quiet">{one.reason}</span></> },
            { title: say('提出', 'Proposed'), render: (_v, one) => <>{one.proposedBy.name}（{word('Role', one.proposedRole)}）<br /><span className="quiet">{instantIn(language, one.proposedAt)}</span></> },
            { title: say('状态', 'State'), render: (_v, one) => <>{word('PolicyChangeState', one.state)}<br /><span className="quiet">{one.state === 'pending' ? <>{say('最迟', 'by')} <DayText day={one.lapsesOn} /></> : [one.decidedBy?.name, one.note].filter(Boolean).join('：')}</span></> },
            { title: say('办理', 'Do'), fixed: 'end', render: (_v, one) => one.mayDecide
              ? <Space><Button size="small" type="primary" onClick={() => setLooking(one)}>{say('看变动，再同意', 'See, then approve')}</Button><Button size="small" onClick={() => { setNote(''); setRejecting(one) }}>{say('不同意', 'Reject')}</Button></Space>
              : one.mayWithdraw ? <Button size="small" onClick={() => run(() => withdraw.mutateAsync({ changeId: one.id }))}>{say('撤回', 'Withdraw')}</Button> : null },
          ]} />
          {policyChanges.pageInfo.hasNextPage || after !== null ? <Pager of={policyChanges} after={after} go={setAfter} /> : null}
        </>
      )}</Shown>
      <Modal open={looking !== null} width={900} title={say(`${looking?.label ?? ''}：会变动的`, `${looking?.label ?? ''}: what moves`)} okText={say('同意', 'Approve')} cancelText={say('返回', 'Back')} onCancel={() => setLooking(null)} onOk={() => { const one = looking; setLooking(null); if (one) run(() => confirm.mutateAsync({ changeId: one.id, note: null })) }}>
        {looking ? <MovedBy id={looking.id} /> : null}
      </Modal>
      <Modal open={rejecting !== null} title={say('不同意的理由', 'Why not')} onCancel={() => setRejecting(null)} onOk={() => { const one = rejecting; setRejecting(null); if (one) run(() => reject.mutateAsync({ changeId: one.id, note })) }}>
        <Input.TextArea aria-label={say('不同意的理由', 'Why not')} value={note} onChange={({ target }) => setNote(target.value)} autoSize={{ minRows: 2 }} />
      </Modal>
      {confirmation}
    </Section>
  )
}

/** What a change that waits would move, reckoned now. */
function MovedBy({ id }: { id: string }) {
  const say = useSay()
  return <Shown of={useAsked(PolicyMovedDocument, { id })}>{({ policyChange }) => (policyChange?.preview ? <Moved of={policyChange.preview} /> : <Nothing>{say('这项改动已有结果，请刷新', 'It has been decided; please reload')}</Nothing>)}</Shown>
}
