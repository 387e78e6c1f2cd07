/** 到期提醒: what I have to do and to see to, by how pressing it is; derived from the clocks each time it is asked for. */
import { Button, Modal, Space, Table, Tabs, Tag, Tooltip } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsked } from '../ask.ts'
import { RemindersDocument, type ReminderKind, type RemindersQuery } from '../gql/graphql.ts'
import { DayText, Section } from '../marks.tsx'
import { usePostLine } from '../posts.ts'
import { useMe } from '../shell.tsx'
import { Nothing, Shown } from '../states.tsx'
import { useSay, useWord, type Say } from '../words.ts'

type Told = RemindersQuery['reminders']['edges'][number]['node']

const headings = (say: Say): [kind: ReminderKind, heading: string, light: string][] => [
  ['escalated', say('超期，提请督办', 'Overdue and brought up'), 'red'], ['overdue', say('已超期', 'Overdue'), 'red'], ['dueToday', say('今日届满', 'Due today'), 'red'],
  ['red', say('即将届满', 'Very near'), 'red'], ['amber', say('临近届满', 'Near'), 'amber'],
]

function Left({ of: { workingDaysLeft, kind }, light }: { of: Told; light: string }) {
  const say = useSay()
  const past = kind === 'overdue' || kind === 'escalated'
  return <Tag className={`light ${light}`}>{past ? say(`超期${-workingDaysLeft}个工作日`, `${-workingDaysLeft} working days over`) : kind === 'dueToday' ? say('今日届满', 'Due today') : say(`还有${workingDaysLeft}个工作日`, `${workingDaysLeft} working days left`)}</Tag>
}

function Group({ told, heading, light }: { told: readonly Told[]; heading: string; light: string }) {
  const say = useSay()
  const word = useWord()
  const [letter, setLetter] = useState<Told | null>(null)
  return (
    <Section title={heading} count={told.length}>
      <Table size="small" rowKey={(one) => `${one.caseId} ${one.label} ${one.dueOn} ${one.text}`} pagination={false} scroll={{ x: 'max-content' }} dataSource={[...told]} columns={[
        { title: say('案件编号', 'Number'), render: (_v, one) => <Link to={`/cases/${one.caseId}`}>{one.number}</Link> },
        { title: say('案件名称', 'Title'), render: (_v, one) => (one.title === '' ? one.body.name : one.title) },
        { title: say('期限', 'Limit'), render: (_v, one) => <Tooltip title={one.basis.text}>{one.label}</Tooltip> },
        { title: say('届满日', 'Due'), render: (_v, one) => <><DayText day={one.dueOn} /> <Left of={one} light={light} />{one.provisional ? <span className="quiet"> {say('暂按周末推算', 'provisional')}</span> : null}</> },
        { title: say('由谁办理', 'To act'), render: (_v, one) => (one.role ? word('Role', one.role) : word('Holder', one.holder)) },
        { title: say('提醒', 'Reminder'), render: (_v, one) => <div className="told">{one.text}</div> },
        ...(told.some((one) => one.letter) ? [{ title: say('督办', 'Urge'), fixed: 'end' as const, render: (_v: unknown, one: Told) => (one.letter ? <Button size="small" onClick={() => setLetter(one)}>{say('督办函', 'Letter')}</Button> : null) }] : []),
      ]} />
      <Modal open={letter !== null} width={680} onCancel={() => setLetter(null)} title={say('督办函', 'Overdue letter')} okText={say('下载', 'Download')} cancelText={say('关闭', 'Close')} onOk={() => { if (letter?.letter) download(`${letter.number}${letter.label}.txt`, letter.letter) }}>
        <pre className="lines">{letter?.letter}</pre>
      </Modal>
    </Section>
  )
}

/** Gives a text as a file, with the mark by which Windows knows its encoding. */
function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([`\ufeff${text.replaceAll('\n', '\r\n')}`], { type: 'text/plain;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  URL.revokeObjectURL(address)
}

export function Page() {
  const say = useSay()
  const line = usePostLine()
  const me = useMe()
  const [after, setAfter] = useState<string | null>(null)
  const asked = useAsked(RemindersDocument, { kinds: null, after })
  const groups = (told: readonly Told[], empty: string) =>
    (told.length === 0 ? <Nothing>{empty}</Nothing> : headings(say).map(([kind, heading, light]) => { const some = told.filter((one) => one.kind === kind); return some.length > 0 ? <Group key={kind} told={some} heading={heading} light={light} /> : null }))
  return (
    <>
      <h1>{say('到期提醒', 'Reminders')} <small className="quiet">{line(me.acting)}</small></h1>
      <Shown of={asked}>{({ reminders: { edges, totalCount, pageInfo } }) => {
        const told = edges.map(({ node }) => node)
        const [mine, others] = [told.filter(({ concern }) => concern === 'act'), told.filter(({ concern }) => concern === 'oversee')]
        return (
          <>
            <Tabs defaultActiveKey={mine.length === 0 && others.length > 0 ? 'oversee' : 'act'} items={[
              { key: 'act', label: say(`由我办理 ${mine.length}`, `For me to do ${mine.length}`), children: groups(mine, say('没有临近届满的期限等您办理', 'No limit of yours is near')) },
              { key: 'oversee', label: say(`由我督促 ${others.length}`, `For me to see to ${others.length}`), children: groups(others, say('没有要您督促别人办理的期限', 'Nothing for you to see to')) },
            ]} />
            {totalCount > told.length || after !== null ? (
              <Space>
                <span className="quiet">{say(`共 ${totalCount} 条`, `${totalCount} in all`)}</span>
                <Button disabled={after === null} onClick={() => setAfter(null)}>{say('第一页', 'First page')}</Button>
                <Button disabled={!pageInfo.hasNextPage} onClick={() => setAfter(pageInfo.endCursor ?? null)}>{say('下一页', 'Next')}</Button>
              </Space>
            ) : null}
          </>
        )
      }}</Shown>
    </>
  )
}
