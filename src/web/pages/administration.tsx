/** 管理: grants by two, accounts, the register of interference, rest days, and the audit log, each for those whose it is. */
import { App, Button, Input, Modal, Select, Space, Table, Tabs, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { isAdministrator } from '../../review/people.ts'
import { useAsked, useDoing } from '../ask.ts'
import { Audit } from '../audit.tsx'
import { Calendars } from './calendar.tsx'
import { useConfirming } from '../door.tsx'
import { AccountsDocument, ApproveGrantDocument, GrantsDocument, InterferencesDocument, ReadsPolicyDocument, RejectGrantDocument, TemplatesDocument, WithdrawGrantDocument, type AccountState, type GrantedFragment, type GrantState } from '../gql/graphql.ts'
import { ProposeGrants } from '../grants/propose.tsx'
import { Leaves } from '../leaves.tsx'
import { DayText, Section } from '../marks.tsx'
import { Pager } from '../pager.tsx'
import { PolicyNumbers } from '../policy/policy.tsx'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { useMe } from '../shell.tsx'
import { Nothing, Shown } from '../states.tsx'
import { Templates } from '../templates.tsx'
import { choicesOf, instantIn, useLanguage, useSay, useWord } from '../words.ts'

function Grants() {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const me = useMe()
  const { modal } = App.useApp()
  const [state, setState] = useState<GrantState | null>('pending')
  const [after, setAfter] = useState<string | null>(null)
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const [rejecting, setRejecting] = useState<GrantedFragment | null>(null)
  const [note, setNote] = useState('')
  const { confirmation, failed } = useConfirming((said) => setRefusals([{ message: said }]))
  const [approve, reject, withdraw] = [useDoing(ApproveGrantDocument), useDoing(RejectGrantDocument), useDoing(WithdrawGrantDocument)]
  const run = (doing: () => Promise<{ outcome: { __typename: string; codeHalf?: string | null; refusals?: RefusalLine[] } }>) => {
    doing().then(({ outcome }) => {
      setRefusals(outcome.refusals ?? [])
      if (outcome.codeHalf) modal.info({ title: say('一次性码的后一半，只显示这一次', 'The second half of the code, shown once'), content: <code className="once">{outcome.codeHalf}</code> })
      return undefined
    }).catch((error: unknown) => failed(error, () => run(doing)))
  }
  const asked = useAsked(GrantsDocument, { state, after })
  return (
    <>
    <ProposeGrants />
    <Section title={say('授权提请', 'Grants')} extra={<Select allowClear style={{ width: 180 }} aria-label={say('状态', 'State')} placeholder={say('全部状态', 'Every state')} value={state ?? undefined} options={choicesOf(language, 'GrantState')} onChange={(next?: GrantState) => { setState(next ?? null); setAfter(null) }} />}>
      <Refusals of={refusals} />
      <Shown of={asked}>{({ grants }) => (
        <>
          <Table size="small" rowKey="id" pagination={false} scroll={{ x: 'max-content' }} dataSource={grants.edges.map(({ node }) => node)} locale={{ emptyText: <Nothing>{say('没有这样的提请', 'None')}</Nothing> }} columns={[
            { title: say('内容', 'What'), render: (_v, one) => <>{one.person ? `${one.person.name}：` : ''}{one.summary}</> },
            { title: say('理由', 'Why'), dataIndex: 'reason' },
            { title: say('提请', 'Proposed'), render: (_v, one) => <>{one.proposedBy.name}（{word('Role', one.proposedRole)}）<br /><span className="quiet">{instantIn(language, one.proposedAt)}</span></> },
            { title: say('状态', 'State'), render: (_v, one) => <>{word('GrantState', one.state)}{one.state === 'pending' ? <><br /><span className="quiet">{say('最迟', 'by')} <DayText day={one.lapsesOn} /></span></> : one.note ? `：${one.note}` : ''}</> },
            { title: say('办理', 'Do'), fixed: 'end', render: (_v, one) => one.state !== 'pending' ? null : one.proposedBy.id === me.person.id
              ? <Button size="small" onClick={() => run(() => withdraw.mutateAsync({ grantId: one.id }))}>{say('撤回', 'Withdraw')}</Button>
              : <Space><Button size="small" type="primary" onClick={() => run(() => approve.mutateAsync({ grantId: one.id }))}>{say('同意', 'Approve')}</Button><Button size="small" onClick={() => { setNote(''); setRejecting(one) }}>{say('不同意', 'Reject')}</Button></Space> },
          ]} />
          <Pager of={grants} after={after} go={setAfter} />
        </>
      )}</Shown>
      <Modal open={rejecting !== null} title={say('不同意的理由', 'Why not')} onCancel={() => setRejecting(null)} onOk={() => { const one = rejecting; setRejecting(null); if (one) run(() => reject.mutateAsync({ grantId: one.id, note })) }}>
        <Input.TextArea aria-label={say('理由', 'Reason')} value={note} onChange={({ target }) => setNote(target.value)} autoSize={{ minRows: 2 }} />
      </Modal>
      {confirmation}
    </Section>
    </>
  )
}

function Accounts() {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const [state, setState] = useState<AccountState | null>(null)
  const [after, setAfter] = useState<string | null>(null)
  return (
    <Section title={say('帐号', 'Accounts')} extra={<Select allowClear style={{ width: 220 }} aria-label={say('状态', 'State')} placeholder={say('全部状态', 'Every state')} value={state ?? undefined} options={choicesOf(language, 'AccountState')} onChange={(next?: AccountState) => { setState(next ?? null); setAfter(null) }} />}>
      <Shown of={useAsked(AccountsDocument, { state, after })}>{({ accounts }) => (
        <>
          <Table size="small" rowKey="login" pagination={false} dataSource={accounts.edges.map(({ node }) => node)} locale={{ emptyText: <Nothing>{say('没有这样的帐号', 'None')}</Nothing> }} columns={[
            { title: say('姓名', 'Name'), render: (_v, one) => one.person.name }, { title: say('登录名', 'Login'), dataIndex: 'login' },
            { title: say('状态', 'State'), render: (_v, one) => <Tag className={`light ${one.state === 'open' ? 'green' : 'amber'}`}>{word('AccountState', one.state)}</Tag> },
            { title: say('正在登录', 'Signed in'), dataIndex: 'sessionCount' }, { title: say('最近登录', 'Last used'), render: (_v, one) => (one.usedAt ? instantIn(language, one.usedAt) : '') },
          ]} />
          <Pager of={accounts} after={after} go={setAfter} />
        </>
      )}</Shown>
    </Section>
  )
}

function Interferences() {
  const say = useSay()
  const word = useWord()
  const [after, setAfter] = useState<string | null>(null)
  return (
    <Section title={say('过问登记', 'Register of interference')}>
      <Shown of={useAsked(InterferencesDocument, { after })}>{({ interferences }) => (
        <>
          <Table size="small" rowKey={(one) => `${one.registeredAt} ${one.caseNumber}`} pagination={false} scroll={{ x: 'max-content' }} dataSource={interferences.edges.map(({ node }) => node)} locale={{ emptyText: <Nothing>{say('没有您可以查看的登记', 'Nothing you may read')}</Nothing> }} columns={[
            { title: say('案件编号', 'Case'), dataIndex: 'caseNumber' }, { title: say('种类', 'Kind'), render: (_v, one) => word('InterferenceKind', one.kind) }, { title: say('何人', 'Who'), render: (_v, one) => one.interferer.person?.name ?? one.interferer.name },
            { title: say('日期', 'Day'), render: (_v, one) => <DayText day={one.on} /> }, { title: say('内容', 'Said'), dataIndex: 'said' }, { title: say('答复', 'Answered'), dataIndex: 'answered' }, { title: say('登记人', 'By'), render: (_v, one) => one.registeredBy.name },
          ]} />
          <Pager of={interferences} after={after} go={setAfter} />
        </>
      )}</Shown>
    </Section>
  )
}

export function Page() {
  const say = useSay()
  const { acting: { role } } = useMe()
  const [address, setAddress] = useSearchParams()
  // Only whoever keeps the templates is told of any, and of numbers only whoever has to do with them.
  const keepsTemplates = (useAsked(TemplatesDocument, {}).data?.templates.length ?? 0) > 0
  const readsPolicy = (useAsked(ReadsPolicyDocument, {}).data?.policySettings.length ?? 0) > 0
  const tabs: { key: string; label: string; children: ReactNode }[] = [
    { key: 'grants', label: say('授权', 'Grants'), children: <Grants /> },
    ...(isAdministrator(role) ? [{ key: 'accounts', label: say('帐号', 'Accounts'), children: <Accounts /> }] : [{ key: 'interference', label: say('过问登记', 'Interference'), children: <Interferences /> }, { key: 'leaves', label: say('查阅申请', 'Leave to read'), children: <Leaves /> }]),
    ...(isAdministrator(role) ? [] : [{ key: 'calendar', label: say('放假安排', 'Rest days'), children: <Calendars /> }]),
    ...(readsPolicy ? [{ key: 'policy', label: say('参数', 'Numbers'), children: <PolicyNumbers /> }] : []),
    ...(keepsTemplates ? [{ key: 'templates', label: say('文书模板', 'Templates'), children: <Templates /> }] : []),
    ...(role === 'auditAdmin' ? [{ key: 'audit', label: say('审计', 'Audit'), children: <Audit /> }] : []),
  ]
  return (
    <>
      <h1>{say('管理', 'Administration')}</h1>
      <Tabs activeKey={address.get('tab') ?? 'grants'} onChange={(tab) => setAddress({ tab })} items={tabs} />
    </>
  )
}
