/** 管理: what one administrator does alone (the roster's names, taking access away), and how accounts stand. Nothing of a case is here. */
import { isAdministrator, type Body, type Person, type Zone } from '../review/people.ts'
import { accountStates, addBody, addPerson, addZone, suspend, type AccountState, type Refused } from '../store/administration.ts'
import { asker, builder, type Context } from './builder.ts'
import { answered, grantor } from './grants.ts'
import { idOf } from './id.ts'
import { countOf, pageOf } from './page.ts'
import { BodyRef, personOf, PersonRef, ZoneRef } from './people.ts'
import { outcomeOf } from './refusal.ts'

type Changed = { person: Person | null; body: Body | null; zone: Zone | null }

const RosterChangedType = builder.objectRef<Changed>('RosterChanged').implement({
  description: '名单已经改动',
  fields: (t) => ({
    person: t.expose('person', { type: PersonRef, nullable: true, description: '人员；与人员无关的为 null' }),
    body: t.expose('body', { type: BodyRef, nullable: true, description: '派驻机构；与派驻机构无关的为 null' }),
    zone: t.expose('zone', { type: ZoneRef, nullable: true, description: '片区；与片区无关的为 null' }),
  }),
})
const RosterOutcome = outcomeOf('Roster', '改动名单', RosterChangedType)

/** What is on the roster now, or why not. */
async function changed(context: Context, outcome: Refused, { person, body, zone }: Partial<Record<keyof Changed, string>>): Promise<Refused | Changed> {
  if (outcome.refusals.length > 0) return outcome
  await answered(context, {})
  const { roster } = context.moment
  return { person: roster.person(person ?? '') ?? null, body: roster.body(body ?? '') ?? null, zone: roster.zone(zone ?? '') ?? null }
}

const AccountStateEnum = builder.enumType('AccountState', {
  description: '帐号的状态',
  values: {
    open: { description: '可以登录' }, locked: { description: '登录失败太多，暂时锁定' }, suspended: { description: '管理员停用' }, dormant: { description: '久未登录，自动停用' }, left: { description: '离岗离职，停用' },
  } satisfies Record<AccountState['state'], object>,
})

const AccountType = builder.objectRef<AccountState>('Account').implement({
  description: '帐号：只有状态，没有密码和登录码',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '谁的帐号', resolve: ({ personId }, _args, context) => personOf(context, personId) }),
    login: t.exposeString('login', { description: '登录名' }),
    state: t.expose('state', { type: AccountStateEnum, description: '状态' }),
    mustChange: t.exposeBoolean('mustChange', { description: '还没有设置自己的密码' }),
    usedAt: t.expose('usedAt', { type: 'Instant', nullable: true, description: '最近一次登录的时刻，没有登录过的为开立的时刻；早于此项记录的为 null' }),
    sessionCount: t.exposeInt('sessionCount', { description: '正在几处登录' }),
  }),
})

const AccountConnection = builder.connectionObject(
  { type: AccountType, name: 'AccountConnection', description: '帐号列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少个', resolve: countOf }) }) },
  { name: 'AccountEdge', description: '帐号列表的一项' },
)

builder.queryField('accounts', (t) => t.connection({
  description: '帐号及其状态，按人员编号排列；只有三位管理员看得到，其他人看到的是空的',
  type: AccountType,
  args: { state: t.arg({ type: AccountStateEnum, required: false, description: '只看一种状态的' }) },
  resolve: async (_root, { state, ...slice }, context) => {
    const who = asker(context)
    const all = isAdministrator(who.role) ? await accountStates(context.store, who.commission, context.moment.at) : []
    return pageOf(context, all.filter((account) => !state || account.state === state).map((account) => ({ ...account, id: account.personId })), slice, `accounts ${state ?? ''}`)
  },
}, AccountConnection))

builder.mutationFields((t) => ({
  addPerson: t.field({
    type: RosterOutcome,
    description: '把一个人列入名单：还没有职务，也没有帐号，二者另行提请',
    args: {
      code: t.arg.string({ description: '编号：字母开头，只含字母、数字和“-”' }), name: t.arg.string({ description: '姓名' }),
      homeBodyId: t.arg.id({ required: false, description: '来自哪个派驻机构：全局编号；不来自派驻机构的不写' }),
    },
    resolve: async (_root, { code, name, homeBodyId }, context) =>
      changed(context, await addPerson(context.store, grantor(context), { id: code, name, homeBodyId: homeBodyId ? idOf('Body', homeBodyId) : null }), { person: code }),
  }),
  addBody: t.field({
    type: RosterOutcome,
    description: '把一个派驻机构列入名单',
    args: {
      code: t.arg.string({ description: '代号：字母开头，只含字母、数字和“-”' }), name: t.arg.string({ description: '名称' }), stationedIn: t.arg.string({ description: '驻在单位' }),
      covers: t.arg.stringList({ description: '监督的单位' }), zoneId: t.arg.id({ description: '所属片区的全局编号；以后调整须提请' }),
    },
    resolve: async (_root, { code, name, stationedIn, covers, zoneId }, context) =>
      changed(context, await addBody(context.store, grantor(context), { id: code, name, stationedIn, covers, zoneId: idOf('Zone', zoneId) }), { body: code }),
  }),
  addZone: t.field({
    type: RosterOutcome,
    description: '把一个片区列入名单',
    args: { code: t.arg.string({ description: '代号：字母开头，只含字母、数字和“-”' }), name: t.arg.string({ description: '名称' }), ordinal: t.arg.int({ description: '第几片区，用于案件编号' }) },
    resolve: async (_root, { code, name, ordinal }, context) => changed(context, await addZone(context.store, grantor(context), { id: code, name, ordinal }), { zone: code }),
  }),
  suspendAccount: t.field({
    type: RosterOutcome,
    description: '停用一个人的帐号：立即生效，在各处的登录随之失效；恢复须由两人办理',
    args: { personId: t.arg.id({ description: '人员的全局编号' }), reason: t.arg.string({ description: '停用的理由' }) },
    resolve: async (_root, { personId, reason }, context) => {
      const person = idOf('Person', personId)
      return changed(context, await suspend(context.store, grantor(context), person, reason), { person })
    },
  }),
}))
