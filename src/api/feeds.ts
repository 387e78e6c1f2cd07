/** 日历订阅: the addresses under which one's own calendar program asks for due days. */
import type { Refusal } from '../review/case.ts'
import { feedsOf, makeFeed, withdrawFeed, type Feed } from '../store/feeds.ts'
import { asker, builder, confirmed, signedIn, type Context } from './builder.ts'
import { outcomeOf } from './refusal.ts'
import { PostType } from './roster.ts'

const CalendarFeedType = builder.objectRef<Feed>('CalendarFeed').implement({
  description: '一个日历订阅地址；地址本身只在建立时显示一次',
  fields: (t) => ({
    id: t.exposeID('id', { description: '编号，用于停用' }),
    post: t.field({ type: PostType, nullable: true, description: '为哪个职务建立的；已经离任的为 null，不再有内容', resolve: ({ postId }, _args, { session }) => session?.posts.find((post) => post.id === postId) ?? null }),
    createdAt: t.expose('createdAt', { type: 'Instant', description: '建立的时刻' }),
  }),
})

const CalendarFeedsType = builder.objectRef<Feed[]>('CalendarFeeds').implement({
  description: '本人的日历订阅',
  fields: (t) => ({
    allowed: t.boolean({ description: '本单位是否开放日历订阅', resolve: (_feeds, _args, { moment }) => moment.policy.remindersOutside }),
    feeds: t.field({ type: [CalendarFeedType], description: '各个地址，最早的在前', resolve: (feeds) => feeds }),
  }),
})

/** The token is in the path alone: the page knows by which host it is seen. */
const CalendarFeedMadeType = builder.objectRef<{ token: string; feed: Feed } | { feeds: Feed[] }>('CalendarFeedChanged').implement({
  description: '日历订阅已经建立或者停用',
  fields: (t) => ({ path: t.string({ nullable: true, description: '新建的订阅地址（主机名之后的部分），只显示这一次；停用的为 null', resolve: (made) => ('token' in made ? `/calendar.ics?key=${made.token}` : null) }) }),
})
const CalendarFeedOutcome = outcomeOf('CalendarFeed', '日历订阅', CalendarFeedMadeType)

const postIdOf = (context: Context): string => signedIn(context).postId ?? ''
type Outcome = { token: string; feed: Feed } | { feeds: Feed[] } | { refusals: Refusal[] }

builder.queryField('calendarFeeds', (t) => t.field({ type: CalendarFeedsType, description: '本人的日历订阅', resolve: (_root, _args, context) => feedsOf(context.store, asker(context)) }))

builder.mutationFields((t) => ({
  makeCalendarFeed: t.field({
    type: CalendarFeedOutcome,
    description: '为现在的职务建立日历订阅地址，原有的随之停用；订阅里只有案号、期限种类和届满日，涉密案件不在其中。须先确认身份',
    resolve: async (_root, _args, context): Promise<Outcome> => makeFeed(context.store, { who: confirmed(context), postId: postIdOf(context), moment: context.moment }),
  }),
  withdrawCalendarFeed: t.field({
    type: CalendarFeedOutcome,
    description: '停用本人的一个订阅地址，下一个请求起失效',
    args: { id: t.arg.id({ description: '订阅地址的编号，见 calendarFeeds' }) },
    resolve: async (_root, { id }, context): Promise<Outcome> => {
      const who = asker(context)
      const { refusals } = await withdrawFeed(context.store, who, id, context.moment.at)
      return refusals.length > 0 ? { refusals } : { feeds: await feedsOf(context.store, who) }
    },
  }),
}))
