/** 凑批: a commit costs as much for one as for many, so whoever keeps coming is waited for a little. */

/** So long nobody new has come, and longer nobody waits, in milliseconds. */
const [quietMs, longestMs] = [0.3, 3]

/** Done when all that arrives in this turn of the event loop has come, and where more than one came `lastTime`, when no more come. Whoever is alone does not wait. */
export async function gather(count: () => number, lastTime: number): Promise<void> {
  await new Promise(setImmediate)
  if (lastTime < 2) return
  const start = performance.now()
  let [came, last] = [count(), start]
  for (let at = start; at - last < quietMs && at - start < longestMs; at = performance.now()) {
    await new Promise(setImmediate)
    if (count() > came) [came, last] = [count(), at]
  }
}
