/**
 * 授权提请: what gives, moves or takes back what somebody may do is proposed by one person and decided by another.
 * Who proposes and who confirms is the table below; nothing approves itself, and no time-out approves.
 */
import type { Refusal, SecrecyLevel } from './case.ts'
import { addDays, type Day } from './day.ts'
import { isAdministrator, type Actor, type Administrator, type Post, type Role } from './people.ts'
import { blank, no } from './refusal.ts'

/** One of the two who grant; the third only reads. */
type Grantor = Exclude<Administrator, 'auditAdmin'>

type Duty = { label: string; proposes: Grantor; confirms: Grantor }

/** The system administrator keeps accounts, the security administrator posts and clearances; each confirms what the other proposes. */
export const duties = {
  appoint: { label: '任职', proposes: 'securityAdmin', confirms: 'systemAdmin' },
  move: { label: '调任', proposes: 'securityAdmin', confirms: 'systemAdmin' },
  end: { label: '免职', proposes: 'securityAdmin', confirms: 'systemAdmin' },
  deputise: { label: '代理职务', proposes: 'securityAdmin', confirms: 'systemAdmin' },
  help: { label: '临时借调', proposes: 'securityAdmin', confirms: 'systemAdmin' },
  clear: { label: '涉密等级', proposes: 'securityAdmin', confirms: 'systemAdmin' },
  release: { label: '解除利害关系', proposes: 'securityAdmin', confirms: 'systemAdmin' },
  rehome: { label: '变更来自的派驻机构', proposes: 'securityAdmin', confirms: 'systemAdmin' },
  leave: { label: '离岗离职', proposes: 'securityAdmin', confirms: 'systemAdmin' },
  place: { label: '派驻机构调整片区', proposes: 'securityAdmin', confirms: 'systemAdmin' },
  openAccount: { label: '开立帐号', proposes: 'systemAdmin', confirms: 'securityAdmin' },
  resetAccount: { label: '重置登录凭据', proposes: 'systemAdmin', confirms: 'securityAdmin' },
  resetFactor: { label: '重置动态口令', proposes: 'systemAdmin', confirms: 'securityAdmin' },
  linkSubject: { label: '关联统一身份', proposes: 'systemAdmin', confirms: 'securityAdmin' },
  unlinkSubject: { label: '解除统一身份的关联', proposes: 'systemAdmin', confirms: 'securityAdmin' },
  unlock: { label: '解除锁定', proposes: 'systemAdmin', confirms: 'securityAdmin' },
  resume: { label: '恢复帐号或者重新到岗', proposes: 'systemAdmin', confirms: 'securityAdmin' },
} as const satisfies Record<string, Duty>

export type GrantKind = keyof typeof duties
export const grantKinds = Object.keys(duties) as GrantKind[]

/** Where a role is held: its body or zone, where it has one. */
export type Seat = Pick<Post, 'role' | 'bodyId' | 'zoneId'>

/** What is asked for. Days of beginning are the earliest: nothing begins before it is decided. */
export type Wish =
  | ({ kind: 'appoint' } & Post)
  | ({ kind: 'move'; postId: string } & Seat & { from: Day })
  | { kind: 'end'; postId: string; until: Day }
  | { kind: 'deputise'; absentPostId: string; from: Day; until: Day }
  | ({ kind: 'help' } & Seat & { from: Day; until: Day })
  | { kind: 'clear'; level: SecrecyLevel; from: Day; until: Day | null }
  | { kind: 'release'; interestId: string; until: Day }
  | { kind: 'rehome'; bodyId: string | null }
  | { kind: 'leave'; on: Day; undertaking: string }
  | { kind: 'place'; bodyId: string; zoneId: string; from: Day }
  | { kind: 'openAccount'; login: string }
  | { kind: 'linkSubject' | 'unlinkSubject'; issuer: string; subject: string }
  | { kind: 'resetAccount' | 'resetFactor' | 'unlock' | 'resume' }

/** What one person asked for and another decides, once; `outcome` is what became of it. */
export type Proposal<Outcome extends string> = {
  id: string
  reason: string
  proposedBy: string
  proposedRole: Role
  proposedOn: Day
  proposedAt: string
  /** The last day on which it can be decided. */
  lapsesOn: Day
  outcome: Outcome | null
  decidedBy: string | null
  decidedRole: Role | null
  decidedOn: Day | null
  decidedAt: string | null
  note: string | null
}

