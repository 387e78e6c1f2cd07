/**
 * 首次启动: on an empty database there is no account. The three administrators (三员) get one each, with a
 * code for the first sign-in that is shown once and kept only as a hash; they then set up everybody else.
 */
import { eq } from 'drizzle-orm'
import type { Day } from '../review/day.ts'
import { leastClearance, type Person, type Role } from '../review/people.ts'
import { saveRoster } from './roster.ts'
import { issueCode, type Now } from './sessions.ts'
import { settle } from './settings.ts'
import type { Store } from './store.ts'

/** What an administrator needs for the first sign-in. */
export type FirstCode = { name: string; login: string; code: string }

const administrators = [
  { login: 'xitong', name: '系统管理员', role: 'systemAdmin' },
  { login: 'anquan', name: '安全保密管理员', role: 'securityAdmin' },
  { login: 'shenji', name: '审计管理员', role: 'auditAdmin' },
] as const satisfies { login: string; name: string; role: Role }[]

/**
 * The codes of the three administrators, or null once anybody has signed in. Until then each start makes
 * new ones and the former are void: codes that nobody saw must not lock the office out.
 */
export async function firstRun(store: Store, commission: string, { on, at }: Now): Promise<FirstCode[] | null> {
  const accounts = await store.fresh.select({ login: store.t.accounts.login, code: store.t.accounts.oneTimeCodeHash }).from(store.t.accounts).where(eq(store.t.accounts.commission, commission))
  const untouched = accounts.every((one) => one.code !== null && administrators.some(({ login }) => login === one.login))
  if (!untouched) return null

  const editor = { commission, by: '首次启动', at }
  await settle(store, editor)
  if (accounts.length === 0) await saveRoster(store, editor, { people: administrators.map((one) => personOf(one, on)) })
  const codes: FirstCode[] = []
  for (const { login, name } of administrators) {
    const issued = await issueCode(store, editor, login, login)
    if ('refusals' in issued) throw new Error(issued.refusals.map((refusal) => refusal.message).join('；'))
    codes.push({ name, login, code: issued.code })
  }
  return codes
}

const personOf = ({ login, name, role }: (typeof administrators)[number], from: Day): Person => ({ id: login, name, homeBodyId: null, clearance: leastClearance, interests: [], trainedOn: null, posts: [{ role, bodyId: null, zoneId: null, from, until: null }] })
