/** How a page says that it waits, has nothing, failed, or may not be seen: each with what to do next. */
import { Button, Empty, Result, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import { Failed } from './ask.ts'
import { useSay } from './words.ts'

export function Waiting({ rows = 6 }: { rows?: number }) {
  const say = useSay()
  return <div role="status" className="waiting"><span className="quiet">{say('正在读取……', 'Loading…')}</span><Skeleton active title={false} paragraph={{ rows }} /></div>
}

export const Nothing = ({ children }: { children: ReactNode }) => <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={children} />

export function Wrong({ error, again }: { error: unknown; again: () => void }) {
  const say = useSay()
  const forbidden = error instanceof Failed && error.code === 'FORBIDDEN'
  return (
    <Result status={forbidden ? '403' : 'warning'} title={forbidden ? say('现在的职务不能查看这一页', 'This page is not for the post you act in') : say('没有读到', 'This could not be read')}
      subTitle={error instanceof Error ? error.message : ''} extra={<Button type="primary" onClick={again}>{say('重试', 'Try again')}</Button>} />
  )
}

export function NotThere({ children }: { children: ReactNode }) {
  const say = useSay()
  return <Result status="404" title={children} extra={<Button type="primary" href="/">{say('回到工作台', 'Back to the workbench')}</Button>} />
}

/** Shows what was asked once it is there, and otherwise how it stands. */
export function Shown<Data>({ of: { data, error, isPending, refetch }, children, rows }: { of: UseQueryResult<Data>; children: (data: Data) => ReactNode; rows?: number }) {
  if (data !== undefined) return <>{children(data)}</>
  if (isPending) return <Waiting {...(rows === undefined ? {} : { rows })} />
  return <Wrong error={error} again={() => void refetch()} />
}
