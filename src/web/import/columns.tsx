/** Which column of the sheet is which of ours; another sheet, row of titles or mapping is read anew. */
import { Button, Form, InputNumber, Select, Table } from 'antd'
import { useState } from 'react'
import { Refusals } from '../refusals.tsx'
import { Nothing } from '../states.tsx'
import { useSay } from '../words.ts'
import type { Held } from './sheet.ts'

export type Mapping = { sheet: string; headRow: number | null; columns: Record<string, string | null> }

export function Columns({ of, read, busy }: { of: Held; read: (mapping: Mapping) => void; busy: boolean }) {
  const say = useSay()
  const [sheet, setSheet] = useState(of.sheet)
  const [headRow, setHeadRow] = useState(of.headRow)
  const [own, setOwn] = useState<Record<string, string | null>>({})
  const elsewhere = sheet !== of.sheet || headRow !== of.headRow
  const columns = Object.fromEntries(of.columns.map(({ letter, key }) => [letter, own[letter] === undefined ? key : own[letter]]))
  const chosen = new Set(Object.values(columns))
  const isChanged = elsewhere || of.columns.some(({ letter, key }) => columns[letter] !== key)
  const wanted = of.fields.filter((field) => field.wanted).map(({ title }) => title)
  return (
    <>
      <Refusals of={of.headingFaults.map((message) => ({ message }))} />
      <Form layout="inline" className="filters">
        <Form.Item label={say('工作表', 'Sheet')} htmlFor="import-sheet"><Select id="import-sheet" style={{ minWidth: 160 }} value={sheet} onChange={(next) => { setSheet(next); setHeadRow(null); setOwn({}) }} options={of.sheets.map((value) => ({ value, label: value }))} /></Form.Item>
        <Form.Item label={say('标题在第几行', 'Row of the titles')} htmlFor="import-head"><InputNumber controls={false} id="import-head" min={1} max={100_000} precision={0} value={headRow} placeholder={say('自动', 'found')} onChange={(next) => { setHeadRow(next); setOwn({}) }} /></Form.Item>
        <Button loading={busy} disabled={!isChanged || sheet === null} onClick={() => { if (sheet !== null) read({ sheet, headRow, columns: elsewhere ? {} : columns }) }}>{say('按这样重新读取', 'Read it like this')}</Button>
      </Form>
      <p className="quiet">{say(`必须有的列：${wanted.join('、')}`, `Columns that must be there: ${wanted.join(', ')}`)}</p>
      <Table size="small" rowKey="letter" pagination={false} scroll={{ x: 'max-content', y: 320 }} dataSource={of.columns} locale={{ emptyText: <Nothing>{say('没有找到标题行，请写明标题在第几行', 'No row of titles was found; say which it is')}</Nothing> }} columns={[
        { title: say('列', 'Column'), dataIndex: 'letter', width: 60 }, { title: say('文件里的标题', 'Title in the file'), dataIndex: 'title' }, { title: say('下一行的内容', 'What stands below'), dataIndex: 'sample', render: (text: string) => <span className="quiet">{text}</span> },
        { title: say('作为', 'Read as'), width: 260, render: (_v, { letter, title }) => (
          <Select style={{ width: 240 }} aria-label={say(`${letter}列“${title}”作为`, `Column ${letter} read as`)} disabled={elsewhere} showSearch={{ optionFilterProp: 'label' }} value={columns[letter] ?? ''} onChange={(next: string) => setOwn({ ...own, [letter]: next === '' ? null : next })}
            options={[{ value: '', label: say('不读', 'not read') }, ...of.fields.map((field) => ({ value: field.key, label: field.title, disabled: chosen.has(field.key) && columns[letter] !== field.key }))]} />
        ) },
      ]} />
    </>
  )
}
