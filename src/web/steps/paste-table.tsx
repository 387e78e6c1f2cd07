/** 从表格粘贴: rows of a list from what was copied in Excel or Word, shown before they are added. */
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Asked } from '../asked.ts'
import { useSay } from '../words.ts'
import { columnsOf, rowsFrom, type Choices } from './paste.ts'

export function PasteTable({ fields, choices, add, name }: { fields: readonly Asked[]; choices: Choices; add: (rows: Record<string, unknown>[]) => void; name: string }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const { columns, rows, faults } = rowsFrom(text, fields, choices)
  const titles = (some: readonly (Asked | null)[]) => some.map((one) => (one ? say(one.zh, one.en) : '—')).join(say('、', ', '))
  const close = () => { setOpen(false); setText('') }
  return (
    <>
      <Button onClick={() => setOpen(true)} style={{ marginBottom: 8, marginInlineStart: 8 }}>{say('从表格粘贴', 'Paste a table')}</Button>
      <Modal open={open} title={say(`从表格粘贴：${name}`, `Paste a table: ${name}`)} width={760} onCancel={close} okButtonProps={{ disabled: rows.length === 0 }} okText={say(`加入 ${rows.length} 行`, `Add ${rows.length} rows`)} onOk={() => { add(rows); close() }}>
        <p className="quiet">{say(`在 Excel 或者 Word 里选中表格复制，粘贴在这里。第一行是标题的按标题对应，没有标题的按次序：${titles(columnsOf(fields))}。`, `Copy the table in Excel or Word and paste it here. With a heading it goes by that, without one by this order: ${titles(columnsOf(fields))}.`)}</p>
        <Input.TextArea aria-label={say('复制的表格', 'The table')} autoSize={{ minRows: 5, maxRows: 14 }} value={text} onChange={({ target }) => setText(target.value)} wrap="off" />
        {rows.length === 0 ? null : (
          <div role="status" style={{ marginTop: 8 }}>
            <p>{say(`读到 ${rows.length} 行，各列依次是：${titles(columns)}`, `${rows.length} rows; the columns are: ${titles(columns)}`)}</p>
            {faults.length === 0 ? null : <ul className="unkept">{faults.slice(0, 20).map(({ row, column, words }) => <li key={`${row} ${column}`}>{say(`第${row}行“${column}”写着“${words.slice(0, 40)}”，认不出来，加入后请补填`, `Row ${row}, “${column}” says “${words.slice(0, 40)}”, which is not understood; fill it in afterwards`)}</li>)}{faults.length > 20 ? <li>{say(`另有 ${faults.length - 20} 处`, `and ${faults.length - 20} more`)}</li> : null}</ul>}
          </div>
        )}
      </Modal>
    </>
  )
}
