/**
 * 抽取 of cases for a quality check, so that anybody can check it again. The list is fixed first: each candidate is a
 * line of its body and a seal (the hash of who it is, and of a random text, so that nobody guesses it from outside), and
 * the lines are hashed together. A secret is bound then, by its hash, and told at the draw; the seed is made of the list,
 * the secret and a link of the audit chain that was written after the list was fixed. Whoever fixed the list knew no
 * link to come, and whoever writes links does not know the secret: nobody can try for a result. All hashes are SHA-256 of
 * UTF-8 text, in lower-case hexadecimal, so that `sha256sum` repeats them by hand.
 */
import type { Day } from './day.ts'

/** SHA-256 of a text; given by whoever asks, for this floor does no such thing. */
export type Sha256 = (text: string) => string

/** A case that may be drawn; `blind` is the random text in its seal, `closedOn` the day it was archived. */
export type Candidate = { caseId: string; number: string; bodyId: string; closedOn: Day; blind: string }
/** What of a candidate everybody sees who sees the draw. */
export type Line = { bodyId: string; seal: string }

/** How many: of each body so many, and at least so many in all. */
export type DrawSize = { perBody: number; total: number | null }

export const drawRule = '封签＝SHA-256（随机文本|案件标识|案号|派驻机构代号）；名单杂凑＝SHA-256（各行“代号 封签”按字节顺序排列，以换行连接）；种子＝SHA-256（名单杂凑|密语|审计链指定一条的杂凑值）；签号＝SHA-256（种子|封签）。每个派驻机构取签号最小的若干件，不足的全取；总数不足的，再按签号由小到大从其余案件中补足'

export const sealOf = ({ blind, caseId, number, bodyId }: Candidate, sha256: Sha256): string => sha256([blind, caseId, number, bodyId].join('|'))

export const lineOf = (candidate: Candidate, sha256: Sha256): Line => ({ bodyId: candidate.bodyId, seal: sealOf(candidate, sha256) })

/** The lines as text, in the order in which they are hashed, whatever order they come in. */
export const listText = (lines: readonly Line[]): string => lines.map(({ bodyId, seal }) => `${bodyId} ${seal}`).sort(byBytes).join('\n')
export const listHashOf = (lines: readonly Line[], sha256: Sha256): string => sha256(listText(lines))

const byBytes = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

export const commitmentTo = (secret: string, sha256: Sha256): string => sha256(secret)
export const seedOf = ({ listHash, secret, beacon }: { listHash: string; secret: string; beacon: string }, sha256: Sha256): string => sha256([listHash, secret, beacon].join('|'))
const ticketOf = (seed: string, { seal }: Line, sha256: Sha256): string => sha256(`${seed}|${seal}`)

/** The seals drawn, lowest ticket first: of each body the `perBody` lowest, or all it has; then the lowest of the rest until there are `total`. */
export function drawFrom(lines: readonly Line[], size: DrawSize, seed: string, sha256: Sha256): string[] {
  const tickets = lines.map((line) => ({ ...line, ticket: ticketOf(seed, line, sha256) })).sort((one, other) => byBytes(one.ticket, other.ticket))
  const served = new Map<string, number>()
  const first = tickets.filter(({ bodyId }) => {
    const n = (served.get(bodyId) ?? 0) + 1
    served.set(bodyId, n)
    return n <= size.perBody
  })
  const chosen = new Set(first.map(({ seal }) => seal))
  for (const { seal } of tickets) if (chosen.size < (size.total ?? 0)) chosen.add(seal)
  return tickets.filter(({ seal }) => chosen.has(seal)).map(({ seal }) => seal)
}

/** A draw as it is kept: what was fixed before, what was told at it, and what came out. */
export type Drawn = DrawSize & { lines: readonly Line[]; listHash: string; commitment: string; secret: string; beacon: string; seed: string; seals: readonly string[] }

/** What does not fit in a draw; empty where it comes out again as it is kept. */
export function drawFaults(kept: Drawn, sha256: Sha256): string[] {
  const again = drawFrom(kept.lines, kept, kept.seed, sha256)
  return [
    ...(new Set(kept.lines.map(({ seal }) => seal)).size === kept.lines.length ? [] : ['名单中有重复的封签']),
    ...(listHashOf(kept.lines, sha256) === kept.listHash ? [] : ['名单与固定时的杂凑不符']),
    ...(commitmentTo(kept.secret, sha256) === kept.commitment ? [] : ['密语与固定名单时的承诺不符']),
    ...(seedOf(kept, sha256) === kept.seed ? [] : ['种子不是由名单、密语和审计链算出的']),
    ...(again.length === kept.seals.length && again.every((seal, n) => seal === kept.seals[n]) ? [] : ['抽取结果与种子不符']),
  ]
}
