/** Before the review and beside it: the transfer (W01), what the group says to it (W04), early involvement (W05), recusals (W29). */
import { intakeItems } from '../../review/checklist.ts'
import { recusalGroundWords } from '../../review/words.ts'
import type { Day } from '../../review/day.ts'
import { bodiesIn, bodyIn, groupOf, nameIn, namesIn, officeOf, paper, subjectNames, type Desk, type Form } from '../desk.ts'
import { heading, sign, table, text } from '../paper.ts'
import { dated, measures, money, presented } from '../wording.ts'
import { characterisationInOrder, inOrder } from '../order.ts'

const marks = { present: '齐备', missing: '缺', notApplicable: '不涉及' } as const

/** 移送审理登记表, one for each transfer. */
export const transferForm: Form = (desk) => {
  const days = transferDays(desk)
  return desk.c.packages.map((handed, n) => {
    const last = n === desk.c.packages.length - 1
    return paper(desk, 'W01', desk.c.packages.length > 1 ? `${n + 1}` : null, {
      addressee: groupOf(desk),
      blocks: [
        ...text(`现将“${handed.title}”移送审理。案件编号：${desk.c.number}。${n > 0 ? `本次系重新审查调查后第${n}次重新移送。` : ''}`),
        heading(1, '被审查调查人'), ...handed.subjects.flatMap((one) => text(`${presented(one)}。`)),
        heading(1, '立案与主要事实'),
        ...text(`线索受理：${dated(handed.clueOn)}；立案：${dated(handed.filedOn)}。${handed.amountYuan === null ? '' : `涉案金额${money(handed.amountYuan)}（${handed.amountYuan}元）。`}`),
        ...inOrder(handed.facts, (fact) => fact.text).flatMap((fact) => text(fact.text)),
        heading(1, '派驻机构意见'),
        ...handed.proposals.flatMap((one) => text(`${handed.subjects.find(({ id }) => id === one.subjectId)?.name ?? ''}：${characterisationInOrder(one.characterisation)}；建议${measures(one)}。`)),
        ...text(handed.property === null ? '无涉案财物。' : `涉案财物：${handed.property}`),
        heading(1, '移送材料'),
        table(['项', '材料', '情况', '说明'], [8, 52, 14, 26], intakeItems.map(({ item, label }) => {
          const mark = handed.intake.find((one) => one.item === item)
          return [`${item}`, label, mark ? marks[mark.state] : '', mark?.reason ?? '']
        })),
        ...(handed.evidence.length > 0 ? [table(['证据', '种类', '名称'], [12, 28, 60], handed.evidence.map((one) => [`${one.no}`, one.type, one.name]))] : []),
        ...text(handed.investigators.length === 0 ? '' : `承办人员：${namesIn(desk, handed.investigators)}。`),
        sign('移送机构负责人签字', '接收人签字', '交接日期'),
      ],
      closing: { organs: bodiesIn(desk), on: last ? desk.c.transferredOn : (days[n] ?? null) },
    })
  })
}

/** The days of the transfers that stood; one that was withdrawn left no package. */
const transferDays = ({ log }: Desk): Day[] => log.reduce<Day[]>((days, { step, on }) => (step === 'transfer' ? [...days, on] : step === 'withdraw' ? days.slice(0, -1) : days), [])

/** 受理、暂缓受理、不予受理通知书. */
export const intakeNotice: Form = (desk) => {
  const { c } = desk
  const notice = (title: string, suffix: string, on: string | null, ...lines: string[]) =>
    paper(desk, 'W04', suffix, { title: [title], head: { organ: groupOf(desk), number: c.number }, addressee: bodyIn(desk), blocks: text(...lines), closing: { organs: [groupOf(desk)], on }, copyTo: [officeOf(desk)] })
  const proposed = c.intakeProposal
  const missing = proposed?.missing.map((item) => `第${item}项“${intakeItems.find((one) => one.item === item)?.label ?? ''}”`).join('、') ?? ''
  return [
    ...(proposed && proposed.approvedBy !== null && c.acceptedOn === null
      ? [proposed.outcome === 'deferred'
        ? notice('暂缓受理通知书', 'deferred', proposed.proposedOn, `你组移送的“${c.package.title}”，经审核暂缓受理。`, `理由：${proposed.reasons.join('；')}。`, missing === '' ? '' : `尚缺：${missing}。`, proposed.dueOn === null ? '' : `请于${dated(proposed.dueOn)}前补齐后重新报送。`)
        : notice('不予受理通知书', 'refused', proposed.proposedOn, `你组移送的“${c.package.title}”，经审核不予受理。`, `理由：${proposed.reasons.join('；')}。`)] : []),
    ...(c.acceptedOn === null ? [] : [notice('受理通知书', 'accepted', c.acceptedOn, `你组移送审理的“${c.package.title}”，经审核符合受理条件，${dated(c.acceptedOn)}予以受理。`, '审理期限自受理之日起计算，依照规定不计入的期间除外。')]),
  ]
}

/** 提前介入审批表, one for each request. */
export const involvementForm: Form = (desk) =>
  desk.c.involvements.map((one, n) => paper(desk, 'W05', `${n + 1}`, {
    blocks: [
      table(['事项', '内容'], [26, 74], [
        ['案件', desk.c.package.title], ['案件编号', desk.c.number], ['被审查调查人', subjectNames(desk)], ['移送机构', bodiesIn(desk).join('、')],
        ['提前介入情形', one.ground === 'A' ? '重大、复杂、疑难案件，主要事实已经查清，审查调查部门已有倾向性意见' : '对行为性质有较大分歧'],
        ['理由', one.reason], ['提请', `${nameIn(desk, one.requestedBy)}，${dated(one.requestedOn)}`],
        ['审批', one.approvedBy !== null ? `同意。${nameIn(desk, one.approvedBy)}，${dated(one.approvedOn)}` : one.rejectedBy !== null ? `不同意：${one.rejectedReason ?? ''}。${nameIn(desk, one.rejectedBy)}` : ''],
        ['介入意见', one.opinion ?? ''],
      ]),
      sign('批准人签字'),
    ],
  }))

const kinds = { self: '本人申请', asked: '他人申请', ordered: '组织决定' } as const

/** 回避申请与决定, one for each. */
export const recusalForm: Form = (desk) =>
  desk.c.recusals.map((one, n) => paper(desk, 'W29', `${n + 1}`, {
    blocks: [
      table(['事项', '内容'], [26, 74], [
        ['案件编号', desk.c.number], ['回避人员', nameIn(desk, one.personId)], ['提出方式', kinds[one.origin]], ['提出日期', dated(one.requestedOn)], ['情形', recusalGroundWords[one.ground]], ['理由', one.reason],
        ['决定', one.approvedBy !== null ? `应当回避。${nameIn(desk, one.approvedBy)}，${dated(one.approvedOn)}` : one.rejectedBy !== null ? `不予回避。${one.rejectedReason ?? ''}${nameIn(desk, one.rejectedBy)}` : ''],
        ['此前工作', one.earlierWork === 'kept' ? `保留。${one.earlierWorkReason ?? ''}` : one.earlierWork === 'again' ? `重做。${one.earlierWorkReason ?? ''}` : ''],
        ...(one.liftedBy === null ? [] : [['解除回避', `${dated(one.liftedOn)}，${one.liftedReason ?? ''}`]]),
      ]),
      sign('决定人签字'),
    ],
  }))
