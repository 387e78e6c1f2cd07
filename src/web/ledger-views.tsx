/** 视图: the ledger's filter, order and columns under a name; and which columns are exported. */
import { App, Button, Checkbox, Dropdown, Form, Input, Modal, Select, Space } from 'antd'
import { useState } from 'react'
import { useAsked, useDoing } from './ask.ts'
import { DropLedgerViewDocument, LedgerViewsDocument, SaveLedgerViewDocument, type ViewsFragment } from './gql/graphql.ts'
import { Refusals, type RefusalLine } from './refusals.tsx'
import { useSay } from './words.ts'

type View = ViewsFragment['views'][number]
type Saved = { name?: string; shared?: boolean; columns?: string[] }
type Opened = 'save' | 'office' | null

/** What of the address is a view: not where one has paged to. */
const addressOf = (address: URLSearchParams): string => new URLSearchParams([...address].filter(([name]) => !['after', 'before', 'keys'].includes(name))).toString()

/** The address of a view; the columns of its file go with it. */
const addressWith = ({ address, columns }: View): URLSearchParams => {
  const words = new URLSearchParams(address)
  if (columns.length > 0) words.set('keys', columns.map(({ key }) => key).join())
  return words
}

export function LedgerViews({ address, go }: { address: URLSearchParams; go: (address: URLSearchParams) => void }) {
  const say = useSay()
  const { modal, message } = App.useApp()
  const { data } = useAsked(LedgerViewsDocument, {})
  const drop = useDoing(DropLedgerViewDocument)
  const [opened, setOpened] = useState<Opened>(null)
  if (!data) return null
  const { views, savesForOffice } = data.ledgerViews
  const here = addressOf(address)
  const chosen = views.find((view) => addressOf(addressWith(view)) === here)
  const label = ({ name, shared }: View) => (shared ? say(`${name}（本单位）`, `${name} (office)`) : name)
  const take = (view: View) => void modal.confirm({
    title: say(`删除视图“${view.name}”？`, `Delete the view “${view.name}”?`),
    onOk: async () => {
      const { outcome } = await drop.mutateAsync({ name: view.name, shared: view.shared })
      if (outcome.__typename === 'LedgerViewRefused') message.error(outcome.refusals.map((one) => one.message).join('；'))
    },
  })
  return (
    <>
      {views.length === 0 ? null : <Select style={{ width: 190 }} aria-label={say('视图', 'View')} placeholder={say('视图', 'View')} value={chosen ? `${String(chosen.shared)} ${chosen.name}` : null} options={views.map((view) => ({ value: `${String(view.shared)} ${view.name}`, label: label(view) }))} onChange={(value) => { const view = views.find((one) => `${String(one.shared)} ${one.name}` === value); if (view) go(addressWith(view)) }} />}
      <Dropdown trigger={['click']} menu={{ items: [
        { key: 'save', label: say('保存现在的视图', 'Save this view'), onClick: () => setOpened('save') },
        ...(savesForOffice ? [{ key: 'office', label: say('本单位导出的列', 'Columns the office exports'), onClick: () => setOpened('office') }] : []),
        ...(chosen && (!chosen.shared || savesForOffice) ? [{ key: 'drop', danger: true, label: say(`删除“${chosen.name}”`, `Delete “${chosen.name}”`), onClick: () => take(chosen) }] : []),
      ] }}><Button>{say('视图', 'Views')}</Button></Dropdown>
      {opened === null ? null : <SaveView known={data.ledgerViews} opened={opened} address={here} began={chosen} close={() => setOpened(null)} />}
    </>
  )
}

/** Saves a view under a name, or the columns of the office; `began` is the view on the screen. */
function SaveView({ known, opened, address, began, close }: { known: ViewsFragment; opened: Exclude<Opened, null>; address: string; began: View | undefined; close: () => void }) {
  const say = useSay()
  const [form] = Form.useForm<Saved>()
  const save = useDoing(SaveLedgerViewDocument)
  const drop = useDoing(DropLedgerViewDocument)
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const isOffice = opened === 'office'
  const ended = ({ outcome }: { outcome: { __typename: string; refusals?: RefusalLine[] } }) => { if (outcome.refusals) setRefusals(outcome.refusals); else close() }
  const failed = (error: unknown) => setRefusals([{ message: error instanceof Error ? error.message : String(error) }])
  const send = ({ name = '', shared = false, columns = [] }: Saved) => save.mutateAsync({ name, shared: isOffice || shared, address: isOffice ? '' : address, columns: isOffice || columns.length > 0 ? columns : null }).then(ended, failed)
  const start: Saved = isOffice ? { name: '', columns: known.officeColumns.map(({ key }) => key) } : { name: began?.name ?? '', shared: began?.shared ?? false, columns: (began?.columns ?? []).map(({ key }) => key) }
  return (
    <Modal open title={isOffice ? say('本单位导出的列', 'Columns the office exports') : say('保存视图', 'Save the view')} onCancel={close} okText={say('保存', 'Save')} confirmLoading={save.isPending} onOk={() => form.submit()} width={640}
      footer={(buttons) => <Space wrap>{isOffice ? <Button loading={drop.isPending} onClick={() => void drop.mutateAsync({ name: '', shared: true }).then(ended, failed)}>{say('恢复全部列', 'All columns again')}</Button> : null}{buttons}</Space>}>
      <p className="quiet">{isOffice ? say('本单位的人导出台账，没有选视图的，都用这些列，按这里的次序。', 'Whoever of the office exports the ledger without a view gets these columns, in this order.') : say('保存现在的筛选、排序和屏幕上的列；同名的替换。', 'Keeps the filter, the order and the columns on the screen; one of the same name is replaced.')}</p>
      <Refusals of={refusals} />
      <Form form={form} layout="vertical" initialValues={start} onFinish={(given) => void send(given)}>
        {isOffice ? null : <Form.Item name="name" label={say('名称', 'Name')} rules={[{ required: true, whitespace: true, message: say('请写视图的名称', 'A name is wanted') }]}><Input maxLength={40} /></Form.Item>}
        {isOffice || !known.savesForOffice ? null : <Form.Item name="shared" valuePropName="checked"><Checkbox>{say('本单位共用', 'For the whole office')}</Checkbox></Form.Item>}
        <Form.Item name="columns" label={say('导出的列，按次序', 'Columns of the file, in order')} extra={isOffice ? undefined : say('不选的用本单位导出的列', 'Those of the office where none is chosen')}>
          <Select mode="multiple" optionFilterProp="label" options={known.allColumns.map(({ key, title }) => ({ value: key, label: title }))} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
