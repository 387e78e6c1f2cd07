/**
 * The only clock of the product: the instant, and the day it is in China, whatever the zone of the machine. It never
 * runs back while the process lives: a clock that is set back revives no session, code or lock that has ended (A28).
 */
import { addHours, type Day } from './review/day.ts'

const latest = { wall: Date.now(), steady: performance.now() }

export function now(): { on: Day; at: string } {
  const steady = performance.now()
  latest.wall = Math.max(Date.now(), latest.wall + (steady - latest.steady))
  latest.steady = steady
  const at = new Date(latest.wall).toISOString()
  return { on: addHours(at, 8).slice(0, 10), at }
}
