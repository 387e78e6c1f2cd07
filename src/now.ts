/**
 * The only clock of the product: the instant, and the day it is in China, whatever the zone of the machine. It never
 * runs back while the process lives: a clock that is set back revives no session, code or lock that has ended (A28).
 */
import { addHours, type Day } from './review/day.ts'

const latest = { wall: Date.now(), steady: performance.now() }
let said = saying(latest.wall)

export function now(): { on: Day; at: string } {
  const steady = performance.now()
  latest.wall = Math.max(Date.now(), latest.wall + (steady - latest.steady))
  latest.steady = steady
  // Many requests fall into one millisecond.
  if (Math.floor(latest.wall) !== said.millisecond) said = saying(latest.wall)
  return { on: said.on, at: said.at }
}

function saying(wall: number): { millisecond: number; on: Day; at: string } {
  const at = new Date(wall).toISOString()
  return { millisecond: Math.floor(wall), on: addHours(at, 8).slice(0, 10), at }
}
