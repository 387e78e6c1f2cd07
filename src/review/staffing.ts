/**
 * What a grant changes, and what stands in its way: posts, clearances and interests of one person, as values. The past
 * is never touched: nothing begins before today, nothing ends before yesterday.
 */
import type { Refusal } from './case.ts'
import { addDays, isDay, type Day } from './day.ts'
import type { Seat, Wish } from './grants.ts'
import { inForce, isAdministrator, mixes, overlap, type Body, type Post, type Role, type Zone } from './people.ts'
import { blank, no } from './refusal.ts'
import { roleWords } from './words.ts'

/** How a post came about: an ordinary appointment, a deputy for somebody absent, or help in another zone or body; the last two always end. */
export const postKinds = ['regular', 'deputy', 'help'] as const
export type PostKind = (typeof postKinds)[number]

/** A post as it is kept: its name, how and why it came about, and the grant by which. A deputy's names the post of the one who is absent. */
export type KeptPost = Post & { id: string; kind: PostKind; reason: string | null; deputyFor: string | null; grantId: string | null }

/** Somebody as the administrators know them. An account that was shut says why. */
export type Staffed = {
  id: string
  name: string
  homeBodyId: string | null
  posts: readonly KeptPost[]
  interests: readonly { id: string; until: Day | null }[]
  /** The last day, of somebody who has left or will. */
  leftOn: Day | null
  account: { locked: boolean; shut: boolean } | null
  /** 统一身份: the names by which providers know this person. */
  subjects: readonly { issuer: string; subject: string }[]
}

/** What the rules of staffing may ask. */
export type Staff = {
  people: readonly Staffed[]
  person: (id: string) => Staffed | undefined
  body: (id: string) => Pick<Body, 'zoneId'> | undefined
  zone: (id: string) => Zone | undefined
  loginTaken: (login: string) => boolean
}

/** What a role is held at. */
export const roleSeats: Readonly<Record<Role, 'body' | 'zone' | null>> = {
  handler: 'body', bodyHead: 'body', partyGroupContact: 'body', groupLeader: 'zone', reviewer: 'zone', officeHead: null, leaderInCharge: null, commissionHead: null,
  committeeReviewer: null, committeeHead: null, caseManager: null, qualityReviewer: null, archivist: null, systemAdmin: null, securityAdmin: null, auditAdmin: null,
}

/** Whoever heads something may have a deputy; whoever is lent out investigates or reviews. */
export const headed: readonly Role[] = ['bodyHead', 'groupLeader', 'officeHead', 'leaderInCharge', 'commissionHead', 'committeeHead']
const lent: readonly Role[] = ['handler', 'reviewer']

/** The roles that a person holds on a day or will. */
const rolesFrom = (person: Pick<Staffed, 'posts'> | undefined, on: Day): Role[] => (person?.posts ?? []).filter((post) => post.until === null || on <= post.until).map((post) => post.role)

/** The roles that a wish concerns: those of its person, and the one it would give. */
export const rolesConcerned = (wish: Wish, person: Staffed | undefined, staff: Staff, on: Day): Role[] => {
  const given = postOf(wish, staff)
  return [...rolesFrom(person, on), ...(given ? [given.role] : [])]
}

/** The post that a wish would give, or null. */
export function postOf(wish: Wish, staff: Staff): (Post & Pick<KeptPost, 'kind' | 'deputyFor'>) | null {
  switch (wish.kind) {
    case 'appoint': return { ...seatOf(wish), from: wish.from, until: wish.until, kind: 'regular', deputyFor: null }
    case 'move': return { ...seatOf(wish), from: wish.from, until: null, kind: 'regular', deputyFor: null }
    case 'help': return { ...seatOf(wish), from: wish.from, until: wish.until, kind: 'help', deputyFor: null }
    case 'deputise': {
      const absent = postIn(staff, wish.absentPostId)
      return absent ? { ...seatOf(absent.post), from: wish.from, until: wish.until, kind: 'deputy', deputyFor: absent.post.id } : null
    }
    default: return null
  }
}

const seatOf = ({ role, bodyId, zoneId }: Seat): Seat => ({ role, bodyId, zoneId })

/** A post by its name, and who holds it. */
export function postIn(staff: Staff, postId: string): { person: Staffed; post: KeptPost } | null {
  for (const person of staff.people) for (const post of person.posts) if (post.id === postId) return { person, post }
  return null
}

