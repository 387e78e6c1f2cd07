/** 导出: what is on the screen as a file, in one of some forms; who one is has to be shown lately. */
import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { download } from './ask.ts'
import { useConfirming } from './door.tsx'
import { useSay } from './words.ts'

const names = { xlsx: 'Excel', csv: 'CSV', docx: 'Word', zip: 'zip' } as const
type Form = keyof typeof names

export function ExportButtons({ address, forms = ['xlsx', 'csv'] }: { address: string; forms?: readonly Form[] }) {
  const say = useSay()
  const { message } = App.useApp()
  const [busy, setBusy] = useState<Form | null>(null)
  const { confirmation, failed } = useConfirming((said) => void message.error(said))
  const fetchAs = async (form: Form): Promise<void> => {
    setBusy(form)
    try {
      await download(`${address}&form=${form}`)
      message.success(say('已导出，导出留有记录', 'Exported; the export is on record'))
    } catch (error) {
      failed(error, () => void fetchAs(form))
    } finally {
      setBusy(null)
    }
  }
  return (
    <>
      {forms.map((form) => <Button key={form} icon={<DownloadOutlined aria-hidden />} loading={busy === form} disabled={busy !== null && busy !== form} onClick={() => void fetchAs(form)}>{say(`导出 ${names[form]}`, `Export ${names[form]}`)}</Button>)}
      {confirmation}
    </>
  )
}
