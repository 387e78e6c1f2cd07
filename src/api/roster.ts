/** Zones, bodies and people (花名册). They are few and loaded with every request, so nothing here asks the store. */
import type { KeptPost } from '../review/staffing.ts'
import { asker, builder, signedIn, type Context } from './builder.ts'
import { RoleEnum } from './enums.ts'
import { badInput } from './errors.ts'
import { encodeId, idOf } from './id.ts'
import { bodyOf, BodyRef, PersonRef, zoneOf, ZoneRef } from './people.ts'
import { sliceOf, spend, type Slice } from './summary.ts'

builder.node(ZoneRef, {
  description: '片区',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { moment }) => moment.roster.zone(id) ?? null,
  fields: (t) => ({
    name: t.exposeString('name', { description: '名称' }),
    ordinal: t.exposeInt('ordinal', { description: '第几片区' }),
    bodies: t.field({ type: [BodyRef], description: '片区内的派驻机构', resolve: ({ id }, _args, { moment }) => moment.roster.bodies.filter((body) => body.zoneId === id) }),
  }),
})

builder.node(BodyRef, {
  description: '派驻机构（派驻纪检监察组）',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { moment }) => moment.roster.body(id) ?? null,
  fields: (t) => ({
    code: t.exposeString('id', { description: '代号' }),
    name: t.exposeString('name', { description: '名称' }),
    stationedIn: t.exposeString('stationedIn', { description: '驻在单位' }),
    covers: t.exposeStringList('covers', { description: '监督的单位' }),
    zone: t.field({ type: ZoneRef, description: '所属片区', resolve: ({ zoneId }, _args, context) => zoneOf(context, zoneId) }),
  }),
})

export const PostType = builder.objectRef<KeptPost>('Post').implement({
  description: '职务：某人从某日起担任的一个职务',
  fields: (t) => ({
    id: t.id({ description: '职务的全局编号，用于 actAs', resolve: ({ id }) => encodeId('Post', id) }),
    role: t.expose('role', { type: RoleEnum, description: '职务' }),
    body: t.field({ type: BodyRef, nullable: true, description: '所在派驻机构', resolve: ({ bodyId }, _args, context) => (bodyId === null ? null : bodyOf(context, bodyId)) }),
    zone: t.field({ type: ZoneRef, nullable: true, description: '所在片区', resolve: ({ zoneId }, _args, context) => (zoneId === null ? null : zoneOf(context, zoneId)) }),
    from: t.expose('from', { type: 'Day', description: '起始日期' }),
    until: t.expose('until', { type: 'Day', nullable: true, description: '最后一日，未定的为 null' }),
  }),
})

builder.node(PersonRef, {
  description: '人员',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { moment }) => moment.roster.person(id) ?? null,
  fields: (t) => ({
    name: t.exposeString('name', { description: '姓名' }),
    homeBody: t.field({ type: BodyRef, nullable: true, description: '来自哪个派驻机构', resolve: ({ homeBodyId }, _args, context) => (homeBodyId === null ? null : bodyOf(context, homeBodyId)) }),
    // The people of a request come from the store, which keeps an id with every post.
    posts: t.field({ type: [PostType], description: '担任的职务', resolve: ({ posts }) => posts as KeptPost[] }),
  }),
})

const count = (page: unknown): number => (page as { totalCount: number }).totalCount

const BodyConnection = builder.connectionObject(
  { type: BodyRef, name: 'BodyConnection', description: '派驻机构列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少个', resolve: count }) }) },
  { name: 'BodyEdge', description: '派驻机构列表的一项' },
)

const PersonConnection = builder.connectionObject(
  { type: PersonRef, name: 'PersonConnection', description: '人员列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少人', resolve: count }) }) },
  { name: 'PersonEdge', description: '人员列表的一项' },
)

builder.queryFields((t) => ({
  zones: t.field({ type: [ZoneRef], description: '全部片区，按次序', resolve: (_root, _args, context) => (signedIn(context), context.moment.roster.zones) }),
  bodies: t.connection({
    description: '派驻机构，按代号排列',
    type: BodyRef,
    args: { zoneId: t.arg.id({ required: false, description: '只看一个片区：片区的全局编号' }) },
    resolve: (_root, { zoneId, ...slice }, context) => {
      asker(context)
      const zone = zoneId ? idOf('Zone', zoneId) : null
      return pageOf(context, context.moment.roster.bodies.filter((body) => zone === null || body.zoneId === zone), slice, `bodies ${zone}`)
    },
  }, BodyConnection),
  people: t.connection({
    description: '人员，按编号排列',
    type: PersonRef,
    args: {
      zoneId: t.arg.id({ required: false, description: '只看在一个片区任职的：片区的全局编号' }),
      bodyId: t.arg.id({ required: false, description: '只看在一个派驻机构任职的：派驻机构的全局编号' }),
      role: t.arg({ type: RoleEnum, required: false, description: '只看担任一种职务的' }),
    },
    resolve: (_root, { zoneId, bodyId, role, ...slice }, context) => {
      asker(context)
      const [zone, body] = [zoneId ? idOf('Zone', zoneId) : null, bodyId ? idOf('Body', bodyId) : null]
      const fits = (post: KeptPost) => (zone === null || post.zoneId === zone) && (body === null || post.bodyId === body) && (!role || post.role === role)
      const people = zone === null && body === null && !role ? context.moment.roster.people : context.moment.roster.people.filter(({ posts }) => posts.some(fits))
      return pageOf(context, people, slice, `people ${zone} ${body} ${role ?? ''}`)
    },
  }, PersonConnection),
}))

/** One page of a list that is held in memory, by the ids of its items. */
function pageOf<Item extends { id: string }>(context: Context, items: readonly Item[], slice: Slice, listName: string) {
  const { first, after, last, before } = sliceOf(slice)
  const cursorOf = ({ id }: Item) => encodeId('Cursor', `${listName}\n${id}`)
  const placeOf = (cursor: string): number => {
    const at = items.findIndex((item) => cursorOf(item) === cursor)
    if (at < 0) throw badInput('游标不是这个列表的')
    return at
  }
  const [from, to] = [after === undefined ? 0 : placeOf(after) + 1, before === undefined ? items.length : placeOf(before)]
  const [start, end] = last === undefined ? [from, Math.min(to, from + (first ?? 20))] : [Math.max(from, to - last), to]
  const edges = items.slice(start, end).map((node) => ({ node, cursor: cursorOf(node) }))
  spend(context, edges.length)
  return {
    edges,
    pageInfo: { hasNextPage: end < items.length, hasPreviousPage: start > 0, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount: items.length,
  }
}
