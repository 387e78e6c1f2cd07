/** What stands around every page: who is signed in and acts as what, where one can go, the keys; and the door before it. */
import { AuditOutlined, BarChartOutlined, BellOutlined, BulbOutlined, CommentOutlined, FileTextOutlined, HomeOutlined, ImportOutlined, QuestionCircleOutlined, SettingOutlined, TableOutlined, TeamOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Badge, Button, Dropdown, Input, Menu, Modal, Tooltip, type InputRef } from 'antd'
import { createContext, useContext, useEffect, useRef, useState } from 'react'
import { Link, Outlet, useLocation, useNavigate } from 'react-router'
import { sideOf } from '../review/sides.ts'
import { isAdministrator, type Role } from '../review/people.ts'
import { client, isSignedOut, refresh, request, sessionKey } from './ask.ts'
import { BindFactor, ChoosePost, Door, SetPassword, Switch } from './door.tsx'
import { ReminderCountsDocument, SessionDocument, SignOutDocument, type PostPartsFragment, type SessionQuery } from './gql/graphql.ts'
import { setHere, type Present } from './here.tsx'
import { useLook } from './looks.ts'
import { usePostLine } from './posts.ts'
import { Waiting, Wrong } from './states.tsx'
import { useSay, type Say } from './words.ts'

type Me = SessionQuery['me']
const MeContext = createContext<Me | null>(null)

/** Who is signed in; every page stands behind the door. */
export function useMe(): Me & { acting: PostPartsFragment } {
  const me = useContext(MeContext)
  if (!me?.acting) throw new Error('nobody is signed in')
  return { ...me, acting: me.acting }
}

export function Shell() {
  const { data, error, isPending, refetch } = useQuery({ queryKey: sessionKey, queryFn: () => request(SessionDocument, {}, true), refetchInterval: 60_000 })
  const out = isSignedOut(error)
  if (out && !data) return <Door done={() => void refetch()} />
  if (isPending) return <div className="door"><Waiting rows={3} /></div>
  if (!data) return <div className="door"><Wrong error={error} again={() => void refetch()} /></div>
  const { me } = data
  const again = () => void client.invalidateQueries()
  // What somebody left open is nobody else's.
  const back = async () => {
    const { data: now } = await refetch()
    if (now?.me.person.id === me.person.id) return again()
    client.clear()
    window.location.reload()
  }
  if (me.mustChangePassword) return <SetPassword done={again} />
  if (!me.acting) return <ChoosePost posts={me.posts} done={again} />
  if (me.mustBindFactor) return <BindFactor done={again} />
  // Whoever has been idle for too long finds what they typed where they left it.
  return <MeContext value={me}>{out ? <div className="over"><Door done={() => void back()} /></div> : null}<Inside key={me.person.id} me={me} /></MeContext>
}

const readsReports: readonly Role[] = ['officeHead', 'leaderInCharge', 'commissionHead', 'groupLeader', 'bodyHead']
const checksQuality: readonly Role[] = ['officeHead', 'qualityReviewer', 'bodyHead']
const bringsIn: readonly Role[] = ['officeHead', 'systemAdmin', 'securityAdmin']

const placesFor = (say: Say, administers: boolean, role: Role | null) => {
  return [
    ...(administers ? [] : [
      { key: '/', icon: <HomeOutlined aria-hidden />, label: <Link to="/">{say('工作台', 'Workbench')}</Link> },
      { key: '/cases', icon: <FileTextOutlined aria-hidden />, label: <Link to="/cases">{say('台账', 'Ledger')}</Link> },
      { key: '/reminders', icon: <BellOutlined aria-hidden />, label: <Link to="/reminders">{say('到期提醒', 'Reminders')}</Link> },
      { key: '/dashboard', icon: <BarChartOutlined aria-hidden />, label: <Link to="/dashboard">{say('驾驶舱', 'Dashboard')}</Link> },
    ]),
    ...(role !== null && sideOf[role] === 'review' ? [{ key: '/meetings', icon: <CommentOutlined aria-hidden />, label: <Link to="/meetings">{say('集体审议', 'Deliberation')}</Link> }] : []),
    ...(role !== null && readsReports.includes(role) ? [{ key: '/reports', icon: <TableOutlined aria-hidden />, label: <Link to="/reports">{say('报表', 'Reports')}</Link> }] : []),
    ...(role !== null && checksQuality.includes(role) ? [{ key: '/quality', icon: <AuditOutlined aria-hidden />, label: <Link to="/quality">{say('质量评查', 'Quality checks')}</Link> }] : []),
    { key: '/people', icon: <TeamOutlined aria-hidden />, label: <Link to="/people">{say('人员与片区', 'People and zones')}</Link> },
    ...(role !== null && bringsIn.includes(role) ? [{ key: '/import', icon: <ImportOutlined aria-hidden />, label: <Link to="/import">{say('导入', 'Import')}</Link> }] : []),
    { key: '/administration', icon: <SettingOutlined aria-hidden />, label: <Link to="/administration">{say('管理', 'Administration')}</Link> },
    { key: '/help', icon: <QuestionCircleOutlined aria-hidden />, label: <Link to="/help">{say('帮助', 'Help')}</Link> },
  ]
}

/** How many reminders there are, and those that are mine, in the colour of the most pressing. Asked every few minutes too: a day ends without anybody doing anything. */
function Bell() {
  const say = useSay()
  const navigate = useNavigate()
  const { data } = useQuery({ queryKey: ['reminderCounts'], queryFn: () => request(ReminderCountsDocument, {}, true), refetchInterval: 300_000 })
  const { total = 0, mine = 0, amber = 0 } = data?.reminderCounts ?? {}
  return (
    <Badge count={mine > 0 ? mine : total} overflowCount={999} color={total > amber ? '#c5221f' : '#8a5300'} size="small" offset={[-8, 8]}>
      <Button type="text" icon={<BellOutlined aria-hidden />} className="bell" aria-label={say(`到期提醒：共${total}条，由我办理${mine}条`, `Reminders: ${total} in all, ${mine} for me`)} onClick={() => void navigate('/reminders')} />
    </Badge>
  )
}

