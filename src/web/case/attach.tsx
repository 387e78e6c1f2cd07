/** 附加文件: where it hangs (`at` where that was chosen before), into which volume it goes, and the file, sent with how far it has come. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, InputNumber, Progress, Select } from 'antd'
import { useRef, useState } from 'react'
import { client, isSignedOut, sessionKey } from '../ask.ts'
import { newKey } from '../operation-key.ts'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { sendFile } from '../send-file.ts'
import { useSay, useWord } from '../words.ts'
import type { Part } from './parts.tsx'

type Given = { place: string; item?: string; volume: string; title: string; pages?: number | null }

export function Attach({ of, at, close }: Part & { at?: { place: string; item: string }; close: () => void }) {
  const say = useSay()
  const word = useWord()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const [file, setFile] = useState<File | null>(null)
  const [share, setShare] = useState<number | null>(null)
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  // The same upload keeps its key until it is answered, so that a retry attaches once.
  const key = useRef(newKey())
  const places = of.attachmentPlaces
  const first = places.find((one) => one.place === at?.place) ?? places[0]
  const place = Form.useWatch('place', form) ?? first?.place
  const chosen = places.find((one) => one.place === place)
  const items = chosen?.items.filter(({ item }) => item !== '') ?? []

  const choosePlace = (name: string) => {
    const next = places.find((one) => one.place === name)
    const [usual] = next?.items ?? []
    form.setFieldsValue({ ...(next?.volumes[0] ? { volume: next.volumes[0] } : {}), ...(usual ? { item: usual.item } : {}) })
  }

  async function attach({ item, pages, ...given }: Given): Promise<void> {
    if (!file) return setRefusals([{ message: say('请选择文件', 'Choose a file'), field: 'file' }])
    setRefusals([])
    setShare(0)
    const words = new URLSearchParams({ case: of.id, ...given, item: item ?? '', name: file.name, operationKey: key.current, ...(pages ? { pages: String(pages) } : {}) })
    try {
      const refused = await sendFile(`/attachments?${words.toString()}`, file, setShare)
      key.current = newKey()
      if (refused.length > 0) return setRefusals(refused)
      message.success(say('已附加', 'Attached'))
      close()
      await queries.invalidateQueries()
    } catch (error) {
      if (isSignedOut(error)) await client.invalidateQueries({ queryKey: sessionKey })
      setRefusals([{ message: error instanceof Error ? error.message : String(error) }])
    } finally {
      setShare(null)
    }
  }

  const choose = (one: File | null) => {
    setFile(one)
    const titled: unknown = form.getFieldValue('title')
    if (one && (titled === undefined || titled === '')) form.setFieldValue('title', one.name.replace(/\.[^.]+$/, ''))
  }

  return (
    <Drawer open onClose={close} title={say('附加文件', 'Attach a file')} size={560} extra={<Button type="primary" loading={share !== null} onClick={() => form.submit()}>{say('上传', 'Upload')}</Button>}>
      <p className="quiet">{say('接受 PDF、JPEG、PNG、TIFF、Word（docx）、Excel（xlsx）、WAV、MP3、MP4，按内容认定。移送或者报送以后不能再增减，文书的签署件除外。', 'PDF, JPEG, PNG, TIFF, docx, xlsx, WAV, MP3 and MP4, told by their content. Nothing is added or withdrawn once it is handed over, save for signed copies of papers.')}</p>
      <Refusals of={refusals} />
      {share === null ? null : <Progress percent={Math.round(share * 100)} aria-label={say('上传的进度', 'Progress of the upload')} />}
      <Form form={form} layout="vertical" initialValues={{ place: first?.place, item: at?.item ?? first?.items[0]?.item, volume: first?.volumes[0] }} onFinish={(given) => void attach(given)}>
        <Form.Item label={say('文件', 'File')} htmlFor="attach-file"><input id="attach-file" type="file" accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff,.docx,.xlsx,.wav,.mp3,.mp4" onChange={({ target }) => choose(target.files?.[0] ?? null)} /></Form.Item>
        <Form.Item name="title" label={say('题名', 'Title')} rules={[{ required: true, message: say('请填写题名', 'Give it a title') }]}><Input maxLength={200} /></Form.Item>
        <Form.Item name="place" label={say('附于', 'Hangs on')}><Select options={places.map((one) => ({ value: one.place, label: say(one.label, word('AttachmentPlace', one.place)) }))} onChange={choosePlace} /></Form.Item>
        {items.length > 0 ? <Form.Item name="item" label={say('哪一项', 'Which one')}><Select options={items.map(({ item, label }) => ({ value: item, label }))} /></Form.Item> : null}
        <Form.Item name="volume" label={say('编入', 'Volume')}><Select options={(chosen?.volumes ?? []).map((value) => ({ value, label: word('AttachmentVolume', value) }))} /></Form.Item>
        <Form.Item name="pages" label={say('页数（PDF 和图片可以不写，数不出来的会问）', 'Pages (asked for where they cannot be counted)')}><InputNumber controls={false} min={1} max={99_999} precision={0} /></Form.Item>
      </Form>
    </Drawer>
  )
}
