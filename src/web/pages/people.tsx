/** 人员与片区: zones with their bodies, who holds what and carries how much, one person and one body in full, and what moving a body would change. */
import { Button, Input, Select, Table, Tabs, Tooltip } from 'antd'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useAddress } from '../address.ts'
import { useAsked } from '../ask.ts'
import { LoadsDocument, PeoplePageDocument, PlacesDocument, ZonesDocument, type PeoplePageQuery, type Role } from '../gql/graphql.ts'
import { DayText, Section } from '../marks.tsx'
import { Pager } from '../pager.tsx'
import { BodyDrawer } from '../people/body.tsx'
import { PersonDrawer } from '../people/person.tsx'
import { Placement } from '../placement.tsx'
import { usePostLine } from '../posts.ts'
import { Nothing, Shown } from '../states.tsx'
import { choicesOf, todayInChina, useLanguage, useSay, useWord } from '../words.ts'

function Zones() {
  const say = useSay()
  const [, change] = useAddress()
  return (
    <Shown of={useAsked(ZonesDocument, {})}>{({ zones }) => zones.length === 0 ? <Nothing>{say('还没有片区', 'No zones yet')}</Nothing> : (
      <div className="pair">{zones.map((zone) => (
        <Section key={zone.id} title={zone.name} count={zone.bodies.length}>
          <Table size="small" rowKey="id" pagination={false} dataSource={[...zone.bodies]} locale={{ emptyText: <Nothing>{say('没有派驻机构', 'No bodies')}</Nothing> }} columns={[
            { title: say('代号', 'Code'), dataIndex: 'code', width: 70 },
            { title: say('派驻机构', 'Body'), render: (_v, body) => <Button type="link" size="small" className="plain" onClick={() => change('of', body.id)}>{body.name}</Button> },
            { title: say('监督单位', 'Covers'), render: (_v, { covers }) => covers.join('、') },
          ]} />
        </Section>
      ))}</div>
    )}</Shown>
  )
}

