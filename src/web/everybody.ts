/** Everybody on the roster, to be chosen from: found by name, by its initials or by its pinyin. */
import { useQuery } from '@tanstack/react-query'
import { request } from './ask.ts'
import { RosterDocument, type RosterQuery } from './gql/graphql.ts'

/** Somebody to choose; `sound` is what the name is found by beside itself. */
export type Somebody = { value: string; label: string; sound: string }

const none: Somebody[] = []

export const useEverybody = (): Somebody[] => useQuery({ queryKey: ['everybody'], queryFn: everybody, staleTime: 60_000 }).data ?? none

/** Page after page. */
async function everybody(): Promise<Somebody[]> {
  const all: Somebody[] = []
  for (let after: string | null = null; ;) {
    const { people }: RosterQuery = await request(RosterDocument, { after })
    all.push(...people.edges.map(({ node }) => ({ value: node.id, label: node.name, sound: node.spellings.join(' ') })))
    if (!people.pageInfo.hasNextPage) return all
    after = people.pageInfo.endCursor ?? null
  }
}

/** Whether somebody is meant by what was typed. */
export const isMeant = (typed: string, one?: { label?: unknown; sound?: string }): boolean => {
  const text = typed.trim().toLowerCase()
  return (typeof one?.label === 'string' ? one.label : '').toLowerCase().includes(text) || (one?.sound ?? '').split(' ').some((word) => word.startsWith(text))
}
