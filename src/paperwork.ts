/**
 * What is put on paper or into files, on the command line, for those who work in batches: by the same rights as in the
 * browser, and on record. `--as` says as whom; in development it may be left out.
 */
import { existsSync } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CommanderError, InvalidArgumentError, type Command } from 'commander'
import { stages, type Refusal, type Stage } from './review/case.ts'
import type { Day } from './review/day.ts'
import { sheetKinds, sheetKindWords, type SheetKind } from './review/sheet-columns.ts'
import { no } from './review/refusal.ts'
import { stageWords } from './review/words.ts'
import { ledgerForms } from './papers/ledger-file.ts'
import type { Clerk } from './clerk.ts'
import type { ImportOptions } from './import-command.ts'
import type { now } from './now.ts'
import { rowsFrom } from './rows.ts'
import { dayFrom, doneAs, type Desk } from './desk.ts'
import type { Settings } from './settings.ts'
import type { Filter } from './store/list.ts'

type Asked = { as?: string }
/** Adds a command that somebody does. */
type Adder = <Words extends unknown[], Options extends Asked>(words: string, description: string, work: (clerk: Clerk, options: Options, words: Words, settings: Settings) => Promise<Refusal[] | void>) => Command
type LedgerOptions = Asked & { out: string; zone?: string; body?: string; stage?: Stage[]; text?: string; from?: Day; to?: Day; returned?: true; overdue?: true }

/** Adds them to the program. */
export function paperCommands(program: Command, desk: Desk): void {
  /** A command that somebody does: each refusal is a line, and then the exit code is 1. */
  const command: Adder = <Words extends unknown[], Options extends Asked>(words: string, description: string, work: (clerk: Clerk, options: Options, words: Words, settings: Settings) => Promise<Refusal[] | void>) =>
    program.command(words).usage('[选项]').description(description)
      .option('--as <人>', '以谁的身份办理：人员编号或者登录名；开发环境不写的为案件审理室主任')
      .action(async (...given: unknown[]) => {
        const options = given.at(-2) as Options
        await doneAs(desk, options.as, (clerk, chosen) => work(clerk, options, given.slice(0, -2) as Words, chosen))
      })

  caseCommands(command, desk)

  command<[], LedgerOptions>('ledger', '导出台账：一人一行，Excel 或者 CSV，只有本人可以查看的案件', (clerk, options) => exportLedger(clerk, options, desk.print))
    .requiredOption('--out <文件>', '写入的文件，.xlsx 或者 .csv，不能已经存在', fileOf(ledgerForms))
    .option('--zone <代号>', '只要这个片区的').option('--body <代号>', '只要这个派驻机构牵头的')
    .option('--stage <阶段...>', '只要处于这些阶段的', (text: string, before: Stage[] | undefined) => [...(before ?? []), stageFrom(text)])
    .option('--text <文字>', '编号、名称、姓名、单位、职务中的文字')
    .option('--from <日期>', '受理日期起', dayFrom).option('--to <日期>', '受理日期止', dayFrom)
    .option('--returned', '只要退回过的').option('--overdue', '只要审理期限已经超期的')
    .addHelpText('after', '\n按受理日期由早到晚排列。每批案件先留下阅看记录，导出本身留下一条。\n退出码：0 已导出；1 没有导出；2 选项或者设置有误')

  reportCommands(command, desk)

  command<[string | undefined], ImportOptions & Asked & { template?: string; withdraw?: string; reason?: string }>('import [文件]', '导入本单位自己的表：台账作为旧案，人员，派驻机构，放假安排；Excel（.xlsx）或者 CSV；先看错误，确认后才保存', (clerk, options, [file]) => importFile(clerk, file, options, desk))
    .option('--kind <种类>', `导入什么：${sheetKinds.map((kind) => `${kind} ${sheetKindWords[kind]}`).join('、')}`, kindFrom, 'cases')
    .option('--template <文件>', '写出一个空的模板（.xlsx），不导入', fileOf(['xlsx']))
    .option('--sheet <名称>', '哪个工作表；不写的取标题对得上的第一个')
    .option('--map <文件>', 'JSON：sheet、headRow、columns（标题或者列号对本系统的列）、bodies（单位对代号）')
    .option('--rows <行>', '只要这些行，按文件里的行号，如 2-50,60', rowsOption)
    .option('--corrected <文件>', '写出同一张表，标出有错的格子，错误写在最后一列（.xlsx）', fileOf(['xlsx']))
    .option('--confirm', '没有错误就导入；不写只检查')
    .option('--withdraw <批次>', '撤回一个批次的旧案，须写 --reason').option('--reason <理由>', '撤回的理由')
    .addHelpText('after', `
旧案由案件审理室主任导入：没有流转记录，不成为在办案件，另行计数，导出台账时单列。
人员和派驻机构由系统管理员、安全保密管理员各导入一次同一张表：前者列入名单、提请开立帐号，后者提请任职、涉密等级和调整片区，由另一位逐项决定。
放假安排由发布的人导入，先列出会变动的届满日。
一次导入要么全部保存，要么什么也不保存。
退出码：0 已导入，或者没有错误；1 有错误，什么也没有保存；2 选项或者设置有误`)
}

