/** Posts in words. */
import type { PostPartsFragment } from './gql/graphql.ts'
import { useWord } from './words.ts'

/** A post in words: 审理员（第三片区）. */
export function usePostLine(): (post: PostPartsFragment) => string {
  const word = useWord()
  return ({ role, body, zone }) => `${word('Role', role)}${body ? `（${body.name}）` : zone ? `（${zone.name}）` : ''}`
}
