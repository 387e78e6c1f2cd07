/** 旧案批次: what was brought in, and taking a batch back with a reason. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Modal, Table } from 'antd'
import { useState } from 'react'
import { askAddress } from '../ask.ts'
import { useConfirming } from '../door.tsx'
import { Section } from '../marks.tsx'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { Nothing } from '../states.tsx'
import { instantIn, useLanguage, useSay } from '../words.ts'
import { importsKey, type Batch } from './sheet.ts'

export function Batches({ of }: { of: Batch[] }) {
  const say = useSay()
  const language = useLanguage()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [taking, setTaking] = useState<Batch | null>(null)
  const [reason, setReason] = useState('')
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const { confirmation, failed } = useConfirming((said) => setRefusals([{ message: said }]))

  async function takeBack(): Promise<void> {
    setRefusals([])
    try {
      const outcome = await askAddress<{ refusals?: RefusalLine[] }>(`/imports/batches/${taking?.id ?? ''}/withdrawal`, { reason })
      if (outcome.refusals) return setRefusals(outcome.refusals)
      setTaking(null)
      message.success(say('已撤回', 'Taken back'))
      await queries.invalidateQueries({ queryKey: importsKey })
    } catch (error) {
      failed(error, () => void takeBack())
    }
  }

  return (
    <Section title={say('导入过的旧案', 'Old cases brought in')} count={of.length}>
      <Table size="small" rowKey="id" pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 'max-content' }} dataSource={of} locale={{ emptyText: <Nothing>{say('还没有导入过', 'None yet')}</Nothing> }} columns={[
        { title: say('文件', 'File'), dataIndex: 'fileName' }, { title: say('行数', 'Rows'), dataIndex: 'rowCount' }, { title: say('导入人', 'By'), dataIndex: 'importedBy' },
        { title: say('时间', 'When'), render: (_v, one) => <span className="day">{instantIn(language, one.importedAt)}</span> },
        { title: say('撤回', 'Taken back'), render: (_v, one) => (one.withdrawnAt === null ? <Button size="small" onClick={() => { setTaking(one); setReason(''); setRefusals([]) }}>{say('撤回这一批', 'Take it back')}</Button> : <span className="quiet">{instantIn(language, one.withdrawnAt)} {one.reason}</span>) },
      ]} />
      <Modal open={taking !== null} onCancel={() => setTaking(null)} title={say(`撤回“${taking?.fileName ?? ''}”的${taking?.rowCount ?? 0}行旧案`, `Take back ${taking?.rowCount ?? 0} rows`)} okText={say('撤回', 'Take back')} cancelText={say('取消', 'Cancel')} onOk={() => void takeBack()}>
        <Refusals of={refusals} />
        <Input.TextArea aria-label={say('撤回的理由', 'Reason')} placeholder={say('撤回的理由', 'Reason')} value={reason} onChange={({ target }) => setReason(target.value)} autoSize={{ minRows: 2 }} maxLength={500} />
      </Modal>
      {confirmation}
    </Section>
  )
}