/** 报表 and 共性问题通报. */
function reportCommands(command: Adder, { print }: Desk): void {
  command<[], Asked & { period: string; out: string; zone?: string; body?: string }>('report', '导出月报、季报、年报：只计本人可以查看的案件，口径与总览相同', async (clerk, { period, out, zone, body }) => {
    const [{ reportMade }, { reportForms }] = await Promise.all([import('./reports.ts'), import('./papers/report-file.ts')])
    const view = { ...(zone === undefined ? {} : { zoneId: zone }), ...(body === undefined ? {} : { bodyId: body }) }
    return exported(clerk, out, print, (asking) => reportMade(asking, { form: formOf(out, reportForms), period, view }))
  })
    .requiredOption('--period <报告期>', '2026-03（月）、2026Q1（季）、2026H1（半年）或者 2026（年）；还没有结束的算到今天')
    .requiredOption('--out <文件>', '写入的文件，.xlsx、.docx 或者 .csv，不能已经存在', fileOf(['xlsx', 'docx', 'csv']))
    .option('--zone <代号>', '只要这个片区的').option('--body <代号>', '只要这个派驻机构牵头的')
    .addHelpText('after', '\n导出留下一条审计记录。\n退出码：0 已导出；1 没有导出（不看报表的职务、没有这个报告期、报告期还没有开始、文件已存在）；2 选项或者设置有误')

  command<[], Asked & { on: Day; out: string; minutes?: true }>('meeting', '导出一次集体审议会议的材料：议程和每个案件的摘要，.zip 另附各案文书；--minutes 为会议记录', async (clerk, { on, out, minutes }) => {
    const [{ meetingForms, minutesForms, minutesMade, packMade }, { meetingsFor }] = await Promise.all([import('./meeting.ts'), import('./store/meeting-reading.ts')])
    const held = [...(await meetingsFor(clerk.store, clerk.who, 'coming')), ...(await meetingsFor(clerk.store, clerk.who, 'past'))].filter((m) => m.on === on && m.state !== 'cancelled')
    const [m] = held
    if (!m) return [no('NO_SUCH_MEETING', `${on}没有您参加的会议`)]
    if (held.length > 1) return [no('MANY_MEETINGS', `${on}有${held.length}次会议，请在集体审议页逐次导出`)]
    if (minutes && formOf(out, meetingForms) !== 'docx') return [no('WRONG_FORM', '会议记录是一份 Word 文件，文件名请以 .docx 结尾')]
    return exported(clerk, out, print, (asking) => (minutes ? minutesMade(asking, { form: formOf(out, minutesForms), id: m.id }) : packMade(asking, { form: formOf(out, meetingForms), id: m.id })))
  })
    .requiredOption('--on <日期>', '会议日期', dayFrom)
    .requiredOption('--out <文件>', '写入的文件：.docx 或者 .zip，不能已经存在', fileOf(['docx', 'zip']))
    .option('--minutes', '会议记录（.docx）')
    .addHelpText('after', '\n阅看和导出各留下一条审计记录。\n退出码：0 已导出；1 没有导出（当日没有参加的会议、没有可以查看的案件、还没有审议结果、文件已存在）；2 选项或者设置有误')

  command<[], Asked & { half: string; out: string }>('circular', '起草半年一次的共性问题通报：按机构、类型和原因，不列小数，没有人名', async (clerk, { half, out }) => {
    const [{ circularMade }, { circularForms }] = await Promise.all([import('./reports.ts'), import('./papers/report-file.ts')])
    return exported(clerk, out, print, (asking) => circularMade(asking, { form: formOf(out, circularForms), half }))
  })
    .requiredOption('--half <半年>', '已经结束的半年，如 2026H1')
    .requiredOption('--out <文件>', '写入的文件：.docx 为通报，.xlsx 为统计表，不能已经存在', fileOf(['docx', 'xlsx']))
    .addHelpText('after', '\n由案件审理室主任起草，导出留下一条审计记录。\n退出码：0 已导出；1 没有导出（不是案件审理室主任、半年没有结束、没有可以通报的、文件已存在）；2 选项或者设置有误')
}

