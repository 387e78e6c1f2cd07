/** The door: signing in, the second factor, a first password, and in which post one acts. */
import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Radio, Space, Typography } from 'antd'
import { useState, type ComponentProps, type ReactElement, type ReactNode } from 'react'
import { Failed, request } from './ask.ts'
import { ActAsDocument, ActivateFactorDocument, ChangePasswordDocument, ConfirmDocument, GiveCodeDocument, OfferFactorDocument, SignInDocument, type PostPartsFragment } from './gql/graphql.ts'
import { Refusals, type RefusalLine } from './refusals.tsx'
import { usePostLine } from './posts.ts'
import { useSay } from './words.ts'

type Outcome = { __typename: string; refusals?: RefusalLine[] }

/** Runs what a form asks for: what was refused is shown above it, the rest goes on. */
function useTrying(done: (outcome: Outcome) => void) {
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const [busy, setBusy] = useState(false)
  const attempt = async (asking: () => Promise<{ outcome: Outcome }>) => {
    setBusy(true)
    try {
      const { outcome } = await asking()
      setRefusals(outcome.refusals ?? [])
      if (!outcome.refusals) done(outcome)
    } catch (error) {
      setRefusals([{ message: error instanceof Error ? error.message : String(error) }])
    } finally {
      setBusy(false)
    }
  }
  return { refusals, busy, attempt }
}

function Card({ title, children, refusals = [] }: { title: string; children: ReactNode; refusals?: RefusalLine[] }) {
  return <main className="door"><div className="card"><h1>{title}</h1><Refusals of={refusals} />{children}</div></main>
}

/** A password; the button that shows it has a name already, and wants none of its picture. */
const Secret = (given: ComponentProps<typeof Input.Password>) => <Input.Password {...given} iconRender={(shown) => (shown ? <EyeOutlined aria-hidden /> : <EyeInvisibleOutlined aria-hidden />)} />

/** The server says so in the first file where there is another way in. */
const provider = document.querySelector<HTMLMetaElement>('meta[name=provider]')?.content

export function Door({ done }: { done: () => void }) {
  const say = useSay()
  const [wantsCode, setWantsCode] = useState(false)
  const { refusals, busy, attempt } = useTrying((outcome) => (outcome.__typename === 'CodeWanted' ? setWantsCode(true) : done()))
  if (wantsCode) return (
    <Card title={say('动态口令', 'Second factor')} refusals={refusals}>
      <Form layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => void attempt(() => request(GiveCodeDocument, { code }))}>
        <Form.Item name="code" label={say('动态口令（六位数字）', 'Code of six digits')} rules={[{ required: true, message: say('请填写六位数字', 'Six digits are wanted') }]}><Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={6} /></Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>{say('继续', 'Continue')}</Button>
      </Form>
    </Card>
  )
  return (
    <Card title={say('划片审理', 'Huapian')} refusals={refusals}>
      <Typography.Paragraph className="quiet">{say('派驻机构案件划片审理', 'Zone review of disciplinary cases')}</Typography.Paragraph>
      <Form layout="vertical" requiredMark={false} onFinish={(given: { name: string; password: string }) => void attempt(() => request(SignInDocument, given))}>
        <Form.Item name="name" label={say('登录名', 'Name')} rules={[{ required: true, message: say('请填写登录名', 'A name is wanted') }]}><Input autoFocus autoComplete="username" /></Form.Item>
        <Form.Item name="password" label={say('密码，首次用一次性登录码', 'Password; the first time the one-time code')} rules={[{ required: true, message: say('请填写密码', 'A password is wanted') }]}><Secret autoComplete="current-password" /></Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>{say('登录', 'Sign in')}</Button>
        {provider ? <p><a href={`${provider}?next=${encodeURIComponent(window.location.pathname)}`}>{say('经统一身份认证登录', 'Sign in by the identity provider')}</a></p> : null}
      </Form>
    </Card>
  )
}

export function ChoosePost({ posts, done }: { posts: readonly PostPartsFragment[]; done: () => void }) {
  const say = useSay()
  const line = usePostLine()
  const { refusals, busy, attempt } = useTrying(done)
  return (
    <Card title={say('以哪个职务办理', 'In which post')} refusals={refusals}>
      {posts.length === 0 ? <p>{say('您今天没有职务，请与管理员联系。', 'You hold no post today; please ask an administrator.')}</p> : (
        <Form onFinish={({ postId }: { postId: string }) => void attempt(() => request(ActAsDocument, { postId }))} initialValues={{ postId: posts[0]?.id }}>
          <Form.Item name="postId"><Radio.Group aria-label={say('职务', 'Post')}><Space direction="vertical">{posts.map((post) => <Radio key={post.id} value={post.id}>{line(post)}</Radio>)}</Space></Radio.Group></Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy}>{say('继续', 'Continue')}</Button>
        </Form>
      )}
    </Card>
  )
}

/** Another post: the person shows once more who they are. */
export function Switch({ post, close, done }: { post: PostPartsFragment | null; close: () => void; done: () => void }) {
  const say = useSay()
  const line = usePostLine()
  return (
    <Asking open={post !== null} close={close} title={post ? say(`改为以“${line(post)}”办理`, `Act as ${line(post)}`) : ''} done={done}
      asking={(secret) => request(ActAsDocument, { postId: post?.id ?? '', secret })} />
  )
}

