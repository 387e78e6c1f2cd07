/** 密级: how secret a case is, and who is cleared for it. */
import { secrecyLevels, type Case, type Classification, type SecrecyLevel } from './case.ts'

/** The longest term of each level in years; a work secret has none (BMF 20). */
export const longestYears: Record<SecrecyLevel, number | null> = { workSecret: null, confidential: 10, secret: 20 }

/** What was set last, or null while the case is a work secret that nobody has set. */
export const secrecyOf = (c: Case): Classification | null => c.classifications.at(-1) ?? null

/** The level in force. It does not fall by itself when the term ends: a case is opened wider only by somebody who decides it. */
export const levelOf = (c: Case): SecrecyLevel => secrecyOf(c)?.level ?? 'workSecret'

/** The place of a level, from low to high. */
export const rankOf = (level: SecrecyLevel): number => secrecyLevels.indexOf(level)

/** Whether a clearance is enough for a level. */
export const cleared = (clearance: SecrecyLevel, level: SecrecyLevel): boolean => rankOf(clearance) >= rankOf(level)
