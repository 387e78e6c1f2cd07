/**
 * `huapian people …`: the staff on the command line, through the same door and by the same rules as in the API. What grants
 * is proposed here by one administrator and confirmed by another. In production each is asked for their password.
 */
import { randomUUID } from 'node:crypto'
import { CommanderError, InvalidArgumentError, type Command } from 'commander'
import { seatLine, wishLine, type Names } from './review/grant-words.ts'
import { secrecyLevels, type Refusal, type SecrecyLevel } from './review/case.ts'
import type { Day } from './review/day.ts'
import { grantStates, stateOf, type Grant, type GrantState, type Seat, type Wish } from './review/grants.ts'
import { inForce, roles, type Role } from './review/people.ts'
import { roleWords, secrecyWords } from './review/words.ts'
import type { Clerk } from './clerk.ts'
import { dayFrom, doneAs, type Desk } from './desk.ts'

type SeatOptions = { body?: string; zone?: string }
type Asked = { as: string; reason: string }

/** Adds them to the program. */
export function peopleCommands(program: Command, desk: Desk): void {
  const people = program.command('people').usage('<命令> [选项]').description('人员、职务、帐号：提请、决定、停用').helpCommand(false)
    .addHelpText('after', '\n授权由一位管理员提请、另一位决定（confirm），决定之前什么也不改变。\n生产环境会询问 --as 所写的人的密码，绑定了动态口令的还有口令：在终端输入，或者从标准输入读第一、第二行。\n退出码：0 已办理；1 没有办理（每个理由一行）；2 命令或者设置有误')

  /** A command of somebody: `--as`, and what it does as them. */
  const command = <Words extends unknown[], Options extends { as: string }>(words: string, description: string, work: (clerk: Clerk, options: Options, ...words: Words) => Promise<Refusal[]>): Command =>
    people.command(words).usage('[选项]').description(description)
      .requiredOption('--as <人>', '以谁的身份办理：人员编号或者登录名')
      .addHelpText('after', '\n退出码：0 已办理；1 没有办理（每个理由一行）；2 命令或者设置有误')
      .action(async (...given: unknown[]) => {
        const options = given.at(-2) as Options
        await doneAs(desk, options.as, (clerk) => work(clerk, options, ...(given.slice(0, -2) as Words)))
      })

  /** A command that proposes a grant. */
  const proposal = <Words extends unknown[], Options extends Asked>(words: string, description: string, wish: (clerk: Clerk, options: Options, ...words: Words) => { personId: string | null; wish: Wish }): Command =>
    command<Words, Options>(words, `提请${description}`, async (clerk, options, ...given) => {
      const { propose } = await import('./store/grants.ts')
      const outcome = await propose(clerk.store, { ...wish(clerk, options, ...given), reason: options.reason, operationKey: randomUUID(), who: clerk.who, moment: clerk.moment })
      if ('refusals' in outcome) return outcome.refusals
      const { grant, code } = outcome
      desk.print(`提请 ${grant.id} ${wishLine(grant.wish, namesOf(clerk))}；请另一位管理员在${grant.lapsesOn}以前决定`)
      if (code !== null) desk.print(`${codeWord(grant)}的前一半：${code}，只显示这一次，请当面交给本人`)
      return []
    }).requiredOption('--reason <理由>', '提请的理由')

  const seated = (one: Command): Command => one.option('--body <代号>', '在哪个派驻机构').option('--zone <代号>', '在哪个片区')
  const from = (one: Command): Command => one.option('--from <日期>', '起始日期，不写为今天', dayFrom)
  const until = (one: Command): Command => one.requiredOption('--until <日期>', '最后一日', dayFrom)

  command<[], { as: string; on?: Day }>('list', '列出名单：某一天谁担任什么职务', async (clerk, { on = clerk.moment.on }) => {
    const names = namesOf(clerk)
    for (const person of clerk.moment.roster.on(on).people) {
      const held = person.posts.filter((post) => inForce(post, on)).map((post) => `${seatLine(post, names)}${post.until === null ? '' : `到${post.until}`}`)
      desk.print([person.id, person.name, held.join('、') || '没有职务', ...(person.leftOn === null ? [] : [`${person.leftOn}离岗离职`])].join('  '))
    }
    return []
  }).option('--on <日期>', '哪一天，不写为今天', dayFrom)

  command<[string, string], { as: string; home?: string }>('add <编号> <姓名>', '把一个人列入名单，还没有职务和帐号', async (clerk, { home }, id, name) =>
    (await (await import('./store/administration.ts')).addPerson(clerk.store, clerk, { id, name, homeBodyId: home ?? null })).refusals)
    .option('--home <代号>', '来自哪个派驻机构')

  from(seated(proposal<[string, Role], Asked & SeatOptions & { from?: Day; until?: Day }>('appoint <人> <职务>', '任职', (clerk, options, personId, role) =>
    ({ personId, wish: { kind: 'appoint', ...seatOf(role, options), from: options.from ?? clerk.moment.on, until: options.until ?? null } })))).option('--until <日期>', '最后一日，未定的不写', dayFrom)

  from(seated(proposal<[string, string, Role], Asked & SeatOptions & { from?: Day }>('move <人> <现职> <职务>', '调任：现职到前一日为止，新职自这一日起', (clerk, options, personId, post, role) =>
    ({ personId, wish: { kind: 'move', postId: postOf(clerk, personId, post), ...seatOf(role, options), from: options.from ?? clerk.moment.on } }))))

  until(proposal<[string, string], Asked & { until: Day }>('end <人> <现职>', '免职：某个职务到某日为止', (clerk, options, personId, post) =>
    ({ personId, wish: { kind: 'end', postId: postOf(clerk, personId, post), until: options.until } })))

  until(from(proposal<[string, string, string], Asked & { from?: Day; until: Day }>('deputise <人> <缺席人> <缺席人的职务>', '代理缺席的负责人', (clerk, options, personId, absent, post) =>
    ({ personId, wish: { kind: 'deputise', absentPostId: postOf(clerk, absent, post), from: options.from ?? clerk.moment.on, until: options.until } }))))

  until(from(seated(proposal<[string, Role], Asked & SeatOptions & { from?: Day; until: Day }>('help <人> <职务>', '临时借调到另一个派驻机构或者片区', (clerk, options, personId, role) =>
    ({ personId, wish: { kind: 'help', ...seatOf(role, options), from: options.from ?? clerk.moment.on, until: options.until } })))))

  from(proposal<[string, string], Asked & { from?: Day }>('clear <人> <密级>', '涉密等级：工作秘密、秘密或者机密', (clerk, options, personId, level) =>
    ({ personId, wish: { kind: 'clear', level: levelFrom(level), from: options.from ?? clerk.moment.on, until: null } })))

  proposal<[string, string], Asked>('open <人> <登录名>', '开立帐号', (_clerk, _options, personId, login) => ({ personId, wish: { kind: 'openAccount', login } }))
  proposal<[string], Asked>('reset <人>', '重置登录凭据，换发一次性登录码', (_clerk, _options, personId) => ({ personId, wish: { kind: 'resetAccount' } }))
  proposal<[string], Asked>('reset-factor <人>', '重置动态口令，换发绑定码', (_clerk, _options, personId) => ({ personId, wish: { kind: 'resetFactor' } }))
  proposal<[string, string, string], Asked>('link <人> <提供方地址> <编号>', '关联统一身份', (_clerk, _options, personId, issuer, subject) => ({ personId, wish: { kind: 'linkSubject', issuer, subject } }))
  proposal<[string, string, string], Asked>('unlink <人> <提供方地址> <编号>', '解除统一身份的关联', (_clerk, _options, personId, issuer, subject) => ({ personId, wish: { kind: 'unlinkSubject', issuer, subject } }))
  proposal<[string], Asked>('unlock <人>', '解除帐号的锁定', (_clerk, _options, personId) => ({ personId, wish: { kind: 'unlock' } }))
  proposal<[string], Asked>('resume <人>', '恢复停用的帐号，或者重新到岗', (_clerk, _options, personId) => ({ personId, wish: { kind: 'resume' } }))
  proposal<[string], Asked & { on: Day; undertaking: string }>('leave <人>', '离岗离职：全部职务到最后一日为止，记录保密承诺', (_clerk, { on, undertaking }, personId) => ({ personId, wish: { kind: 'leave', on, undertaking } }))
    .requiredOption('--on <日期>', '最后一日', dayFrom).requiredOption('--undertaking <文字>', '签订的离岗离职保密承诺')
  from(proposal<[string, string], Asked & { from?: Day }>('place <派驻机构> <片区>', '派驻机构调整片区', (clerk, options, bodyId, zoneId) => ({ personId: null, wish: { kind: 'place', bodyId, zoneId, from: options.from ?? clerk.moment.on } })))

  command<[string], Asked>('suspend <人>', '停用帐号：立即生效，在各处的登录随之失效', async (clerk, { reason }, personId) =>
    (await (await import('./store/administration.ts')).suspend(clerk.store, clerk, personId, reason)).refusals).requiredOption('--reason <理由>', '停用的理由')

  command<[], { as: string; state: GrantState }>('proposals', '列出授权提请', async (clerk, { state }) => {
    const { grantIds, grantsBy } = await import('./store/grants.ts')
    const names = namesOf(clerk)
    for (const grant of await grantsBy(clerk.store, clerk.who.commission, await grantIds(clerk.store, clerk.who, clerk.moment.on, { state }))) {
      const about = grant.personId === null ? '' : `${clerk.moment.roster.person(grant.personId)?.name ?? grant.personId}  `
      desk.print(`${grant.id}  ${about}${wishLine(grant.wish, names)}  理由：${grant.reason}  提请人：${clerk.moment.roster.person(grant.proposedBy)?.name ?? grant.proposedBy}  ${stateWords[stateOf(grant, clerk.moment.on)]}`)
    }
    return []
  }).option('--state <状态>', `只看一种：${grantStates.map((state) => `${state} ${stateWords[state]}`).join('、')}`, stateFrom, 'pending')

  const decision = (outcome: 'approved' | 'rejected') => async (clerk: Clerk, { note }: { as: string; note?: string }, grantId: string): Promise<Refusal[]> => {
    const { decide } = await import('./store/grants.ts')
    const decided = await decide(clerk.store, { grantId, outcome, note: note ?? null, who: clerk.who, moment: clerk.moment })
    if ('refusals' in decided) return decided.refusals
    desk.print(`${grantId} ${stateWords[stateOf(decided.grant, clerk.moment.on)]}`)
    if (decided.code !== null) desk.print(`${codeWord(decided.grant)}的后一半：${decided.code}，只显示这一次，请当面交给本人`)
    return []
  }
  command('confirm <提请>', '同意另一位管理员的提请，同意即生效', decision('approved')).option('--note <意见>', '意见')
  command('reject <提请>', '不同意另一位管理员的提请', decision('rejected')).requiredOption('--note <理由>', '不同意的理由')
  command<[string], { as: string }>('withdraw <提请>', '撤回自己的提请', async (clerk, _options, grantId) => {
    const outcome = await (await import('./store/grants.ts')).withdraw(clerk.store, { grantId, who: clerk.who, moment: clerk.moment })
    return 'refusals' in outcome ? outcome.refusals : []
  })
}

