/** 在场: who else has the case of this page open now, as the stream tells it. */
import { Tag } from 'antd'
import { useSyncExternalStore } from 'react'
import { useSay, useWord } from './words.ts'

export type Present = { id: string; name: string; role: string; layer: 'body' | 'zone' | 'workCommittee' }

let here: readonly Present[] = []
const hearers = new Set<() => void>()

/** The shell listens; whoever is told of is kept until the page shows another case. */
export function setHere(told: readonly Present[]): void {
  here = told
  hearers.forEach((hear) => hear())
}

const subscribe = (hear: () => void) => {
  hearers.add(hear)
  return () => void hearers.delete(hear)
}

/** The others who are here, of all layers that this person may know of. */
export const useHere = (): readonly Present[] => useSyncExternalStore(subscribe, () => here)

/** Their names in a row; nothing where nobody else is here. */
export function Here() {
  const say = useSay()
  const word = useWord()
  const others = useHere()
  return (
    <p className="quiet" aria-live="polite" style={{ minHeight: 22, margin: '-6px 0 8px' }}>
      {others.length === 0 ? null : <>{say('也打开着本案：', 'Also here: ')}{others.map((one) => <Tag key={one.id}>{one.name}（{word('Role', one.role)}）</Tag>)}</>}
    </p>
  )
}