/** What a wish changes among the posts of its person: those that end, each with its last day, and the one that begins. */
export function changed(wish: Wish, person: Staffed, staff: Staff): { ended: { postId: string; until: Day }[]; begun: ReturnType<typeof postOf> } {
  const begun = postOf(wish, staff)
  if (wish.kind === 'move') return { ended: [{ postId: wish.postId, until: addDays(wish.from, -1) }], begun }
  if (wish.kind === 'end') return { ended: [{ postId: wish.postId, until: wish.until }], begun }
  // A post that was to begin later ends the day before: it is never held.
  if (wish.kind === 'leave') return { ended: person.posts.filter((post) => post.until === null || wish.on < post.until).map((post) => ({ postId: post.id, until: post.from > wish.on ? addDays(post.from, -1) : wish.on })), begun }
  return { ended: [], begun }
}

/** The posts of a person after a change. */
export const afterChange = (posts: readonly KeptPost[], { ended }: Pick<ReturnType<typeof changed>, 'ended'>): KeptPost[] =>
  posts.map((post) => ({ ...post, until: ended.find((one) => one.postId === post.id)?.until ?? post.until }))

/** Everything that stands in the way of a wish on a day, whoever asks. */
export function wishRefused(wish: Wish, personId: string | null, staff: Staff, on: Day): Refusal[] {
  if (wish.kind === 'place') return placeRefused(wish, staff, on)
  const person = personId === null ? undefined : staff.person(personId)
  if (!person) return [no('NO_SUCH_PERSON', '没有这个人，请从名单中选择', undefined, 'personId')]
  if (person.leftOn !== null && wish.kind !== 'resume') return [no('HAS_LEFT', `${person.name}已于${person.leftOn}离岗离职，不能再办理授权`, 'R-609', 'personId')]
  const { ended, begun } = changed(wish, person, staff)
  return [
    ...daysRefused(wish, on),
    ...ownFaults(wish, person, staff, on),
    ...(begun ? postRefused(begun, person, afterChange(person.posts, { ended }), staff) : []),
    ...ended.flatMap(({ postId, until }) => lastOf(postId, person, until, staff)),
  ]
}

function daysRefused(wish: Wish, on: Day): Refusal[] {
  const bad = (field: string, message: string): Refusal[] => [no('BAD_DAY', message, undefined, field)]
  const days = Object.entries(wish).filter(([field]) => ['from', 'until', 'on'].includes(field)) as [string, Day | null][]
  const unreal = days.flatMap(([field, day]) => (day !== null && !isDay(day) ? bad(field, '请填写真实的日期') : []))
  if (unreal.length > 0) return unreal
  return [
    ...('from' in wish && wish.from < on ? bad('from', '起始日期不能早于今天：以前是谁任职不能改写') : []),
    ...('until' in wish && wish.until !== null && wish.until < addDays(on, -1) ? bad('until', '截止日期不能早于昨天：以前是谁任职不能改写') : []),
    ...('from' in wish && 'until' in wish && wish.until !== null && wish.until < wish.from ? bad('until', '截止日期不能早于起始日期') : []),
    ...('on' in wish && wish.on < addDays(on, -1) ? bad('on', '最后一日不能早于昨天：以前是谁任职不能改写') : []),
  ]
}

