/** What the rules of the check codes share: what they find, and in whose finding they look for it. */
import type { Finding, Subject } from './case.ts'
import type { CheckCode } from './check-codes.ts'
import type { Rule } from './law.ts'

/** What a rule of a code found. `mark` tells apart what one code finds of the same person or fact. */
export type Hit = { code: CheckCode; subjectId?: string; factId?: string; mark?: string; data: string; rule?: Rule; corrected?: boolean; how?: string | null }

/** One person with what the body proposed at the transfer and what is in view now; the same where nobody has found since. */
export type Said = { subject: Subject; proposed: Finding | undefined; now: Finding | undefined }

/** What one test finds in the finding in view; where only the proposal has it, review has put it right. */
export function either<Found>({ proposed, now }: Said, test: (finding: Finding) => Found | null): { found: Found; corrected: boolean; finding: Finding } | null {
  const stands = now && test(now)
  if (now && stands) return { found: stands, corrected: false, finding: now }
  const stood = proposed && test(proposed)
  return proposed && stood ? { found: stood, corrected: true, finding: proposed } : null
}

/** A text cut short for a sentence. */
export const brief = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text)
