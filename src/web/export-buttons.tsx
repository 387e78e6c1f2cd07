/** 导出: the ledger with the filter and order on the screen, as a file; who one is has to be shown lately. */
import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { download, Failed } from './ask.ts'
import { ConfirmIdentity } from './door.tsx'
import { useSay } from './words.ts'

const forms = [{ form: 'xlsx', name: 'Excel' }, { form: 'csv', name: 'CSV' }] as const
type Form = (typeof forms)[number]['form']

export function ExportButtons({ address }: { address: string }) {
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
      {forms.map(({ form, name }) => <Button key={form} icon={<DownloadOutlined />} loading={busy === form} disabled={busy !== null && busy !== form} onClick={() => void fetchAs(form)}>{say(`导出 ${name}`, `Export ${name}`)}</Button>)}
      <ConfirmIdentity open={confirming !== null} close={() => setConfirming(null)} done={() => { const form = confirming; setConfirming(null); if (form) void fetchAs(form) }} />
    </>
  )
}