/** The demands of each kind of wish. */
function ownFaults(wish: Wish, person: Staffed, staff: Staff, on: Day): Refusal[] {
  switch (wish.kind) {
    case 'move':
    case 'end': {
      const post = person.posts.find((one) => one.id === wish.postId)
      if (!post) return [no('NO_SUCH_POST', `${person.name}没有这个职务`, undefined, 'postId')]
      if (post.until !== null && post.until < on) return [no('POST_ENDED', '这个职务已经结束', undefined, 'postId')]
      const last = wish.kind === 'end' ? wish.until : addDays(wish.from, -1)
      if (wish.kind === 'end' && post.until !== null && post.until < last) return [no('POST_ENDED', `这个职务本来就在${post.until}结束；要延长，请重新提请`, undefined, 'until')]
      // Nobody is moved from a post that they no longer hold: it would be lengthened by it.
      if (wish.kind === 'move' && post.until !== null && post.until < wish.from) return [no('POST_ENDED', `这个职务到${post.until}为止，${wish.from}已经不能从它调任，请另行任命`, undefined, 'from')]
      return last < addDays(post.from, -1) ? [no('BAD_DAY', '截止日期不能早于任职的起始日期', undefined, wish.kind === 'end' ? 'until' : 'from')] : []
    }
    case 'help': return lent.includes(wish.role) ? [] : [no('NOT_LENT', '临时借调只能担任经办人或者审理员', 'R-459', 'role')]
    case 'deputise': {
      const absent = postIn(staff, wish.absentPostId)
      if (!absent) return [no('NO_SUCH_POST', '没有这个职务，请选择缺席的负责人的职务', undefined, 'absentPostId')]
      if (!headed.includes(absent.post.role)) return [no('NO_DEPUTY', `${roleWords[absent.post.role]}不设代理`, undefined, 'absentPostId')]
      if (absent.person.id === person.id) return [no('OWN_DEPUTY', '不能由本人代理本人', 'R-612-grants', 'personId')]
      if (absent.post.kind === 'deputy') return [no('NO_DEPUTY', '代理的职务不能再由别人代理', undefined, 'absentPostId')]
      return inForce(absent.post, wish.from) && (absent.post.until === null || wish.until <= absent.post.until) ? [] : [no('BAD_DAY', '代理的期间应当在缺席人的任期之内', undefined, 'until')]
    }
    case 'release': {
      const interest = person.interests.find((one) => one.id === wish.interestId)
      return interest && (interest.until === null || wish.until < interest.until) ? [] : [no('NO_SUCH_INTEREST', `${person.name}没有这项利害关系，或者已经解除`, undefined, 'interestId')]
    }
    case 'rehome': return [
      ...(wish.bodyId !== null && !staff.body(wish.bodyId) ? [no('NO_SUCH_BODY', '没有这个派驻机构，请从名单中选择', undefined, 'bodyId')] : []),
      ...(wish.bodyId === person.homeBodyId ? [no('NOTHING_TO_CHANGE', `${person.name}本来就来自那里`, undefined, 'bodyId')] : []),
    ]
    case 'leave': return blank(wish.undertaking) ? [no('NOT_WRITTEN', '请写明签订的离岗离职保密承诺', 'R-609', 'undertaking')] : []
    case 'openAccount': return [
      ...(person.account ? [no('HAS_ACCOUNT', `${person.name}已有帐号`, undefined, 'personId')] : []),
      ...(blank(wish.login) || staff.loginTaken(wish.login) ? [no('LOGIN_TAKEN', blank(wish.login) ? '请填写登录名' : `登录名“${wish.login}”已经使用`, undefined, 'login')] : []),
    ]
    // A new code would open a shut account by the way.
    case 'resetAccount': return [...hasAccount(person), ...(person.account?.shut ? [no('ACCOUNT_SHUT', `${person.name}的帐号已经停用，请先提请恢复`, undefined, 'personId')] : [])]
    case 'resetFactor': return hasAccount(person)
    case 'linkSubject': return [
      ...hasAccount(person),
      ...(/^https?:\/\/[^\s?#]+$/.test(wish.issuer) ? [] : [no('BAD_ISSUER', '请填写统一身份提供方的地址，以 https:// 开头', undefined, 'issuer')]),
      ...(blank(wish.subject) ? [no('NOT_WRITTEN', '请填写此人在统一身份提供方的编号', undefined, 'subject')] : []),
      ...(staff.people.some((one) => one.subjects.some((known) => sameSubject(known, wish))) ? [no('SUBJECT_TAKEN', '这个统一身份已经关联，不能再关联', undefined, 'subject')] : []),
    ]
    case 'unlinkSubject': return person.subjects.some((known) => sameSubject(known, wish)) ? [] : [no('NO_SUCH_SUBJECT', `${person.name}没有关联这个统一身份`, undefined, 'subject')]
    case 'unlock': return [...hasAccount(person), ...(person.account && !person.account.locked ? [no('NOT_LOCKED', `${person.name}的帐号没有锁定`, undefined, 'personId')] : [])]
    case 'resume': return [...hasAccount(person), ...(person.account && !person.account.shut && person.leftOn === null ? [no('NOT_SHUT', `${person.name}的帐号没有停用，也没有离岗离职`, undefined, 'personId')] : [])]
    default: return []
  }
}

const sameSubject = (one: { issuer: string; subject: string }, other: { issuer: string; subject: string }): boolean => one.issuer === other.issuer && one.subject === other.subject

const hasAccount = (person: Staffed): Refusal[] => (person.account ? [] : [no('NO_ACCOUNT', `${person.name}还没有帐号`, undefined, 'personId')])

/** Why somebody may not have this post beside the others. */
function postRefused(post: Post & Pick<KeptPost, 'kind'>, person: Staffed, beside: readonly KeptPost[], staff: Staff): Refusal[] {
  const wanted = roleSeats[post.role]
  const given = [post.bodyId === null ? null : 'body', post.zoneId === null ? null : 'zone'].filter((one) => one !== null)
  const seated = given.length === (wanted === null ? 0 : 1) && given.every((one) => one === wanted)
  const places = { body: '派驻机构', zone: '片区' }
  return [
    ...(seated ? [] : [no('WRONG_SEAT', wanted === null ? `${roleWords[post.role]}不属于某个派驻机构或者片区` : `${roleWords[post.role]}应当写明${places[wanted]}，而且只写${places[wanted]}`, undefined, wanted === 'zone' ? 'zoneId' : 'bodyId')]),
    ...(post.bodyId !== null && !staff.body(post.bodyId) ? [no('NO_SUCH_BODY', '没有这个派驻机构，请从名单中选择', undefined, 'bodyId')] : []),
    ...(post.zoneId !== null && !staff.zone(post.zoneId) ? [no('NO_SUCH_ZONE', '没有这个片区，请从名单中选择', undefined, 'zoneId')] : []),
    ...(beside.some((one) => mixes(one, post)) ? [no('ADMIN_APART', '系统管理员、安全保密管理员、审计管理员由不同的人担任，也不兼任其他职务', 'R-612-roles', 'role')] : []),
    ...(beside.some((one) => one.role === post.role && one.bodyId === post.bodyId && one.zoneId === post.zoneId && overlap(one, post)) ? [no('ALREADY_HELD', `${person.name}在这段时间里已有这个职务`, undefined, 'role')] : []),
  ]
}

/** Each of the three administrators is always there: the last one cannot go before a successor has come. */
function lastOf(postId: string, person: Staffed, until: Day, staff: Staff): Refusal[] {
  const role = person.posts.find((post) => post.id === postId)?.role
  return role !== undefined && isAdministrator(role) && !heldByAnother(role, person.id, addDays(until, 1), staff)
    ? [no('LAST_ADMIN', `${roleWords[role]}不能空缺：请先任命继任的人`, 'R-612-roles', 'postId')] : []
}

/** Whether somebody else who can sign in holds a role on a day and from then on without end. */
const heldByAnother = (role: Role, personId: string, on: Day, staff: Staff): boolean =>
  staff.people.some((one) => one.id !== personId && one.account !== null && !one.account.shut && one.posts.some((post) => post.role === role && post.from <= on && post.until === null))

function placeRefused(wish: Extract<Wish, { kind: 'place' }>, staff: Staff, on: Day): Refusal[] {
  const body = staff.body(wish.bodyId)
  return [
    ...daysRefused(wish, on),
    ...(body ? [] : [no('NO_SUCH_BODY', '没有这个派驻机构，请从名单中选择', undefined, 'bodyId')]),
    ...(staff.zone(wish.zoneId) ? [] : [no('NO_SUCH_ZONE', '没有这个片区，请从名单中选择', undefined, 'zoneId')]),
    ...(body?.zoneId === wish.zoneId ? [no('NOTHING_TO_CHANGE', '这个派驻机构本来就在这个片区', undefined, 'zoneId')] : []),
  ]
}

/** What is wrong with the code of somebody or something new on the roster. */
export const codeFaults = (id: string, taken: boolean): Refusal[] => [
  ...(/^[A-Za-z][A-Za-z0-9-]{0,31}$/.test(id) ? [] : [no('BAD_CODE', '代号以字母开头，只含字母、数字和“-”，不超过 32 个字符', undefined, 'code')]),
  ...(taken ? [no('CODE_TAKEN', `代号“${id}”已经使用`, undefined, 'code')] : []),
]

/** Why this administrator may not suspend this person. Taking access away at once needs no second person, not even of the last of the three; giving it back does. */
export function suspendingRefused(personId: string, who: { personId: string; role: Role }, reason: string, staff: Staff): Refusal[] {
  const person = staff.person(personId)
  return [
    ...(who.role === 'systemAdmin' || who.role === 'securityAdmin' ? [] : [no('NOT_YOURS', '停用帐号由系统管理员或者安全保密管理员办理', 'R-612-roles')]),
    ...(person ? hasAccount(person) : [no('NO_SUCH_PERSON', '没有这个人，请从名单中选择', undefined, 'personId')]),
    ...(personId === who.personId ? [no('OWN_GRANT', '不能停用自己的帐号', 'R-612-grants', 'personId')] : []),
    ...(person?.account?.shut ? [no('ALREADY_SHUT', `${person.name}的帐号已经停用`, undefined, 'personId')] : []),
    ...(blank(reason) ? [no('NOT_WRITTEN', '请填写停用的理由', undefined, 'reason')] : []),
  ]
}
