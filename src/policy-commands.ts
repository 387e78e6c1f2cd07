/** `huapian policy …`: the numbers that the law leaves open, on the command line, through the same door as in the API. */
import { randomUUID } from 'node:crypto'
import { CommanderError, InvalidArgumentError, type Command } from 'commander'
import { stateOf } from './review/grants.ts'
import { changeStates, type ChangeState, type PolicyChange } from './review/policy-change.ts'
import { cellSaid, cellsOf, cellText, described, differing, policyNames, valueLine, type CellGiven, type PolicyName } from './review/policy-cells.ts'
import { roleWords } from './review/words.ts'
import type { Clerk } from './clerk.ts'
import { dayFrom, doneAs, type Desk } from './desk.ts'
import type { PolicyPreview } from './store/policies.ts'

type Refused = { refusals: readonly { message: string }[] }

/** Adds it to the program. */
export function policyCommands(program: Command, desk: Desk): void {
  const { print } = desk
  const ending = '\n退出码：0 完成；1 没有办成（每个理由一行）；2 命令或者设置有误'
  const policy = program.command('policy').usage('<命令> [选项]').description('参数：查看，预览，提出改动，由另一人决定').helpCommand(false).addHelpText('after', ending)

  /** A command of somebody. */
  const command = <Words extends unknown[], Options>(words: string, description: string, work: (clerk: Clerk, options: Options, ...words: Words) => Promise<Refused | void>): Command =>
    policy.command(words).usage('[选项]').description(description)
      .requiredOption('--as <人>', '以谁的身份办理：人员编号或者登录名；生产环境会询问密码')
      .addHelpText('after', ending)
      .action(async (...given: unknown[]) => {
        const options = given.at(-2) as Options & { as: string }
        await doneAs(desk, options.as, async (clerk, { commission }) => {
          const { witnessed } = await import('./store/readings.ts')
          return (await witnessed(clerk.store, { commission, at: clerk.moment.at }, () => work(clerk, options, ...(given.slice(0, -2) as Words))))?.refusals
        })
      })

  command<[], { changes?: ChangeState }>('list', '列出各参数今天的值和以后生效的值；--changes 列出改动', async ({ store, who, moment }, { changes }) => {
    const { changeIds, changesBy, policiesFor } = await import('./store/policies.ts')
    if (changes !== undefined) {
      for (const one of await changesBy(store, who.commission, await changeIds(store, who, moment.on, { state: changes }))) print(`${one.id}  ${lineOf(one)}  依据：${one.source}  理由：${one.reason}  提出人：${moment.roster.person(one.proposedBy)?.name ?? one.proposedBy}  ${stateWords[stateOf(one, moment.on)]}`)
      return
    }
    const rows = await policiesFor(store, { who, moment })
    for (const name of policyNames) {
      const own = rows.filter((row) => row.name === name)
      const now = own.findLast((row) => row.from <= moment.on) ?? own[0]
      if (now) print([name, described[name].label, valueLine(name, now.value), `${now.from}起`, ...own.filter((row) => row.from > moment.on).map((row) => `${row.from}起：${valueLine(name, row.value)}`)].join('\t'))
    }
  }).option('--changes <状态>', `改动的状态：${changeStates.map((state) => `${state} ${stateWords[state]}`).join('、')}`, stateFrom)

  command<[PolicyName], object>('show', '打印一个参数的各项：代号、名称、值、可以写什么', async ({ store, who, moment }, _options, name) => {
    const { policiesFor } = await import('./store/policies.ts')
    const now = (await policiesFor(store, { who, moment })).filter((row) => row.name === name).findLast((row) => row.from <= moment.on)
    if (!now) return
    for (const made of cellsOf(name, now.value)) print([made.key, made.label, cellText(made, now.value), Object.entries(made.options).map(([value, said]) => `${value} ${said}`).join('、') || cellSaid(made, now.value)].join('\t'))
  }).argument('<参数>', '参数的代号', nameFrom)

  const preview = (seen: PolicyPreview) => previewLines(seen).forEach(print)

  command<[PolicyName, string[]], { from: string }>('preview', '预览：在办案件的哪些届满日、灯、批准人会变动；什么也不改变', async ({ store, who, moment }, { from }, name, words) => {
    const { previewPolicy } = await import('./store/policies.ts')
    const seen = await previewPolicy(store, { who, moment }, { name, from, cells: cellsFrom(words) })
    if ('refusals' in seen) return seen
    preview(seen)
    return undefined
  }).argument('<参数>', '参数的代号', nameFrom).argument('<项=值...>', '要改的各项，只有一项的写值').requiredOption('--from <日期>', '自哪一天起，最早是明天', dayFrom)

  command<[PolicyName, string[]], { from: string; source: string; reason: string }>('propose', '提出改动，先列出会变动的', async ({ store, who, moment }, { from, source, reason }, name, words) => {
    const { movedByChange, proposePolicy } = await import('./store/policies.ts')
    const outcome = await proposePolicy(store, { who, moment }, { name, from, cells: cellsFrom(words), source, reason, operationKey: randomUUID() })
    if ('refusals' in outcome) return outcome
    preview(await movedByChange(store, { who, moment }, outcome.change))
    print(`改动 ${outcome.change.id} 已经提出；请${roleWords[(await import('./review/policy-change.ts')).dutyOf(name).confirms]}在${outcome.change.lapsesOn}以前决定`)
    return undefined
  }).argument('<参数>', '参数的代号', nameFrom).argument('<项=值...>', '要改的各项，只有一项的写值')
    .requiredOption('--from <日期>', '自哪一天起，最早是明天', dayFrom).requiredOption('--source <文字>', '依据：哪份文件，或者谁的意见').requiredOption('--reason <理由>', '为什么改动')

  const decision = (outcome: 'confirmed' | 'rejected') => async ({ store, who, moment }: Clerk, { note }: { note?: string }, changeId: string): Promise<Refused | void> => {
    const { changesBy, changeIds, decidePolicy, movedByChange } = await import('./store/policies.ts')
    const [change] = await changesBy(store, who.commission, (await changeIds(store, who, moment.on, { state: 'pending' })).filter((id) => id === changeId))
    if (change && outcome === 'confirmed') preview(await movedByChange(store, { who, moment }, change))
    const decided = await decidePolicy(store, { who, moment }, { changeId, outcome, note: note ?? null })
    if ('refusals' in decided) return decided
    print(outcome === 'confirmed' ? `${changeId} 已经同意，${decided.change.beganOn ?? ''}起生效` : `${changeId} 没有同意`)
    return undefined
  }
  command<[string], { note?: string }>('confirm', '先列出会变动的，再同意', decision('confirmed')).argument('<改动>', '改动的编号').option('--note <意见>', '意见')
  command<[string], { note?: string }>('reject', '不同意', decision('rejected')).argument('<改动>', '改动的编号').requiredOption('--note <理由>', '不同意的理由')
  command<[string], object>('withdraw', '撤回自己提出的改动', async ({ store, who, moment }, _options, changeId) => {
    const outcome = await (await import('./store/policies.ts')).withdrawPolicy(store, { who, moment }, changeId)
    return 'refusals' in outcome ? outcome : undefined
  }).argument('<改动>', '改动的编号')
}

