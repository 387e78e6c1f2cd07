/** Bodies and reviewers beside each other: how far first-pass rates lie apart, and who has how much in hand. */
import type { ReviewerLoad, Spread } from '../review/comparison.ts'
import { breakdownWords } from '../review/figure-words.ts'
import { builder } from './builder.ts'
import { CaseRowsType } from './figure-rows.ts'
import { personOf, PersonRef } from './people.ts'

export const RateSpreadType = builder.objectRef<Spread>('RateSpread').implement({
  description: '各派驻机构一次通过率的分布',
  fields: (t) => {
    const rate = (name: 'min' | 'lowerQuartile' | 'median' | 'upperQuartile' | 'max', description: string) => t.exposeFloat(name, { nullable: true, description: `${description}；没有可以比较的机构为 null` })
    return {
      definition: t.string({ description: '统计口径', resolve: () => breakdownWords.spread }),
      least: t.exposeInt('least', { description: '批准审理报告多少件以上才比较' }),
      comparedCount: t.exposeInt('comparedCount', { description: '比较了几个派驻机构' }),
      suppressedCount: t.exposeInt('suppressedCount', { description: '几个派驻机构因件数不足没有比较' }),
      min: rate('min', '最低'), lowerQuartile: rate('lowerQuartile', '下四分位数'), median: rate('median', '中位数'), upperQuartile: rate('upperQuartile', '上四分位数'), max: rate('max', '最高'),
    }
  },
})

export const ReviewerLoadType = builder.objectRef<ReviewerLoad>('ReviewerLoad').implement({
  description: '一名审理人员的在办负担',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '审理人员', resolve: ({ personId }, _args, context) => personOf(context, personId) }),
    definition: t.string({ description: '统计口径', resolve: () => breakdownWords.loads }),
    rank: t.exposeInt('rank', { description: '负担由轻到重的名次，相同的并列' }),
    weight: t.exposeInt('weight', { nullable: true, description: '按各阶段权重相加的负担；只看得到名次的为 null' }),
    caseCount: t.exposeInt('caseCount', { nullable: true, description: '在办的案件数；只看得到名次的为 null' }),
    rows: t.expose('rows', { type: CaseRowsType, nullable: true, description: '在办的案件；只看得到名次的为 null' }),
  }),
})
