/** 登录与密码: one's own password, second factor, and where one is signed in. */
import { App, Button, Table } from 'antd'
import { useAsked, useDoing } from '../ask.ts'
import { FactorForm, PasswordForm } from '../door.tsx'
import { EndPlaceDocument, MyPlacesDocument } from '../gql/graphql.ts'
import { Section } from '../marks.tsx'
import { useMe } from '../shell.tsx'
import { Shown } from '../states.tsx'
import { instantIn, useLanguage, useSay, useWord } from '../words.ts'

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
    </>
  )
}