const stateWords: Record<ChangeState, string> = { pending: '等待决定', confirmed: '已经同意', rejected: '没有同意', withdrawn: '已经撤回', lapsed: '过期失效' }

const lineOf = ({ name, value, from, beganOn }: PolicyChange): string => `${described[name].label}：${valueLine(name, value)}，${beganOn ?? from}起`

/** What a change would move, in lines. */
const previewLines = ({ name, from, before, after, looked, moves }: PolicyPreview): string[] => [
  `${described[name].label}，${from}起：${differing(name, before, after).map((one) => `${one.label} ${one.before} → ${one.after}`).join('；')}`,
  !looked || moves.length === 0 ? '在办案件没有变动' : `在办案件有 ${moves.length} 处变动：`,
  ...moves.map((move) => `${move.number}  ${move.label}  ${move.before ?? '没有'} → ${move.after ?? '没有'}${move.held ? '（停止计算，还会顺延）' : ''}`),
]

/** `key=value` for each cell; a word without a key is the one cell of a number that has one. */
const cellsFrom = (words: readonly string[]): CellGiven[] => words.map((word) => {
  const at = word.indexOf('=')
  return at < 0 ? { key: 'value', value: word } : { key: word.slice(0, at), value: word.slice(at + 1) }
})

function nameFrom(text: string): PolicyName {
  if (!Object.hasOwn(described, text)) throw new CommanderError(2, 'huapian.word', `没有“${text}”这个参数，huapian policy list 列出全部`)
  return text as PolicyName
}

function stateFrom(text: string): ChangeState {
  const found = changeStates.find((state) => state === text || stateWords[state] === text)
  if (found === undefined) throw new InvalidArgumentError(`可以写：${changeStates.map((state) => stateWords[state]).join('、')}`)
  return found
}
