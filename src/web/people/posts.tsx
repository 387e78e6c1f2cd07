/** 任职: posts with their days, those that run, come, and have ended. */
import { Table, Tag } from 'antd'
import type { PostPartsFragment } from '../gql/graphql.ts'
import { DayText } from '../marks.tsx'
import { usePostLine } from '../posts.ts'
import { Nothing } from '../states.tsx'
import { todayInChina, useSay, useWord } from '../words.ts'

export type DatedPost = PostPartsFragment & { from: string }

export function Posts({ of }: { of: readonly DatedPost[] }) {
  const say = useSay()
  const word = useWord()
  const line = usePostLine()
  const today = todayInChina()
  const standing = (post: DatedPost) => (post.until && post.until < today ? 2 : post.from > today ? 1 : 0)
  const words = [say('现任', 'Holds it'), say('将任', 'To come'), say('已经结束', 'Ended')]
  const lights = ['green', 'amber', '']
  return (
    <Table size="small" rowKey="id" pagination={false} dataSource={[...of].sort((one, other) => standing(one) - standing(other) || (one.from < other.from ? 1 : -1))} locale={{ emptyText: <Nothing>{say('没有职务', 'No posts')}</Nothing> }} columns={[
      { title: say('职务', 'Post'), render: (_v, post) => <>{line(post)}{post.kind === 'regular' ? '' : `，${word('PostKind', post.kind)}`}</> },
      { title: say('自', 'From'), render: (_v, post) => <DayText day={post.from} /> },
      { title: say('到', 'Until'), render: (_v, post) => (post.until ? <DayText day={post.until} /> : say('未定', 'open')) },
      { title: say('状态', 'State'), render: (_v, post) => <Tag className={`light ${lights[standing(post)] ?? ''}`}>{words[standing(post)]}</Tag> },
    ]} />
  )
}