/** 再次确认身份, before what approves or leaves the system: `failed` asks for it where the server wants it, and does the same `again` once it is given; any other error is told. `confirmation` stands somewhere in the page. */
export function useConfirming(tell: (message: string) => void): { confirmation: ReactElement; failed: (error: unknown, again: () => void) => void } {
  const [again, setAgain] = useState<(() => void) | null>(null)
  const title = useSay()('请再次确认身份', 'Please confirm who you are')
  const close = () => setAgain(null)
  return {
    confirmation: <Asking open={again !== null} close={close} title={title} done={() => { close(); again?.() }} asking={(secret) => request(ConfirmDocument, { secret })} />,
    failed: (error, next) => {
      if (error instanceof Failed && error.code === 'CONFIRM_FIRST') setAgain(() => next)
      else tell(error instanceof Error ? error.message : String(error))
    },
  }
}

function Asking({ open, close, title, asking, done }: { open: boolean; close: () => void; title: string; asking: (secret: string) => Promise<{ outcome: Outcome }>; done: () => void }) {
  const say = useSay()
  const { refusals, busy, attempt } = useTrying(done)
  return (
    <Modal open={open} onCancel={close} title={title} footer={null} destroyOnHidden>
      <Refusals of={refusals} />
      <Form layout="vertical" requiredMark={false} onFinish={({ secret }: { secret: string }) => void attempt(() => asking(secret))}>
        <Form.Item name="secret" label={say('密码或者动态口令', 'Password or code')} rules={[{ required: true, message: say('请填写密码或者动态口令', 'A password or a code is wanted') }]}><Secret autoFocus autoComplete="current-password" /></Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>{say('确认', 'Confirm')}</Button>
      </Form>
    </Modal>
  )
}

/** A password of one's own; `voluntary` where there is one already. */
export function PasswordForm({ voluntary, done }: { voluntary: boolean; done: () => void }) {
  const say = useSay()
  const { refusals, busy, attempt } = useTrying(done)
  return (
    <>
      <Refusals of={refusals} />
      <Form layout="vertical" requiredMark={false} onFinish={({ current, password }: { current?: string; password: string }) => void attempt(() => request(ChangePasswordDocument, { current: current ?? null, password }))}>
        {voluntary ? <Form.Item name="current" label={say('现在的密码', 'Present password')}><Secret autoComplete="current-password" /></Form.Item> : null}
        <Form.Item name="password" label={say('新密码', 'New password')} rules={[{ required: true, message: say('请填写新密码', 'A new password is wanted') }]}><Secret autoComplete="new-password" /></Form.Item>
        <Form.Item name="again" label={say('再填一次', 'Once more')} dependencies={['password']} rules={[({ getFieldValue }) => ({ validator: (_rule, again) => (again === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(say('两次填写的不一样', 'The two differ')))) })]}><Secret autoComplete="new-password" /></Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>{say('设置密码', 'Set the password')}</Button>
      </Form>
    </>
  )
}

export function SetPassword({ done }: { done: () => void }) {
  return <Card title={useSay()('请先设置自己的密码', 'Please set a password of your own')}><PasswordForm voluntary={false} done={done} /></Card>
}

/** Binding a second factor: the secret is shown once, and counts from its first code on. */
export function FactorForm({ done }: { done: () => void }) {
  const say = useSay()
  const [offer, setOffer] = useState<{ secret: string; uri: string } | null>(null)
  const offering = useTrying((outcome) => setOffer(outcome as unknown as { secret: string; uri: string }))
  const activating = useTrying(done)
  if (offer === null) return (
    <>
      <Refusals of={offering.refusals} />
      <Form layout="vertical" requiredMark={false} onFinish={(given: { password?: string; enrolCode?: string }) => void offering.attempt(() => request(OfferFactorDocument, { password: given.password ?? null, enrolCode: given.enrolCode ?? null }))}>
        <p className="quiet">{say('用一次性登录码登录的直接绑定；其他人填写密码和管理员当面给的绑定码。', 'After a one-time code you may bind at once; otherwise give your password and the binding code from the administrators.')}</p>
        <Form.Item name="password" label={say('密码', 'Password')}><Secret autoComplete="current-password" /></Form.Item>
        <Form.Item name="enrolCode" label={say('绑定码', 'Binding code')}><Input autoComplete="off" /></Form.Item>
        <Button type="primary" htmlType="submit" loading={offering.busy}>{say('取得密钥', 'Get the secret')}</Button>
      </Form>
    </>
  )
  return (
    <>
      <p>{say('请在动态口令应用里添加这个密钥，只显示这一次：', 'Add this secret to your authenticator; it is shown once:')}</p>
      <Typography.Paragraph copyable code>{offer.secret}</Typography.Paragraph>
      <Refusals of={activating.refusals} />
      <Form layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => void activating.attempt(() => request(ActivateFactorDocument, { code }))}>
        <Form.Item name="code" label={say('应用显示的六位数字', 'The six digits it shows')} rules={[{ required: true, message: say('请填写六位数字', 'Six digits are wanted') }]}><Input autoFocus inputMode="numeric" maxLength={6} autoComplete="one-time-code" /></Form.Item>
        <Button type="primary" htmlType="submit" loading={activating.busy}>{say('绑定', 'Bind')}</Button>
      </Form>
    </>
  )
}

export function BindFactor({ done }: { done: () => void }) {
  return <Card title={useSay()('请先绑定动态口令', 'Please bind a second factor')}><FactorForm done={done} /></Card>
}
