/** 提请: which forms there are for somebody comes from the server, what each asks for from the schema; what it would change is shown first. */
import { Button, Select, Space } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useAddress } from '../address.ts'
import { useAsked } from '../ask.ts'
import type { Asks } from '../asked.ts'
import { isMeant, useEverybody } from '../everybody.ts'
import { OpenGrantsDocument, type OpenGrantsQuery } from '../gql/graphql.ts'
import { Section } from '../marks.tsx'
import { Shown } from '../states.tsx'
import { useSay, useWord } from '../words.ts'

export type OpenGrant = OpenGrantsQuery['openGrants'][number]

/** The form comes with what every form asks for, which is large. */
const GrantDrawer = lazy(async () => {
  const [{ GrantForm }, asks] = await Promise.all([import('./form.tsx'), import('../gql/asks.json').then((module) => module.default as unknown as Asks)])
  return { default: (props: { of: OpenGrant; person: { id: string; name: string } | null; close: () => void }) => <GrantForm asks={asks} {...props} /> }
})

/** What can be asked for, for whoever has a duty in it; nobody else is shown anything. */
export function ProposeGrants() {
  const say = useSay()
  const [address, change] = useAddress()
  const everybody = useEverybody()
  const general = useAsked(OpenGrantsDocument, { personId: null })
  const personId = address.get('person')
  const name = everybody.find(({ value }) => value === personId)?.label
  const asking = useAsked(OpenGrantsDocument, { personId })
  const [open, setOpen] = useState<OpenGrant | null>(null)
  // Whoever has no duty in any of it is told of none.
  if ((general.data?.openGrants.length ?? 0) === 0) return null
  return (
    <Section title={say('提请和办理', 'Ask and act')}>
      <div className="filters">
        <Select allowClear showSearch filterOption={(typed, one) => isMeant(typed, one)} style={{ width: 260 }} aria-label={say('为谁', 'For whom')} placeholder={say('为谁（姓名或者首字母）', 'For whom (name or initials)')} value={personId ?? undefined} options={everybody} onChange={(value?: string) => change('person', value)} />
        {personId === null ? <Acts of={(general.data?.openGrants ?? []).filter(({ closedBecause }) => !closedBecause)} open={setOpen} /> : null}
      </div>
      {personId === null ? <p className="quiet">{say('先选择为谁提请；授权由一人提请、另一人决定，决定之前什么也不改变。', 'Choose somebody first. A grant is asked for by one and decided by another; before that nothing changes.')}</p>
        : <Shown of={asking} rows={2}>{({ openGrants }) => <Acts of={openGrants} open={setOpen} />}</Shown>}
      {open === null ? null : <Suspense fallback={null}><GrantDrawer of={open} person={open.mutation.startsWith('add') || personId === null ? null : { id: personId, name: name ?? '' }} close={() => setOpen(null)} /></Suspense>}
    </Section>
  )
}

function Acts({ of, open }: { of: readonly OpenGrant[]; open: (one: OpenGrant) => void }) {
  const say = useSay()
  const word = useWord()
  const closed = of.filter(({ closedBecause }) => closedBecause)
  const called = (one: OpenGrant) => say(one.label, one.kind ? word('GrantKind', one.kind) : (aloneInEnglish[one.mutation] ?? one.mutation))
  return (
    <>
      <Space wrap>{of.filter(({ closedBecause }) => !closedBecause).map((one) => <Button key={one.mutation} onClick={() => open(one)}>{called(one)}</Button>)}</Space>
      {closed.length === 0 ? null : <ul className="bare quiet" style={{ marginTop: 8 }}>{closed.map((one) => <li key={one.mutation}>{called(one)}：{one.closedBecause?.message}</li>)}</ul>}
    </>
  )
}

const aloneInEnglish: Record<string, string> = { addPerson: 'Add a person', addBody: 'Add a body', addZone: 'Add a zone', suspendAccount: 'Suspend the account', declareInterest: 'Put down an interest' }
