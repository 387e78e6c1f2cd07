/**
 * 测速: the four works of the design, each beside the limit measured in the same run. Ratios count; absolute figures
 * are those of this machine at this hour. `npm run bench -- --cases 10000 --connections 16 --seconds 5 --rounds 3`.
 */
import { parseArgs } from 'node:util'
import { measureSize, type Options, type Sized } from './size.ts'
import { median, table } from './table.ts'
import { isWork } from './pick.ts'
import { works, workWords, type Side, type Work } from './works.ts'

/** The goals: free GraphQL through Yoga, known texts, and the growth from the smallest size to the largest. */
const goals: Record<'yoga' | 'ours', Record<Work, number>> = { yoga: { R1: 0.4, R2: 0.4, R3: 0.4, W1: 0.4 }, ours: { R1: 0.7, R2: 0.8, R3: 0.9, W1: 0.7 } }
const titles = { yoga: '目标 1：经 Yoga', ours: '目标 2：来过的文本' } as const
const growths: Record<Work, number> = { R1: 0.6, R2: 0.6, R3: 0.85, W1: 0.7 }
const spread = 4
const readyMs = 2000
const memoryMb = 300

const help = `用法：npm run bench -- [选项]

  --cases <件数>        数据库的案件数，默认 100000；生成一次，存在系统的临时文件夹里
  --connections <个数>  并发连接数，默认 16
  --seconds <秒数>      每次测量的秒数，默认 5
  --rounds <轮数>       轮数，默认 3；本系统与限值轮流测，取中位数
  --sizes               依次测 10000 件和 100000 件，并比较增长；与 --cases 1000000 同用则加测 1000000 件
  --works <R1,R2,…>     只测其中几项
  --profile <文件夹>    第一轮把本系统的耗时写成 .cpuprofile
  --help                显示帮助`

const met = (is: boolean): string => (is ? '达到' : '未达到')
const grouped = (n: number): string => Math.round(n).toLocaleString('en')
const ms = (n: number): string => `${n.toFixed(1)} 毫秒`
const print = (text: string): void => void process.stdout.write(`${text}\n`)

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' }, connections: { type: 'string', default: '16' }, seconds: { type: 'string', default: '5' }, rounds: { type: 'string', default: '3' },
    sizes: { type: 'boolean', default: false }, works: { type: 'string', default: works.join() }, profile: { type: 'string' }, help: { type: 'boolean', default: false },
  },
})

if (values.help) process.stdout.write(`${help}\n`)
else await bench()

async function bench(): Promise<void> {
  const options: Options = { connections: whole('connections'), seconds: whole('seconds'), rounds: whole('rounds'), works: values.works.split(',').filter(isWork), profiles: values.profile ?? null }
  const cases = whole('cases')
  const sizes = values.sizes ? [10_000, 100_000, ...(cases > 100_000 ? [cases] : [])] : [cases]
  const measured: Sized[] = []
  for (const size of sizes) {
    const sized = await measureSize(size, options)
    measured.push(sized)
    print(report(sized, options))
  }
  if (measured.length > 1) print(growth(measured, options))
}

/** The tables of one size. */
function report({ cases, rounds, many, readyMs: ready, memory, kept }: Sized, { connections, works: asked }: Options): string {
  const of = (work: Work, side: Side, what: 'rate' | 'p50' | 'p99') => median(rounds[work].map((round) => round[side][what]))
  const held = (side: 'yoga' | 'ours') => table([titles[side], '限值', '本系统', '比值', '按处理器时间', 'p50', 'p99', '目标', '结果'], asked.map((work) => {
    const ratio = median(rounds[work].map((round) => round[side].rate / round.limit.rate))
    const byCpu = median(rounds[work].map((round) => round.limit.cpuUs / round[side].cpuUs))
    return [`${work} ${workWords[work]}`, grouped(of(work, 'limit', 'rate')), grouped(of(work, side, 'rate')), ratio.toFixed(2), byCpu.toFixed(2), ms(of(work, side, 'p50')), ms(of(work, side, 'p99')), `≥ ${goals[side][work].toFixed(2)}`, met(ratio >= goals[side][work])]
  }))
  const wide = asked.map((work) => {
    const [p50, p99, ratio] = [median(many[work].map((one) => one.p50)), median(many[work].map((one) => one.p99)), median(many[work].map((one) => one.p99 / one.p50))]
    return [`${work} ${workWords[work]}`, ms(p50), ms(p99), ratio.toFixed(1), `≤ ${spread}`, met(ratio <= spread)]
  })
  return [
    `\n${cases} 件，${connections} 个连接，次/秒取各轮的中位数；限值为同样的数据、登录、可见范围、持久性和审计记录（R1、R2 每次一条阅看记录，同时来的合在一次提交里；R3 不显示案件，没有），不用任何框架`,
    held('yoga'),
    '',
    held('ours'),
    '目标 2 的路径：同一文本第 3 次起编译执行，不经 Yoga；登录、可见范围、限制、掩蔽相同，自由文本也走这条路径，以 0.40 为准同样可比',
    'R2 的限值从流转记录表逐行读，本系统读案件行上的一份',
    'R3 的限值每次从按片区的计数表求和，本系统在没有新的办理时沿用上次求得的数',
    'W1 的限值由 SQLite 自己在提交时把写入日志并入文件，本系统由旁边的线程并入',
    '',
    table(['目标 5：64 个连接', 'p50', 'p99', 'p99/p50', '目标', '结果'], wide),
    `启动到可用 ${grouped(median(ready))} 毫秒（目标 ${readyMs} 以内，${met(median(ready) <= readyMs)}）；测完时内存 ${Math.max(...memory)} MB（目标 ${memoryMb} 以内，${met(Math.max(...memory) < memoryMb)}）`,
    `W1 答复办成的步数与新增的流转记录相等：${kept.join('，')}`,
  ].join('\n')
}

/** How much of the rate of the smallest size is left at the others. */
function growth(measured: readonly Sized[], { works: asked }: Options): string {
  const [smallest, ...larger] = measured
  if (!smallest) return ''
  const rate = (sized: Sized, work: Work) => median(sized.rounds[work].map((round) => round.ours.rate))
  return [
    '\n目标 3：案件增多以后，本系统的次/秒是最小规模的几成（各规模先后测得，机器的忙闲也在其中）',
    table(['', ...larger.map(({ cases }) => `${cases} 件`), '目标', '结果'], asked.map((work) => {
      const shares = larger.map((sized) => rate(sized, work) / rate(smallest, work))
      return [`${work} ${workWords[work]}`, ...shares.map((share) => share.toFixed(2)), `≥ ${growths[work]}`, met(shares.every((share) => share >= growths[work]))]
    })),
  ].join('\n')
}

function whole(name: 'cases' | 'connections' | 'seconds' | 'rounds'): number {
  const n = Number(values[name])
  if (Number.isInteger(n) && n > 0) return n
  process.stderr.write(`--${name} 应当是正整数，现在是“${values[name]}”\n`)
  process.exit(2)
}

