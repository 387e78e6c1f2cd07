/** 人员与片区: zones with their bodies, who holds what today, and what moving a body would change. */
import { Button, Input, Select, Space, Table, Tabs } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useAsked } from '../ask.ts'
import { PeoplePageDocument, ZonesDocument, type Role } from '../gql/graphql.ts'
import { DayText, Section } from '../marks.tsx'
import { Placement } from '../placement.tsx'
import { usePostLine } from '../posts.ts'
import { Nothing, Shown } from '../states.tsx'
import { choicesOf, useLanguage, useSay, useWord } from '../words.ts'

function Zones() {
  const say = useSay()
  return (
    <Shown of={useAsked(ZonesDocument, {})}>{({ zones }) => zones.length === 0 ? <Nothing>{say('还没有片区', 'No zones yet')}</Nothing> : (
      <div className="pair">{zones.map((zone) => (
        <Section key={zone.id} title={zone.name} count={zone.bodies.length}>
          <Table size="small" rowKey="id" pagination={false} dataSource={[...zone.bodies]} columns={[
            { title: say('代号', 'Code'), dataIndex: 'code', width: 70 }, { title: say('派驻机构', 'Body'), dataIndex: 'name' }, { title: say('监督单位', 'Covers'), render: (_v, { covers }) => covers.join('、') },
          ]} />
        </Section>
      ))}</div>
    )}</Shown>
  )
}

function People() {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const line = usePostLine()
  const [address, setAddress] = useSearchParams()
  const [name, setName] = useState('')
  const role = address.get('role') as Role | null
  const after = address.get('after')
  const asked = useAsked(PeoplePageDocument, { role, after })
  return (
    <>
      <Space wrap style={{ marginBottom: 12 }}>
        <Select allowClear showSearch optionFilterProp="label" style={{ width: 200 }} aria-label={say('职务', 'Role')} placeholder={say('职务', 'Role')} value={role ?? undefined} options={choicesOf(language, 'Role')} onChange={(next?: string) => setAddress({ tab: 'people', ...(next === undefined ? {} : { role: next }) })} />
        <Input allowClear style={{ width: 180 }} aria-label={say('姓名', 'Name')} placeholder={say('这一页里的姓名', 'Name on this page')} value={name} onChange={({ target }) => setName(target.value)} />
      </Space>
      <Shown of={asked}>{({ people }) => (
        <>
          <p>{say(`共 ${people.totalCount} 人`, `${people.totalCount} people`)}</p>
          <Table size="small" rowKey="id" pagination={false} dataSource={people.edges.map(({ node }) => node).filter((one) => one.name.includes(name.trim()))} locale={{ emptyText: <Nothing>{say('没有符合条件的人', 'Nobody fits')}</Nothing> }} columns={[
            { title: say('姓名', 'Name'), dataIndex: 'name' },
            { title: say('职务', 'Posts'), render: (_v, { posts }) => posts.map((post) => <div key={post.id}>{line(post)}{post.kind === 'regular' ? '' : `，${word('PostKind', post.kind)}`}{post.until ? <>，{say('到', 'until')} <DayText day={post.until} /></> : null}</div>) },
            { title: say('来自', 'Comes from'), render: (_v, { homeBody }) => homeBody?.name ?? '' },
            { title: say('涉密等级', 'Clearance'), render: (_v, { clearance }) => word('SecrecyLevel', clearance) },
          ]} />
          <Space style={{ marginTop: 12 }}>
            <Button disabled={after === null} onClick={() => setAddress({ tab: 'people', ...(role === null ? {} : { role }) })}>{say('第一页', 'First page')}</Button>
            <Button disabled={!people.pageInfo.hasNextPage} onClick={() => setAddress({ tab: 'people', ...(role === null ? {} : { role }), after: people.pageInfo.endCursor ?? '' })}>{say('下一页', 'Next')}</Button>
          </Space>
        </>
      )}</Shown>
    </>
  )
}

export function Page() {
  const say = useSay()
  const [address, setAddress] = useSearchParams()
  return (
    <>
      <h1>{say('人员与片区', 'People and zones')}</h1>
      <Tabs activeKey={address.get('tab') ?? 'zones'} onChange={(tab) => setAddress({ tab })} items={[{ key: 'zones', label: say('片区', 'Zones'), children: <Zones /> }, { key: 'people', label: say('人员', 'People'), children: <People /> }, { key: 'placement', label: say('调整片区', 'Move a body'), children: <Placement /> }]} />
    </>
  )
}
