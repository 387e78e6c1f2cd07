/** The product as `npm start` runs it, and what is done to it: killed, watched by `strace`, or given errors by it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { commission } from '../bench/templates.ts'

export type Server = { port: number; child: ChildProcess; ended: Promise<number | null>; said: () => string; kill: () => Promise<void>; stop: () => Promise<number | null> }

const root = fileURLToPath(new URL('../../', import.meta.url))
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: { start: string } }

/** Starts it on a file, under `strace` with these arguments where there are any. Null where it ends before it serves. */
export async function start(file: string, strace: readonly string[] = []): Promise<Server | null> {
  const [, ...words] = scripts.start.split(' ')
  const [command, ...args] = strace.length > 0 ? ['strace', '-f', '-qq', ...strace, process.execPath, ...words] : [process.execPath, ...words]
  const child = spawn(command, args, {
    cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATABASE_URL: file, NODE_ENV: 'development', COMMISSION: commission, SECURE_COOKIES: 'false', RATE_PER_SESSION: '9999999', RATE_PER_ADDRESS: '9999999' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null)
  let over = false
  void ended.finally(() => { over = true })
  // The whole group, so that what strace watches goes with it.
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name)
    } catch {
      // it is gone already
    }
  }
  for (;;) {
    const port = /已启动：http:\/\/[^:]+:(\d+)/.exec(said)?.[1]
    if (port !== undefined)
      return {
        port: Number(port), child, ended, said: () => said,
        kill: async () => { signal('SIGKILL'); await ended },
        stop: async () => { signal('SIGTERM'); return ended },
      }
    if (over) return null
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