/** Makes a file and writes it where nothing is yet. */
async function exported({ store, who, moment }: Clerk, out: string, print: Desk['print'], make: (asking: Clerk & { now: typeof now }) => Promise<{ pieces: Uint8Array[] } | { refusals: Refusal[] }>): Promise<Refusal[]> {
  if (existsSync(out)) throw new Error(`文件 ${out} 已经存在，不覆盖：请换一个文件名`)
  const made = await make({ store, who, moment, now: (await import('./now.ts')).now })
  if ('refusals' in made) return made.refusals
  await writeNew(out, made.pieces)
  print(`已导出到 ${out}`)
  return []
}

/** The commands of one case: its papers, its dossier, a Word file held against it. What they do is loaded when it is asked for. */
function caseCommands(command: Adder, { print }: Desk): void {
  const caseWords = '案件编号（划审三〔2019〕6号），或者导入时的编号（C01）'

  command<[string], Asked & { out: string }>('papers', '把一个案件已经形成的文书逐份生成 Word 文件', async (clerk, { out }, [named]) => (await import('./printing.ts')).writePapers(clerk, named, out, print))
    .usage('<案件> --out <文件夹> [选项]').argument('<案件>', caseWords)
    .requiredOption('--out <文件夹>', '写入的文件夹；同名的文件不覆盖，全部不写')
    .addHelpText('after', '\n退出码：0 已生成；1 没有生成（无权查看、没有文书、文件已存在）；2 选项或者设置有误')

  command<[string], Asked & { out: string }>('dossier', '把一个案件的文书、附件、记录和审计链凭据导出成一个文件，离线可读，src/verifier/verify-chain.mjs 可以核对', async (clerk, { out }, [named], settings) => {
    const { bytes, keyId } = await (await import('./printing.ts')).dossierFor(clerk, settings, named, out)
    await mkdir(dirname(out), { recursive: true })
    await writeNew(out, [bytes])
    print(`已导出到 ${out}`)
    print(`核对：node verify-chain.mjs ${out} --key 公钥.pem（公钥编号 ${keyId}）`)
  })
    .usage('<案件> --out <文件> [选项]').argument('<案件>', caseWords)
    .requiredOption('--out <文件>', '写入的文件（.zip），不能已经存在')
    .addHelpText('after', '\n退出码：0 已导出；1 没有导出（无权查看、已归档未获批准、文件已存在）；2 选项或者设置有误')

  command<[string, string | undefined], Asked & { filing?: string; investigation?: string }>('compare', '五书比对：立案报告、审查调查报告、审理报告、处分决定、台账逐项核对；写明一份 Word 文书的，把它与案件的全部文书比对，并查出常见文书差错', async (clerk, options, [first, named], settings) => {
    const { comparedWith, fiveCompared } = await import('./printing.ts')
    if (named !== undefined && (options.filing ?? options.investigation) !== undefined) throw new CommanderError(2, 'huapian.option', '--filing 和 --investigation 用于五书比对，只写案件，不写文件')
    const { columns, messages } = named === undefined ? await fiveCompared(clerk, settings, first, options) : { columns: [], messages: await comparedWith(clerk, first, named) }
    for (const line of [...columns, ...messages]) print(line)
    if (messages.length > 0) process.exitCode = 1
    else print(named === undefined ? '没有发现不一致' : '与案件的文书一致，没有发现差错')
  })
    .usage('[文件] <案件> [选项]').argument('<文件或者案件>', `本单位起草或者改过的 Word 文件（.docx），后面写案件；只写案件的，五书比对。${caseWords}`).argument('[案件]', caseWords)
    .option('--filing <文件>', '立案报告（.docx）；不写的取案件的附件').option('--investigation <文件>', '审查调查报告（.docx）；不写的取案件的附件')
    .addHelpText('after', '\n退出码：0 一致；1 有不一致或者差错（每处一行），或者不能比对；2 选项或者设置有误')
}

