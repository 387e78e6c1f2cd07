/** Lists that are held in memory, page by page. */
import type { Context } from './builder.ts'
import { badInput } from './errors.ts'
import { encodeId } from './id.ts'
import { sliceOf, spend, type Slice } from './summary.ts'

/** How many there are in all, for the `totalCount` of such a page. */
export const countOf = (page: unknown): number => (page as { totalCount: number }).totalCount

/** One page of a list that is held in memory, by the ids of its items. */
export function pageOf<Item extends { id: string }>(context: Context, items: readonly Item[], slice: Slice, listName: string) {
  const { first, after, last, before } = sliceOf(slice)
  const cursorOf = ({ id }: Item) => encodeId('Cursor', `${listName}\n${id}`)
  const placeOf = (cursor: string): number => {
    const at = items.findIndex((item) => cursorOf(item) === cursor)
    if (at < 0) throw badInput('游标不是这个列表的')
    return at
  }
  const [from, to] = [after === undefined ? 0 : placeOf(after) + 1, before === undefined ? items.length : placeOf(before)]
  const [start, end] = last === undefined ? [from, Math.min(to, from + (first ?? 20))] : [Math.max(from, to - last), to]
  const edges = items.slice(start, end).map((node) => ({ node, cursor: cursorOf(node) }))
  spend(context, edges.length)
  return {
    edges,
    pageInfo: { hasNextPage: end < items.length, hasPreviousPage: start > 0, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount: items.length,
  }
}
