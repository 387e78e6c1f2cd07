/** 附件: the index of each volume with its files, and taking back what was attached in error. */
import { App, Button, Input, Modal, Space, Table, Tag, type TableProps } from 'antd'
import { useContext, useState } from 'react'
import { Link } from 'react-router'
import { useDoing } from '../ask.ts'
import { WithdrawAttachmentDocument } from '../gql/graphql.ts'
import { Section } from '../marks.tsx'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { choicesOf, instantIn, useLanguage, useSay, useWord } from '../words.ts'
import { Attach } from './attach.tsx'
import { InThePast, type Part, type TheCase } from './parts.tsx'

type File = TheCase['attachments'][number]

export function Attachments({ of }: Part) {
  const say = useSay()
  const language = useLanguage()
  const past = useContext(InThePast)
  const [attaching, setAttaching] = useState(false)
  const [withdrawing, setWithdrawing] = useState<File | null>(null)
  const { attachments, attachmentPlaces } = of
  if (attachments.length === 0 && attachmentPlaces.length === 0) return null
  const volumes = choicesOf(language, 'AttachmentVolume').map(({ value, label }) => ({ label, value, files: attachments.filter(({ volume }) => volume === value) })).filter(({ files }) => files.length > 0)
  return (
    <Section title={say('附件', 'Attachments')} count={attachments.filter(({ number }) => number !== null).length} extra={<Space>{attachments.length > 0 && !past ? <Link to={`/cases/${of.id}/read`}>{say('阅卷', 'Read them')}</Link> : null}{attachmentPlaces.length > 0 ? <Button onClick={() => setAttaching(true)}>{say('附加文件', 'Attach a file')}</Button> : null}</Space>}>
      {volumes.length === 0 ? <p className="quiet">{say('还没有附件。', 'Nothing is attached yet.')}</p> : volumes.map(({ value, label, files }) => <Index key={value} label={label} files={files} withdraw={setWithdrawing} />)}
      {attaching ? <Attach of={of} close={() => setAttaching(false)} /> : null}
      {withdrawing ? <Withdraw file={withdrawing} close={() => setWithdrawing(null)} /> : null}
    </Section>
  )
}

/** 卷内目录. */
function Index({ label, files, withdraw }: { label: string; files: File[]; withdraw: (file: File) => void }) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const columns: NonNullable<TableProps<File>['columns']> = [
    { title: say('序号', 'No.'), width: 60, render: (_v, one) => one.number ?? '—' },
    { title: say('题名', 'Title'), render: (_v, one) => <>{one.address ? <a href={one.address} download={one.fileName}>{one.title}</a> : <del>{one.title}</del>}<br /><span className="quiet">{one.fileName}，{sizeOf(one.bytes)}</span>{one.withdrawnBy ? <><br /><Tag className="light">{say('已撤回', 'Withdrawn')}</Tag> <span className="quiet">{one.withdrawnBy.name}：{one.withdrawnReason}</span></> : null}</> },
    { title: say('附于', 'On'), width: '24%', render: (_v, one) => <>{word('AttachmentPlace', one.place)}{one.item ? <><br /><span className="quiet">{short(one.item.label)}</span></> : null}</> },
    { title: say('页次', 'Pages'), width: 80, render: (_v, one) => (one.pageFrom ? (one.pageFrom === one.pageTo ? one.pageFrom : `${one.pageFrom}–${one.pageTo}`) : '—') },
    { title: say('附加', 'Attached'), width: 150, render: (_v, one) => <>{one.by.name}<br /><span className="quiet">{instantIn(language, one.at)}</span></> },
    ...(files.some(({ mayWithdraw }) => mayWithdraw) ? [{ title: say('操作', 'Do'), width: 100, render: (_v: unknown, one: File) => (one.mayWithdraw ? <Button size="small" onClick={() => withdraw(one)} aria-label={say(`撤回 ${one.title}`, `Withdraw ${one.title}`)}>{say('撤回', 'Withdraw')}</Button> : null) }] : []),
  ]
  return (
    <>
      <h3>{label}</h3>
      <Table<File> size="small" rowKey="id" pagination={false} dataSource={files} tableLayout="fixed" columns={columns} />
    </>
  )
}

function Withdraw({ file, close }: { file: File; close: () => void }) {
  const say = useSay()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const [refusals, setRefusals] = useState<readonly RefusalLine[]>([])
  const doing = useDoing(WithdrawAttachmentDocument)
  const send = () => doing.mutate({ attachmentId: file.id, reason: reason.trim() }, {
    onSuccess: ({ withdrawAttachment: made }) => {
      if (made.__typename === 'AttachmentRefused') return setRefusals(made.refusals)
      message.success(say('已撤回', 'Withdrawn'))
      close()
    },
    onError: (error) => setRefusals([{ message: error.message }]),
  })
  return (
    <Modal open title={say(`撤回附件：${file.title}`, `Withdraw: ${file.title}`)} okText={say('撤回', 'Withdraw')} cancelText={say('取消', 'Cancel')} confirmLoading={doing.isPending} onOk={send} onCancel={close}>
      <p className="quiet">{say('文件不再给出，登记和原因留在目录里。', 'The file is given to nobody any more; the entry and the reason stay.')}</p>
      <Refusals of={refusals} />
      <label htmlFor="withdraw-reason">{say('原因', 'Reason')}</label>
      <Input.TextArea id="withdraw-reason" rows={3} value={reason} onChange={({ target }) => setReason(target.value)} />
    </Modal>
  )
}

const short = (text: string): string => ([...text].length > 30 ? `${[...text].slice(0, 30).join('')}…` : text)

/** Bytes as people read them. */
const sizeOf = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`)
