/**
 * 断电、断盘、断进程: what happens to acknowledged steps when the process, the power or the disk goes (P1, P2, P3, P5, P6). Needs Linux; for
 * power cuts and errors of the disk also `strace`. `npm run faults -- --kills 1000 --cuts 3000 --errors 60`; exit code 1 where anything was lost.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { random } from '../../src/caseload/generate.ts'
import { generated, remove, served } from '../bench/database.ts'
import { logins, pick } from '../bench/pick.ts'
import { faultsIn } from './check.ts'
import { start, type Server } from './server.ts'
import { eventsIn, leaveBehind, sentIn, tracing } from './trace.ts'
import { walkers, type Acknowledged } from './walkers.ts'

const help = `用法：npm run faults -- [选项]

  --kills <次数>    办理中途强行结束进程的次数，默认 100
  --cuts <次数>     断电的次数，默认 300；需要 strace
  --errors <次数>   磁盘出错和写满各多少处，默认 20；需要 strace
  --help            显示帮助`

const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' }, cuts: { type: 'string', default: '300' }, errors: { type: 'string', default: '20' }, help: { type: 'boolean', default: false } } })
const print = (text: string): void => void process.stdout.write(`${text}\n`)
const draw = random(20)
const clients = 6

if (values.help) print(help)
else {
  const folder = mkdtempSync(join(tmpdir(), 'huapian-faults-'))
  try {
    const faults = [...(await kills(Number(values.kills))), ...(await cuts(Number(values.cuts))), ...(await errors(Number(values.errors)))]
    for (const fault of faults.slice(0, 20)) print(`✗ ${fault}`)
    print(faults.length === 0 ? '没有丢失，也没有办了一半的' : `${faults.length} 处不对`)
    process.exitCode = faults.length === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }

  /** A fresh copy of a small city with everybody signed in, and who walks which cases. */
  async function city(name: string, cases: number) {
    const base = await generated(cases)
    const { file, tokens } = await served(base, `faults-${name}`, logins)
    const { owned } = pick(file)
    return { file, tokens, shares: Array.from({ length: clients }, (_, n) => owned.filter((_case, k) => k % clients === n)) }
  }

  /** Killed again and again in the midst of work; whoever was not answered asks again with the same key. */
  async function kills(times: number): Promise<string[]> {
    if (times === 0) return []
    const { file, tokens, shares } = await city('kills', 4000)
    let server: Server | null = null
    const { walked, stop } = walkers(shares, tokens, () => server?.port ?? null)
    for (let n = 0; n < times; n++) {
      server = await start(file)
      if (!server) return [`第${n + 1}次强行结束之后没有启动起来`]
      await sleep(50 + draw() * 350)
      const dying: Server = server
      server = null
      await dying.kill()
    }
    const { acknowledged, odd } = await stop()
    const faults = [...(await faultsIn(file, acknowledged)), ...odd]
    print(`强行结束 ${times} 次：办成 ${acknowledged.length} 步，${walked.unknown} 次没有等到答复，${faults.length} 处不对`)
    remove(file)
    return faults
  }

  /** The power goes at any instant of a recorded run: whatever was acknowledged before is there. Without syncs it must not be, or nothing was tried. */
  async function cuts(times: number): Promise<string[]> {
    if (times === 0) return []
    const { file, tokens, shares } = await city('cuts', 200)
    const [base, log, image] = [join(folder, 'base.db'), join(folder, 'strace.log'), join(folder, 'image.db')]
    remove(base)
    copyFileSync(file, base)
    const server = await start(file, tracing(log))
    if (!server) return ['在 strace 之下没有启动起来']
    const { stop } = walkers(shares, tokens, () => server.port)
    await sleep(20_000)
    const { acknowledged } = await stop()
    await server.kill()
    const events = eventsIn(log, file)
    const keys = new Map(acknowledged.map((one) => [`${one.id} ${one.version}`, one.key]))
    const known = (upTo: number): Acknowledged[] => sentIn(events.slice(0, upTo)).flatMap(({ id, version }) => { const key = keys.get(`${id} ${version}`); return key === undefined ? [] : [{ id, version, key }] })
    const faults: string[] = []
    let lost = 0
    const controls = Math.max(5, Math.round(times / 20))
    for (let n = 0; n < times + controls; n++) {
      const [upTo, heedsSync] = [Math.floor(draw() * events.length), n < times]
      leaveBehind(base, image, file, events.slice(0, upTo), draw, heedsSync)
      const found = await faultsIn(image, known(upTo))
      remove(image)
      if (!heedsSync) lost += found.length > 0 ? 1 : 0
      else faults.push(...found.map((fault) => `断电于第${upTo}次写入：${fault}`))
    }
    print(`断电 ${times} 次（记录了 ${acknowledged.length} 步、${events.length} 次写入和答复，其中写主文件 ${events.filter((one) => one.what === 'write' && one.path === file).length} 次）：${faults.length} 处不对；对照：不等落盘的 ${controls} 次里 ${lost} 次有丢失`)
    remove(file)
    return lost === 0 ? [...faults, '对照没有丢失任何一步，断电没有试成'] : faults
  }

  /** The disk fails or is full at any one write. Nothing acknowledged is lost; a failed disk ends the process, a full one does not. */
  async function errors(times: number): Promise<string[]> {
    const faults: string[] = []
    const kinds = [['pwrite64', 'EIO'], ['fsync', 'EIO'], ['pwrite64', 'ENOSPC']] as const
    for (const [call, error] of times === 0 ? [] : kinds) {
      let [steps, ended, unknown, full] = [0, 0, 0, 0]
      for (let n = 0; n < times; n++) {
        const { file, tokens, shares } = await city('errors', 200)
        const log = join(folder, 'strace.log')
        // Counted from the start of the process; where it does not even start, it has said why.
        const server = await start(file, ['-P', `${file}-wal`, '-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${10 + Math.floor(draw() * 120)}${error === 'ENOSPC' ? '..+1' : ''}`.replace('..+1', ''), '-o', log])
        if (server) {
          const { walked, stop } = walkers(shares, tokens, () => server.port)
          await Promise.race([server.ended, sleep(4000)])
          const over = server.child.exitCode !== null
          await stop()
          await server.stop()
          steps += walked.acknowledged.length
          unknown += walked.unknown
          full += walked.full
          if (over) ended++
          if (over && error === 'ENOSPC') faults.push(`磁盘写满时进程结束了：${server.said().slice(-300)}`)
          if (over && server.child.exitCode === 0) faults.push(`磁盘出错（${call}），退出码却是 0`)
          faults.push(...walked.odd, ...(await faultsIn(file, walked.acknowledged)).map((fault) => `${call} ${error}：${fault}`))
        }
        if (existsSync(file)) remove(file)
      }
      print(`${call} 返回 ${error}，${times} 处：办成 ${steps} 步，${unknown} 次结果未知，${full} 次空间不足，进程结束 ${ended} 次`)
    }
    return faults
  }
}