async function importFile(clerk: Clerk, file: string | undefined, options: ImportOptions & { template?: string; withdraw?: string; reason?: string }, { print, complain }: Desk): Promise<Refusal[]> {
  if (options.template !== undefined) {
    const { importTemplate } = await import('./import.ts')
    await writeNew(options.template, await importTemplate(options.kind))
    print(`模板已写到 ${options.template}`)
    return []
  }
  if (options.withdraw !== undefined) {
    const { withdrawOldCases } = await import('./store/old-cases.ts')
    const refusals = await withdrawOldCases(clerk.store, clerk, options.withdraw, options.reason ?? '')
    if (refusals.length === 0) print(`已撤回批次 ${options.withdraw}`)
    return refusals
  }
  if (file === undefined) throw new CommanderError(2, 'huapian.word', '没有写明导入哪个文件')
  if (options.corrected !== undefined && existsSync(options.corrected)) throw new Error(`文件 ${options.corrected} 已经存在，不覆盖：请换一个文件名`)
  const [{ importSheet }, { progressOf }, { witnessed }] = await Promise.all([import('./import-command.ts'), import('./progress.ts'), import('./store/readings.ts')])
  const outcome = await witnessed(clerk.store, { commission: clerk.who.commission, at: clerk.moment.at }, () => importSheet(clerk, file, options, { print, complain, progressOf, write: writeNew }))
  if ('refusals' in outcome) return outcome.refusals
  if (!outcome.ok) process.exitCode = 1
  return []
}

function kindFrom(text: string): SheetKind {
  const found = sheetKinds.find((kind) => kind === text || sheetKindWords[kind] === text)
  if (found === undefined) throw new InvalidArgumentError(`可以写：${sheetKinds.join('、')}`)
  return found
}

const rowsOption = (text: string): ((n: number) => boolean) => {
  const rows = rowsFrom(text)
  if (rows === null) throw new InvalidArgumentError('应当是文件里的行号，如 2-50,60')
  return rows
}

async function exportLedger({ store, who, moment }: Clerk, { out, zone, body, stage, text, from, to, returned, overdue }: LedgerOptions, print: Desk['print']): Promise<Refusal[]> {
  if (existsSync(out)) throw new Error(`文件 ${out} 已经存在，不覆盖：请换一个文件名`)
  const [{ ledgerOf }, { now }, { progressOf }] = await Promise.all([import('./ledger.ts'), import('./now.ts'), import('./progress.ts')])
  const filter: Filter = {
    ...(zone === undefined ? {} : { zoneId: zone }), ...(body === undefined ? {} : { bodyId: body }), ...(stage === undefined ? {} : { stages: stage }), ...(text === undefined ? {} : { text }),
    ...(from === undefined ? {} : { acceptedFrom: from }), ...(to === undefined ? {} : { acceptedTo: to }), ...(returned ? { returned } : {}), ...(overdue ? { overdueOn: moment.on } : {}),
  }
  const made = await ledgerOf({ store, who, moment, now }, { form: formOf(out, ledgerForms), filter, sort: { by: 'acceptedOn', direction: 'asc' }, keys: null }, progressOf('导出台账'))
  if ('refusals' in made) return made.refusals
  await writeNew(out, made.pieces)
  print(`已导出 ${made.cases} 件、${made.rows} 行${made.old > 0 ? `，旧案 ${made.old} 行，` : ''}到 ${out}`)
  return []
}

/** Writes a file that is not there yet, for its owner alone, flushed to disk; what could not be written whole is taken away. */
async function writeNew(file: string, pieces: readonly Uint8Array[]): Promise<void> {
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      for (const piece of pieces) await handle.write(piece)
      await handle.sync()
    } catch (error) {
      await rm(file, { force: true })
      throw error
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw new Error(`写不了 ${file}`, { cause })
  }
}

/** The form that the name of a file says; `fileOf` has let no other pass. */
const formOf = <Form extends string>(file: string, forms: readonly [Form, ...Form[]]): Form => forms.find((form) => file.toLowerCase().endsWith(`.${form}`)) ?? forms[0]

const fileOf = (forms: readonly string[]) => (file: string): string => {
  if (!forms.some((form) => file.toLowerCase().endsWith(`.${form}`))) throw new InvalidArgumentError(`文件名应当以 ${forms.map((form) => `.${form}`).join(' 或者 ')} 结尾`)
  return file
}

function stageFrom(text: string): Stage {
  const found = stages.find((one) => one === text || stageWords[one] === text)
  if (found === undefined) throw new InvalidArgumentError(`可以写：${stages.map((one) => stageWords[one]).join('、')}`)
  return found
}
