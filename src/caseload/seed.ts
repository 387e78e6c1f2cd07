/** The demo: the city, the given cases at the stage where they are of use, and a simulated caseload up to today. */
import { readFile } from 'node:fs/promises'
import { addDays, daysBetween, isDay, type Day } from '../review/day.ts'
import { basis } from '../review/law.ts'
import { steps } from '../review/steps/index.ts'
import { openDemoAccounts } from '../store/sessions.ts'
import { savePolicy } from '../store/settings.ts'
import type { Store } from '../store/store.ts'
import { people } from './city.ts'
import { faultLine, readGiven, type Given } from './given.ts'
import type { Planned } from './plan.ts'
import { planFor } from './rehearse.ts'
import { carry, settleCity } from './settle.ts'
import { simulate } from './simulate.ts'

/** The password of every demo account. There is none outside the demo. */
export const demoPassword = 'huapian-demo'

/** Who signs in for each group of people, to show the way: login and what one can do with it. */
export const demoLogins = [
  { login: 'p25-2', as: '派驻机构经办人（驻市自然资源和规划局组）' },
  { login: 'p25-1', as: '派驻机构主要负责人（同上）' },
  { login: 's30', as: '第三片区小组组长' },
  { login: 's31', as: '第三片区审理员' },
  { login: 'o1', as: '案件审理室主任' },
  { login: 'l1', as: '分管领导' },
  { login: 'w3', as: '工委负责人' },
  { login: 'm1', as: '案管监督员' },
  { login: 'q1', as: '评查员（q2 是同组的另一人）' },
  { login: 'a1', as: '系统管理员' },
  { login: 'a2', as: '安全保密管理员' },
  { login: 'a3', as: '审计管理员' },
] as const

type Now = { on: Day; at: string }

/** Fills an empty store with the demo; refuses one that holds cases. */
export async function seedDemo(store: Store, { commission }: { commission: string }, { on: today, at }: Now, progress: (done: number, total: number) => void): Promise<void> {
  if ((await store.fresh.$count(store.t.cases)) > 0) throw new Error('数据库里已经有案件，演示数据只装入空的数据库')
  await settleCity(store, commission, at)

  const read = readGiven(await readFile(new URL('./data/cases.json', import.meta.url), 'utf8'))
  if ('faults' in read) throw new Error(read.faults.map(faultLine).join('\n'))
  for (const given of read.cases) {
    const taken = await carry(store, commission, demoPlan(given, today), { key: `import:${given.id}:demo`, numbered: true })
    if (taken && 'refusals' in taken) throw new Error(`${given.id} ${steps[taken.at.step].label}：${taken.refusals.map((one) => one.message).join('；')}`)
  }
  const waiting = firstDraft(read.cases, today)
  if (waiting) await carry(store, commission, planFor(waiting).filter((planned) => planned.step === 'openCase'), { key: 'demo-draft', numbered: false })
  await simulate(store, { cases: 140, years: 1, seed: 36, commission, today }, progress)
  await savePolicy(store, { commission, by: '演示数据', at }, [{ name: 'remindersOutside', from: '2018-01-01', value: true, basis: basis('R-603-reminders'), note: '演示数据：开放日历订阅和提醒摘要' }])
  await openAccounts(store, commission, at)
}

/** An account for everybody in the demo city: last of all, so that a demo without accounts is one that was not finished. */
export const openAccounts = (store: Store, commission: string, at: string): Promise<void> =>
  openDemoAccounts(store, { commission, by: '演示数据', at }, people.map((person) => ({ personId: person.id, login: person.id.toLowerCase() })), demoPassword)

/** Where each suggested stage cuts the plan: the last step that is still taken, counted from the end of the file's returns. */
const cuts: Record<string, (plan: readonly Planned[]) => number> = {
  补查中: (plan) => plan.findIndex((planned) => planned.step === 'acknowledgeReturn') + 1,
  补查重报后审理: (plan) => plan.findLastIndex((planned) => planned.step === 'recordInterview') + 1,
}

/** The plan up to the suggested stage. A case that stays open is moved to the weeks before today, so that nothing looks years overdue. */
function demoPlan(given: Given, today: Day): Planned[] {
  const whole = planFor(given)
  const plan = whole.slice(0, cuts[given.suggestedDemoStage ?? '']?.(whole) ?? whole.length)
  const last = plan.at(-1)?.on
  if (plan.length === whole.length || last === undefined) return plan
  return planFor(moved(given, weeksUntil(last, today))).slice(0, plan.length)
}

/** A draft that waits for its transfer by P25: what somebody new to the system begins with. */
function firstDraft(cases: readonly Given[], today: Day): Given | null {
  const like = cases.find((one) => one.id === 'C07')
  return like ? moved({ ...like, transferringBody: { code: 'P25' }, subject: { ...like.subject, employer: '市自然资源和规划局' } }, weeksUntil(like.dates.transferredOn, today)) : null
}

/** The case with every day moved by so many days. */
const moved = (given: Given, days: number): Given =>
  JSON.parse(JSON.stringify(given), (_key, value: unknown) => (typeof value === 'string' && isDay(value) ? addDays(value, days) : value)) as Given

/** Whole weeks, so that working days stay working days, up to a few days before today. */
const weeksUntil = (day: Day, today: Day): number => Math.floor((daysBetween(day, today) - 3) / 7) * 7
