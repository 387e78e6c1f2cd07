/** 审计记录: the log, the newest first, by who, what, result and day; the filter stands in the address, and the export takes the same. */
import { Button, DatePicker, Select, Table } from 'antd'
import dayjs from 'dayjs'
import { useSearchParams } from 'react-router'
import { useAsked } from './ask.ts'
import { isMeant, useEverybody } from './everybody.ts'
import { ExportButtons } from './export-buttons.tsx'
import { AuditActionsDocument, AuditLogDocument, type AuditKind, type AuditResult } from './gql/graphql.ts'
import { Section } from './marks.tsx'
import { Pager } from './pager.tsx'
import { spelled } from './spelled.ts'
import { Nothing, Shown } from './states.tsx'
import { choicesOf, instantIn, useLanguage, useSay, useWord } from './words.ts'

const words = ['personId', 'kind', 'action', 'result', 'since', 'until'] as const

export function Audit() {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const [address, setAddress] = useSearchParams()
  const everybody = useEverybody()
  const actions = useAsked(AuditActionsDocument, {})
  const [personId, kind, action, result, since, until] = words.map((name) => address.get(name))
  const after = address.get('after')
  // Another filter begins at the first page.
  const change = (name: string, value: string | null | undefined) => setAddress((before) => {
    const next = new URLSearchParams(before)
    if (name !== 'after') next.delete('after')
    if (value === undefined || value === null || value === '') next.delete(name)
    else next.set(name, value)
    return next
  })
  const filter = { personId: personId ?? null, kind: (kind as AuditKind | null | undefined) ?? null, action: action ?? null, result: (result as AuditResult | null | undefined) ?? null, since: since ?? null, until: until ?? null }
  const asked = words.flatMap((name) => { const value = address.get(name); return value === null ? [] : [`${name}=${encodeURIComponent(value)}`] })
  const day = (name: 'since' | 'until', label: string) => <DatePicker aria-label={label} placeholder={label} value={address.get(name) === null ? null : dayjs(address.get(name))} onChange={(chosen: dayjs.Dayjs | null) => change(name, chosen?.format('YYYY-MM-DD'))} />
  return (
    <Section title={say('审计记录', 'Audit log')} extra={<span className="filters" style={{ margin: 0 }}><ExportButtons address={`/audit?${asked.join('&')}`} /></span>}>
      <div className="filters" role="search" aria-label={say('筛选', 'Filter')}>
        <Select allowClear showSearch filterOption={(typed, one) => isMeant(typed, one)} style={{ width: 180 }} aria-label={say('何人', 'Who')} placeholder={say('何人（姓名或者首字母）', 'Who (name or initials)')} value={personId ?? undefined} options={everybody} onChange={(value?: string) => change('personId', value)} />
        <Select allowClear style={{ width: 150 }} aria-label={say('类别', 'Kind')} placeholder={say('类别', 'Kind')} value={kind ?? undefined} options={choicesOf(language, 'AuditKind')} onChange={(value?: string) => change('kind', value)} />
        <Select allowClear showSearch optionFilterProp="label" style={{ width: 200 }} aria-label={say('事项', 'Action')} placeholder={say('事项', 'Action')} value={action ?? undefined} options={(actions.data?.auditActions ?? []).map((one) => ({ value: one.action, label: language === 'zh' ? one.label : spelled(one.action) }))} onChange={(value?: string) => change('action', value)} />
        <Select allowClear style={{ width: 140 }} aria-label={say('结果', 'Result')} placeholder={say('结果', 'Result')} value={result ?? undefined} options={choicesOf(language, 'AuditResult')} onChange={(value?: string) => change('result', value)} />
        {day('since', say('自哪天起', 'From'))}
        {day('until', say('到哪天止', 'Until'))}
        <Button disabled={asked.length === 0} onClick={() => setAddress({ tab: 'audit' })}>{say('清除条件', 'Clear')}</Button>
      </div>
      <Shown of={useAsked(AuditLogDocument, { after, filter })}>{({ audit }) => (
        <>
          <p>{say(`共 ${audit.totalCount} 条`, `${audit.totalCount} records`)}</p>
          <Table size="small" rowKey="seq" pagination={false} scroll={{ x: 'max-content' }} dataSource={audit.edges.map(({ node }) => node)} locale={{ emptyText: <Nothing>{say('没有符合条件的记录', 'No record fits')}</Nothing> }} columns={[
            { title: say('第几条', 'No.'), dataIndex: 'seq' }, { title: say('时刻', 'At'), render: (_v, one) => instantIn(language, one.at) }, { title: say('类别', 'Kind'), render: (_v, one) => (language === 'zh' ? one.label : word('AuditKind', one.kind)) },
            { title: say('事项', 'What'), render: (_v, one) => (language === 'zh' ? one.actionLabels : one.action.map(spelled)).join('、') }, { title: say('何人', 'Who'), render: (_v, one) => one.actor?.name ?? one.actorId ?? '' },
            { title: say('以什么职务', 'As'), render: (_v, one) => word('Role', one.role) },
            { title: say('结果', 'Result'), render: (_v, one) => [say(one.resultLabel, spelled(one.result)), ...one.codes].join('、') }, { title: say('杂凑值', 'Hash'), render: (_v, one) => <code title={one.hash}>{one.hash.slice(0, 12)}…</code> },
          ]} />
          <Pager of={audit} after={after} go={(next) => change('after', next)} />
        </>
      )}</Shown>
    </Section>
  )
}
