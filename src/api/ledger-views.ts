/** 台账视图: filters, order and columns of the ledger under a name, one's own or the office's. */
import { ledgerKeys, shownColumn, type LedgerKey } from '../review/ledger.ts'
import type { Actor } from '../review/people.ts'
import { columnsOfOffice, dropView, maySaveForOffice, saveView, viewsOf, type LedgerView } from '../store/ledger-views.ts'
import { listIn } from './address.ts'
import { asker, builder, type Context } from './builder.ts'
import { badInput } from './errors.ts'
import { personOf, PersonRef } from './people.ts'
import { outcomeOf } from './refusal.ts'

const LedgerColumnType = builder.objectRef<LedgerKey>('LedgerColumn').implement({
  description: '导出的台账的一列',
  fields: (t) => ({
    key: t.string({ description: '列的代号', resolve: (key) => key }),
    title: t.string({ description: '列的标题', resolve: (key) => shownColumn(key).title }),
  }),
})

const LedgerViewType = builder.objectRef<LedgerView>('LedgerView').implement({
  description: '台账的一个视图',
  fields: (t) => ({
    name: t.exposeString('name', { description: '名称' }),
    shared: t.exposeBoolean('shared', { description: '是不是本单位共用的' }),
    address: t.exposeString('address', { description: '台账页地址里“?”之后的部分：筛选、排序和屏幕上的列' }),
    columns: t.field({ type: [LedgerColumnType], description: '导出哪些列，按次序；空的用本单位的列', resolve: ({ columns }) => columns ?? [] }),
    savedBy: t.field({ type: PersonRef, description: '谁保存的', resolve: ({ savedBy }, _args, context) => personOf(context, savedBy) }),
    savedAt: t.expose('savedAt', { type: 'Instant', description: '保存的时刻' }),
  }),
})

const LedgerViewsType = builder.objectRef<Actor>('LedgerViews').implement({
  description: '台账的视图',
  fields: (t) => ({
    views: t.field({ type: [LedgerViewType], description: '本人的和本单位共用的视图，按名称', resolve: (who, _args, { store }) => viewsOf(store, who) }),
    allColumns: t.field({ type: [LedgerColumnType], description: '可以导出的全部列，按次序', resolve: () => [...ledgerKeys] }),
    officeColumns: t.field({ type: [LedgerColumnType], description: '本单位导出的列，按次序；没有选定的为全部', resolve: async (who, _args, { store }) => [...(await columnsOfOffice(store, who))] }),
    savesForOffice: t.boolean({ description: '能不能为本单位保存', resolve: maySaveForOffice }),
  }),
})
const LedgerViewOutcome = outcomeOf('LedgerView', '台账视图', builder.objectRef<{ who: Actor }>('LedgerViewChanged').implement({
  description: '视图已经保存或者删除',
  fields: (t) => ({ ledgerViews: t.field({ type: LedgerViewsType, description: '现有的视图', resolve: ({ who }) => who }) }),
}))

const columnIn = (key: string): LedgerKey => ledgerKeys.find((one) => one === key) ?? wrong(`没有“${key.slice(0, 40)}”这一列`)
function wrong(message: string): never {
  throw badInput(message)
}

/** What of the ledger's address is kept: its filter, order and columns on the screen, never where one has paged to. */
function addressIn(text: string, context: Context): string {
  const address = new URLSearchParams(text)
  for (const name of ['after', 'before', 'form', 'keys', 'view']) address.delete(name)
  listIn(Object.fromEntries([...new Set(address.keys())].map((name) => [name, address.getAll(name)])), context)
  return address.toString()
}

builder.queryField('ledgerViews', (t) => t.field({ type: LedgerViewsType, description: '台账的视图：本人的和本单位共用的', resolve: (_root, _args, context) => asker(context) }))

builder.mutationFields((t) => ({
  saveLedgerView: t.field({
    type: LedgerViewOutcome,
    description: '保存台账视图，同名的替换。没有名称、本单位共用的，是本单位导出的列',
    args: {
      name: t.arg.string({ description: '名称；选定本单位导出的列时为空' }),
      shared: t.arg.boolean({ description: '本单位共用；由负责人保存' }),
      address: t.arg.string({ description: '台账页地址里“?”之后的部分' }),
      columns: t.arg.stringList({ required: false, description: '导出哪些列，按次序；不写的用本单位的列' }),
    },
    resolve: async (_root, { name, shared, address, columns }, context) => {
      const who = asker(context)
      if (name.trim() === '' && !shared) throw badInput('请写视图的名称')
      const refusals = await saveView(context.store, who, { name: name.trim(), shared, address: addressIn(address, context), columns: columns ? [...new Set(columns.map(columnIn))] : null }, context.moment.at)
      return refusals.length > 0 ? { refusals } : { who }
    },
  }),
  dropLedgerView: t.field({
    type: LedgerViewOutcome,
    description: '删除台账视图；名称为空、本单位共用的，是恢复导出全部列',
    args: { name: t.arg.string({ description: '名称' }), shared: t.arg.boolean({ description: '是不是本单位共用的；由负责人删除' }) },
    resolve: async (_root, { name, shared }, context) => {
      const who = asker(context)
      const refusals = await dropView(context.store, who, { name: name.trim(), shared }, context.moment.at)
      return refusals.length > 0 ? { refusals } : { who }
    },
  }),
}))
