/** 制定评查计划: what kind, which bodies and days, how many; or the cases of a daily check by name. */
import { Button, DatePicker, Form, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useAsked } from '../ask.ts'
import { ArchivedCasesDocument, PlacesDocument, PlanQualityCheckDocument, type QualityCheckMode } from '../gql/graphql.ts'
import { Section } from '../marks.tsx'
import { Refusals } from '../refusals.tsx'
import { choicesOf, todayInChina, useLanguage, useSay } from '../words.ts'
import { useQuality } from './doing.ts'

type Given = { title?: string; mode: QualityCheckMode; theme?: string; days?: [dayjs.Dayjs, dayjs.Dayjs]; bodyIds?: string[]; perBody?: number; total?: number | null; caseIds?: string[] }

export function PlanForm() {
  const say = useSay()
  const language = useLanguage()
  const navigate = useNavigate()
  const [form] = Form.useForm<Given>()
  const mode = Form.useWatch('mode', form) ?? 'full'
  const [text, setText] = useState<string | null>(null)
  const bodies = useAsked(PlacesDocument, {}).data?.bodies.edges.map(({ node }) => ({ value: node.id, label: node.name })) ?? []
  const cases = useAsked(ArchivedCasesDocument, { text }).data?.cases.edges.map(({ node }) => ({ value: node.id, label: `${node.number} ${node.body.name}` })) ?? []
  const plan = useQuality(PlanQualityCheckDocument, (id) => void navigate(`/quality/${encodeURIComponent(id)}`))
  const daily = mode === 'daily'
  const send = ({ days, title = '', theme, bodyIds = [], perBody = 1, total, caseIds = [] }: Given) => {
    const [from, until] = days?.map((day) => day.format('YYYY-MM-DD')) ?? []
    const today = todayInChina()
    plan.run({ title, mode, theme: theme ?? null, from: from ?? today, until: until ?? today, bodyIds: daily ? [] : bodyIds, perBody, total: total ?? null, caseIds: daily ? caseIds : [] })
  }
  return (
    <Section title={say('制定评查计划', 'Plan a check')}>
      <p className="quiet">{say('全面和专项评查：计划一经制定，候选名单即固定，抽取在其后，结果可以由任何人重算。日常评查指定案件。', 'Full and special: the list is fixed with the plan and drawn from afterwards; anyone can repeat the draw. Daily: cases are named.')}</p>
      <Refusals of={plan.refusals} />
      <Form form={form} layout="vertical" initialValues={{ mode: 'full', perBody: 1, days: [dayjs(todayInChina()).subtract(1, 'year'), dayjs(todayInChina())] }} onFinish={send}>
        <div className="fields">
          <Form.Item name="title" label={say('名称', 'Name')}><Input /></Form.Item>
          <Form.Item name="mode" label={say('方式', 'Kind')}><Select options={choicesOf(language, 'QualityCheckMode')} /></Form.Item>
          {mode === 'special' ? <Form.Item name="theme" label={say('评查什么', 'What it looks at')}><Input /></Form.Item> : null}
          {daily ? null : (
            <>
              <Form.Item name="days" label={say('案件归档日期', 'Archived between')}><DatePicker.RangePicker /></Form.Item>
              <Form.Item name="perBody" label={say('每个派驻机构几件', 'Cases a body')}><InputNumber controls={false} min={1} max={100} precision={0} /></Form.Item>
              <Form.Item name="total" label={say('总数至少（可不填）', 'At least in all (optional)')}><InputNumber controls={false} min={1} max={1000} precision={0} /></Form.Item>
              <div className="long">
                <Form.Item name="bodyIds" label={say('派驻机构', 'Bodies')}><Select mode="multiple" showSearch optionFilterProp="label" options={bodies} maxTagCount={6} /></Form.Item>
                <Button size="small" style={{ marginBottom: 12 }} onClick={() => form.setFieldsValue({ bodyIds: bodies.map(({ value }) => value) })}>{say(`全部 ${bodies.length} 个`, `All ${bodies.length}`)}</Button>
              </div>
            </>
          )}
          {daily ? <div className="long"><Form.Item name="caseIds" label={say('已归档的案件', 'Archived cases')}><Select mode="multiple" showSearch filterOption={false} onSearch={(words) => setText(words.trim() === '' ? null : words)} options={cases} /></Form.Item></div> : null}
        </div>
        <Button type="primary" htmlType="submit" loading={plan.busy}>{daily ? say('确定评查的案件', 'Name the cases') : say('固定名单', 'Fix the list')}</Button>
      </Form>
    </Section>
  )
}
