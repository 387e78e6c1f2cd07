/** 文书模板: each form with the version in force; a file is tried out first, and kept from a day on once nothing is wrong with it. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, DatePicker, Drawer, Form, Input, Space, Table } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import { client, Failed, isSignedOut, sessionKey, useAsked, useDoing } from './ask.ts'
import { useConfirming } from './door.tsx'
import { TemplatesDocument, WithdrawTemplateDocument, type TemplatesQuery } from './gql/graphql.ts'
import { DayText, Section } from './marks.tsx'
import { Refusals, type RefusalLine } from './refusals.tsx'
import { Nothing, Shown } from './states.tsx'
import { dayIn, instantIn, todayInChina, useLanguage, useSay } from './words.ts'

type Template = TemplatesQuery['templates'][number]
type Field = TemplatesQuery['templateFields'][number]

export function Templates() {
  const say = useSay()
  const language = useLanguage()
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <Shown of={useAsked(TemplatesDocument, {})}>{({ templates, templateFields }) => {
      const open = templates.find(({ form }) => form === chosen)
      return (
        <>
          <Section title={say('文书模板', 'Templates')}>
            <p className="quiet">{say('没有模板的文书用标准式样（GB/T 9704）。模板从生效日期起用于 Word 文件；各版只增不改。', 'A form without a template has the standard layout (GB/T 9704). Versions are added and never changed.')}</p>
            <Table size="small" rowKey="form" pagination={false} scroll={{ x: 'max-content' }} dataSource={[...templates]} locale={{ emptyText: <Nothing>{say('文书模板由案件审理室管理', 'The case-review office keeps the templates')}</Nothing> }} columns={[
              { title: say('种类', 'Form'), render: (_v, one) => `${one.form} ${one.title}` },
              { title: say('今天', 'Today'), render: (_v, one) => (one.inForce ? <>{say(`第${one.inForce.version}版，`, `Version ${one.inForce.version}, from `)}<DayText day={one.inForce.from} />{say('起', '')}</> : say('标准式样', 'Standard layout')) },
              { title: say('以后', 'Coming'), render: (_v, one) => { const [next] = one.versions; return next && next.from > todayInChina() ? say(`${dayIn(language, next.from)}起${next.file ? `第${next.version}版` : '标准式样'}`, `${next.file ? `Version ${next.version}` : 'Standard layout'} from ${dayIn(language, next.from)}`) : '' } },
              { title: say('办理', 'Do'), render: (_v, one) => <Space><a href={one.start} aria-label={say(`起始模板：${one.title}`, `Start from: ${one.form}`)}>{say('起始模板', 'Start from')}</a><Button size="small" aria-label={say(`上传、各版：${one.title}`, `Upload, versions: ${one.form}`)} onClick={() => setChosen(one.form)}>{say('上传、各版', 'Upload, versions')}</Button></Space> },
            ]} />
          </Section>
          <Fields of={templateFields} />
          {open ? <Versions key={open.form} of={open} close={() => setChosen(null)} /> : null}
        </>
      )
    }}</Shown>
  )
}

const shapes = { text: (name: string) => `{${name}}`, set: (name: string) => `{@${name}}`, list: (name: string) => `{#${name}}…{/${name}}` }

function Fields({ of }: { of: readonly Field[] }) {
  const say = useSay()
  return (
    <Section title={say('模板字段', 'Fields of a template')} extra={<a href="/templates/fields.csv">{say('下载字段表（CSV）', 'Download the list (CSV)')}</a>}>
      <p className="quiet">{say('“{字段}”换成文字；“{#字段}”和“{/字段}”之间的，没有内容时不出现，是清单的每行重复；“{@字段}”由系统排好，单独占一段。', 'A text takes the place of {name}. What stands between {#name} and {/name} is left out where there is nothing, and repeated for each row of a list. {@name} is a paragraph of its own.')}</p>
      <Table size="small" rowKey="name" pagination={false} scroll={{ x: 'max-content' }} dataSource={[...of]} columns={[
        { title: say('写法', 'Written'), render: (_v, one) => <><code>{shapes[one.kind](one.name)}</code>{one.needed ? say('（必须有）', ' (needed)') : ''}</> },
        { title: say('意思', 'Meaning'), render: (_v, one) => <>{one.meaning}{one.columns.length === 0 ? null : <><br /><span className="quiet">{say('每行：', 'Each row: ')}{one.columns.map((column) => `{${column.name}}`).join(' ')}</span></>}</> },
        { title: say('例', 'Example'), render: (_v, one) => (one.kind === 'text' ? one.example : '') },
      ]} />
    </Section>
  )
}

function Versions({ of, close }: { of: Template; close: () => void }) {
  const say = useSay()
  const language = useLanguage()
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const { confirmation, failed } = useConfirming((said) => setRefusals([{ message: said }]))
  const withdrawing = useDoing(WithdrawTemplateDocument)
  const run = (doing: () => Promise<RefusalLine[]>) => {
    doing().then(setRefusals).catch((error: unknown) => {
      if (isSignedOut(error)) void client.invalidateQueries({ queryKey: sessionKey })
      failed(error, () => run(doing))
    })
  }
  const withdraw = ({ from, note }: Entry) => run(async () => {
    const { outcome } = await withdrawing.mutateAsync({ form: of.form, from, note })
    return outcome.__typename === 'TemplateRefused' ? [...outcome.refusals] : []
  })
  return (
    <Drawer open onClose={close} title={`${of.form} ${of.title}`} size={720}>
      <Refusals of={refusals} />
      <Upload form={of.form} run={run} />
      <Section title={say('各版', 'Versions')}>
        <Table size="small" rowKey="version" pagination={false} scroll={{ x: 'max-content' }} dataSource={[...of.versions]} locale={{ emptyText: <Nothing>{say('还没有模板，用标准式样', 'None yet: the standard layout')}</Nothing> }} columns={[
          { title: say('版', 'Version'), render: (_v, one) => <>{one.version}{one.version === of.inForce?.version ? say('（今天生效）', ' (in force)') : ''}</> },
          { title: say('生效日期', 'From'), render: (_v, one) => <DayText day={one.from} /> },
          { title: say('文件', 'File'), render: (_v, one) => (one.file ? <a href={one.file}>{one.fileName}</a> : say('停用，用标准式样', 'Taken back: the standard layout')) },
          { title: say('说明', 'Note'), dataIndex: 'note' },
          { title: say('何人何时', 'By and when'), render: (_v, one) => <>{one.addedBy?.name ?? ''}<br /><span className="quiet">{instantIn(language, one.addedAt)}</span></> },
        ]} />
      </Section>
      {of.versions[0]?.file ? (
        <Section title={say('停用模板，恢复标准式样', 'Take the template back')}><WhenAndWhy name="withdraw" noteLabel={say('为什么停用', 'Why')} button={say('停用', 'Take back')} done={withdraw} /></Section>
      ) : null}
      {confirmation}
    </Drawer>
  )
}

type Entry = { from: string; note: string }

function WhenAndWhy({ name, noteLabel, button, done }: { name: string; noteLabel: string; button: string; done: (entry: Entry) => void }) {
  const say = useSay()
  return (
    <Form name={name} layout="vertical" initialValues={{ from: dayjs(todayInChina()), note: '' }} onFinish={({ from, note }: { from: dayjs.Dayjs; note: string }) => done({ from: from.format('YYYY-MM-DD'), note })}>
      <Form.Item name="from" label={say('从哪一天起', 'From which day')}><DatePicker allowClear={false} minDate={dayjs(todayInChina())} /></Form.Item>
      <Form.Item name="note" label={noteLabel}><Input maxLength={200} /></Form.Item>
      <Button type="primary" htmlType="submit">{button}</Button>
    </Form>
  )
}

type Tried = { faults: string[]; remarks: string[]; trial: string | null }

function Upload({ form, run }: { form: string; run: (doing: () => Promise<RefusalLine[]>) => void }) {
  const say = useSay()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [tried, setTried] = useState<Tried | null>(null)
  const [trial, setTrial] = useState<string | null>(null)
  useEffect(() => {
    if (!tried?.trial) return setTrial(null)
    const url = URL.createObjectURL(new Blob([Uint8Array.from(atob(tried.trial), (sign) => sign.charCodeAt(0))], { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }))
    setTrial(url)
    return () => URL.revokeObjectURL(url)
  }, [tried])
  const choose = (one: File | null) => {
    setFile(one)
    setTried(null)
    if (one) run(async () => { setTried(await post<Tried>(`/templates/check?form=${form}`, one)); return [] })
  }
  const add = (entry: Entry) => run(async () => {
    if (!file) return []
    await post(`/templates?${new URLSearchParams({ form, ...entry, name: file.name }).toString()}`, file)
    message.success(say('已保存', 'Kept'))
    choose(null)
    await queries.invalidateQueries()
    return []
  })
  return (
    <Section title={say('上传模板', 'Upload a template')}>
      <Form layout="vertical">
        <Form.Item label={say('Word 文件（.docx），最大 2 兆字节；先试生成，不会马上保存', 'A Word file (.docx) of at most 2 MB; it is tried out first and not kept yet')} htmlFor="template-file"><input key={file === null ? 'none' : 'one'} id="template-file" type="file" accept=".docx" onChange={({ target }) => choose(target.files?.[0] ?? null)} /></Form.Item>
      </Form>
      {file && tried ? (
        <div aria-live="polite">
          <p>{file.name}：{tried.faults.length === 0 ? say('没有错误', 'nothing is wrong') : say(`${tried.faults.length}处错误，请改好后再选一次`, `${tried.faults.length} faults: correct them and choose the file again`)}</p>
          <Refusals of={tried.faults.map((fault) => ({ message: fault }))} />
          {tried.remarks.length === 0 ? null : <ul className="quiet">{tried.remarks.map((remark) => <li key={remark}>{remark}</li>)}</ul>}
          {trial ? <p><a href={trial} download={`${form} ${say('试生成', 'trial')}.docx`}>{say('看试生成的文书（虚构的样例）', 'Look at the paper it makes (invented examples)')}</a></p> : null}
          {tried.faults.length === 0 ? <WhenAndWhy name="add" noteLabel={say('这一版改了什么', 'What is new in it')} button={say('启用', 'Put in force')} done={add} /> : null}
        </div>
      ) : null}
    </Section>
  )
}

/** Sends a file as it is. Throws `Failed` with everything that was refused. */
async function post<Answer>(address: string, file: File): Promise<Answer> {
  const response = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file }).catch(() => { throw new Failed('OFFLINE', '上传中断，请检查网络后重试') })
  const answer = (await response.json().catch(() => ({}))) as Answer & { refusals?: RefusalLine[] }
  if (!response.ok) throw new Failed(answer.refusals?.[0]?.code ?? 'FAILED', answer.refusals?.map(({ message }) => message).join('；') ?? '服务器没有答复，请稍后重试')
  return answer
}
