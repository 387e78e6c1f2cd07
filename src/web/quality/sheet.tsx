/** 评分表 of one case, in the three tabs of the three-in-one: what is looked at, what was found at which page, what is added. */
import { App, Button, Form, Input, InputNumber, Select, Space, Tabs, Tag } from 'antd'
import dayjs from 'dayjs'
import { Link } from 'react-router'
import { useDoing } from '../ask.ts'
import { AskToReadDocument, ScoreQualityDocument, type QualityBonusKind, type QualityFailGround } from '../gql/graphql.ts'
import { DayText, Line } from '../marks.tsx'
import { Refusals } from '../refusals.tsx'
import { choicesOf, todayInChina, useLanguage, useSay, useWord } from '../words.ts'
import { useQuality } from './doing.ts'
import type { TheCheck } from './draw.tsx'

type TheCase = TheCheck['cases'][number]
type Part = { of: TheCheck; one: TheCase }
const tabs = ['quality', 'execution', 'papers'] as const

type Found = { itemId: string; points?: number; place?: string; found?: string }
type Given = { marks: Record<string, Found[] | undefined>; bonuses?: { kind: QualityBonusKind; points?: number; reason?: string }[]; grounds?: { ground: QualityFailGround; reason?: string }[]; summary?: string }

/** The items of one tab with what a sheet says of each; `ask` draws what stands under an item. */
function Items({ of, tab, ask, lost }: { of: TheCheck; tab: string; ask: (itemId: string) => React.ReactNode; lost?: readonly { itemId: string; deducted: number }[] }) {
  const say = useSay()
  const word = useWord()
  return of.rubric.items.filter((item) => item.tab === tab).map((item) => {
    const deducted = lost?.find(({ itemId }) => itemId === item.itemId)?.deducted ?? 0
    return (
      <fieldset className="group" key={item.itemId}>
        <legend>{item.itemId} {word('QualityStandard', item.standard)}（{item.points} {say('分', 'points')}）{deducted > 0 ? <Tag className="light red">−{deducted}</Tag> : null}</legend>
        <div>{item.check}</div>
        <div className="quiet">{item.deduction}</div>
        {ask(item.itemId)}
      </fieldset>
    )
  })
}

/** A signed sheet, to be read. */
export function SheetShown({ of, one }: Part) {
  const say = useSay()
  const word = useWord()
  const { sheet } = one
  if (!sheet) return <p className="quiet">{say('还没有评分。', 'Not scored yet.')}</p>
  return (
    <>
      <dl>
        <Line name={say('得分', 'Score')}>{sheet.score.total} / {sheet.score.most}{sheet.score.added > 0 ? say(`（含加分 ${sheet.score.added}）`, ` (${sheet.score.added} added)`) : ''}，{say('建议', 'suggested')}：{word('QualityGrade', sheet.score.suggested)}</Line>
        {one.fixed ? <Line name={say('确定的等次', 'Grade')}><b>{word('QualityGrade', one.fixed.grade)}</b>{one.fixed.reason ? `（${one.fixed.reason}）` : ''}</Line> : null}
        <Line name={say('评查意见', 'Opinion')}>{sheet.summary}</Line>
        <Line name={say('评分人', 'Scored by')}>{sheet.signedBy.name} <DayText day={sheet.signedOn} /></Line>
        {sheet.grounds.map((ground) => <Line key={ground.ground} name={say('一票否决', 'At once')}>{say(ground.label, word('QualityFailGround', ground.ground))}：{ground.reason}</Line>)}
        {sheet.bonuses.map((bonus) => <Line key={`${bonus.kind} ${bonus.reason}`} name={say('加分', 'Added')}>{word('QualityBonusKind', bonus.kind)} +{bonus.points}：{bonus.reason}</Line>)}
      </dl>
      <Tabs items={tabs.map((tab) => ({ key: tab, label: word('QualityTab', tab), children: (
        <Items of={of} tab={tab} lost={sheet.score.items} ask={(itemId) => (
          <ul>{sheet.marks.filter((mark) => mark.itemId === itemId).map((mark) => <li key={mark.markId}>−{mark.points} {mark.found}（{mark.place}）{mark.isRepeat ? <Tag className="light red">{say(`重犯，按 ${of.rubric.repeatFactor} 倍扣分`, `repeated, counts ${of.rubric.repeatFactor} times`)}</Tag> : null}</li>)}</ul>
        )} />
      ) }))} />
    </>
  )
}

/** 申请查阅: the file of an archived case is opened by the leader in charge. */
function AskToRead({ caseId }: { caseId: string }) {
  const say = useSay()
  const { message } = App.useApp()
  const doing = useDoing(AskToReadDocument)
  const ask = async () => {
    const { outcome } = await doing.mutateAsync({ caseId, purpose: '案件质量评查', from: todayInChina(), until: dayjs(todayInChina()).add(1, 'month').format('YYYY-MM-DD') })
    if (outcome.__typename === 'LeaveSaved') void message.success(say('已申请，由分管领导批准', 'Asked for; the leader in charge decides'))
    else void message.error(outcome.refusals.map((one) => one.message).join('；'))
  }
  return <Button loading={doing.isPending} onClick={() => void ask()}>{say('申请查阅', 'Ask to read')}</Button>
}

