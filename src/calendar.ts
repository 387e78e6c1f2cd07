/** `huapian calendar …`: the rest days of a year on the command line, through the same door as in the API. */
import { readFile } from 'node:fs/promises'
import { CommanderError, InvalidArgumentError, type Command } from 'commander'
import { linesOf, type CalendarNotice } from './review/calendar-change.ts'
import type { Clerk } from './clerk.ts'
import { doneAs, type Desk } from './desk.ts'

type Options = { as: string }

/** Adds it to the program. */
export function calendarCommands(program: Command, desk: Desk): void {
  const { print } = desk
  const calendar = program.command('calendar').usage('<命令> [选项]').description('放假安排：查看，预览，发布').helpCommand(false)
    .addHelpText('after', '\n退出码：0 完成；1 没有办成（每个理由一行）；2 命令、文件或者设置有误')

  /** A command of somebody. */
  const command = <Words extends unknown[]>(words: string, description: string, work: (clerk: Clerk, ...words: Words) => Promise<{ refusals: { message: string }[] } | undefined>): Command =>
    calendar.command(words).usage('[选项]').description(description)
      .requiredOption('--as <人>', '以谁的身份办理：人员编号或者登录名；生产环境会询问密码')
      .addHelpText('after', '\n退出码：0 完成；1 没有办成（每个理由一行）；2 命令、文件或者设置有误')
      .action(async (...given: unknown[]) => {
        const { as } = given.at(-2) as Options
        await doneAs(desk, as, async (clerk, { commission }) => {
          const { witnessed } = await import('./store/readings.ts')
          const outcome = await witnessed(clerk.store, { commission, at: clerk.moment.at }, () => work(clerk, ...(given.slice(0, -2) as Words)))
          return outcome?.refusals
        })
      })

  command<[number]>('show', '打印一年的放假安排，可以存成文件，改好后用于 preview 和 publish', async ({ moment }, year) => {
    const { source = '', holidays = {}, madeUp = {} } = moment.calendar.years[String(year)] ?? {}
    print(JSON.stringify({ year, source, holidays: linesOf(holidays).split('\n'), madeUp: linesOf(madeUp).split('\n') }, null, 2))
    return undefined
  }).argument('<年份>', '如 2027', yearFrom)

  const preview = async ({ store, who, moment }: Clerk, notice: CalendarNotice) => {
    const { previewCalendar, previewLines } = await import('./store/calendars.ts')
    const seen = await previewCalendar(store, { who, moment }, notice)
    if ('refusals' in seen) return seen
    previewLines(seen).forEach(print)
    return seen
  }

  command<[string]>('preview', '预览：哪些在办案件的届满日会变动；什么也不改变', async (clerk, file) => {
    const seen = await preview(clerk, await noticeIn(file))
    return 'refusals' in seen ? seen : undefined
  }).argument('<文件>', 'JSON：year、source、holidays、madeUp，后两项每行一段，如 "10月1日至7日 国庆节"')

  command<[string]>('publish', '先列出会变动的，再发布；即时生效', async (clerk, file) => {
    const notice = await noticeIn(file)
    const seen = await preview(clerk, notice)
    if ('refusals' in seen) return seen
    const { publishCalendar } = await import('./store/calendars.ts')
    const done = await publishCalendar(clerk.store, clerk, notice, seen.basedOn)
    if ('refusals' in done) return done
    print(`${done.year}年放假安排已经发布`)
    return undefined
  }).argument('<文件>', '同 preview')
}

/** A notice from a file; throws what is wrong with the file, as with a word of the command. */
async function noticeIn(file: string): Promise<CalendarNotice> {
  const wrong = (message: string) => new CommanderError(2, 'huapian.file', `${file}：${message}`)
  const text = await readFile(file, 'utf8').catch(() => { throw wrong('读不到这个文件') })
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw wrong('不是 JSON')
  }
  const { year, source, holidays, madeUp } = (read ?? {}) as Record<string, unknown>
  const lines = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === 'string')
  if (typeof year !== 'number' || typeof source !== 'string' || !lines(holidays) || !lines(madeUp)) throw wrong('应当写有 year（数）、source（文字）、holidays 和 madeUp（文字的数组）')
  return { year, source, holidays: holidays.join('\n'), madeUp: madeUp.join('\n') }
}

function yearFrom(text: string): number {
  if (!/^(?:19|20)\d{2}$/.test(text)) throw new InvalidArgumentError('应当是年份，如 2027')
  return Number(text)
}
