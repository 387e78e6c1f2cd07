/** The 15 intake items and the 24-character standard, as data. */
import type { Package, Standard } from './case.ts'

/** When an item must be there: always, not where a court's judgment replaces the investigation, or only if it applies. */
type Required = 'always' | 'unlessCourt' | 'ifCrime' | 'ifProperty' | 'ifObjection' | 'ifAny'

export const intakeItems = [
  { item: 1, label: '移送审理函、呈批和移送材料目录', required: 'always' },
  { item: 2, label: '线索来源、初核和立案材料', required: 'unlessCourt' },
  { item: 3, label: '审查调查报告', required: 'always' },
  { item: 4, label: '派驻机构集体研究意见（组务会纪要）', required: 'always' },
  { item: 5, label: '全部证据材料及目录', required: 'always' },
  { item: 6, label: '违纪违法事实材料（见面材料）', required: 'unlessCourt' },
  { item: 7, label: '对申辩意见的说明', required: 'ifObjection' },
  { item: 8, label: '检讨或者忏悔反思材料', required: 'always' },
  { item: 9, label: '主体身份材料', required: 'always' },
  { item: 10, label: '采取措施的审批和文书', required: 'ifAny' },
  { item: 11, label: '涉案财物报告、清单和处理意见', required: 'ifProperty' },
  { item: 12, label: '涉案人员处理意见', required: 'ifAny' },
  { item: 13, label: '到案经过及量纪情节说明', required: 'always' },
  { item: 14, label: '刑事卷、起诉建议书、同录资料及自查报告', required: 'ifCrime' },
  { item: 15, label: '卷宗整理（页码、目录、三注明一盖章）', required: 'always' },
] as const satisfies readonly { item: number; label: string; required: Required }[]

/** Whether this case cannot be accepted without the item. */
export function isDemanded(required: Required, handed: Package): boolean {
  switch (required) {
    case 'always': return true
    case 'unlessCourt': return handed.origin !== 'courtJudgment'
    case 'ifCrime': return handed.crime
    case 'ifProperty': return handed.property !== null
    case 'ifObjection': return handed.interviewDuties.includes('disagreesWithFacts')
    case 'ifAny': return false
  }
}

/** The items that this package must hold and does not. */
export const missingItems = (handed: Package) =>
  intakeItems.filter(({ item, required }) => isDemanded(required, handed) && handed.intake.find((mark) => mark.item === item)?.state !== 'present')

export const standardWords: Record<Standard, string> = {
  facts: '事实清楚', evidence: '证据确凿', nature: '定性准确', handling: '处理恰当', formalities: '手续完备', procedure: '程序合规',
}
