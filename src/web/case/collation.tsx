/** 五书比对: what the five papers of the case say of the same things, what disagrees first; another Word file can stand in for one of them without being kept. */
import { useQuery } from '@tanstack/react-query'
import { Button, Select, Space, Table, Tag, type TableProps } from 'antd'
import { useState, type DragEvent } from 'react'
import { client, isSignedOut, request, sessionKey } from '../ask.ts'
import { CollationDocument, type CollationQuery } from '../gql/graphql.ts'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { sendForAnswer } from '../send-file.ts'
import { Nothing, Shown } from '../states.tsx'
import { choicesOf, useLanguage, useSay, useWord } from '../words.ts'

type Collated = NonNullable<CollationQuery['collation']>
type Row = Collated['rows'][number]
/** A table with a file that is not kept, and what the file is called. */
type Tried = { table: Collated; name: string; paper: string }

export function Collation({ caseId, version }: { caseId: string; version: number }) {
  const say = useSay()
  const word = useWord()
  const [filing, setFiling] = useState<string | null>(null)
  const [investigation, setInvestigation] = useState<string | null>(null)
  const [tried, setTried] = useState<Tried | null>(null)
  // Asked once for each version of the case: every time files are read for it, that is on record.
  const asked = useQuery({ queryKey: ['collation', caseId, version, filing, investigation], queryFn: () => request(CollationDocument, { caseId, filing, investigation }), staleTime: 'static', gcTime: 0 })
  const chosen = { ...(filing === null ? {} : { filing }), ...(investigation === null ? {} : { investigation }) }
  return (
    <Shown of={asked} rows={8}>{({ collation }) => {
      const table = tried?.table ?? collation
      if (!table) return <Nothing>{say('您看不到移送材料，不能比对', 'You do not see what was handed over, so there is nothing to compare')}</Nothing>
      const setBy = { filing: setFiling, investigation: setInvestigation } as const
      return (
        <>
          <Space wrap size="middle">
            {tried || table.choices.length === 0 ? null : (['filing', 'investigation'] as const).map((paper) => (
              <label key={paper}>{word('FivePaper', paper)} <Select className="choice" aria-label={word('FivePaper', paper)} allowClear placeholder={say('按题名没有找到，请选择', 'None found by its title')} value={table.columns.find((one) => one.paper === paper)?.attachmentId ?? null}
                options={table.choices.map(({ id, title }) => ({ value: id, label: title }))} onChange={(id: string | undefined) => setBy[paper](id ?? null)} /></label>
            ))}
            {tried ? <><span>{say(`“${tried.name}”代替了${word('FivePaper', tried.paper)}，没有保存`, `“${tried.name}” stands for the ${word('FivePaper', tried.paper)}; it is not kept`)}</span><Button size="small" onClick={() => setTried(null)}>{say('去掉这份文件', 'Leave it out')}</Button></> : null}
          </Space>
          <Try caseId={caseId} chosen={chosen} done={setTried} />
          <Compared table={table} />
        </>
      )
    }}</Shown>
  )
}

/** A place for a Word file that is compared and not kept. */
function Try({ caseId, chosen, done }: { caseId: string; chosen: Record<string, string>; done: (tried: Tried) => void }) {
  const say = useSay()
  const language = useLanguage()
  const [paper, setPaper] = useState('investigation')
  const [busy, setBusy] = useState(false)
  const [refusals, setRefusals] = useState<readonly RefusalLine[]>([])
  async function compare(file: File | undefined): Promise<void> {
    if (!file || busy) return
    setBusy(true)
    setRefusals([])
    try {
      const { collation } = await sendForAnswer<{ collation: Collated }>(`/collations/${caseId}?${new URLSearchParams({ paper, name: file.name, ...chosen }).toString()}`, file)
      done({ table: collation, name: file.name, paper })
    } catch (error) {
      if (isSignedOut(error)) await client.invalidateQueries({ queryKey: sessionKey })
      setRefusals([{ message: error instanceof Error ? error.message : String(error) }])
    } finally {
      setBusy(false)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    void compare(event.dataTransfer.files[0])
  }
  return (
    <div className="drop" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <label htmlFor="collation-file">{say('比对一份不保存的 Word 文件（可以拖到这里），作为', 'Compare a Word file without keeping it (or drop it here), as the')}</label>{' '}
      <Select size="small" className="choice" aria-label={say('作为哪一份文书', 'As which paper')} value={paper} onChange={setPaper} options={choicesOf(language, 'FivePaper').filter(({ value }) => value !== 'ledger')} />{' '}
      <input id="collation-file" type="file" accept=".docx" disabled={busy} onChange={({ target }) => { void compare(target.files?.[0]); target.value = '' }} />
      <Refusals of={refusals} />
    </div>
  )
}

function Compared({ table: { columns, rows, differences } }: { table: Collated }) {
  const say = useSay()
  const [all, setAll] = useState(false)
  const agreeing = rows.length - differences
  const shown = [...rows.filter(({ message }) => message !== null), ...(all ? rows.filter(({ message }) => message === null) : [])]
  const own: NonNullable<TableProps<Row>['columns']> = [
    { title: say('事项', 'What'), width: '22%', render: (_v, { label, message, basis }) => <>{message === null ? label : <strong>{label}</strong>}{message === null ? null : <p className="told">{message.replaceAll(`${label}：`, '')}{basis ? <span className="quiet">（{basis.text}）</span> : null}</p>}</> },
    ...columns.map(({ paper, label, state, texts, note }, n) => ({
      key: paper,
      title: (
        <>{label}{texts.map(({ name, address }) => <span key={name} className="source">{address ? <a href={address} target="_blank" rel="noreferrer">{name}</a> : name === label ? null : name}</span>)}{state === 'absent' ? <span className="source">{say('没有', 'None')}</span> : null}{note ? <span className="source">{note}</span> : null}</>
      ),
      render: (_v: unknown, { cells }: Row) => {
        const cell = cells[n]
        if (!cell || state === 'absent') return <span className="quiet">{say('没有', 'None')}</span>
        if (state === 'unreadable') return <span className="quiet">{say('请人工比对', 'By eye')}</span>
        return <>{cell.differs ? <Tag className="light">{say('不一致', 'Differs')}</Tag> : null}{cell.wanted ? <Tag className="light">{say('应写未写', 'Wanted')}</Tag> : cell.said.length === 0 ? <span className="quiet">{say('未写', 'Not said')}</span> : null}
          {cell.said.map(({ words, where }) => <div key={`${words} ${where}`}>{words} <span className="quiet">{where}</span></div>)}</>
      },
    })),
  ]
  return (
    <>
      <p role="status">{differences === 0 ? say('没有发现不一致。', 'Nothing disagrees.') : say(`${differences}项不一致或者漏写。`, `${differences} to check.`)} {say('提示，不妨碍办理。', 'A hint: it stops nothing.')}</p>
      {shown.length === 0 ? null : <Table<Row> size="small" rowKey="key" pagination={false} tableLayout="fixed" dataSource={shown} columns={own} className="five" />}
      {agreeing === 0 ? null : <Button type="link" aria-expanded={all} onClick={() => setAll(!all)}>{all ? say('收起一致的', 'Hide what agrees') : say(`显示一致的${agreeing}项`, `Show ${agreeing} that agree`)}</Button>}
    </>
  )
}