/** What is asked for comes a moment after the last key. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 300)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

function People() {
  const say = useSay()
  const language = useLanguage()
  const [address, setAddress] = useSearchParams()
  const [, open] = useAddress()
  const places = useAsked(PlacesDocument, {})
  const [text, setText] = useState(address.get('text') ?? '')
  const [role, zoneId, bodyId, after] = ['role', 'zone', 'body', 'after'].map((name) => address.get(name))
  // Another filter begins at the first page.
  const change = (name: string, value: string | null | undefined) => setAddress((before) => {
    const next = new URLSearchParams(before)
    if (name !== 'after') next.delete('after')
    if (value === undefined || value === null || value === '') next.delete(name)
    else next.set(name, value)
    return next
  }, { replace: name === 'text' })
  const asked = useAsked(PeoplePageDocument, { role: (role as Role | null | undefined) ?? null, zoneId: zoneId ?? null, bodyId: bodyId ?? null, after: after ?? null, text: useSettled(text) || null })
  return (
    <>
      <div className="filters" role="search" aria-label={say('筛选', 'Filter')}>
        <Input allowClear style={{ width: 220 }} aria-label={say('姓名', 'Name')} placeholder={say('姓名、首字母或者全拼', 'Name, initials or pinyin')} value={text} onChange={({ target }) => { setText(target.value); change('text', target.value.trim()) }} />
        <Select allowClear showSearch optionFilterProp="label" style={{ width: 180 }} aria-label={say('职务', 'Role')} placeholder={say('职务', 'Role')} value={role ?? undefined} options={choicesOf(language, 'Role')} onChange={(next?: string) => change('role', next)} />
        <Select allowClear style={{ width: 150 }} aria-label={say('片区', 'Zone')} placeholder={say('片区', 'Zone')} value={zoneId ?? undefined} options={(places.data?.zones ?? []).map(({ id, name }) => ({ value: id, label: name }))} onChange={(next?: string) => change('zone', next)} />
        <Select allowClear showSearch optionFilterProp="label" style={{ width: 260 }} aria-label={say('派驻机构', 'Body')} placeholder={say('派驻机构', 'Body')} value={bodyId ?? undefined} options={(places.data?.bodies.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }))} onChange={(next?: string) => change('body', next)} />
      </div>
      <Shown of={asked}>{({ people }) => (
        <>
          <p>{say(`共 ${people.totalCount} 人，按姓名的拼音排列`, `${people.totalCount} people, by pinyin`)}</p>
          <Listed of={people.edges.map(({ node }) => node)} open={(id) => open('who', id)} />
          <Pager of={people} after={after ?? null} go={(next) => change('after', next)} />
        </>
      )}</Shown>
    </>
  )
}

function Listed({ of, open }: { of: readonly PeoplePageQuery['people']['edges'][number]['node'][]; open: (id: string) => void }) {
  const say = useSay()
  const word = useWord()
  const line = usePostLine()
  const today = todayInChina()
  const loads = useAsked(LoadsDocument, {}).data?.figures.loads ?? []
  const told = loads.some(({ weight }) => weight !== null)
  return (
    <Table size="small" rowKey="id" pagination={false} scroll={{ x: 'max-content' }} dataSource={[...of]} locale={{ emptyText: <Nothing>{say('没有符合条件的人', 'Nobody fits')}</Nothing> }} columns={[
      { title: say('姓名', 'Name'), render: (_v, { id, name }) => <Button type="link" size="small" className="plain" onClick={() => open(id)}>{name}</Button> },
      { title: say('职务', 'Posts'), render: (_v, { posts }) => posts.filter(({ until }) => !until || until >= today).map((post) => <div key={post.id}>{line(post)}{post.kind === 'regular' ? '' : `，${word('PostKind', post.kind)}`}{post.from > today ? <>，{say('自', 'from')} <DayText day={post.from} />{say('起', '')}</> : null}{post.until ? <>，{say('到', 'until')} <DayText day={post.until} /></> : null}</div>) },
      ...(loads.length === 0 ? [] : [{
        title: <Tooltip title={loads[0]?.definition}>{told ? say('在办负担', 'Load') : say('负担由轻到重', 'Rank by load')}</Tooltip>, width: 150,
        render: (_v: unknown, { id }: { id: string }) => { const load = loads.find(({ person }) => person.id === id); return load ? (load.weight === null ? say(`第 ${load.rank}`, `No. ${load.rank}`) : say(`${load.weight}（${load.caseCount ?? 0} 件）`, `${load.weight} (${load.caseCount ?? 0} cases)`)) : '' },
      }]),
      { title: say('来自', 'Comes from'), render: (_v, { homeBody }) => homeBody?.name ?? '' },
      ...(of.some(({ clearance }) => clearance) ? [{ title: say('涉密等级', 'Clearance'), render: (_v: unknown, { clearance }: { clearance?: string | null }) => word('SecrecyLevel', clearance) }] : []),
    ]} />
  )
}

export function Page() {
  const say = useSay()
  const [address, setAddress] = useSearchParams()
  const [, change] = useAddress()
  const [who, of] = [address.get('who'), address.get('of')]
  return (
    <>
      <h1>{say('人员与片区', 'People and zones')}</h1>
      <Tabs activeKey={address.get('tab') ?? 'zones'} onChange={(tab) => setAddress({ tab })} items={[{ key: 'zones', label: say('片区', 'Zones'), children: <Zones /> }, { key: 'people', label: say('人员', 'People'), children: <People /> }, { key: 'placement', label: say('调整片区', 'Move a body'), children: <Placement /> }]} />
      {who === null ? null : <PersonDrawer key={who} id={who} close={() => change('who', undefined)} />}
      {of === null || who !== null ? null : <BodyDrawer key={of} id={of} openPerson={(id) => change('who', id)} close={() => change('of', undefined)} />}
    </>
  )
}