export function SheetForm({ of, one }: Part) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const scoring = useQuality(ScoreQualityDocument)
  const { sheet } = one
  const begun: Given = sheet
    ? { marks: Object.fromEntries(of.rubric.items.map(({ itemId }) => [itemId, sheet.marks.filter((mark) => mark.itemId === itemId).map(({ points, place, found }) => ({ itemId, points, place, found }))])), bonuses: sheet.bonuses.map((bonus) => ({ ...bonus })), grounds: sheet.grounds.map(({ ground, reason }) => ({ ground, reason })), summary: sheet.summary }
    : { marks: {} }
  const send = ({ marks, bonuses = [], grounds = [], summary = '' }: Given) => scoring.run({
    checkId: of.id, version: of.version, caseId: one.caseId, summary,
    marks: of.rubric.items.flatMap(({ itemId }) => (marks[itemId] ?? []).map(({ points = 0, place = '', found = '' }) => ({ itemId, points, place, found }))),
    bonuses: bonuses.map(({ kind, points = 0, reason = '' }) => ({ kind, points, reason })), grounds: grounds.map(({ ground, reason = '' }) => ({ ground, reason })),
  })
  return (
    <Form layout="vertical" initialValues={begun} onFinish={send} scrollToFirstError>
      <Space wrap style={{ marginBottom: 12 }}><Link to={`/cases/${encodeURIComponent(one.caseId)}`}>{say('打开案件', 'Open the case')}</Link><AskToRead caseId={one.caseId} /><span className="quiet">{say('归档案件经批准查阅之后才能评分。', 'An archived case is scored once reading it was granted.')}</span></Space>
      <Tabs items={tabs.map((tab) => ({ key: tab, label: word('QualityTab', tab), forceRender: true, children: (
        <Items of={of} tab={tab} ask={(itemId) => (
          <Form.List name={['marks', itemId]}>
            {(rows, { add, remove }) => (
              <>
                {rows.map((row, n) => (
                  <Space key={row.key} wrap align="start">
                    <Form.Item name={[row.name, 'points']}><InputNumber controls={false} aria-label={say(`${itemId} 第 ${n + 1} 处扣几分`, `${itemId} no. ${n + 1}: points`)} min={0} step={0.5} placeholder={say('扣分', 'Points')} style={{ width: 90 }} /></Form.Item>
                    <Form.Item name={[row.name, 'place']}><Input aria-label={say(`${itemId} 第 ${n + 1} 处在哪一卷哪一页`, `${itemId} no. ${n + 1}: volume and page`)} placeholder={say('哪一卷哪一页', 'Volume and page')} style={{ width: 200 }} /></Form.Item>
                    <Form.Item name={[row.name, 'found']}><Input.TextArea aria-label={say(`${itemId} 第 ${n + 1} 处发现的问题`, `${itemId} no. ${n + 1}: what was found`)} placeholder={say('发现的问题', 'What was found')} autoSize style={{ width: 360 }} /></Form.Item>
                    <Button size="small" danger onClick={() => remove(row.name)}>{say('去掉', 'Remove')}</Button>
                  </Space>
                ))}
                <div><Button size="small" style={{ margin: '6px 0 8px' }} onClick={() => add({ itemId })}>{say(`${itemId} 记一个问题`, `${itemId}: note a defect`)}</Button></div>
              </>
            )}
          </Form.List>
        )} />
      ) }))} />
      <fieldset className="group">
        <legend>{say(`加分（合计至多 ${of.rubric.bonusMost} 分）`, `Added (at most ${of.rubric.bonusMost})`)}</legend>
        <Form.List name="bonuses">{(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <Space key={row.key} wrap align="start">
                <Form.Item name={[row.name, 'kind']}><Select aria-label={say('加分的种类', 'Kind')} options={choicesOf(language, 'QualityBonusKind')} style={{ width: 180 }} /></Form.Item>
                <Form.Item name={[row.name, 'points']}><InputNumber controls={false} aria-label={say('加几分', 'Points')} min={0} step={0.5} style={{ width: 90 }} /></Form.Item>
                <Form.Item name={[row.name, 'reason']}><Input aria-label={say('加分的理由', 'Why')} placeholder={say('理由', 'Why')} style={{ width: 360 }} /></Form.Item>
                <Button size="small" danger onClick={() => remove(row.name)}>{say('去掉', 'Remove')}</Button>
              </Space>
            ))}
            <div><Button size="small" style={{ marginBottom: 8 }} onClick={() => add({ kind: 'activeDuty' })}>{say('加一项', 'Add')}</Button></div>
          </>
        )}</Form.List>
      </fieldset>
      <fieldset className="group">
        <legend>{say('一票否决的情形', 'Unqualified at once')}</legend>
        <Form.List name="grounds">{(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <Space key={row.key} wrap align="start">
                <Form.Item name={[row.name, 'ground']}><Select aria-label={say('情形', 'Ground')} options={choicesOf(language, 'QualityFailGround')} style={{ width: 180 }} /></Form.Item>
                <Form.Item name={[row.name, 'reason']}><Input aria-label={say('否决的理由', 'Why at once')} placeholder={say('理由', 'Why')} style={{ width: 460 }} /></Form.Item>
                <Button size="small" danger onClick={() => remove(row.name)}>{say('去掉', 'Remove')}</Button>
              </Space>
            ))}
            <div><Button size="small" style={{ marginBottom: 8 }} onClick={() => add({ ground: 'mainFactWrong' })}>{say('认定一种情形', 'Add a ground')}</Button></div>
          </>
        )}</Form.List>
      </fieldset>
      <Form.Item name="summary" label={say('评查意见', 'Opinion')}><Input.TextArea autoSize={{ minRows: 2 }} /></Form.Item>
      <Refusals of={scoring.refusals} />
      <Button type="primary" htmlType="submit" loading={scoring.busy}>{sheet ? say('重新签名', 'Sign again') : say('签名提交', 'Sign')}</Button>
    </Form>
  )
}