/** What is handed out in two halves. */
const codeWord = ({ wish }: Grant): string => (wish.kind === 'resetFactor' ? '绑定码' : '一次性登录码')

const stateWords: Record<GrantState, string> = { pending: '等待决定', approved: '已经同意', rejected: '没有同意', withdrawn: '已经撤回', lapsed: '过期失效' }

/** One of a list, by its code or its Chinese; undefined where it is neither. */
const oneOf = <One extends string>(list: readonly One[], chinese: Record<One, string>, text: string): One | undefined => list.find((one) => one === text || chinese[one] === text)
const choices = <One extends string>(list: readonly One[], chinese: Record<One, string>): string => `可以写：${list.map((one) => chinese[one]).join('、')}`

function stateFrom(text: string): GrantState {
  const found = oneOf(grantStates, stateWords, text)
  if (found === undefined) throw new InvalidArgumentError(choices(grantStates, stateWords))
  return found
}

/** A word of the command that is wrong, as an option would be. */
const wrongWord = (message: string): CommanderError => new CommanderError(2, 'huapian.word', message)

function roleFrom(text: string): Role {
  const found = oneOf(roles, roleWords, text)
  if (found === undefined) throw wrongWord(`没有“${text}”这个职务，${choices(roles, roleWords)}`)
  return found
}

function levelFrom(text: string): SecrecyLevel {
  const found = oneOf(secrecyLevels, secrecyWords, text)
  if (found === undefined) throw wrongWord(`没有“${text}”这个密级，${choices(secrecyLevels, secrecyWords)}`)
  return found
}

const seatOf = (role: string, { body, zone }: SeatOptions): Seat => ({ role: roleFrom(role), bodyId: body ?? null, zoneId: zone ?? null })

/** A post that somebody holds now or will, by its role where they hold it once, or by its id. */
function postOf({ moment }: Clerk, personId: string, text: string): string {
  const posts = (moment.roster.person(personId)?.posts ?? []).filter((post) => post.until === null || moment.on <= post.until)
  if (posts.some((post) => post.id === text)) return text
  const role = roleFrom(text)
  const fitting = posts.filter((post) => post.role === role)
  if (fitting.length > 1) throw wrongWord(`${personId}有几个“${roleWords[role]}”职务，请写职务的编号：${fitting.map((post) => post.id).join('、')}`)
  return fitting[0]?.id ?? text
}

const namesOf = ({ moment: { roster } }: Clerk): Names => ({ body: roster.body, zone: roster.zone, post: (id) => roster.people.flatMap((person) => person.posts).find((post) => post.id === id) })
