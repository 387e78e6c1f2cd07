/** 派驻机构调整片区: what it would change, before it is proposed and decided by two (`proposePlacement`). */
import { placementRuleWords, stayReason, staysBehind, type KeptApart } from '../review/placement.ts'
import type { CaseRow } from '../store/list.ts'
import { previewPlacement, type PlacementPreview, type ZoneChange } from '../store/placement.ts'
import { asker, builder } from './builder.ts'
import { idOf } from './id.ts'
import { bodyOf, BodyRef, personOf, PersonRef, PlacementType, zoneOf, ZoneRef } from './people.ts'
import { RefusalType } from './refusal.ts'
import { CaseSummaryType, spend } from './summary.ts'

const PlacedCaseType = builder.objectRef<CaseRow>('PlacedCase').implement({
  description: '派驻机构的一个在办案件，调整片区之后归哪里',
  fields: (t) => ({
    case: t.field({ type: CaseSummaryType, description: '案件', resolve: (row) => row }),
    stays: t.boolean({ description: '是否留在原片区', resolve: (row, _args, { moment }) => staysBehind(row, moment.policy) }),
    because: t.string({ description: '为什么留下，或者为什么归新片区', resolve: (row, _args, { moment }) => stayReason(row, moment.policy) }),
  }),
})

const ZoneChangeType = builder.objectRef<ZoneChange>('ZoneChange').implement({
  description: '一个片区在调整前后；案件数只计本人可以查看的',
  fields: (t) => ({
    zone: t.field({ type: ZoneRef, description: '片区', resolve: ({ zoneId }, _args, context) => zoneOf(context, zoneId) }),
    bodiesBefore: t.exposeInt('bodiesBefore', { description: '调整前的派驻机构数' }),
    bodiesAfter: t.exposeInt('bodiesAfter', { description: '调整后的派驻机构数' }),
    reviewers: t.exposeInt('reviewers', { description: '片区的审理人员数，含组长' }),
    acceptedBefore: t.exposeInt('acceptedBefore', { description: '最近十二个月受理的案件数' }),
    acceptedAfter: t.exposeInt('acceptedAfter', { description: '派驻机构调整之后，同样的案件由本片区受理的件数' }),
  }),
})

const KeptApartType = builder.objectRef<KeptApart>('KeptApart').implement({
  description: '新片区中应当回避该派驻机构案件的审理人员',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '审理人员', resolve: ({ personId }, _args, context) => personOf(context, personId) }),
    because: t.exposeString('because', { description: '为什么应当回避' }),
  }),
})

const PlacementPreviewType = builder.objectRef<PlacementPreview>('PlacementPreview').implement({
  description: '派驻机构调整片区的预览：只看会怎样，什么也不改变；以前的案件保留原来的片区',
  fields: (t) => ({
    body: t.field({ type: BodyRef, description: '派驻机构', resolve: ({ bodyId }, _args, context) => bodyOf(context, bodyId) }),
    from: t.expose('from', { type: 'Day', description: '自哪天起' }),
    before: t.field({ type: ZoneRef, description: '原片区', resolve: ({ before }, _args, context) => zoneOf(context, before) }),
    after: t.field({ type: ZoneRef, description: '新片区', resolve: ({ zoneId }, _args, context) => zoneOf(context, zoneId) }),
    rule: t.string({ description: '案件归属的设定', resolve: (_preview, _args, { moment }) => placementRuleWords[moment.policy.placementStays] }),
    refusals: t.expose('refusals', { type: [RefusalType], description: '不能这样提请的理由，没有的为空' }),
    cases: t.expose('cases', { type: [PlacedCaseType], description: '该机构牵头的在办案件，最多 200 件；只有本人可以查看的' }),
    caseCount: t.exposeInt('caseCount', { description: '这样的案件共多少件' }),
    placements: t.field({ type: [PlacementType], description: '先后所属的片区，含已经批准、尚未到日期的，由早到晚', resolve: ({ bodyId }, _args, { moment }) => moment.roster.zonesOf(bodyId) }),
    apart: t.expose('apart', { type: [KeptApartType], description: '新片区中应当回避该机构案件的审理人员；只告诉管理员、案件审理室和领导' }),
    apartTold: t.exposeBoolean('apartTold', { description: '是否告诉本人谁应当回避；不告诉的，上一项为空' }),
    zones: t.expose('zones', { type: [ZoneChangeType], description: '原片区和新片区的变化；不能这样提请的为空' }),
  }),
})

builder.queryField('placementPreview', (t) => t.field({
  type: PlacementPreviewType,
  description: '预览派驻机构调整片区：哪些在办案件留下、哪些归新片区，哪个片区的负担怎样变化，新片区谁要回避',
  args: {
    bodyId: t.arg.id({ description: '派驻机构的全局编号' }),
    zoneId: t.arg.id({ description: '调整到哪个片区：全局编号' }),
    from: t.arg({ type: 'Day', description: '自哪天起' }),
  },
  resolve: async (_root, { bodyId, zoneId, from }, context) => {
    const preview = await previewPlacement(context.store, asker(context), context.moment, { bodyId: idOf('Body', bodyId), zoneId: idOf('Zone', zoneId), from })
    spend(context, preview.cases.length)
    return preview
  },
}))
