/**
 * 断进程: what happens to acknowledged steps when the process is killed again and again in the midst of work (P1 to P3). Whoever was not answered
 * asks again with the same key. `npm run faults -- --kills 1000`; exit code 1 where anything was lost, done twice or by half.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { random } from '../../src/caseload/generate.ts'
import { generated, remove, served } from '../bench/database.ts'
import { logins, pick } from '../bench/pick.ts'
import { faultsIn } from './check.ts'
import { start, type Server } from './server.ts'
import { walkers } from './walkers.ts'

const help = `用法：npm run faults -- [选项]

  --kills <次数>    办理中途强行结束进程的次数，默认 100
  --help            显示帮助`

const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' }, help: { type: 'boolean', default: false } } })
const print = (text: string): void => void process.stdout.write(`${text}\n`)
const draw = random(20)
const clients = 6

if (values.help) print(help)
else {
  const faults = await kills(Number(values.kills))
  for (const fault of faults.slice(0, 20)) print(`✗ ${fault}`)
  print(faults.length === 0 ? '没有丢失，也没有办了一半的' : `${faults.length} 处不对`)
  process.exitCode = faults.length === 0 ? 0 : 1
}

/** A small city with everybody signed in; six people walk cases of their own while the server is killed so many times. */
async function kills(times: number): Promise<string[]> {
  const { file, tokens } = await served(await generated(1000), 'faults', logins)
  const { owned } = pick(file)
  const shares = Array.from({ length: clients }, (_, n) => owned.filter((_case, k) => k % clients === n))
  let server: Server | null = null
  const { stop } = walkers(shares, tokens, () => server?.port ?? null)
  for (let n = 0; n < times; n++) {
    server = await start(file)
    if (!server) return [`第${n}次强行结束之后没有启动起来`]
    await sleep(50 + draw() * 350)
    const dying: Server = server
    server = null
    await dying.kill()
  }
  const { acknowledged, unanswered, odd } = await stop()
  const faults = [...(await faultsIn(file, acknowledged)), ...odd]
  print(`强行结束 ${times} 次：办成 ${acknowledged.length} 步，${unanswered} 次发出之后没有等到答复，${faults.length} 处不对`)
  remove(file)
  return faults
}
