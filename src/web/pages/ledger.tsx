/** 台账: every case I may see; the filter, the order and the columns stand in the address. */
import { Button, Checkbox, Input, Popover, Select, Space, Tag } from 'antd'
import { useSearchParams } from 'react-router'
import { useAsked } from '../ask.ts'
import { behindIn, useBehindWords } from '../behind.ts'
import { ExportButtons } from '../export-buttons.tsx'
import { CasesTable, columnNames, useColumnWords, type ColumnName } from '../cases-table.tsx'
import { LedgerDocument, PlacesDocument, type CaseFilter, type CaseSortBy, type Holder, type Stage } from '../gql/graphql.ts'
import { LedgerViews } from '../ledger-views.tsx'
import { Nothing, Waiting, Wrong } from '../states.tsx'
import { choicesOf, useLanguage, useSay } from '../words.ts'

const rowsOfPage = 50
const flags = ['open', 'overdue', 'dueSoon', 'returned'] as const

/** The filter that an address says. */
function filterIn(address: URLSearchParams): CaseFilter {
  const text = address.get('text')
  const stages = address.getAll('stage') as Stage[]
  const one = (name: string) => (address.get(name) === null ? {} : { [name]: address.get(name) })
  return {
    ...(text === null || text === '' ? {} : { text }), ...(stages.length === 0 ? {} : { stages }), ...one('zoneId'), ...one('bodyId'),
    ...(address.get('holder') === null ? {} : { holder: address.get('holder') as Holder }), ...one('acceptedFrom'), ...one('acceptedTo'), ...one('dueBy'), ...behindIn(address),
    ...Object.fromEntries(flags.flatMap((flag) => (address.get(flag) === '1' ? [[flag, true]] : []))),
  }
}

const shownIn = (address: URLSearchParams): ColumnName[] => {
  const wanted = address.get('columns')?.split(',') ?? []
  const shown = columnNames.filter((name) => wanted.includes(name))
  return shown.length > 0 ? shown : columnNames.filter((name) => !['acceptedOn', 'transferredOn', 'holder'].includes(name))
}

/** The address of the file with the same filter and order; all pages of it, in the columns of the view or of the office. */
const exportOf = (address: URLSearchParams): string => `/ledger?${new URLSearchParams([...address].filter(([name]) => !['after', 'before', 'columns'].includes(name))).toString()}`