/** A grant asked for, and what became of it. `personId` is whom it concerns; nobody, where a body changes its zone. */
export type Grant = Proposal<'approved' | 'rejected' | 'withdrawn'> & { personId: string | null; wish: Wish }

export const grantStates = ['pending', 'approved', 'rejected', 'withdrawn', 'lapsed'] as const
export type GrantState = (typeof grantStates)[number]

/** How a proposal stands on a day: what nobody decided in time has lapsed, and grants or changes nothing. */
export const stateOf = <Outcome extends string>({ outcome, lapsesOn }: Pick<Proposal<Outcome>, 'outcome' | 'lapsesOn'>, on: Day): Outcome | 'pending' | 'lapsed' => outcome ?? (on <= lapsesOn ? 'pending' : 'lapsed')

const other = (role: Grantor): Grantor => (role === 'systemAdmin' ? 'securityAdmin' : 'systemAdmin')

/** Who may propose. What concerns a holder of the proposing role may also come from the other administrator, or nobody could. */
export const proposersOf = (kind: GrantKind, rolesConcerned: readonly Role[]): Grantor[] => {
  const { proposes } = duties[kind]
  return rolesConcerned.includes(proposes) ? [proposes, other(proposes)] : [proposes]
}

/** Who may decide what somebody of this role proposed. What concerns an administrator may also be decided by the head of the commission. */
export const decidersOf = (proposedRole: Grantor, rolesConcerned: readonly Role[]): Role[] =>
  rolesConcerned.some(isAdministrator) ? [other(proposedRole), 'commissionHead'] : [other(proposedRole)]

/** Why this person may not propose this. */
export function proposingRefused(kind: GrantKind, personId: string | null, rolesConcerned: readonly Role[], reason: string, who: Actor): Refusal[] {
  return [
    ...((proposersOf(kind, rolesConcerned) as Role[]).includes(who.role) ? [] : [no('NOT_YOURS', `${duties[kind].label}由${proposersOf(kind, rolesConcerned).map((role) => grantorWords[role]).join('或者')}提请`, 'R-612-roles')]),
    ...(personId === who.personId ? [no('OWN_GRANT', '不能为自己提请，请由另一位管理员提请', 'R-612-grants', 'personId')] : []),
    ...(blank(reason) ? [no('NOT_WRITTEN', '请填写提请的理由', undefined, 'reason')] : []),
  ]
}

/** Why this person may not decide this grant on this day. */
export function decidingRefused(grant: Grant, rolesConcerned: readonly Role[], who: Actor, on: Day): Refusal[] {
  const deciders = decidersOf(grant.proposedRole as Grantor, rolesConcerned)
  return [
    ...(deciders.includes(who.role) ? [] : [no('NOT_YOURS', `这项提请由${deciders.map((role) => grantorWords[role as Grantor]).join('或者')}决定`, 'R-612-roles')]),
    ...(grant.proposedBy === who.personId ? [no('OWN_PROPOSAL', '不能决定自己提出的提请，请由另一人决定', 'R-612-grants')] : []),
    ...(grant.personId === who.personId ? [no('OWN_GRANT', '不能决定关系到自己的提请，请由另一人决定', 'R-612-grants')] : []),
    ...closed(grant, on),
  ]
}

/** Why this person may not take back this grant: only who proposed it, while nobody has decided. */
export const withdrawingRefused = (grant: Grant, who: Actor, on: Day): Refusal[] => [
  ...(grant.proposedBy === who.personId ? [] : [no('NOT_YOURS', '提请只能由提出的人撤回', 'R-612-grants')]),
  ...closed(grant, on),
]

function closed(grant: Grant, on: Day): Refusal[] {
  const state = stateOf(grant, on)
  if (state === 'pending') return []
  return [state === 'lapsed' ? no('LAPSED', `这项提请在${grant.lapsesOn}之后没有人决定，已经失效，请重新提请`, 'R-612-grants') : no('ALREADY_DECIDED', '这项提请已有结果，请刷新后查看', 'R-612-grants')]
}

const grantorWords: Record<Grantor | 'commissionHead', string> = { systemAdmin: '系统管理员', securityAdmin: '安全保密管理员', commissionHead: '主要负责人' }

/** The wish as it takes effect when it is decided on a day: what should have begun earlier begins then. */
export function asDecided<Asked extends Wish>(wish: Asked, on: Day): Asked {
  return 'from' in wish && wish.from < on ? { ...wish, from: on } : wish
}

/** The last day on which a grant proposed today can be decided. */
export const lapsesOn = (on: Day, grantDays: number): Day => addDays(on, grantDays)
