/** The only clock of the product: the instant, and the day it is in China, whatever the zone of the machine. */
import { addHours, type Day } from './review/day.ts'

export function now(): { on: Day; at: string } {
  const at = new Date().toISOString()
  return { on: addHours(at, 8).slice(0, 10), at }
}
