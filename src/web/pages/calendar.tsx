/** 放假安排: each year as it stands; a new notice shows which due days it moves before it can be published. */
import { App, Button, Form, Input, Select, Space, Table } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { request, useAsked, useDoing } from '../ask.ts'
import { useConfirming } from '../door.tsx'
import { CalendarPreviewDocument, CalendarYearsDocument, PublishCalendarDocument, type CalendarPreviewQuery, type CalendarYearsQuery } from '../gql/graphql.ts'
import { DayText, Section } from '../marks.tsx'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { Nothing, Shown } from '../states.tsx'
import { dayIn, useLanguage, useSay } from '../words.ts'

type Year = CalendarYearsQuery['calendarYears'][number]
/** What a notice moves, as it is shown before it is published. */
export type ShownMoves = Pick<Preview, 'days' | 'moves' | 'totalCount'>
type Preview = Extract<CalendarPreviewQuery['outcome'], { __typename: 'CalendarPreview' }>

export function Calendars() {
  const say = useSay()
  const [year, setYear] = useState<number | null>(null)
  return (
    <Shown of={useAsked(CalendarYearsDocument, {})}>{({ calendarYears }) => {
      const latest = calendarYears[0]?.year ?? 2026
      const chosen = year ?? latest
      const known = calendarYears.find((one) => one.year === chosen)
      return (
        <>
          <Section title={say('放假安排', 'Rest days')} extra={<Select aria-label={say('年份', 'Year')} style={{ width: 120 }} value={chosen} onChange={setYear} options={[latest + 1, ...calendarYears.map((one) => one.year)].map((value) => ({ value, label: say(`${value}年`, String(value)) }))} />}>
            {known ? <p className="quiet">{known.source}</p> : <p>{say('尚未公布或者尚未登记，期限暂按周末推算。', 'Not published yet: only weekends are counted.')}</p>}
            {calendarYears[0]?.mine ? <Notice key={chosen} year={chosen} known={known} /> : known ? <div className="pair"><pre className="lines">{known.holidays}</pre><pre className="lines">{known.madeUp}</pre></div> : null}
          </Section>
        </>
      )
    }}</Shown>
  )
}

function Notice({ year, known }: { year: number; known: Year | undefined }) {
  const say = useSay()
  const { message } = App.useApp()
  const publishing = useDoing(PublishCalendarDocument)
  const [notice, setNotice] = useState({ source: known?.source ?? '', holidays: known?.holidays ?? '', madeUp: known?.madeUp ?? '' })
  const [preview, setPreview] = useState<Preview | null>(null)
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const { confirmation, failed } = useConfirming((said) => setRefusals([{ message: said }]))
  const look = () => {
    request(CalendarPreviewDocument, { notice: { year, ...notice } }).then(({ outcome }) => {
      setRefusals(outcome.__typename === 'CalendarPreviewRefused' ? [...outcome.refusals] : [])
      setPreview(outcome.__typename === 'CalendarPreview' ? outcome : null)
      return undefined
    }).catch((error: unknown) => failed(error, look))
  }
  const publish = () => {
    publishing.mutateAsync({ notice: { year, ...notice }, basedOn: preview?.basedOn ?? '' }).then(({ outcome }) => {
      setRefusals(outcome.__typename === 'CalendarRefused' ? [...outcome.refusals] : [])
      if (outcome.__typename === 'CalendarPublished') {
        setPreview(null)
        void message.success(say('已经发布，全部期限按新的安排推算', 'Published; every due day follows'))
      }
      return undefined
    }).catch((error: unknown) => failed(error, publish))
  }
  // What was previewed is what is published: another word asks for another preview.
  const change = (changed: Partial<typeof notice>) => { setNotice({ ...notice, ...changed }); setPreview(null) }
  return (
    <Form layout="vertical">
      <Refusals of={refusals} />
      <Form.Item label={say('根据哪个通知', 'By which notice')} htmlFor="notice-source"><Input id="notice-source" value={notice.source} onChange={({ target }) => change({ source: target.value })} /></Form.Item>
      <div className="pair">
        <Form.Item label={say('放假，每行一段，如“10月1日至7日 国庆节”', 'Rest days, a line each: 2027-10-01至2027-10-07 name')} htmlFor="notice-holidays"><Input.TextArea id="notice-holidays" value={notice.holidays} onChange={({ target }) => change({ holidays: target.value })} autoSize={{ minRows: 7 }} /></Form.Item>
        <Form.Item label={say('调休上班，每行一段', 'Weekend days that are worked, a line each')} htmlFor="notice-made-up"><Input.TextArea id="notice-made-up" value={notice.madeUp} onChange={({ target }) => change({ madeUp: target.value })} autoSize={{ minRows: 7 }} /></Form.Item>
      </div>
      <Space wrap>
        <Button onClick={look}>{say('预览变动', 'See what moves')}</Button>
        <Link to="/import?kind=calendar">{say('从表格导入', 'Bring in from a sheet')}</Link>
      </Space>
      {preview ? <Moves of={preview} publish={publish} busy={publishing.isPending} /> : null}
      {confirmation}
    </Form>
  )
}

export function Moves({ of: { days, moves, totalCount }, publish, busy }: { of: ShownMoves; publish: () => void; busy: boolean }) {
  const say = useSay()
  const language = useLanguage()
  return (
    <section className="section" style={{ marginTop: 16 }} aria-label={say('发布后的变动', 'What moves')}>
      <p>{days.length === 0 ? say('没有哪一天的上班、休息有变动。', 'No day changes.') : say(`${days.length}天的上班、休息有变动：`, `${days.length} days change: `) + days.map((day) => dayIn(language, day)).join(say('、', ', '))}</p>
      <Table size="small" rowKey={(one) => `${one.caseId} ${one.code} ${one.subjectId ?? ''} ${one.before}`} pagination={false} scroll={{ x: 'max-content' }} dataSource={[...moves]} locale={{ emptyText: <Nothing>{say('没有届满日变动', 'No due day moves')}</Nothing> }} columns={[
        { title: say('案件编号', 'Number'), render: (_v, one) => <Link to={`/cases/${one.caseId}`}>{one.number}</Link> }, { title: say('案件名称', 'Title'), dataIndex: 'title' }, { title: say('期限', 'Limit'), dataIndex: 'label' },
        { title: say('现在的届满日', 'Due now'), render: (_v, one) => <DayText day={one.before} /> },
        { title: say('发布后的届满日', 'Due then'), render: (_v, one) => <><DayText day={one.after} />{one.held ? <span className="quiet"> {say('停止计算，还会顺延', 'held, moves on')}</span> : null}</> },
      ]} />
      <p className="quiet">{say(`共 ${totalCount} 个届满日变动，只列您可以查看的案件；发布后对全部案件即时生效。`, `${totalCount} due days move, of the cases you may see; published, it is in force for all.`)}</p>
      <Button type="primary" loading={busy} onClick={publish}>{say('发布', 'Publish')}</Button>
    </section>
  )
}