export function Page() {
  const say = useSay()
  const language = useLanguage()
  const words = useColumnWords()
  const [address, setAddress] = useSearchParams()
  const places = useAsked(PlacesDocument, {})
  const by = (address.get('by') ?? 'dueOn') as CaseSortBy
  const descending = address.get('down') === '1'
  const backwards = address.get('before')
  const paged = backwards === null ? { first: rowsOfPage, ...(address.get('after') === null ? {} : { after: address.get('after') }) } : { last: rowsOfPage, before: backwards }
  const asked = useAsked(LedgerDocument, { filter: filterIn(address), sort: { by, descending }, ...paged })

  /** Changes the address; another filter begins at the first page. */
  const change = (changes: Record<string, string | readonly string[] | null>, keepsPage = false) => setAddress((before) => {
    const next = new URLSearchParams(before)
    if (!keepsPage) for (const name of ['after', 'before']) next.delete(name)
    for (const [name, value] of Object.entries(changes)) {
      next.delete(name)
      for (const one of value === null ? [] : [value].flat()) if (one !== '') next.append(name, one)
    }
    return next
  })
  const chosen = (name: string) => address.get(name) ?? undefined
  const zones = (places.data?.zones ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const bodies = (places.data?.bodies.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }))
  const { data, error, refetch } = asked
  const page = data?.cases.pageInfo
  const behind = useBehindWords()(address)
  const flagWords: Record<(typeof flags)[number], string> = { open: say('在办', 'Open'), overdue: say('超期', 'Overdue'), dueSoon: say('即将到期，含超期', 'Due soon or overdue'), returned: say('退回过', 'Returned before') }

  return (
    <>
      <h1>{say('台账', 'Ledger')}</h1>
      <section className="section" aria-label={say('案件列表', 'Cases')}>
        <div className="filters">
          <Input.Search key={chosen('text')} allowClear defaultValue={chosen('text')} style={{ width: 240 }} aria-label={say('案号、姓名、单位', 'Number, name, unit')} placeholder={say('案号、姓名、单位', 'Number, name, unit')} onSearch={(text) => change({ text })} />
          <Select allowClear mode="multiple" maxTagCount={2} style={{ minWidth: 180 }} aria-label={say('阶段', 'Stage')} placeholder={say('阶段', 'Stage')} value={address.getAll('stage')} options={choicesOf(language, 'Stage')} optionFilterProp="label" onChange={(stage: string[]) => change({ stage })} />
          <Select allowClear style={{ width: 130 }} aria-label={say('片区', 'Zone')} placeholder={say('片区', 'Zone')} value={chosen('zoneId')} options={zones} onChange={(zoneId?: string) => change({ zoneId: zoneId ?? null })} />
          <Select allowClear showSearch optionFilterProp="label" style={{ width: 220 }} aria-label={say('派驻机构', 'Body')} placeholder={say('派驻机构', 'Body')} value={chosen('bodyId')} options={bodies} onChange={(bodyId?: string) => change({ bodyId: bodyId ?? null })} />
          <Select allowClear style={{ width: 150 }} aria-label={say('在谁手里', 'Held by')} placeholder={say('在谁手里', 'Held by')} value={chosen('holder')} options={choicesOf(language, 'Holder')} onChange={(holder?: string) => change({ holder: holder ?? null })} />
          {flags.map((flag) => <Checkbox key={flag} checked={address.get(flag) === '1'} onChange={({ target }) => change({ [flag]: target.checked ? '1' : null })}>{flagWords[flag]}</Checkbox>)}
          <Button type="link" onClick={() => setAddress({})}>{say('清除筛选', 'Clear')}</Button>
        </div>
        <div className="filters">
          <strong aria-live="polite">{data ? say(`共 ${data.cases.totalCount} 件`, `${data.cases.totalCount} cases`) : ' '}</strong>
          {behind === null ? null : <Tag closable onClose={() => change({ counted: null, key: null, dueFrom: null, dueBy: null })}>{behind}</Tag>}
          <span className="grow" />
          <Select style={{ width: 190 }} aria-label={say('排序', 'Order')} value={by} options={choicesOf(language, 'CaseSortBy')} onChange={(next: string) => change({ by: next })} />
          <Button aria-pressed={descending} onClick={() => change({ down: descending ? null : '1' })}>{descending ? say('由大到小', 'Descending') : say('由小到大', 'Ascending')}</Button>
          <LedgerViews address={address} go={(view) => setAddress(view)} />
          <ExportButtons address={exportOf(address)} />
          <Popover trigger="click" placement="bottomRight" content={<Checkbox.Group aria-label={say('列', 'Columns')} value={shownIn(address)} onChange={(columns) => change({ columns: columns.join() }, true)}><Space direction="vertical">{words.map(({ value, label }) => <Checkbox key={value} value={value}>{label}</Checkbox>)}</Space></Checkbox.Group>}>
            <Button>{say('列', 'Columns')}</Button>
          </Popover>
        </div>
        {error && !data ? <Wrong error={error} again={() => void refetch()} /> : !data ? <Waiting rows={10} /> : (
          <CasesTable rows={data.cases.edges.map(({ node }) => node)} shown={shownIn(address)} empty={<Nothing>{say('没有符合条件的案件，请放宽筛选', 'No case fits; widen the filter')}</Nothing>} />
        )}
        <div className="filters" style={{ marginTop: 12 }}>
          <span className="grow" />
          <Button disabled={!page?.hasPreviousPage} onClick={() => change({ after: null, before: page?.startCursor ?? null }, true)}>{say('上一页', 'Previous')}</Button>
          <Button disabled={!page?.hasNextPage} onClick={() => change({ before: null, after: page?.endCursor ?? null }, true)}>{say('下一页', 'Next')}</Button>
        </div>
      </section>
    </>
  )
}
