/**
 * `huapian digest`: what each person has to do, as text for a timer to mail. Each part is what that person sees, cleared for
 * no secret, and is recorded as read by them.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { Day } from './review/day.ts'
import { digestText } from './review/digest.ts'
import { seatLine } from './review/grant-words.ts'
import { inForce, isAdministrator, type Actor } from './review/people.ts'
import type { LoadedMoment } from './store/settings.ts'
import type { Store } from './store/store.ts'
import { dayFrom, type Desk } from './desk.ts'

type Give = (personId: string, text: string) => Promise<void>
type Options = { as?: string; on?: Day; out?: string }

/** Adds it to the program. */
export function digestCommand(program: Command, { settings, withStore, print, complain }: Desk): void {
  program
    .command('digest')
    .usage('[选项]')
    .description('打印每个人的到期提醒，供定时任务寄送：只有案号、期限种类和届满日，不含涉密案件；每份都记作本人阅看')
    .option('--as <人>', '只打印这个人的：人员编号或者登录名；生产环境会询问密码')
    .option('--on <日期>', '截至哪一天，不写为今天', dayFrom)
    .option('--out <文件夹>', '每人一个文件，写入这个已有的文件夹，不打印')
    .addHelpText('after', '\n须先由设置“日历订阅和提醒摘要”（remindersOutside）开放。\n退出码：0 已打印（没有提醒的人没有摘要）；1 没有开放，或者没有办成；2 选项或者设置有误')
    .action(async (options: Options) => {
      const chosen = await settings()
      await withStore(chosen, async (store) => {
        const [{ now }, { momentOf }] = await Promise.all([import('./now.ts'), import('./store/settings.ts')])
        const time = now()
        const moment = await momentOf(store, chosen.commission, options.on ?? time.on, time.at)
        if (!moment.policy.remindersOutside) {
          complain('本单位没有开放提醒摘要：先由案件审理室经保密部门同意，设定 remindersOutside')
          process.exitCode = 1
          return
        }
        let count = 0
        const give: Give = async (personId, text) => {
          count += 1
          if (options.out === undefined) print(text)
          else await writeFile(join(options.out, `${personId}.txt`), text, { mode: 0o600 })
        }
        if (options.as !== undefined) await (await import('./clerk.ts')).asClerk(store, chosen, options.as, ({ who }) => digestOf(store, [who], moment, give))
        else for (const person of moment.roster.people) {
          const { actorOf } = await import('./store/roster.ts')
          const posts = person.posts.filter((post) => inForce(post, moment.on) && !isAdministrator(post.role))
          await digestOf(store, posts.map((post) => actorOf(chosen.commission, person.id, post)), moment, give)
        }
        if (count === 0) print('没有到期提醒')
        else if (options.out !== undefined) print(`已写入 ${count} 份`)
      })
    })
}

/** The digests of somebody in the posts they hold, together. */
async function digestOf(store: Store, posts: readonly Actor[], moment: LoadedMoment, give: Give): Promise<void> {
  const [{ witnessed }, { reminders }, { outside }, { knownOn }] = await Promise.all([import('./store/readings.ts'), import('./store/reminders.ts'), import('./store/feeds.ts'), import('./store/leaves.ts')])
  const { roster, on, at } = moment
  const texts: string[] = []
  for (const who of posts) {
    const told = await witnessed(store, { commission: who.commission, at }, async () => reminders(store, outside(await knownOn(store, who, moment)), moment, 'digest'))
    const text = digestText(`${roster.person(who.personId)?.name ?? who.personId}，${seatLine(who, roster)}`, on, told)
    if (text !== null) texts.push(text)
  }
  const [first] = posts
  if (first && texts.length > 0) await give(first.personId, texts.join('\n'))
}
