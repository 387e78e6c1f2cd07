/**
 * 评分标准 of a case-quality check (案件质量评查): eight standards, told on three tabs, the “三合一”, as
 * dated data. What a sheet deducts and adds gives a score, and the score with the four grounds a grade.
 * The points of the found texts are unknown, so those here are the project's own default, never law.
 */
import { standards, type Standard } from './case.ts'
import { standardWords } from './checklist.ts'

/** 八项标准: the twenty-four characters in six, 管理规范 and 执行到位. */
export const qualityStandards = [...standards, 'management', 'execution'] as const satisfies readonly (Standard | 'management' | 'execution')[]
export type QualityStandard = (typeof qualityStandards)[number]
export const qualityStandardWords: Record<QualityStandard, string> = { ...standardWords, management: '管理规范', execution: '执行到位' }

/** 三合一: quality of the case, execution of the decision, quality of the papers. */
export const qualityTabs = ['quality', 'execution', 'papers'] as const
export type QualityTab = (typeof qualityTabs)[number]
export const qualityTabWords: Record<QualityTab, string> = { quality: '办案质量', execution: '处分决定执行', papers: '审理文书质量' }

/** One thing that is looked at: how many points it has, what to check, and what is usually deducted. */
export type RubricItem = { id: string; standard: QualityStandard; tab: QualityTab; points: number; check: string; deduction: string }

export const grades = ['excellent', 'qualified', 'flawed', 'unqualified'] as const
export type Grade = (typeof grades)[number]
export const gradeWords: Record<Grade, string> = { excellent: '优秀', qualified: '合格', flawed: '瑕疵', unqualified: '不合格' }

/** What makes a case 不合格 at once, whatever its score. */
export const failGrounds = ['wrongPerson', 'illegalEvidence', 'noPower', 'mainFactWrong'] as const
export type FailGround = (typeof failGrounds)[number]
export const failGroundWords: Record<FailGround, string> = { wrongPerson: '处分对象错误', illegalEvidence: '采用非法证据', noPower: '没有处分权限', mainFactWrong: '主要事实错误' }

/** What adds points. */
export const bonusKinds = ['activeDuty', 'solvedProblem', 'suggestion'] as const
export type BonusKind = (typeof bonusKinds)[number]
export const bonusKindWords: Record<BonusKind, string> = { activeDuty: '主动履职', solvedProblem: '解决案件质量问题', suggestion: '提出意见建议' }

/** 评分标准, one row of the settings: `least` is the lowest score of each grade, `bonusMost` all that can be added, `repeatFactor` what a repeated defect weighs. */
export type Rubric = { name: string; items: readonly RubricItem[]; least: Record<Exclude<Grade, 'unqualified'>, number>; bonusMost: number; repeatFactor: number }

const item = (id: string, standard: QualityStandard, tab: QualityTab, points: number, check: string, deduction: string): RubricItem => ({ id, standard, tab, points, check, deduction })

