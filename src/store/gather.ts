/** 凑批: a commit costs as much for one as for many, so whoever keeps coming is waited for a little. */

/** So long nobody new has come, and longer nobody waits, in milliseconds. */
const [quietMs, longestMs] = [0.3, 3]
/** So many batches are remembered; and of so many, one waits though all are there: there may be more who come by now. */
const [remembered, curious] = [8, 16]

/**
 * Gathers for one place where work is written together. Done when all that arrives in this turn of the event loop has
 * come; and where several came in one of the last batches, when as many are there again, or no more come. Whoever is
 * alone does not wait.
 */
export function gathering(): (count: () => number) => Promise<void> {
  const sizes: number[] = []
  let batches = 0
  return async (count) => {
    await new Promise(setImmediate)
    const most = Math.max(1, ...sizes)
    const enough = most > 1 && ++batches % curious === 0 ? Infinity : most
    const start = performance.now()
    let [came, last] = [count(), start]
    for (let at = start; came < enough && at - last < quietMs && at - start < longestMs; at = performance.now()) {
      await new Promise(setImmediate)
      if (count() > came) [came, last] = [count(), at]
    }
    sizes.push(came)
    if (sizes.length > remembered) sizes.shift()
  }
}
