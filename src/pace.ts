/** 限速: how many requests one session or one address may send. Each has a bucket that fills steadily; a request takes one token out of it. */

/** Tokens a second, and how many a bucket holds. */
export type Pace = { perSecond: number; burst: number }

/** Whole seconds until the next request of this sender will be taken; 0 where it is taken now. */
export type Paced = (sender: string, nowMs: number) => number

type Bucket = { tokens: number; at: number }

const mostSenders = 20_000

/** Buckets for one pace. A sender not heard of for so long that the bucket is full again is forgotten. */
export function pacing({ perSecond, burst }: Pace): Paced {
  const buckets = new Map<string, Bucket>()
  return (sender, nowMs) => {
    const known = buckets.get(sender)
    // A clock set back gives nothing and takes nothing.
    const tokens = known ? Math.min(burst, known.tokens + (Math.max(0, nowMs - known.at) / 1000) * perSecond) : burst
    buckets.delete(sender)
    if (buckets.size >= mostSenders) forget(buckets, nowMs - (burst / perSecond) * 1000)
    const taken = tokens >= 1
    buckets.set(sender, { tokens: taken ? tokens - 1 : tokens, at: Math.max(nowMs, known?.at ?? 0) })
    return taken ? 0 : Math.ceil((1 - tokens) / perSecond)
  }
}

/** Drops the buckets that are full again, which stand first; where none is, the one heard of longest ago. */
function forget(buckets: Map<string, Bucket>, before: number): void {
  for (const [sender, { at }] of buckets) {
    if (at >= before && buckets.size < mostSenders) return
    buckets.delete(sender)
  }
}
