/**
 * The command line: `npm run -s huapian -- …`. Each command loads what it needs when it is called, so that
 * help is quick. Exit codes: 0 done, 1 not done or not as it should be, 2 wrong input or settings.
 */
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { calendarCommands } from './calendar.ts'
import { digestCommand } from './digest.ts'
import { paperCommands } from './paperwork.ts'
import { peopleCommands } from './people.ts'
import { policyCommands } from './policy-commands.ts'
import type { AuditListOptions } from './auditing.ts'
import type { Settings } from './settings.ts'
import type { Store } from './store/store.ts'
import { templateCommands } from './template-commands.ts'

const print = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string): void => void process.stderr.write(`${line}\n`)

const titles: Record<string, string> = { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：', 'Commands:': '命令：' }

const program = new Command('huapian')
  .usage('<命令> [选项]')
  .description('划片审理：一个案件从移送到归档')
  .helpOption('-h, --help', '显示帮助')
  .helpCommand('help [命令]', '显示某个命令的帮助')
  .configureHelp({ styleTitle: (title) => titles[title] ?? title, displayWidth: widthOf, optionDescription: (option) => option.description, subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`))].join(' ') })
  .configureOutput({ outputError: () => {} })
  .exitOverride()
  .addHelpText('after', `
退出码：0 完成；1 没有完成，或者结果不对；2 命令、输入或者设置有误

设置（环境变量）：
  PORT                  端口，默认 4000，0 表示任选一个空闲端口
  HOST                  监听地址，默认 127.0.0.1
  DATABASE_URL          数据库文件名，或者 postgres://…；默认 .huapian/huapian.db
  NODE_ENV              development（默认，空库装入演示数据）、production 或者 test
  COMMISSION            纪委监委的代号，默认 xm
  SECURE_COOKIES        登录凭据只经加密连接传送，生产环境默认 true
  RATE_PER_SESSION      一次登录每秒平均可以发送的请求数，默认 30
  RATE_PER_ADDRESS      一个地址每秒平均可以发送的请求数，默认 300
  TRUSTED_OPERATIONS    JSON 文件，GraphQL 文本的数组：生产环境在本版本的操作之外接受的操作
  AUDIT_KEY_FILE        链头签名的私钥；开发环境默认放在数据库旁边、第一次启动时生成，生产环境必须指定
  AUDIT_HEADS_DIR       第二处保存链头的文件夹，放在别的磁盘或者机器上；不写则不另存
  AUDIT_HEADS_LINKS     每增加多少条另存、外送一次链头，默认 1000
  AUDIT_HEADS_MINUTES   每隔多少分钟另存、外送一次链头，默认 5
  AUDIT_SYSLOG          审计记录外送到的日志收集端：udp://主机:514、tcp://主机:601 或者 tls://主机:6514；不写则不外送
  AUDIT_SYSLOG_CA_FILE  tls:// 的收集端由哪些证书担保（PEM）；不写则用 Node 自带的
  AUDIT_SYSLOG_STATE_FILE  外送到哪一条记在哪个文件，默认在数据库旁边；删去则从第1条起重新外送
  AUDIT_KEEP_DAYS       审计记录至少保存多少天，不少于 180；默认永久，本系统从不删除
  PASSWORD_PROFILE      密码策略：djbh3（默认，按等保三级测评）或者 asvs
  FACTOR_KEY_FILE       封存动态口令密钥的密钥文件，生产环境必须指定；其他环境默认在数据库旁边生成
  ATTACHMENTS_DIR       附件文件夹，默认在数据库旁边；生产环境用 PostgreSQL 的必须指定
  ATTACHMENT_KEY_FILE   封存附件的密钥文件，生产环境必须指定；其他环境默认在数据库旁边生成
  ATTACHMENT_MAX_MB     一份附件最多多少兆字节，默认 200
  TRUSTED_PROXIES       反向代理的 IP 地址，逗号隔开；只有它们的 X-Forwarded-For 算数
  PUBLIC_URL            浏览器里看到的地址，用统一身份认证的必须写
  OIDC_ISSUER           统一身份认证（OpenID Connect）的地址；同时写 OIDC_CLIENT_ID、OIDC_CLIENT_SECRET_FILE
  OIDC_TRUST_MFA        true 表示身份认证方已验过两种因素的，不再要动态口令；默认 false`)

program
  .command('serve')
  .usage('[选项]')
  .description('启动服务；空库先装入演示数据（生产环境则打印一次性登录码）')
  .addHelpText('after', '\n退出码：0 收到停止信号，已正常停止；1 不能启动（端口被占用、打不开数据库等）；2 设置有误')
  .action(async () => {
    const chosen = await settings({ serves: true })
    const { serve } = await import('./server.ts')
    await serve(chosen, print)
  })

program
  .command('seed')
  .usage('[选项]')
  .description('把演示数据装入空的数据库')
  .addHelpText('after', '\n退出码：0 已装入；1 数据库不是空的，或者没有装成；2 设置有误')
  .action(async () => {
    const chosen = await outsideProduction()
    await withStore(chosen, async (store) => {
      const { seedDemo } = await import('./caseload/seed.ts')
      const { now } = await import('./now.ts')
      const { progressOf } = await import('./progress.ts')
      await seedDemo(store, chosen, now(), progressOf('装入演示数据'))
    })
  })

program
  .command('replay')
  .usage('[选项] <文件>')
  .argument('<文件>', '案件的 JSON 数组，形状同 src/caseload/data/cases.json')
  .description('按文件里的日期把每个案件从头办到尾，再与文件所写的结果对照')
  .option('--json', '每个案件打印一行 JSON')
  .option('--database <地址>', '存入这个数据库（文件名或者 postgres://…）；不写则用临时文件，用完删除')
  .addHelpText('after', '\n退出码：0 与文件一致；1 有不一致之处；2 文件有误（每处一行），什么也没有存')
  .action(async (file: string, options: { json?: true; database?: string }) => {
    const { commission, databaseUrl } = await settings({ database: options.database })
    const { replay } = await import('./caseload/replay.ts')
    const { explained } = await import('./database.ts')
    const database = options.database === undefined ? null : databaseUrl
    process.exitCode = await replay(file, { json: options.json ?? false, database, commission }, { out: print, err: complain }).catch((error: unknown) => {
      throw explained(error, databaseUrl)
    })
  })

program
  .command('verify')
  .usage('[选项]')
  .description('核对数据库：审计链及其签名、每个案件与其流转记录、花名册等各行、行与行的从属；并打开每份附件的文件')
  .option('--heads <文件...>', '另处保存的链头（AUDIT_HEADS_DIR 里的自动带上），或者存有回执最后一行的文件')
  .option('--key <文件...>', '核对签名用的公钥（PEM）；本机密钥的公钥自动带上')
  .addHelpText('after', '\n退出码：0 全部相符；1 发现问题（每处一行，写明审计链第几条）；2 设置有误')
  .action(async (options: { heads?: string[]; key?: string[] }) => {
    const chosen = await settings()
    await withStore(chosen, async (store) => {
      const { verifyAll } = await import('./auditing.ts')
      const faults = await verifyAll(store, chosen, { files: options.heads ?? [], keyFiles: options.key ?? [] }, { out: print, err: complain })
      if (faults > 0) process.exitCode = 1
      else print('全部相符')
    })
  })

const audit = program.command('audit').usage('<命令> [选项]').description('审计记录：列出，导出，签名密钥').helpCommand(false)
  .addHelpText('after', '\n退出码：0 完成；1 没有完成；2 命令或者设置有误')

audit
  .command('export')
  .usage('--out <文件> [选项]')
  .description('把审计链导出成一个文件，只用 Node 就能核对（src/verifier/verify-chain.mjs）；不含案件内容')
  .requiredOption('--out <文件>', '写入的文件，不能已经存在')
  .option('--from <条>', '从第几条起，默认 1', wholeFrom(1), 1)
  .option('--to <条>', '到第几条止，默认到最后一条', wholeFrom(1))
  .addHelpText('after', '\n退出码：0 已导出；1 没有导出；2 选项或者设置有误')
  .action(async (options: { out: string; from: number; to?: number }) => {
    const chosen = await settings()
    const [{ exportAll }, { signerFor }] = await Promise.all([import('./auditing.ts'), import('./heads.ts')])
    const signer = signerFor(chosen)
    await withStore(chosen, (store) => exportAll(store, chosen, signer, { ...options, to: options.to ?? null }, print))
  })

audit
  .command('list')
  .usage('--as <人> [选项]')
  .description('列出审计记录，由近到远，可以筛选；--out 写成 Excel 或者 CSV 文件')
  .requiredOption('--as <人>', '以谁的身份查阅：审计管理员的人员编号或者登录名')
  .option('--by <人>', '何人：人员编号')
  .option('--kind <类别>', '类别的代号，如 step、refusal、session')
  .option('--action <事项>', '事项的代号，如 formPanel、signedIn')
  .option('--result <结果>', '结果：done 已经做成、refused 被拒绝、denied 没有给看')
  .option('--since <日期>', '自哪一天起')
  .option('--until <日期>', '到哪一天止，含这一天')
  .option('--most <条>', '最多列出几条，默认 50', wholeFrom(1), 50)
  .option('--out <文件>', '写入的文件（.xlsx 或者 .csv），不能已经存在')
  .addHelpText('after', '\n退出码：0 完成；1 没有办成（每个理由一行）；2 选项或者设置有误')
  .action(async (options: AuditListOptions) => (await import('./auditing.ts')).listAudit({ settings, withStore, print, complain }, options))

audit
  .command('key')
  .usage('[选项]')
  .description('打印链头签名密钥的公钥；--out 生成新的密钥')
  .option('--out <文件>', '生成新的密钥，私钥存入这个文件')
  .addHelpText('after', '\n退出码：0 已打印；1 没有密钥，或者没有生成；2 选项或者设置有误')
  .action(async ({ out }: { out?: string }) => {
    // Whoever makes the first key cannot have set it yet.
    const chosen = await settings({ keyFile: out ?? process.env.AUDIT_KEY_FILE })
    const { showKey } = await import('./auditing.ts')
    showKey(chosen, out, print)
  })

program
  .command('simulate')
  .usage('[选项]')
  .description('模拟多年的办案，装入数据库，供测试和测速使用')
  .option('--cases <件数>', '案件数，默认 1000', wholeFrom(1), 1000)
  .option('--years <年数>', '到今天为止的年数，默认 3', wholeFrom(1), 3)
  .option('--seed <种子>', '随机数的种子，同一种子得出同样的案件，默认 1', wholeFrom(0), 1)
  .addHelpText('after', '\n退出码：0 已装入；1 没有装成；2 选项或者设置有误')
  .action(async (options: { cases: number; years: number; seed: number }) => {
    const chosen = await outsideProduction()
    await withStore(chosen, async (store) => {
      const { simulate } = await import('./caseload/simulate.ts')
      const { now } = await import('./now.ts')
      const { progressOf } = await import('./progress.ts')
      const taken = await simulate(store, { ...options, commission: chosen.commission, today: now().on }, progressOf('模拟办案'))
      print(`${options.cases} 件，共 ${taken} 个步骤`)
    })
  })

calendarCommands(program, { settings, withStore, print, complain })
digestCommand(program, { settings, withStore, print, complain })
peopleCommands(program, { settings, withStore, print, complain })
paperCommands(program, { settings, withStore, print, complain })
templateCommands(program, { settings, withStore, print, complain })
policyCommands(program, { settings, withStore, print, complain })

program
  .command('schema')
  .usage('[选项]')
  .description('把 GraphQL 接口定义写入 schema.graphql')
  .option('--check', '不写，只核对文件与程序是否一致')
  .addHelpText('after', '\n退出码：0 已写入，或者一致；1 不一致')
  .action(async ({ check }: { check?: true }) => {
    const { printedSchema } = await import('./api/schema.ts')
    const { readFile, writeFile } = await import('node:fs/promises')
    const file = new URL('../schema.graphql', import.meta.url)
    if (!check) return writeFile(file, printedSchema())
    if ((await readFile(file, 'utf8').catch(() => '')) === printedSchema()) return
    complain('schema.graphql 与程序的接口定义不一致：请运行 npm run -s huapian -- schema')
    process.exitCode = 1
  })

program
  .command('operations')
  .usage('[选项]')
  .description('打印可信操作：JSON，编号对 GraphQL 文本；生产环境的请求只写编号（documentId）和变量')
  .addHelpText('after', '\n退出码：0 已打印；2 设置有误')
  .action(async () => {
    const { trustedOperations } = await settings()
    const { schema } = await import('./api/schema.ts')
    const [{ documentIdOf, operationsOf }, { pageOperations }] = await Promise.all([import('./api/trusted.ts'), import('./pages.ts')])
    print(JSON.stringify(Object.fromEntries([...operationsOf(schema), ...pageOperations(), ...trustedOperations].map((text) => [documentIdOf(text), text])), null, 2))
  })

/** The settings, or every fault in them and exit code 2. */
async function settings({ database = process.env.DATABASE_URL, keyFile = process.env.AUDIT_KEY_FILE, serves = false }: { database?: string | undefined; keyFile?: string | undefined; serves?: boolean } = {}): Promise<Settings> {
  const { readSettings } = await import('./settings.ts')
  const read = readSettings({ ...process.env, DATABASE_URL: database, AUDIT_KEY_FILE: keyFile }, { serves })
  if ('settings' in read) return read.settings
  complain('设置有误：')
  read.faults.forEach(complain)
  process.exit(2)
}

/** The settings, for what fills a database with invented cases. */
async function outsideProduction(): Promise<Settings> {
  const chosen = await settings()
  if (chosen.production) throw new Error('生产环境不装入演示和模拟的案件')
  return chosen
}

async function withStore(chosen: Settings, work: (store: Store) => Promise<void>): Promise<void> {
  const { openDatabase } = await import('./database.ts')
  const store = await openDatabase(chosen)
  try {
    await work(store)
  } finally {
    await store.close()
  }
}

/** Columns on a terminal: Chinese characters and marks take two. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0)
}

function wholeFrom(least: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,9}$/.test(text) || Number(text) < least) throw new InvalidArgumentError(`应当是不小于 ${least} 的整数`)
    return Number(text)
  }
}

/** What was wrong with the command, in Chinese; commander says it in English and quotes the word. */
function usageFault({ code, message }: CommanderError): string {
  const word = /'([^']*)'/.exec(message)?.[1] ?? ''
  switch (code) {
    case 'commander.unknownOption': return `没有“${word}”这个选项`
    case 'commander.unknownCommand': return `没有“${word}”这个命令`
    case 'commander.missingArgument': return `缺少参数 <${word}>`
    case 'commander.help': return '没有写明做什么'
    case 'commander.missingMandatoryOptionValue': return `缺少选项 ${word}`
    case 'commander.optionMissingArgument': return `选项“${word}”后面缺少内容`
    case 'commander.invalidArgument': {
      const argument = /for argument '([^']*)'/.exec(message)?.[1]
      return `${argument === undefined ? `选项“${word}”` : `参数 <${argument}>`}有误：${/invalid(?: for argument '[^']*')?\. (.*)$/s.exec(message)?.[1] ?? ''}`
    }
    case 'commander.excessArguments': return '参数太多'
    default: return message
  }
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  if (process.argv.length === 2) program.help()
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    if (error.exitCode !== 0) {
      complain(`${usageFault(error)}；加 --help 可以看到用法`)
      process.exitCode = 2
    }
  } else {
    // What is written in Chinese is meant for whoever sits at the screen; anything else is a bug, and its trace is wanted.
    const meant = error instanceof Error && /^\p{Script=Han}/u.test(error.message)
    complain(meant ? error.message : `系统出错：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    process.exitCode = 1
  }
}
