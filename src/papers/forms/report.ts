/** 审理报告 (W11, R-238) in the order of `practice.md` E4, and 起诉意见书 (W12) where the case goes to the procuratorate. */
import type { Finding } from '../../review/case.ts'
import { leadReviewer } from '../../review/people.ts'
import { grades, gradeWords, qualityStandards, qualityStandardWords } from '../../review/rubric.ts'
import { categoryWords, returnKindWords, routeWords } from '../../review/words.ts'
import { bodiesIn, groupOf, nameIn, namesIn, officeOf, organNamesIn, paper, styledNames, subjectIn, subjectNames, type Desk, type Form } from '../desk.ts'
import { blankLine, section, sign, table, text, type Block } from '../paper.ts'
import { articles, dated, measures, money, presented, styled } from '../wording.ts'
import { characterisationInOrder, inOrder } from '../order.ts'

/** What one finding says, for reports and proposals: nature, norms, the eight-point rules, the measure and why it differs. */
export const found = (desk: Desk, one: Finding): Block[] => {
  const subject = subjectIn(desk, one.subjectId)
  return text(
    `${subject ? styled(subject, one.party) : ''}的行为：${characterisationInOrder(one.characterisation)}。`,
    one.articles.length === 0 ? '' : `依据：${articles(one.articles)}。`,
    one.eightPoint.applies ? `认定违反中央八项规定精神，类别：${one.eightPoint.category ?? ''}。` : one.eightPoint.reasonIfNot ? `不认定违反中央八项规定精神，理由：${one.eightPoint.reasonIfNot}。` : '',
    `建议${measures(one)}。`,
    one.reasonForDifference === null || one.reasonForDifference.trim() === '' ? '' : `量纪说明：${one.reasonForDifference}`,
  )
}

/** 审理报告. While nobody has approved it, only those who write it see it, and it says so. */
export const reportForm: Form = (desk) => {
  const { c } = desk
  const { report } = c
  if (report === null) return []
  const { sections: said } = report
  const subjects = c.package.subjects
  const returned = c.returns.filter((one) => one.approvedBy !== null)
  const approved = report.approvedBy === null ? '' : `本报告${dated(report.approvedOn)}经${nameIn(desk, report.approvedBy)}审批同意。`
  return [paper(desk, 'W11', null, {
    title: [`关于${styledNames(desk, report.findings)}${subjects.every((one) => one.partyMember) ? '违纪' : '违法'}案的审理报告`],
    head: { organ: groupOf(desk), number: c.number },
    blocks: [
      ...text(
        `${bodiesIn(desk).join('、')}${dated(c.transferredOn)}移送审理的“${c.package.title}”，${groupOf(desk)}${dated(c.acceptedOn)}受理，由${namesIn(desk, c.panel.filter((one) => one.leftOn === null).map((one) => one.personId))}组成审理组（${nameIn(desk, leadReviewer(c) ?? null)}主审），审阅全部案卷材料。${returned.map((one) => `${dated(one.approvedOn)}${returnKindWords[one.kind]}。`).join('')}${approved}现将审理情况报告如下。`,
      ),
      ...section('被审查调查人基本情况', ...subjects.flatMap((one) => text(`${presented(one)}。`)), ...text(said.person)),
      ...section('审查调查简况', ...text(`线索受理：${dated(c.package.clueOn)}；立案：${dated(c.package.filedOn)}。`, said.course)),
      ...section('违纪违法事实及证据', ...text(said.facts), ...evidence(c.package.evidence.map((one) => [`${one.no}`, one.type, one.name]))),
      ...section('涉案财物', ...text(said.property)),
      ...section('审查调查部门意见', ...text(said.investigatorsOpinion), ...c.package.proposals.flatMap((one) => text(`${subjectIn(desk, one.subjectId)?.name ?? ''}：${characterisationInOrder(one.characterisation)}；建议${measures(one)}。`))),
      ...section('审理意见', ...text(report.findings.some((one) => one.characterisation.trim() === said.reviewOpinion.trim()) ? '' : said.reviewOpinion), ...inOrder(report.findings, (one) => one.characterisation).flatMap((one) => found(desk, one)), ...text(report.outcome === 'withdraw' ? '建议撤销案件。' : '')),
      ...section('认错悔错态度', ...text(said.attitude)),
      ...section('需要说明的问题', ...text(said.procedure), ...text(...outlineSummary(desk))),
    ],
    attachments: ['被审查调查人简历', '检讨、忏悔反思材料', '违纪违法事实材料', ...(c.package.crime ? ['起诉意见书'] : [])],
    closing: { organs: [groupOf(desk)], on: report.submittedOn },
    copyTo: [officeOf(desk)],
  })]
}