/** 项目默认 [D]: 事实证据 30, 定性处理 20, 手续程序 20, 文书与管理 15, 处分执行 15. */
export const defaultRubric: Rubric = {
  name: '项目默认',
  items: [
    item('F1', 'facts', 'quality', 8, '每项事实的时间、地点、人物、手段、数额、原因、后果齐全，条款的每个要件都有对应', '缺一个要素扣1至2分；要件没有对应的扣3至8分'),
    item('F2', 'facts', 'quality', 3, '主体身份、职务职级和既往处分查明并有材料', '身份材料不全扣1分；漏查既往处分扣2分'),
    item('F3', 'facts', 'quality', 4, '认定的事实与见面材料一致，前后文书之间没有出入', '一处不一致扣1分；未见面即认定的扣4分'),
    item('E1', 'evidence', 'quality', 6, '每项事实都有证据对应，正反两面都收集和回应', '一项事实证据单薄扣2分；只有本人交代的扣4分'),
    item('E2', 'evidence', 'quality', 5, '取证主体、人数、告知和同录合法', '一份材料不规范扣1分；诱导、指供的扣3至5分'),
    item('E3', 'evidence', 'quality', 4, '书证为原件或者注明来源、提取人并盖章，证据链闭合', '一处没有三注明一盖章扣0.5分；证据链断开扣2分'),
    item('N1', 'nature', 'quality', 6, '违反的纪律和条款准确，新旧规定从旧兼从轻', '只写纪律类别没有条款扣2分；条款适用错误扣3至6分'),
    item('N2', 'nature', 'quality', 4, '党纪与政务分别定性，违反八项规定精神的标识准确，不重复评价', '漏标、错标扣2分；重复评价扣2至4分'),
    item('H1', 'handling', 'quality', 5, '处分在幅度之内，从轻减轻、从重加重写明条款，与同类案件平衡', '情节没有引用条款扣1分；超出幅度扣3至5分'),
    item('H2', 'handling', 'quality', 3, '党纪处分与政务处分相匹配', '明显不匹配又没有说明的扣1至3分'),
    item('H3', 'handling', 'quality', 2, '涉案财物和其他涉案人员有处理意见', '漏一项扣1分'),
    item('M1', 'formalities', 'quality', 6, '立案、见面、移送、审议、决定各环节审批齐全，签批人有权限，日期先后相合', '缺一个审批扣2分；日期倒置扣1至2分'),
    item('M2', 'formalities', 'papers', 4, '文书的签批、用印、落款和成文日期齐全', '一份文书缺一项扣1分'),
    item('P1', 'procedure', 'quality', 5, '立案、宣布、见面、集体研究、移送、审理谈话、审议、征求意见、支部大会各环节依次进行', '少一个环节又没有理由的扣2至5分'),
    item('P2', 'procedure', 'quality', 3, '审理、宣布和送达在期限之内，延长经过批准', '超期一次扣1分；未经批准延长扣2分'),
    item('P3', 'procedure', 'quality', 2, '查审分离和回避落实', '应当回避没有回避的扣2分'),
    item('G1', 'management', 'papers', 5, '文书格式、称谓、引用和申诉权利的告知符合规范', '一处不规范扣0.5分；漏写申诉权利扣2分'),
    item('G2', 'management', 'papers', 4, '立案、调查、审理、决定文书和台账的姓名、日期、职务、数额、条款一致', '一处不一致扣1分'),
    item('G3', 'management', 'papers', 4, '卷宗目录、页码、排列和装订完整，按期归档', '一卷不规范扣1分'),
    item('G4', 'management', 'papers', 2, '密级和知悉范围准确，录入及时', '一处不符扣0.5至1分'),
    item('X1', 'execution', 'execution', 3, '一个月内向党支部和所在单位领导班子宣布', '超过一个月扣1至2分；没有宣布扣3分'),
    item('X2', 'execution', 'execution', 2, '宣布没有以送达代替', '以送达代替宣布的扣2分'),
    item('X3', 'execution', 'execution', 3, '处分决定抄送党委、所在单位、组织部门、人大政协等，没有遗漏', '漏一处扣1分'),
    item('X4', 'execution', 'execution', 2, '通知书的种类与本人身份相符', '种类不符扣1至2分'),
    item('X5', 'execution', 'execution', 3, '职务、职级、工资等手续在一个月内办理', '一项超期扣1分；没有办理扣3分'),
    item('X6', 'execution', 'execution', 2, '在外单位的职务、代表委员资格等一并处理', '漏一项扣1分'),
  ],
  least: { excellent: 90, qualified: 75, flawed: 60 },
  bonusMost: 5,
  repeatFactor: 1.5,
}

/** One defect found at an item: so many points, at this place of the file. `repeat` says that the same item was found at the body before and was to be put right. */
export type Mark = { id: string; itemId: string; points: number; place: string; found: string; repeat: string | null }
export type Bonus = { kind: BonusKind; points: number; reason: string }
export type Ground = { ground: FailGround; reason: string }
export type Scored = { marks: readonly Mark[]; bonuses: readonly Bonus[]; grounds: readonly Ground[] }

/** How an item came out: what was deducted of its points, a repeated defect counted `repeatFactor` times. */
export type ItemScore = { item: RubricItem; deducted: number }
/** 得分: the whole, what each item lost, what was added, and the grade that follows from it. */
export type Score = { total: number; most: number; items: readonly ItemScore[]; added: number; suggested: Grade }

const hundredths = (points: number): number => Math.round(points * 100) / 100

/** All points there are. */
const pointsOf = (rubric: Rubric): number => hundredths(rubric.items.reduce((sum, { points }) => sum + points, 0))

/** The score of a sheet: no item loses more than it has, nothing is added above `bonusMost`, and the whole stays between 0 and all points. */
export function scoreOf(rubric: Rubric, { marks, bonuses, grounds }: Scored): Score {
  const items = rubric.items.map((one): ItemScore => {
    const deducted = marks.filter(({ itemId }) => itemId === one.id).reduce((sum, { points, repeat }) => sum + points * (repeat === null ? 1 : rubric.repeatFactor), 0)
    return { item: one, deducted: hundredths(Math.min(one.points, deducted)) }
  })
  const most = pointsOf(rubric)
  const added = hundredths(Math.min(rubric.bonusMost, bonuses.reduce((sum, { points }) => sum + points, 0)))
  const total = hundredths(Math.min(most, Math.max(0, most - items.reduce((sum, { deducted }) => sum + deducted, 0) + added)))
  return { total, most, items, added, suggested: gradeOf(rubric, total, grounds) }
}

/** 等次 that follows from a score; any of the four grounds makes it 不合格 at once. */
function gradeOf({ least }: Rubric, total: number, grounds: readonly Ground[]): Grade {
  if (grounds.length > 0) return 'unqualified'
  return total >= least.excellent ? 'excellent' : total >= least.qualified ? 'qualified' : total >= least.flawed ? 'flawed' : 'unqualified'
}
