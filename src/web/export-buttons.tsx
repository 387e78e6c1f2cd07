/** 导出: what is on the screen as a file, in one of some forms; who one is has to be shown lately. */
import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { download, Failed } from './ask.ts'
import { ConfirmIdentity } from './door.tsx'
import { useSay } from './words.ts'

const names = { xlsx: 'Excel', csv: 'CSV', docx: 'Word', zip: 'zip' } as const
type Form = keyof typeof names

export function ExportButtons({ address, forms = ['xlsx', 'csv'] }: { address: string; forms?: readonly Form[] }) {
  const say = useSay()
  const { message } = App.useApp()
  const [busy, setBusy] = useState<Form | null>(null)
  const [confirming, setConfirming] = useState<Form | null>(null)
  const fetchAs = async (form: Form): Promise<void> => {
    setBusy(form)
    try {
      await download(`${address}&form=${form}`)
      message.success(say('已导出，导出留有记录', 'Exported; the export is on record'))
    } catch (error) {
      if (error instanceof Failed && error.code === 'CONFIRM_FIRST') setConfirming(form)
      else message.error(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(null)
    }
  }
  return (
    <>
      {forms.map((form) => <Button key={form} icon={<DownloadOutlined aria-hidden />} loading={busy === form} disabled={busy !== null && busy !== form} onClick={() => void fetchAs(form)}>{say(`导出 ${names[form]}`, `Export ${names[form]}`)}</Button>)}
      <ConfirmIdentity open={confirming !== null} close={() => setConfirming(null)} done={() => { const form = confirming; setConfirming(null); if (form) void fetchAs(form) }} />
    </>
  )
}
