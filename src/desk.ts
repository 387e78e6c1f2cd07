/** What each file of commands is lent, and what every command of somebody does alike. */
import { InvalidArgumentError } from 'commander'
import { isDay, type Day } from './review/day.ts'
import type { Clerk } from './clerk.ts'
import type { Settings } from './settings.ts'
import type { Store } from './store/store.ts'

/** What `main.ts` lends. */
export type Desk = { settings: () => Promise<Settings>; withStore: (chosen: Settings, work: (store: Store) => Promise<void>) => Promise<void>; print: (line: string) => void; complain: (line: string) => void }

/** Does a command as whoever `as` names, or in development as the head of the office where it names nobody: each refusal is a line, and then the exit code is 1. */
export async function doneAs(desk: Desk, as: string | undefined, work: (clerk: Clerk, chosen: Settings) => Promise<readonly { message: string }[] | void>): Promise<void> {
  const chosen = await desk.settings()
  await desk.withStore(chosen, async (store) => {
    const { asClerkOrHead } = await import('./clerk.ts')
    await asClerkOrHead(store, chosen, as, async (clerk) => {
      const refusals = (await work(clerk, chosen)) ?? []
      refusals.forEach(({ message }) => desk.complain(message))
      if (refusals.length > 0) process.exitCode = 1
    })
  })
}

/** A day as an option of a command; refuses what is no day of the calendar. */
export function dayFrom(text: string): Day {
  if (!isDay(text)) throw new InvalidArgumentError('应当是真实的日期，如 2026-11-24')
  return text
}
