/** What `strace` saw a server write, and the files as a power cut at some instant could have left them. */
import { readFileSync, writeFileSync } from 'node:fs'

/** Bytes that went to a file, a file made shorter, everything of a file made durable, or an answer sent to somebody. */
type Event =
  | { what: 'write'; path: string; at: number; bytes: Buffer }
  | { what: 'cut'; path: string; length: number }
  | { what: 'sync'; path: string }
  | { what: 'gone'; path: string }
  | { what: 'sent'; text: string }

/** Arguments for `strace` that make such a record. */
export const tracing = (log: string): string[] => ['-y', '-xx', '-s', '4000000', '-e', 'trace=pwrite64,fsync,fdatasync,ftruncate,unlink,write,writev', '-o', log]

const unhex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex')

/** The events that concern a database and its answers, in order. */
export function eventsIn(log: string, file: string): Event[] {
  const begun = new Map<string, string>()
  const events: Event[] = []
  for (const line of readFileSync(log, 'latin1').split('\n')) {
    const [, task = '', told = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    if (told.endsWith('<unfinished ...>')) {
      begun.set(task, told.slice(0, -'<unfinished ...>'.length))
      continue
    }
    const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(told) ?? []
    const event = eventOf(rest === undefined ? told : `${begun.get(task) ?? ''}${rest}`, file)
    if (event) events.push(event)
  }
  return events
}

function eventOf(call: string, file: string): Event | null {
  if (!/ = \d+$/.test(call)) return null
  const [, name = '', named = ''] = /^(\w+)\(\d+<([^>]*)>/.exec(call) ?? []
  const path = unhex(named).toString()
  const ours = path === file || path === `${file}-wal`
  switch (name) {
    case 'pwrite64': {
      const [, hex = '', at = ''] = /"((?:\\x[0-9a-f]{2})*)", \d+, (\d+)\)/.exec(call) ?? []
      return ours ? { what: 'write', path, at: Number(at), bytes: unhex(hex) } : null
    }
    case 'ftruncate': return ours ? { what: 'cut', path, length: Number(/>, (\d+)\)/.exec(call)?.[1]) } : null
    case 'fsync':
    case 'fdatasync': return ours ? { what: 'sync', path } : null
    case 'write':
    case 'writev': return path.startsWith('socket:') ? { what: 'sent', text: Array.from(call.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g), ([, hex = '']) => unhex(hex).toString()).join('') } : null
    default: return call.startsWith('unlink("') && unhex(/"([^"]*)"/.exec(call)?.[1] ?? '').toString() === `${file}-wal` ? { what: 'gone', path: `${file}-wal` } : null
  }
}

/** The steps acknowledged by these events: what the answers said, by case and version. */
export const sentIn = (events: readonly Event[]): { id: string; version: number }[] =>
  events.flatMap((event) => (event.what !== 'sent' ? [] : Array.from(event.text.matchAll(/"StepTaken","case":\{"id":"([\w-]+)"[^}]*?"version":(\d+)/g), ([, id = '', version]) => ({ id: Buffer.from(id, 'base64url').toString().replace(/^Case:/, ''), version: Number(version) }))))

const sector = 512

/**
 * Writes the database as a cut after so many events might have left it: what was synced is there; of what was not, each write is there, is not, or is there in
 * part, by sectors, as the draw will have it. `heedsSync` false forgets the syncs of the log of writes, as a database that does not wait for them.
 */
export function leaveBehind(base: string, to: string, file: string, events: readonly Event[], draw: () => number, heedsSync: boolean): void {
  const [main, log] = [openImage(readFileSync(base)), openImage(Buffer.alloc(0))]
  for (const event of events) {
    if (event.what === 'sent') continue
    const image = event.path === file ? main : log
    if (event.what === 'sync') {
      if (heedsSync || event.path === file) image.settle(() => 1)
    } else image.pend(event)
  }
  for (const image of [main, log]) image.settle(draw)
  writeFileSync(to, main.bytes())
  writeFileSync(`${to}-wal`, log.bytes())
}

type Change = Exclude<Event, { what: 'sync' | 'sent' }>

/** A file with what was written to it since it was last synced. */
function openImage(first: Buffer) {
  let bytes: Buffer = Buffer.from(first)
  let pending: Change[] = []
  const reach = (length: number): void => { if (bytes.length < length) bytes = Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]) }
  return {
    bytes: () => bytes,
    pend: (change: Change): void => void pending.push(change),
    /** Of each change all, nothing or some sectors, by the draw: 1 stands for all. */
    settle(draw: () => number): void {
      for (const change of pending) {
        const luck = draw()
        if (change.what !== 'write') {
          if (luck > 0.5) bytes = Buffer.from(bytes.subarray(0, change.what === 'cut' ? change.length : 0))
        } else if (luck > 0.3) {
          const { at, bytes: written } = change
          reach(at + written.length)
          for (let from = 0; from < written.length; from += sector) if (luck > 0.6 || draw() > 0.5) written.copy(bytes, at + from, from, Math.min(written.length, from + sector))
        }
      }
      pending = []
    },
  }
}
