/** What the panel writes while it reads: notes (W06), interviews (W07), opinions and the deliberation (W08). */
import type { Case, Interview, Opinion, PanelOpinion } from '../../review/case.ts'
import { standardWords } from '../../review/checklist.ts'
import type { ReadingNote } from '../../review/note.ts'
import { interviewDutyWords, noteKindWords } from '../../review/words.ts'
import { nameIn, namesIn, paper, subjectIn, subjectNames, groupOf, type Desk, type Form } from '../desk.ts'
import { heading, section, sign, table, text } from '../paper.ts'
import { dated, presented } from '../wording.ts'

/** 阅卷笔录: every point with volume and page, in the order of the file, one paper for each reader. */
export const notesForm: Form = (desk) => {
  const { c } = desk
  return [...new Set(c.notes.map((note) => note.by))].map((by) => {
    const notes = c.notes.filter((note) => note.by === by).sort((a, b) => (a.volume === b.volume ? a.page - b.page : a.volume < b.volume ? -1 : 1))
    return paper(desk, 'W06', by, {
      blocks: [
        ...text(`案件：${c.package.title}（${c.number}）。阅卷人：${nameIn(desk, by)}。`),
        table(['卷', '页', '摘录与意见', '对应事实、证据', '日期'], [14, 8, 44, 18, 16], notes.map((note) => [note.volume, `${note.page}`, `${note.kind === undefined || note.kind === 'record' ? '' : `【${noteKindWords[note.kind]}】`}${note.text}`, concerning(c, note), dated(note.on)])),
        sign('阅卷人签字', '日期'),
      ],
    })
  })
}

/** The fact and the evidence that a note is about. */
const concerning = ({ package: { facts, evidence } }: Case, { factId, evidenceNo }: ReadingNote): string => {
  const [fact, proof] = [facts.find(({ id }) => id === factId), evidence.find(({ no }) => no === evidenceNo)]
  return [fact?.text.slice(0, 20), proof && `证据${proof.no} ${proof.name}`].filter(Boolean).join('；')
}

const outcomes = { noObjection: '对认定的事实没有异议', illegalEvidence: '反映可能存在以非法方法收集证据的情形', newFacts: '提出新的事实或者辩解' } as const

/** 审理谈话: the approval, or the waiver; and once held the notice of rights with the record. */
export const interviewForms: Form = (desk) => desk.c.interviews.flatMap((one, n) => [approval(desk, one, n), ...(one.record ? [record(desk, one, one.record, n)] : [])])

const approval = (desk: Desk, one: Interview, n: number) =>
  paper(desk, 'W07', `${n + 1}-approval`, {
    title: [one.kind === 'hold' ? '审理谈话审批表' : '不进行审理谈话审批表'],
    blocks: [
      table(['事项', '内容'], [28, 72], [
        ['案件', `${desk.c.package.title}（${desk.c.number}）`], ['谈话对象', subjectIn(desk, one.subjectId)?.name ?? ''], ['事由', one.reason],
        ['应当谈话的情形', desk.c.package.interviewDuties.map((duty) => interviewDutyWords[duty]).join('；') || '无'],
        ['提请', `${nameIn(desk, one.requestedBy)}，${dated(one.requestedOn)}`],
        ['审批', one.approvedBy !== null ? `同意。${nameIn(desk, one.approvedBy)}，${dated(one.approvedOn)}` : one.rejectedBy !== null ? `不同意：${one.rejectedReason ?? ''}。${nameIn(desk, one.rejectedBy)}` : ''],
      ]),
      sign('批准人签字'),
    ],
  })

const record = (desk: Desk, { subjectId }: Interview, held: NonNullable<Interview['record']>, n: number) => {
  const subject = subjectIn(desk, subjectId)
  const { rights, facts, defence, methods, education } = held.sections
  return paper(desk, 'W07', `${n + 1}-record`, {
    title: ['审理谈话笔录'],
    blocks: [
      ...text(`谈话日期：${dated(held.on)}。谈话人：${namesIn(desk, held.reviewers)}。`, `谈话对象：${subject ? presented(subject) : ''}。`),
      ...section('权利义务告知', ...text('你有权申请审理人员回避，有权陈述、申辩和提出证据，有权核对笔录并要求补充、更正；应当如实说明问题，不得隐匿、伪造证据或者串供。', rights)),
      ...section('核对事实', ...text(facts)), ...section('陈述与申辩', ...text(defence)), ...section('审查调查方式', ...text(methods)), ...section('教育与态度', ...text(education)),
      ...section('谈话结果', ...text(`${outcomes[held.outcome]}。${held.signed ? '本人核对后签字。' : `本人拒绝签字：${held.refusalNote ?? ''}`}`)),
      sign('以上笔录我看过，与我所说的一致。谈话对象签字', '谈话人签字（二人以上）', '日期'),
    ],
  })
}

/** What a requirement of the 24 characters comes to. */
export const verdictWords = { pass: '符合', minor: '一般瑕疵', major: '严重缺陷', notApplicable: '不适用' } as const
/** What panel and group come to. */
export const outcomeWords = { return: '退回审查调查', report: '起草审理报告' } as const

/** Each opinion in a line of its own, with the dissent. */
export const opinionTable = (desk: Desk, given: readonly Opinion[]) => table(['人员', '意见', '不同意见'], [20, 50, 30], given.map((one) => [nameIn(desk, one.personId), one.opinion, one.dissent ?? '无']))
/** The six requirements of the 24 characters, each with its verdict. */
export const checklistTable = (marks: PanelOpinion['checklist']) => table(['要求', '结论', '说明'], [24, 20, 56], marks.map((mark) => [standardWords[mark.standard], verdictWords[mark.verdict], mark.note]))

/** 审理组合议与集体审议记录: the panel's opinion by the 24 characters, then the deliberation with every opinion. */
export const deliberationForms: Form = (desk) => {
  const { c } = desk
  const about = text(`案件：${c.package.title}（${c.number}）。被审查调查人：${subjectNames(desk)}。`)
  return [
    ...c.panelOpinions.map((one, n) => paper(desk, 'W08', `panel-${n + 1}`, {
      title: ['审理组合议笔录'],
      blocks: [
        ...about, ...text(`日期：${dated(one.on)}。记录人：${nameIn(desk, one.by)}。`),
        heading(1, '对照二十四字要求'), checklistTable(one.checklist),
        heading(1, '各人意见'), opinionTable(desk, one.opinions), heading(1, '合议意见'), ...text(`建议${outcomeWords[one.recommendation]}。`), sign('审理组成员签字'),
      ],
    })),
    ...c.deliberations.map((one, n) => paper(desk, 'W08', `group-${n + 1}`, {
      title: ['划片审理小组集体审议记录'],
      blocks: [
        ...about, ...text(`审议日期：${dated(one.on)}。参加人员：${namesIn(desk, one.attendees)}。记录人：${nameIn(desk, one.by)}。`),
        heading(1, '各人意见'), opinionTable(desk, one.opinions), ...section('审议情况', ...text(one.minutes)), heading(1, '审议决定'), ...text(`${outcomeWords[one.outcome]}。`), sign('参加人员签字'),
      ],
      closing: { organs: [groupOf(desk)], on: one.on },
    })),
  ]
}
