/** The product as `npm start` runs it, to be killed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { commission } from '../bench/templates.ts'

export type Server = { port: number; kill: () => Promise<void> }

const root = fileURLToPath(new URL('../../', import.meta.url))
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: { start: string } }

/** Starts it on a file. Null where it ends before it serves. */
export async function start(file: string): Promise<Server | null> {
  const [, ...words] = scripts.start.split(' ')
  const child = spawn(process.execPath, words, {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATABASE_URL: file, NODE_ENV: 'development', COMMISSION: commission, SECURE_COOKIES: 'false', RATE_PER_SESSION: '9999999', RATE_PER_ADDRESS: '9999999' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const ended = once(child, 'close')
  for (;;) {
    const port = /已启动：http:\/\/[^:]+:(\d+)/.exec(said)?.[1]
    if (port !== undefined) return { port: Number(port), kill: async () => { child.kill('SIGKILL'); await ended } }
    if (child.exitCode !== null || child.signalCode !== null) return null
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
