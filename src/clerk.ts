/** Who sits at the command line: in production somebody who gives their password, in development whoever is named. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { and, eq, or } from 'drizzle-orm'
import { inForce, isAdministrator, type Actor } from './review/people.ts'
import { now } from './now.ts'
import type { Settings } from './settings.ts'
import { actorOf } from './store/roster.ts'
import { normalised, sessionOf, signIn, signOut } from './store/sessions.ts'
import { momentOf, type LoadedMoment } from './store/settings.ts'
import type { Store } from './store/store.ts'

/** Somebody at work: as whom, and at which moment. */
export type Clerk = { store: Store; who: Actor; moment: LoadedMoment }

/** Does something as a person, known by id or by login. */
export async function asClerk(store: Store, { commission, production }: Settings, name: string, work: (clerk: Clerk) => Promise<void>): Promise<void> {
  const { on, at } = now()
  const moment = await momentOf(store, commission, on, at)
  const [account] = await store.fresh.select({ personId: store.t.accounts.personId, login: store.t.accounts.login }).from(store.t.accounts)
    .where(and(eq(store.t.accounts.commission, commission), or(eq(store.t.accounts.personId, name), eq(store.t.accounts.login, normalised(name)))))
  if (!production) return work({ store, who: named(moment, commission, account?.personId ?? name), moment })

  const opened = await signIn(store, commission, { login: account?.login ?? name, password: await passwordOf(name) }, { on, at })
  if (!opened) throw new Error('登录名或者密码不对，或者帐号已经锁定、停用')
  try {
    const session = await sessionOf(store, opened.token, { on, at })
    if (session?.mustChange) throw new Error('请先用登录码登录系统，设置自己的密码')
    if (!session?.who) throw new Error('今天没有职务，或者有几个职务，不能在命令行办理')
    await work({ store, who: session.who, moment })
  } finally {
    await signOut(store, opened.token, now())
  }
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

/** Asked on the terminal without showing it; or the first line of standard input. */
async function passwordOf(name: string): Promise<string> {
  const terminal = process.stdin.isTTY
  if (terminal) process.stderr.write(`${name} 的密码：`)
  const lines = createInterface({ input: process.stdin, output: new Writable({ write: (_chunk, _encoding, done) => done() }), terminal })
  try {
    if (terminal) return await lines.question('')
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
    if (terminal) process.stderr.write('\n')
  }
}
