/** What drizzle-kit reads to write `drizzle/postgres`. */
import { postgres } from './kit.ts'
import { tables } from './tables.ts'

export const { loads, zones, bodies, people, posts, accounts, formerPasswords, factors, subjects, sources, sessions, policies, calendars, cases, caseFaces, caseDoors, caseBars, caseEntries, audit, heads, numbers, tallies, leaves, leaveDecisions, grants, placements, clearances, interests, interferences, attachments, signedTexts, signatures, oldBatches, oldCases, oldWithdrawals, feeds, stepDrafts, ledgerViews, readMarks, qualityChecks, qualityEntries, templates, policyChanges, meetings, meetingEntries, meetingViews } = tables(postgres)
