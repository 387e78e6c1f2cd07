/** Small things of meetings: how far one is, how an item stands, whose meeting it is. */
import { Tag } from 'antd'
import type { MeetsFragment, MeetingQuery } from '../gql/graphql.ts'
import { useSay, useWord } from '../words.ts'

export type TheMeeting = NonNullable<MeetingQuery['meeting']>
export type TheItem = TheMeeting['items'][number]

const lights: Record<string, string> = { waiting: 'amber', open: 'red', done: 'green' }

export const StandingMark = ({ standing }: { standing: TheItem['standing'] }) => <Tag className={`light ${lights[standing] ?? ''}`}>{useWord()('MeetingItemStanding', standing)}</Tag>

export const MeetingMark = ({ state }: { state: MeetsFragment['state'] }) => <Tag className="stage">{useWord()('MeetingState', state)}</Tag>

/** Whose meeting: of a group, or of the office. */
export function useWhose(): (of: Pick<MeetsFragment, 'zone'>) => string {
  const say = useSay()
  return ({ zone }) => (zone ? say(`${zone.name}小组`, `Group of ${zone.name}`) : say('案件审理室', 'The office'))
}

/** Names in a row. */
export const Names = ({ of }: { of: readonly { name: string }[] }) => <>{of.map(({ name }) => name).join('、')}</>
