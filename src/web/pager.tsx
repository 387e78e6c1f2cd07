/** On to the next page of a list, and back to the first. */
import { Button, Space } from 'antd'
import { useSay } from './words.ts'

type Paged = { pageInfo: { hasNextPage: boolean; endCursor?: string | null } }

export function Pager({ of, after, go }: { of: Paged; after: string | null; go: (after: string | null) => void }) {
  const say = useSay()
  return (
    <Space style={{ marginTop: 12 }}>
      <Button disabled={after === null} onClick={() => go(null)}>{say('第一页', 'First page')}</Button>
      <Button disabled={!of.pageInfo.hasNextPage} onClick={() => go(of.pageInfo.endCursor ?? null)}>{say('下一页', 'Next')}</Button>
    </Space>
  )
}