const evidence = (rows: string[][]): Block[] => (rows.length === 0 ? [] : [...text('主要证据如下：'), table(['序号', '种类', '名称'], [10, 26, 64], rows)])

/** What an outline asked for that could not be found out: it is not held against the person (R-252). */
const outlineSummary = ({ c }: Desk): string[] =>
  c.returns.flatMap((one) => one.outline.flatMap((item) => (item.answer?.outcome === 'cannot' ? [`补查提纲第${item.no}项（${categoryWords[item.category]}）经补查仍不能查明：${item.answer.reason ?? item.answer.text}`] : [])))

/** 起诉意见书, in seven parts: one charge, its evidence without analysis. Made once the case is referred. */
export const chargeForm: Form = (desk) => {
  const { c } = desk
  if (c.prosecution === null) return []
  const { charge, referredOn } = c.prosecution
  return [paper(desk, 'W12', null, {
    title: ['起诉意见书'],
    head: { organ: organNamesIn(desk).supervisory, number: null },
    addressee: organNamesIn(desk).procuratorate,
    blocks: [
      ...section('被调查人基本情况', ...c.package.subjects.flatMap((one) => text(`${presented(one)}。`))),
      ...section('案件来源和调查经过', ...text(`线索受理：${dated(c.package.clueOn)}；立案：${dated(c.package.filedOn)}；移送审理：${dated(c.transferredOn)}；受理：${dated(c.acceptedOn)}。`)),
      ...section('涉嫌犯罪的事实和证据', ...inOrder(c.package.facts, (fact) => fact.text).flatMap((fact) => text(fact.text)), ...evidence(c.package.evidence.filter((one) => one.legality !== 'excluded').map((one) => [`${one.no}`, one.type, one.name]))),
      ...section('态度和情节', ...text(c.report?.sections.attitude ?? blankLine)),
      ...section('涉案财物', ...text(c.package.property ?? '无', c.package.amountYuan === null ? '' : `涉案金额${money(c.package.amountYuan)}。`)),
      ...section('移送意见', ...text(`${subjectNames(desk)}的行为涉嫌${charge}，现移送审查起诉。`)),
      ...section('其他', ...text(`案件编号：${c.number}。`)),
    ],
    closing: { organs: [organNamesIn(desk).supervisory], on: referredOn },
  })]
}

/** 案件质量评查表: the eight standards with room for the marks, once there is an archive to look into (R-562). */
export const qualityForm: Form = (desk) =>
  desk.c.archive === null ? [] : [paper(desk, 'W28', null, {
    blocks: [
      ...text(`案件：${desk.c.package.title}（${desk.c.number}）。移送机构：${bodiesIn(desk).join('、')}。办理路径：${[...new Set(desk.c.package.subjects.flatMap((one) => (one.routeException ? [routeWords[one.routeException.route]] : [])))].join('、') || '按职级和处分确定'}。`),
      table(['标准', '问题（写明卷、页）', '扣分'], [24, 58, 18], qualityStandards.map((standard) => [qualityStandardWords[standard], '', ''])),
      table(['集体讨论意见', `等次（${grades.map((one) => gradeWords[one]).join('、')}）`], [62, 38], [['', '']]),
      sign('评查人签字', '评查组组长签字', '日期'),
    ],
  })]
