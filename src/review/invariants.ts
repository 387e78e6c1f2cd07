/**
 * What must hold on every walk through the lifecycle (`law.md` 5.3, and those added here). Each guard
 * of a step names the one it serves; `tests/review/machine.test.ts` takes every guard away in turn and
 * sees its invariant fall.
 */
export const invariants = {
  collective: '凡案必审，集体审议：没有经过集体审议的案件不会走到决定',
  separation: '查审分离：审查调查人员、移送机构的人和已回避的人不审理本案',
  twoPersons: '审理组、审理谈话、宣布处分都不少于两人',
  partyOrgan: '党纪处分不由派驻机构、划片小组、工委决定，决定机关有相应的权限',
  wholeReturn: '每次退回都有理由、提纲、相应层级的批准和时限效果',
  effectiveDay: '生效日就是有权机关会议决定之日',
  twoLayers: '需要工委审理的案件，决定之前有两层各自签署的意见',
  noWorseAfterNotice: '政务处分告知之后、决定之前，不因申辩加重，加重须重新告知',
  trace: '每一步都有人、有日期、有依据，日期真实且先后有序',
  oneHolder: '每个未结案件有且只有一方应当办理',
  endReachable: '每个未结阶段都能走到终点',
  fourEyes: '没有人批准自己提出的事项',
  replayed: '按流转记录重演得到的就是存下的案件',
  intake: '受理的案件材料齐全、属于受案范围',
  wholeFile: '审理全面：二十四字逐项核对，报告各部分齐全，重大缺陷不带入报告',
  heard: '被审查调查人经审理谈话，或依法批准不谈',
  answered: '退回的每一项都得到答复和确认，才能重新进入审理',
  bodyResponsible: '派驻机构集体研究后才提出处分建议',
  consulted: '决定之前按路径征求意见、经支部大会或说明理由',
  rightMeasure: '处分与人的身份、建议的理由和办理路径相符',
  carriedOut: '宣布、送达、逐项执行有证明，才能报告执行和归档',
  reasoned: '暂缓、不受理、延长、中止、撤案、回避等都写明理由',
  secrecy: '密级由定密责任人确定，期限不超过法定年限，变更前后都保留',
  ruled: '争议由派出机关裁定，裁定之后照此办理',
} as const

export type Invariant = keyof typeof invariants
