/** 新建移送: the package of a new case, kept on the server as a draft from the first save on. */
import { Button, Form } from 'antd'
import { Suspense } from 'react'
import { useNavigate } from 'react-router'
import { Section } from '../marks.tsx'
import { Refusals } from '../refusals.tsx'
import { Waiting } from '../states.tsx'
import { cleaned, Fields, useStep } from '../steps/drawer.tsx'
import { useSay } from '../words.ts'

/** The fifteen papers of the intake list are asked for one by one. */
const intake = Array.from({ length: 15 }, (_one, n) => ({ item: n + 1, state: 'present' }))

export function Page() {
  const say = useSay()
  const navigate = useNavigate()
  const { take, refusals, busy, confirmation } = useStep('openCase', (id) => void navigate(`/cases/${encodeURIComponent(id)}`))
  return (
    <>
      <h1>{say('新建移送', 'New transfer')}</h1>
      <Section title={say('移送材料', 'Package')}>
        <p className="quiet">{say('保存后成为草稿，只有本机构看得到；可以分几次填写，填齐后在案件页移送。', 'Saved as a draft that only your body sees; fill it in over several days and transfer it from the page of the case.')}</p>
        <Form layout="vertical" scrollToFirstError initialValues={{ package: { intake } }} onFinish={(given: Record<string, unknown>) => void take(cleaned(given))}>
          <Suspense fallback={<Waiting rows={10} />}><Fields of={null} step="openCase" /></Suspense>
          <Refusals of={refusals} />
          <Button type="primary" htmlType="submit" loading={busy}>{say('保存草稿', 'Save the draft')}</Button>
        </Form>
        {confirmation}
      </Section>
    </>
  )
}
