/** The rows that are brought in, what they would do, and confirming it: nothing is kept before. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio, Space } from 'antd'
import { useState } from 'react'
import { askAddress } from '../ask.ts'
import { useConfirming } from '../door.tsx'
import { Moves } from '../pages/calendar.tsx'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { Shown } from '../states.tsx'
import { useSay } from '../words.ts'
import { importsKey, sheetKey, type Done, type Held, type Outcome, type Outlook } from './sheet.ts'

export function Keeping({ of, done }: { of: Held; done: (done: Done) => void }) {
  const say = useSay()
  const queries = useQueryClient()
  const [some, setSome] = useState(false)
  const [typed, setTyped] = useState('')
  const [rows, setRows] = useState('')
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const [busy, setBusy] = useState(false)
  const { confirmation, failed } = useConfirming((said) => setRefusals([{ message: said }]))
  const chosen = some ? rows : ''
  const asked = useQuery({ queryKey: [sheetKey, of.id, 'outlook', chosen], staleTime: Infinity, queryFn: () => askAddress<Outlook>(`/imports/${of.id}/outlook?rows=${encodeURIComponent(chosen)}`), enabled: !some || rows !== '' })

  async function keep(basedOn: string): Promise<void> {
    setBusy(true)
    setRefusals([])
    try {
      const outcome = await askAddress<Outcome>(`/imports/${of.id}/confirmation`, { rows: chosen, basedOn })
      if ('refusals' in outcome) {
        setRefusals(outcome.refusals)
        await queries.invalidateQueries({ queryKey: importsKey })
      } else done(outcome)
    } catch (error) {
      failed(error, () => void keep(basedOn))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Radio.Group aria-label={say('导入哪些行', 'Which rows')} value={some ? 'some' : 'all'} onChange={({ target }) => setSome(target.value === 'some')}>
        <Space wrap>
          <Radio value="all">{say(`全部没有错的行（${of.counts?.sound ?? 0}行）`, `All rows without a fault (${of.counts?.sound ?? 0})`)}</Radio>
          <Radio value="some">{say('只要这些行', 'Only these rows')}</Radio>
          {some ? <Input style={{ width: 260 }} aria-label={say('行号', 'Rows')} placeholder={say(`文件里的行号，如 ${of.sound.split(',')[0] ?? '2-50'}`, 'Rows of the file, as 2-50,60')} value={typed} onChange={({ target }) => setTyped(target.value)} onBlur={() => setRows(typed.trim())} onPressEnter={() => setRows(typed.trim())} /> : null}
        </Space>
      </Radio.Group>
      <div style={{ marginTop: 12 }} aria-live="polite">
        <Refusals of={refusals} />
        {some && rows === '' ? <p className="quiet">{say('请写明行号。', 'Say which rows.')}</p> : (
          <Shown of={asked} rows={2}>{(outlook) => ('refusals' in outlook ? <Refusals of={outlook.refusals} /> : (
            <>
              {outlook.lines.map((line) => <p key={line}>{line}</p>)}
              {outlook.calendar ? <Moves of={outlook.calendar} busy={busy} publish={() => void keep(outlook.calendar?.basedOn ?? '')} /> : (
                <Button type="primary" loading={busy} onClick={() => void keep('')}>{say(`确认导入${outlook.rows}行`, `Bring in ${outlook.rows} rows`)}</Button>
              )}
            </>
          ))}</Shown>
        )}
      </div>
      {confirmation}
    </>
  )
}
