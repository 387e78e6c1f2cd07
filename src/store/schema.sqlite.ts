/** What drizzle-kit reads to write `drizzle/sqlite`. */
import { sqlite } from './kit.ts'
import { tables } from './tables.ts'

export const { zones, bodies, people, posts, accounts, sessions, policies, calendars, cases, caseFaces, caseDoors, caseBars, caseEntries, audit, heads, numbers, tallies, leaves, leaveDecisions } = tables(sqlite)