function Inside({ me }: { me: Me }) {
  const say = useSay()
  const line = usePostLine()
  const looks = useLook()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [switching, setSwitching] = useState<PostPartsFragment | null>(null)
  const [keys, setKeys] = useState(false)
  const search = useRef<InputRef>(null)
  const administers = me.acting !== null && isAdministrator(me.acting.role)
  const places = placesFor(say, administers, me.acting?.role ?? null)
  const place = places.map(({ key }) => key).filter((key) => (key === '/' ? pathname === '/' : pathname.startsWith(key))).pop() ?? ''

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable) return
      if (event.key === '/') { event.preventDefault(); search.current?.focus() }
      if (event.key === '?') setKeys(true)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  // Which case the page shows: who else has it open is told with what changes.
  const shown = /^\/cases\/(?!new(?:\/|$))([^/]+)/.exec(pathname)?.[1] ?? null
  const before = useRef<EventSource | null>(null)
  // What others do appears at once: the stream says that something changed, the pages ask what.
  useEffect(() => {
    let [soon, later]: (ReturnType<typeof setTimeout> | undefined)[] = []
    let stream: EventSource
    let listened = false
    setHere([])
    const listen = () => {
      stream = new EventSource(shown === null ? '/live' : `/live?case=${encodeURIComponent(shown)}`)
      stream.addEventListener('here', ({ data }: MessageEvent<string>) => setHere(JSON.parse(data) as Present[]))
      // Whatever happened while nobody listened is asked for.
      stream.addEventListener('open', () => {
        if (listened) void refresh()
        listened = true
        before.current?.close()
        before.current = null
      })
      stream.addEventListener('message', () => {
        clearTimeout(soon)
        soon = setTimeout(() => void refresh(), 200)
      })
      // A browser comes back by itself when it was cut off, not when it was refused.
      stream.addEventListener('error', () => { setHere([]); if (stream.readyState === EventSource.CLOSED) later = setTimeout(listen, 5000) })
    }
    listen()
    // The stream of the page before goes on until the next one listens, so that nothing is missed between them.
    return () => {
      clearTimeout(soon)
      clearTimeout(later)
      before.current?.close()
      before.current = stream
    }
  }, [me.acting?.id, shown])
  useEffect(() => () => { before.current?.close() }, [])

  const signOut = async () => {
    await request(SignOutDocument, {})
    client.clear()
    await navigate('/')
    window.location.reload()
  }

  return (
    <div className="shell">
      <a className="skip" href="#page">{say('跳到正文', 'Skip to the page')}</a>
      <header>
        <Link to="/" className="name">{say('划片审理', 'Huapian')}</Link>
        <span className="grow" />
        {administers ? null : (
          <Input.Search ref={search} allowClear style={{ width: 280 }} aria-label={say('找案件', 'Find a case')} placeholder={say('案号、姓名、单位（按 / ）', 'Number, name, unit ( / )')}
            onSearch={(text) => { if (text.trim() !== '') void navigate(`/cases?text=${encodeURIComponent(text.trim())}`) }} />
        )}
        {administers ? null : <Bell />}
        <Tooltip title={looks.dark ? say('换成浅色', 'Light colours') : say('换成深色', 'Dark colours')}>
          <Button type="text" icon={<BulbOutlined aria-hidden />} aria-label={looks.dark ? say('换成浅色', 'Light colours') : say('换成深色', 'Dark colours')} onClick={() => looks.setDark(!looks.dark)} />
        </Tooltip>
        <Button type="text" lang={looks.language === 'zh' ? 'en' : 'zh-CN'} onClick={() => looks.setLanguage(looks.language === 'zh' ? 'en' : 'zh')}>{looks.language === 'zh' ? 'English' : '中文'}</Button>
        <Dropdown trigger={['click']} menu={{
          items: [
            ...(me.posts.length > 1 ? [{ key: 'posts', type: 'group' as const, label: say('换一个职务办理', 'Act in another post'), children: me.posts.filter((post) => post.id !== me.acting?.id).map((post) => ({ key: post.id, label: line(post), onClick: () => setSwitching(post) })) }, { type: 'divider' as const }] : []),
            { key: 'me', label: say('登录与密码', 'Sign-in and password'), onClick: () => void navigate('/me') },
            { key: 'out', label: say('退出登录', 'Sign out'), onClick: () => void signOut() },
          ],
        }}>
          <Button type="text">{me.person.name} · {me.acting ? line(me.acting) : ''}</Button>
        </Dropdown>
      </header>
      <nav aria-label={say('主菜单', 'Main menu')}><Menu mode="inline" selectedKeys={[place]} items={places} /></nav>
      <main id="page" tabIndex={-1}><Outlet /></main>
      <Switch post={switching} close={() => setSwitching(null)} done={() => { setSwitching(null); client.clear(); void navigate('/'); window.location.reload() }} />
      <Modal open={keys} onCancel={() => setKeys(false)} footer={null} title={say('快捷键', 'Keys')}>
        <dl>
          {[['/', say('找案件', 'Find a case')], ['?', say('这张表', 'This list')], ['Tab', say('下一处', 'Next place')], ['Enter', say('打开、提交', 'Open, submit')], ['Esc', say('关闭', 'Close')]].map(([key, what]) => <div className="line" key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}
        </dl>
      </Modal>
    </div>
  )
}
