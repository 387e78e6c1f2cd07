/**
 * 检查点: what steps write goes to a log first (WAL) and is copied into the file later. SQLite by itself copies in the
 * commit that makes the log too long, and everybody waits for it: at 100,000 cases up to a third of a second. Here a
 * thread copies while steps go on, and the connection that writes adds what came meanwhile, in milliseconds.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type Database from 'better-sqlite3'

/** What the thread is told, and what it says. */
export type Told = 'copy' | 'end'
export type Copied = { error: { code: string | undefined; message: string } | null }
/** Looks at the log, or copies it: pages it holds, and how many of them are in the file. */
export type Counted = Database.Statement<[], { log: number; checkpointed: number }>

/** Pages the log may hold before it is copied (32 MB): a page that many steps touch is then copied once. SQLite's own thousand cost steps an eighth of their rate. */
const longPages = 8000
/** From here on the connection that writes copies by itself, whatever has become of the thread. */
const mostPages = 4 * longPages

/** `look` is called after every commit, and costs a few microseconds; the thread begins when there is something to copy for the first time. */
export type Checkpoints = { look: () => void; close: () => Promise<void> }

/** Keeps the log of a file short. What fails in it is told, and is no failure of a step: whatever is not copied is still in the log. */
export function checkpoints(writer: Database.Database, file: string, failed: (error: unknown) => void): Checkpoints {
  writer.pragma(`wal_autocheckpoint = ${mostPages}`)
  const [length, rest] = ['noop', 'passive'].map((mode) => writer.prepare(`pragma wal_checkpoint(${mode})`)) as [Counted, Counted]
  let thread: Worker | null = null
  let log: 'short' | 'long' | 'copied' = 'short'

  function begun(): Worker {
    const started = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: file, resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 } })
    started.unref()
    started.on('error', failed)
    started.on('exit', () => { thread = null })
    return started.on('message', ({ error }: Copied) => {
      if (error !== null) return failed(Object.assign(new Error(error.message), { code: error.code }))
      log = 'copied'
      look()
    })
  }

  /** Once all is in the file and nobody reads the log, SQLite begins it anew. */
  function copyRest(): void {
    if (writer.inTransaction) return
    rest.get()
    log = 'short'
  }

  function look(): void {
    try {
      if (log === 'copied') return copyRest()
      if (log === 'long' || (length.get()?.log ?? 0) < longPages) return
      log = 'long'
      thread ??= begun()
      thread.postMessage('copy' satisfies Told)
    } catch (error) {
      failed(error)
    }
  }

  return {
    look,
    async close() {
      if (!thread) return
      thread.ref()
      thread.postMessage('end' satisfies Told)
      await once(thread, 'exit')
    },
  }
}
