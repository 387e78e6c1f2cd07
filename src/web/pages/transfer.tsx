/** 新建移送: the package of a new case, a draft of the body from the first save on, and of oneself before that. */
import { Button, Form, Space } from 'antd'
import { Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { Section } from '../marks.tsx'
import { Refusals } from '../refusals.tsx'
import { useMe } from '../shell.tsx'
import { NotThere, Waiting, Wrong } from '../states.tsx'
import { cleaned, Fields, useStep } from '../steps/drawer.tsx'
import { Restored, Told, useDraft, useKept, type Given, type Kept } from '../steps/draft.tsx'
import { useSay } from '../words.ts'

/** The fifteen papers of the intake list are asked for one by one. */
const begun: Given = { package: { intake: Array.from({ length: 15 }, (_one, n) => ({ item: n + 1, state: 'present' })) } }
const drafted = { caseId: null, step: 'openCase' }

export function Page() {
  const say = useSay()
  const { acting: { role } } = useMe()
  return role === 'handler' ? <Begun /> : <NotThere>{say('现在的职务不能新建移送', 'The post you act in begins no transfer')}</NotThere>
}

function Begun() {
  const say = useSay()
  const { kept, error, again } = useKept(drafted)
  return (
    <>
      <h1>{say('新建移送', 'New transfer')}</h1>
      <Section title={say('移送材料', 'Package')}>
        <p className="quiet">{say('保存后成为草稿，只有本机构看得到；可以分几次填写，填齐后在案件页移送。没有保存的填写也会暂存，只有您自己看得到。', 'Saved as a draft that only your body sees; fill it in over several days and transfer it from the page of the case. What is not saved yet is kept too, for you alone.')}</p>
        {kept !== undefined ? <PackageForm kept={kept} /> : error ? <Wrong error={error} again={again} /> : <Waiting rows={10} />}
      </Section>
    </>
  )
}

function PackageForm({ kept }: { kept: Kept | null }) {
  const say = useSay()
  const navigate = useNavigate()
  const [form] = Form.useForm<Given>()
  const [restored, setRestored] = useState(kept)
  const draft = useDraft(drafted, kept)
  const { take, refusals, busy, confirmation } = useStep('openCase', (id) => { draft.forget(); void navigate(`/cases/${encodeURIComponent(id)}`) })
  const anew = () => {
    void draft.drop()
    form.setFieldsValue({ package: undefined })
    form.setFieldsValue(begun)
    setRestored(null)
  }
  const submit = async (given: Given) => {
    await take(cleaned(given), draft.settle)
  }
  return (
    <>
      <Restored kept={restored} anew={anew} />
      <Form form={form} layout="vertical" disabled={busy} scrollToFirstError initialValues={kept?.filled ?? begun} onValuesChange={() => draft.note({ version: 0, begun, filled: form.getFieldsValue(true) as Given })} onFinish={(given) => void submit(given)}>
        <Suspense fallback={<Waiting rows={10} />}><Fields of={null} step="openCase" /></Suspense>
        <Refusals of={refusals} />
        <Space>{/* No button of the form's own: Enter in one of its many fields would save it half filled in. */}<Button type="primary" loading={busy} onClick={() => form.submit()}>{say('保存草稿', 'Save the draft')}</Button><Told of={draft.told} /></Space>
      </Form>
      {confirmation}
    </>
  )
}
