/** Starts what is measured, each in a process of its own: the product as `npm start` does, and the limit. */
import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { commission } from './templates.ts'

export type Served = { port: number; readyMs: number; memory: () => number; cpuMs: () => number; stop: () => Promise<void> }

/** The command of `npm start`, flags and all. */
const { scripts: { start: startCommand } } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { scripts: { start: string } }

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** The product, on any free port. With a folder for profiles it writes what it spent its time on. */
export async function serveOurs(file: string, profiles: string | null): Promise<Served> {
  const begin = performance.now()
  const [, ...words] = startCommand.split(' ')
  const child = spawn(process.execPath, [...(profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]), ...words], {
    cwd: at('.'), stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATABASE_URL: file, NODE_ENV: 'development', COMMISSION: commission, SECURE_COOKIES: 'false', RATE_PER_SESSION: '9999999', RATE_PER_ADDRESS: '9999999' },
  })
  const port = await new Promise<number>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /已启动：http:\/\/[^:]+:(\d+)/.exec(said)?.[1]
      if (found !== undefined) resolve(Number(found))
    })
    child.once('exit', (code) => reject(new Error(`服务没有启动，退出码 ${code}：${said}`)))
  })
  return running(child, port, performance.now() - begin)
}

/** The limit. */
export async function serveLimit(file: string): Promise<Served> {
  const begin = performance.now()
  const child = fork(fileURLToPath(new URL('./limit.ts', import.meta.url)), [file])
  const { port } = await new Promise<{ port: number }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { port: number }))
    child.once('exit', (code) => reject(new Error(`限值服务没有启动，退出码 ${code}`)))
  })
  return running(child, port, performance.now() - begin)
}

function running(child: ChildProcess, port: number, readyMs: number): Served {
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  return {
    port,
    readyMs,
    memory: () => Math.round(Number(spawnSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' }).stdout) / 1000),
    cpuMs: () => cpuMsOf(child.pid),
    stop: () => new Promise((resolve) => {
      child.once('exit', () => {
        process.off('exit', kill)
        resolve()
      })
      child.kill('SIGTERM')
    }),
  }
}

/** Processor time of a process so far, on Linux; elsewhere NaN. It says what a request costs when neighbours take the cores. */
function cpuMsOf(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return NaN
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}
