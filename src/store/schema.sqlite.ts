/** What drizzle-kit reads to write `drizzle/sqlite`. */
import { sqlite } from './kit.ts'
import { tables } from './tables.ts'

export const { zones, bodies, people, posts, accounts, formerPasswords, factors, subjects, sources, sessions, policies, calendars, cases, caseDoors, caseBars, caseEntries, audit, heads, numbers, tallies } = tables(sqlite)
