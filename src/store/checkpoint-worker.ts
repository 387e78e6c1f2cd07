/** The thread of `checkpoint.ts`: copies when it is told to, and says when little or nothing is left to copy. */
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { Copied, Counted, Told } from './checkpoint.ts'

/** While steps go on something is always left. SQLite has the file on disk after a pass in which no step came in between; short ones find the moment. */
const passes = 10
const restMs = 1

const db = new Database(workerData as string)
db.pragma('synchronous = 2')
const [pass, length] = ['passive', 'noop'].map((mode) => db.prepare(`pragma wal_checkpoint(${mode})`)) as [Counted, Counted]

async function copy(): Promise<Copied> {
  try {
    for (let n = 0; n < passes; n++) {
      const copied = pass.get()
      if (length.get()?.log === copied?.checkpointed) break
      await sleep(restMs)
    }
    return { error: null }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    return { error: { code, message } } // an error that is sent to another thread loses its code
  }
}

parentPort?.on('message', (told: Told) => {
  if (told === 'copy') return void copy().then((copied) => parentPort?.postMessage(copied))
  db.close()
  parentPort?.close()
})
