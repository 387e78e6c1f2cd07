/**
 * What the first start does, and what every start says: the demo, or in production the first three codes.
 */
import { eq } from 'drizzle-orm'
import { now } from './now.ts'
import { progressOf } from './progress.ts'
import type { Settings } from './settings.ts'
import { links } from './store/audit.ts'
import { retire } from './store/dormancy.ts'
import { firstRun } from './store/first-run.ts'
import { carry } from './store/policies.ts'
import type { Store } from './store/store.ts'

/** Fills an empty database, brings cases up to values of the policy whose day has come, shuts accounts that fell dormant, and gives the lines that say how to sign in. */
export async function welcome(store: Store, settings: Settings): Promise<string[]> {
  const lines = await (settings.production ? welcomeInProduction(store, settings) : welcomeToDemo(store, settings))
  const { on, at } = now()
  await carry(store, settings.commission, on, at)
  const shut = await retire(store, settings.commission, { on, at })
  return shut === 0 ? lines : [...lines, `停用了 ${shut} 个久未登录或者本人已经离岗的帐号，恢复须由两位管理员办理。`]
}

/** No demo, no account that anybody could know: not even where a demo database is offered by mistake. */
async function welcomeInProduction(store: Store, { commission }: Settings): Promise<string[]> {
  if (await isDemo(store, commission)) throw new Error('数据库里是演示数据，帐号和密码是公开的，生产环境不能使用：请用 DATABASE_URL 指定另一个数据库')
  const codes = await firstRun(store, commission, now())
  if (codes === null) return []
  return [
    '首次启动，一次性登录码如下。只显示这一次，请当面交给本人；首次登录后须设置自己的密码。',
    ...codes.map(({ name, login, code }) => `  ${name}：登录名 ${login}，登录码 ${code}`),
    '三人都还没有登录之前重新启动，会换发新的登录码，以前的作废。',
  ]
}

async function welcomeToDemo(store: Store, { commission }: Settings): Promise<string[]> {
  const { demoLogins, demoPassword, openAccounts, seedDemo } = await import('./caseload/seed.ts')
  const { t, fresh } = store
  const accounts = await fresh.$count(t.accounts, eq(t.accounts.commission, commission))
  const cases = await fresh.$count(t.cases, eq(t.cases.commission, commission))
  if (accounts === 0 && cases === 0) await seedDemo(store, { commission }, now(), progressOf('装入演示数据'))
  if (!(await isDemo(store, commission))) return []
  // Cases without accounts: simulated or replayed, or a demo that was interrupted. Say so, and let people in.
  const unfinished = accounts === 0 && cases > 0
  if (unfinished) await openAccounts(store, commission, now().at)
  return [
    ...(unfinished ? ['数据库里的案件来自模拟、重演或者没有装完的演示数据；要看完整的演示，请删除数据库后重新启动。'] : []),
    `演示帐号（密码都是 ${demoPassword}）：`, ...demoLogins.map(({ login, as }) => `  ${login.padEnd(8)}${as}`),
  ]
}

/** Whether the chain begins with the demo. */
async function isDemo(store: Store, commission: string): Promise<boolean> {
  return (await links(store, commission, 0, 20)).some(({ body }) => body.includes('"by":"演示数据"'))
}
