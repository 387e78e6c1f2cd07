/** Who sits at the command line: in production somebody who gives their password, and a code where they have a second factor; in development whoever is named. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { and, eq, or } from 'drizzle-orm'
import { inForce, isAdministrator, type Actor } from './review/people.ts'
import { factorKeyOf } from './factor-key.ts'
import { now } from './now.ts'
import type { Settings } from './settings.ts'
import { knownOn } from './store/leaves.ts'
import { actorOf } from './store/roster.ts'
import { giveCode } from './store/factor.ts'
import { normalised, sessionOf, signIn, signOut, type Session } from './store/sessions.ts'
import { momentOf, type LoadedMoment } from './store/settings.ts'
import type { Store } from './store/store.ts'

/** Somebody at work: as whom, and at which moment. */
export type Clerk = { store: Store; who: Actor; moment: LoadedMoment }

/** Does something as whoever is named; in development, where nobody is, as the head of the office. */
export async function asClerkOrHead(store: Store, settings: Settings, name: string | undefined, work: (clerk: Clerk) => Promise<void>): Promise<void> {
  if (name !== undefined) return asClerk(store, settings, name, work)
  if (settings.production) throw new Error('生产环境必须用 --as 写明以谁的身份办理')
  const { on, at } = now()
  const { roster } = await momentOf(store, settings.commission, on, at)
  const head = roster.people.find((person) => person.posts.some((post) => post.role === 'officeHead' && inForce(post, on)))
  if (!head) throw new Error('名单里没有案件审理室主任：请用 --as 写明以谁的身份办理')
  return asClerk(store, settings, head.id, work)
}

/** Does something as a person, known by id or by login: as in the browser, kept apart from one's own bodies, let into what one has leave to read. */
export async function asClerk(store: Store, settings: Settings, name: string, work: (clerk: Clerk) => Promise<void>): Promise<void> {
  const { commission, production } = settings
  const { on, at } = now()
  const moment = await momentOf(store, commission, on, at)
  const [account] = await store.fresh.select({ personId: store.t.accounts.personId, login: store.t.accounts.login }).from(store.t.accounts)
    .where(and(eq(store.t.accounts.commission, commission), or(eq(store.t.accounts.personId, name), eq(store.t.accounts.login, normalised(name)))))
  const workAs = async (who: Actor) => work({ store, who: await knownOn(store, who, moment), moment })
  if (!production) return workAs(named(moment, commission, account?.personId ?? name))

  const asked = asking()
  const token = await signedIn(store, settings, account?.login ?? name, asked).finally(asked.end)
  try {
    const session = await sessionOf(store, token, now())
    if (session?.mustChange) throw new Error('请先用登录码登录系统，设置自己的密码')
    if (!session?.who) throw new Error('今天没有职务，或者有几个职务，不能在命令行办理')
    if (!session.strong && moment.policy.signIn.secondFactor.includes(session.who.role)) throw new Error('请先登录系统，绑定动态口令')
    await workAs(session.who)
  } finally {
    await signOut(store, token, now())
  }
}

/** The token of whoever gives their password, and their code where one is waited for. */
async function signedIn(store: Store, settings: Settings, login: string, { secretOf }: Asked): Promise<string> {
  const opened = await signIn(store, settings.commission, { login, password: await secretOf(`${login} 的密码：`) }, now())
  if (!opened) throw new Error('登录名或者密码不对，或者帐号已经锁定、停用')
  const session: Session | null = await sessionOf(store, opened.token, now())
  if (!session?.awaitsCode) return opened.token
  const given = await giveCode(store, opened.token, await secretOf('动态口令：'), await factorKeyOf(store, settings), now())
  if ('token' in given) return given.token
  await signOut(store, opened.token, now())
  throw new Error(given.refusals.map((one) => one.message).join('；'))
}

/** In development: anybody of the roster, in the post of an administrator where they hold one. */
function named({ roster, on }: LoadedMoment, commission: string, personId: string): Actor {
  const person = roster.person(personId)
  if (!person) throw new Error(`名单里没有“${personId}”`)
  const held = person.posts.filter((post) => inForce(post, on))
  const post = held.find((one) => isAdministrator(one.role)) ?? held[0]
  if (!post) throw new Error(`${person.name}今天没有职务`)
  return actorOf(commission, person.id, post, { clearance: person.clearance })
}

type Asked = { secretOf: (prompt: string) => Promise<string>; end: () => void }

/** Asks on the terminal without showing what is typed; or takes the lines of standard input, one for each question. */
function asking(): Asked {
  const terminal = process.stdin.isTTY
  const reader = createInterface({ input: process.stdin, output: new Writable({ write: (_chunk, _encoding, done) => done() }), terminal })
  const lines = terminal ? null : reader[Symbol.asyncIterator]()
  return {
    async secretOf(prompt) {
      if (lines) return (await lines.next()).value ?? ''
      process.stderr.write(prompt)
      return reader.question('').finally(() => process.stderr.write('\n'))
    },
    end: () => reader.close(),
  }
}
