/**
 * 日历订阅: due days as a text of RFC 5545 that any calendar program reads. Text is escaped, lines end in CRLF and are
 * folded at 75 octets, never inside a character.
 */
import { addDays, type Day } from './day.ts'

/** One whole day. `uid` stays the same when the day moves, so that the entry moves with it. */
export type DayEntry = { uid: string; on: Day; summary: string }

/** The days of a calendar, as of an instant. It holds a time zone besides, for an empty calendar is none (3.6). */
export const icalendar = (entries: readonly DayEntry[], { name, at }: { name: string; at: string }): string =>
  [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Huapian//Due days//ZH', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${escaped(name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'BEGIN:VTIMEZONE', 'TZID:Asia/Shanghai', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0800', 'TZOFFSETTO:+0800', 'END:STANDARD', 'END:VTIMEZONE',
    ...entries.flatMap(({ uid, on, summary }) => [
      'BEGIN:VEVENT', `UID:${escaped(uid)}`, `DTSTAMP:${compact(at.slice(0, 19))}Z`, `DTSTART;VALUE=DATE:${compact(on)}`, `DTEND;VALUE=DATE:${compact(addDays(on, 1))}`, `SUMMARY:${escaped(summary)}`, 'TRANSP:TRANSPARENT', 'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ].map((line) => `${folded(line)}\r\n`).join('')

const compact = (text: string): string => text.replaceAll(/[-:]/g, '')

/** A value of type TEXT (3.3.11): what would end a line or a list is escaped, what no text may hold is left out. */
export const escaped = (text: string): string =>
  text.toWellFormed().replaceAll(/\r\n?|\n/g, '\n').replaceAll(/[\\;,]/g, (mark) => `\\${mark}`).replaceAll('\n', '\\n').replaceAll(/(?!\t)\p{Cc}/gu, '')

/** A content line folded at 75 octets without the line break (3.1). */
export function folded(line: string): string {
  const lines: string[] = []
  let [current, octets] = ['', 0]
  for (const character of line) {
    const size = sizeOf(character)
    if (octets + size > mostOctets) {
      lines.push(current)
      ;[current, octets] = [' ', 1]
    }
    current += character
    octets += size
  }
  return [...lines, current].join('\r\n')
}

const mostOctets = 75

/** How many octets a character takes in UTF-8. */
function sizeOf(character: string): number {
  const point = character.codePointAt(0) ?? 0
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}
