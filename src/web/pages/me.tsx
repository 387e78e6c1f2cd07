/** 登录与密码: one's own password, second factor, where one is signed in, and one's calendar address. */
import { App, Button, Table, Typography } from 'antd'
import { useState } from 'react'
import { isAdministrator } from '../../review/people.ts'
import { useAsked, useDoing } from '../ask.ts'
import { FactorForm, PasswordForm, useConfirming } from '../door.tsx'
import { CalendarFeedsDocument, EndPlaceDocument, MakeCalendarFeedDocument, MyPlacesDocument, WithdrawCalendarFeedDocument } from '../gql/graphql.ts'
import { Section } from '../marks.tsx'
import { usePostLine } from '../posts.ts'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { useMe } from '../shell.tsx'
import { Shown } from '../states.tsx'
import { instantIn, useLanguage, useSay, useWord } from '../words.ts'

/** 日历订阅: the address is shown once, in full, to be put into a calendar program. */
function Feeds() {
  const say = useSay()
  const language = useLanguage()
  const line = usePostLine()
  const asked = useAsked(CalendarFeedsDocument, {})
  const [making, withdrawing] = [useDoing(MakeCalendarFeedDocument), useDoing(WithdrawCalendarFeedDocument)]
  const [address, setAddress] = useState<string | null>(null)
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const { confirmation, failed } = useConfirming((said) => setRefusals([{ message: said }]))
  const run = (doing: () => Promise<{ outcome: { __typename: string; path?: string | null; refusals?: RefusalLine[] } }>) => {
    doing().then(({ outcome }) => {
      setRefusals(outcome.refusals ?? [])
      setAddress(outcome.path ? `${window.location.origin}${outcome.path}` : null)
      return undefined
    }).catch((error: unknown) => failed(error, () => run(doing)))
  }
  return (
    <Section title={say('日历订阅', 'Calendar subscription')}>
      <Shown of={asked} rows={2}>{({ calendarFeeds: { allowed, feeds } }) => (
        <>
          <p className="quiet">{say('把期限显示在自己的日历里：只有案号、期限种类和届满日，涉密案件不在其中。地址等于钥匙，不要转给别人；停用或者重新建立后，原地址失效。', 'Shows due days in your own calendar: case numbers, kinds of limits and days; no case that is classified. The address is a key: give it to nobody. It ends when it is withdrawn or made anew.')}</p>
          <Refusals of={refusals} />
          {address === null ? null : <p role="status">{say('订阅地址，只显示这一次：', 'The address, shown once: ')}<Typography.Text code copyable>{address}</Typography.Text></p>}
          {feeds.length > 0 ? (
            <Table size="small" rowKey="id" pagination={false} dataSource={[...feeds]} columns={[
              { title: say('职务', 'Post'), render: (_v, one) => (one.post ? line(one.post) : say('已经离任', 'ended')) }, { title: say('建立时刻', 'Made'), render: (_v, one) => instantIn(language, one.createdAt) },
              { title: say('操作', 'Do'), render: (_v, one) => <Button size="small" onClick={() => run(() => withdrawing.mutateAsync({ id: one.id }))}>{say('停用', 'Withdraw')}</Button> },
            ]} />
          ) : null}
          <p>{allowed ? <Button onClick={() => run(() => making.mutateAsync({}))}>{feeds.length > 0 ? say('重新建立', 'Make anew') : say('建立订阅地址', 'Make an address')}</Button> : say('本单位没有开放日历订阅。', 'Not allowed here.')}</p>
        </>
      )}</Shown>
      {confirmation}
    </Section>
  )
}

export function Page() {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const me = useMe()
  const { message } = App.useApp()
  const asked = useAsked(MyPlacesDocument, {})
  const ending = useDoing(EndPlaceDocument)
  return (
    <>
      <h1>{say('登录与密码', 'Sign-in and password')}</h1>
      <div className="pair">
        <Section title={say('修改密码', 'Change the password')}><PasswordForm voluntary done={() => void message.success(say('密码已修改，在别处的登录已经失效', 'Changed; sign-ins elsewhere have ended'))} /></Section>
        <Section title={say('动态口令', 'Second factor')}>{me.hasFactor ? <p>{say('已经绑定。更换或者丢失的，请管理员重置。', 'Bound. If it is lost, ask the administrators to reset it.')}</p> : <FactorForm done={() => void message.success(say('已绑定', 'Bound'))} />}</Section>
      </div>
      <Section title={say('在哪里登录', 'Where I am signed in')}>
        <Shown of={asked}>{({ me: { sessions } }) => (
          <Table size="small" rowKey="id" pagination={false} dataSource={[...sessions]} columns={[
            { title: say('登录时刻', 'Since'), render: (_v, one) => instantIn(language, one.signedInAt) }, { title: say('方式', 'How'), render: (_v, one) => word('SignInWay', one.by) }, { title: say('来源地址', 'From'), dataIndex: 'source' },
            { title: say('最近使用', 'Last used'), render: (_v, one) => instantIn(language, one.seenAt) },
            { title: say('操作', 'Do'), render: (_v, one) => (one.current ? say('本次', 'This one') : <Button size="small" onClick={() => ending.mutate({ id: one.id })}>{say('结束', 'End')}</Button>) },
          ]} />
        )}</Shown>
      </Section>
      {isAdministrator(me.acting.role) ? null : <Feeds />}
    </>
  )
}
