/** The real command in a process of its own, as somebody starts it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export type Running = { child: ChildProcess; url: string; printed: () => string; ended: Promise<number | null>; stop: () => Promise<void> }

/** Starts `serve` and waits for the address it prints; throws what it printed instead. */
export async function serving(environment: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'serve'], { env: { PORT: '0', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = () => void child.kill('SIGKILL')
  process.once('exit', gone)
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => { text += data.toString() })
  for (;;) {
    const url = /已启动：(http:\S+)/.exec(text)?.[1]
    if (url !== undefined)
      return {
        child, url, ended, printed: () => text,
        async stop() {
          child.kill('SIGTERM')
          await ended
          process.off('exit', gone)
        },
      }
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(text)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export const ask = (url: string, query: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) })

/** The sign-in cookie that an answer sets, as a browser sends it back. */
export const cookieOf = (answer: Response): string => answer.headers.getSetCookie().find((one) => /^(__Host-)?huapian=./.test(one))?.split(';')[0] ?? ''
