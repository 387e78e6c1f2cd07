/** Zones, bodies and people (花名册). They are few and loaded with every request, so nothing here asks the store. */
import type { KeptPost } from '../review/staffing.ts'
import { inForce, isAdministrator } from '../review/people.ts'
import { nameKey, spellingsOf } from '../store/pinyin.ts'
import { asker, builder, signedIn } from './builder.ts'
import { PostKindEnum, RoleEnum, SecrecyLevelEnum } from './enums.ts'
import { encodeId, idOf } from './id.ts'
import { bodyOf, BodyRef, PersonRef, PlacementType, zoneOf, ZoneRef } from './people.ts'
import { countOf, pageOf } from './page.ts'

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
    placements: t.field({ type: [PlacementType], description: '先后所属的片区，含已经批准、尚未到日期的，由早到晚', resolve: ({ id }, _args, { moment }) => moment.roster.zonesOf(id) }),
    people: t.field({ type: [PersonRef], description: '今天在这里任职的人', resolve: ({ id }, _args, { moment: { on, roster } }) => roster.people.filter(({ posts }) => posts.some((post) => post.bodyId === id && inForce(post, on))) }),
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
    kind: t.expose('kind', { type: PostKindEnum, description: '任职、代理还是临时借调' }),
    deputyFor: t.id({ nullable: true, description: '代理的是哪个职务：职务的全局编号；不是代理的为 null', resolve: ({ deputyFor }) => (deputyFor === null ? null : encodeId('Post', deputyFor)) }),
  }),
})

builder.node(PersonRef, {
  description: '人员',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { moment }) => moment.roster.person(id) ?? null,
  fields: (t) => ({
    name: t.exposeString('name', { description: '姓名' }),
    spellings: t.stringList({ description: '姓名的拼音：首字母和全拼，用于查找', resolve: ({ name }) => spellingsOf(name) }),
    homeBody: t.field({ type: BodyRef, nullable: true, description: '来自哪个派驻机构', resolve: ({ homeBodyId }, _args, context) => (homeBodyId === null ? null : bodyOf(context, homeBodyId)) }),
    clearance: t.field({
      type: SecrecyLevelEnum, nullable: true, description: '涉密等级；不是本人、也不是管理员的看不到，为 null',
      resolve: ({ id, clearance }, _args, context) => { const { personId, role } = asker(context); return id === personId || isAdministrator(role) ? clearance : null },
    }),
    // The people of a request come from the store, which keeps an id with every post.
    posts: t.field({ type: [PostType], description: '担任的职务', resolve: ({ posts }) => posts as KeptPost[] }),
  }),
})

const BodyConnection = builder.connectionObject(
  { type: BodyRef, name: 'BodyConnection', description: '派驻机构列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少个', resolve: countOf }) }) },
  { name: 'BodyEdge', description: '派驻机构列表的一项' },
)

const PersonConnection = builder.connectionObject(
  { type: PersonRef, name: 'PersonConnection', description: '人员列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少人', resolve: countOf }) }) },
  { name: 'PersonEdge', description: '人员列表的一项' },
)

builder.queryFields((t) => ({
  zones: t.field({ type: [ZoneRef], description: '全部片区，按次序', resolve: (_root, _args, context) => (signedIn(context), context.moment.roster.zones) }),
  bodies: t.connection({
    description: '派驻机构，按代号排列',
    type: BodyRef,
    args: {
      zoneId: t.arg.id({ required: false, description: '只看一个片区：片区的全局编号' }),
      on: t.arg({ type: 'Day', required: false, description: '看这一天所属的片区，不写为今天' }),
    },
    resolve: (_root, { zoneId, on, ...slice }, context) => {
      asker(context)
      const zone = zoneId ? idOf('Zone', zoneId) : null
      const { bodies } = on ? context.moment.roster.on(on) : context.moment.roster
      return pageOf(context, bodies.filter((body) => zone === null || body.zoneId === zone), slice, `bodies ${zone} ${on ?? ''}`)
    },
  }, BodyConnection),
  people: t.connection({
    description: '人员，按姓名的拼音排列；查找按姓名、首字母或者全拼',
    type: PersonRef,
    args: {
      zoneId: t.arg.id({ required: false, description: '只看在一个片区任职的：片区的全局编号' }),
      bodyId: t.arg.id({ required: false, description: '只看在一个派驻机构任职的：派驻机构的全局编号' }),
      role: t.arg({ type: RoleEnum, required: false, description: '只看担任一种职务的' }),
      on: t.arg({ type: 'Day', required: false, description: '只看这一天在任的人和当天的职务，可以是过去的任何一天' }),
      text: t.arg.string({ required: false, description: '姓名里的几个字，或者姓名的首字母、全拼的开头' }),
    },
    resolve: (_root, { zoneId, bodyId, role, on, text, ...slice }, context) => {
      asker(context)
      const [zone, body] = [zoneId ? idOf('Zone', zoneId) : null, bodyId ? idOf('Body', bodyId) : null]
      const fits = (post: KeptPost) => (zone === null || post.zoneId === zone) && (body === null || post.bodyId === body) && (!role || post.role === role)
      const everybody = on ? context.moment.roster.on(on).people.map((person) => ({ ...person, posts: person.posts.filter((post) => inForce(post, on)) })) : context.moment.roster.people
      const people = zone === null && body === null && !role && !on ? everybody : everybody.filter(({ posts }) => posts.some(fits))
      const words = text?.trim().toLowerCase() ?? ''
      const meant = words === '' ? people : people.filter(({ name }) => name.toLowerCase().includes(words) || spellingsOf(name).some((one) => one.startsWith(words)))
      return pageOf(context, meant.toSorted((one, other) => (nameKey([one.name]) < nameKey([other.name]) ? -1 : 1)), slice, `people ${zone} ${body} ${role ?? ''} ${on ?? ''} ${words}`)
    },
  }, PersonConnection),
}))
