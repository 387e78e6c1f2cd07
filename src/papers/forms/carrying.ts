/** After the decision: service (W21), announcement (W22), what is to be done (W23) and was done (W24), advice to the unit (W25), the file (W30). */
import type { Decision } from '../../review/decision.ts'
import { executionWords, laterOf } from '../../review/execution.ts'
import { clocksOf, executionLines } from '../../review/limits.ts'
import { nameIn, namesIn, bodiesIn, bodyIn, paper, subjectIn, subjectNames, type Desk, type Form } from '../desk.ts'
import { section, sign, table, text } from '../paper.ts'
import { adminMeasure, bareOrgan, dated, partyMeasure, presented } from '../wording.ts'

const measure = (one: Decision): string => (one.track === 'party' ? partyMeasure(one.party) : adminMeasure(one.admin)) ?? '不予处分'

/** 送达回证: seal and signature of who received it; no substitute for announcing (R-271). */
export const serviceForm: Form = (desk) =>
  desk.c.services.map((one, n) => paper(desk, 'W21', `${n + 1}`, {
    blocks: [
      table(['事项', '内容'], [30, 70], [
        ['送达文书', desk.c.decisions.filter(({ subjectId }) => subjectId === one.subjectId).map((decision) => `${bareOrgan(decision.organName)}${measure(decision)}决定`).join('；')],
        ['受送达人', subjectIn(desk, one.subjectId)?.name ?? ''], ['受送达人单位', subjectIn(desk, one.subjectId)?.employer ?? ''], ['签收人', one.receiver], ['送达日期', dated(one.on)], ['送达凭证', one.proof],
      ]),
      sign('签收人签字', '单位印章', '送达人签字'),
    ],
  }))

/** 宣布记录, with the opinion of the person or that a signature was refused (R-270, R-271). */
export const announcementForm: Form = (desk) =>
  desk.c.announcements.map((one, n) => paper(desk, 'W22', `${n + 1}`, {
    blocks: [
      table(['事项', '内容'], [30, 70], [
        ['宣布对象', subjectIn(desk, one.subjectId)?.name ?? ''], ['宣布日期', dated(one.on)], ['宣布人（二人以上）', namesIn(desk, one.announcers)], ['宣布范围', one.scope],
        ['宣布内容', desk.c.decisions.filter(({ subjectId }) => subjectId === one.subjectId).map((decision) => `${bareOrgan(decision.organName)}${dated(decision.decidedOn)}决定：${measure(decision)}`).join('；')],
        ['本人意见', one.opinion ?? ''], ['签字情况', one.refusedToSign ? '拒绝签字，已由宣布人注明' : '本人签字'],
      ]),
      sign('本人签字', '宣布人签字', '日期'),
    ],
  }))

/** 处分执行通知书, one for each person: what is to be done and by when, as its clocks have it; of a discharge it says nothing about promotion. */
export const executionNotice: Form = (desk) => {
  const later = laterOf({ decisions: desk.c.decisions, execution: [] }) // followed up when its time has come, not told of here
  const lines = executionLines(desk.c, desk.log, desk.moment).filter((item) => !later.some(({ id }) => id === item.id))
  const reportDueOn = clocksOf(desk.c, desk.log, desk.moment).find(({ code }) => code === 'EXECUTION_REPORT')?.dueOn ?? null
  return decided(desk).map(({ subjectId, decisions }) => {
    const subject = subjectIn(desk, subjectId)
    const from = decisions.map((one) => one.effectiveOn).sort()[0] ?? null
    const discharged = decisions.some((one) => one.admin === 'discharge')
    return paper(desk, 'W23', subjectId, {
      head: { organ: bareOrgan(decisions[0]?.organName ?? bodyIn(desk)), number: null },
      addressee: subject?.employer ?? '',
      blocks: [
        ...text(`你单位${subject ? presented(subject) : ''}，${decisions.map((one) => `${dated(one.decidedOn)}由${bareOrgan(one.organName)}决定${one.outcome === 'sanction' ? `给予${measure(one)}` : measure(one)}`).join('；')}。请按下列事项执行。`),
        table(['序号', '执行事项', '期限'], [12, 60, 28], lines.filter((item) => item.subjectId === subjectId).map((item, n) => [`${n + 1}`, executionWords[item.kind], item.dueOn === null ? '' : dated(item.dueOn)])),
        ...text(discharged ? '自处分决定生效之日起解除人事关系。' : ([...decisions].map((one) => (one.periodEndsOn === null ? '' : `${one.track === 'party' ? '党纪处分影响期' : '政务处分期'}至${dated(one.periodEndsOn)}止，期间的考核等次、职务职级和工资待遇按有关规定执行。`)).join(''))),
        ...text(`执行情况请在${reportDueOn === null ? '' : dated(reportDueOn)}前书面报告。`),
      ],
      closing: { organs: [bareOrgan(decisions[0]?.organName ?? bodyIn(desk))], on: from },
    })
  })
}

/** 处分执行情况报告单: each item with its proof. */
export const executionReport: Form = (desk) =>
  decided(desk).filter(() => desk.c.execution.some((item) => item.doneOn !== null)).map(({ subjectId }) => paper(desk, 'W24', subjectId, {
    addressee: bodyIn(desk),
    blocks: [
      ...text(`${subjectIn(desk, subjectId)?.name ?? ''}处分执行情况报告如下。`),
      table(['执行事项', '完成日期', '凭证', '办理人'], [36, 20, 28, 16], desk.c.execution.filter((item) => item.subjectId === subjectId).map((item) => [executionWords[item.kind], item.doneOn === null ? '' : dated(item.doneOn), item.proof ?? '', nameIn(desk, item.by)])),
      ...section('报告', ...text(desk.c.executionReport?.text ?? '')),
      sign('填报人签字', '单位印章', '日期'),
    ],
    closing: { organs: [subjectIn(desk, subjectId)?.employer ?? ''], on: desk.c.executionReport?.on ?? null },
  }))

/** 纪检监察建议书, where a decision carries advice to the unit (JCF 52). */
export const adviceForm: Form = (desk) =>
  desk.c.decisions.flatMap((one, n) => (one.advice ? [paper(desk, 'W25', `${n + 1}`, {
    title: [one.track === 'party' ? '纪律检查建议书' : '监察建议书'],
    head: { organ: bodyIn(desk), number: null },
    addressee: subjectIn(desk, one.subjectId)?.employer ?? '',
    blocks: [...text(`在办理“${desk.c.package.title}”中发现你单位存在的问题，现提出如下建议。`, one.advice, '请认真研究，将采纳和整改情况书面回复。')],
    closing: { organs: bodiesIn(desk), on: one.decidedOn },
  })] : []))

/** 卷内目录 and 移交清单 of what was archived (R-280). */
export const fileIndex: Form = (desk) => {
  const { c } = desk
  if (c.archive === null) return []
  const kinds = { investigation: '审查调查卷', review: '审理卷' } as const
  let page = 1
  const rows = c.archive.volumes.map((one, n) => {
    const from = page
    page += one.pages
    return [`${n + 1}`, kinds[one.kind], one.title, `${one.pages}`, `${from}—${page - 1}`]
  })
  return [paper(desk, 'W30', null, {
    blocks: [
      ...text(`案件：${c.package.title}（${c.number}）。被审查调查人：${subjectNames(desk)}。`),
      table(['序号', '卷别', '题名', '页数', '起止页'], [10, 22, 38, 12, 18], rows),
      ...text(`共${c.archive.volumes.length}卷${page - 1}页。电子档案校验值：${c.archive.hash}`),
      ...section('备考', ...text(`归档：${nameIn(desk, c.archive.by)}，${dated(c.archive.on)}。`)),
      sign('移交人签字', '接收人签字', '日期'),
    ],
    closing: { organs: bodiesIn(desk), on: c.archive.on },
  })]
}

/** Everybody about whom something was decided, with the decisions. */
function decided({ c }: Desk): { subjectId: string; decisions: Decision[] }[] {
  return c.package.subjects.map(({ id }) => ({ subjectId: id, decisions: c.decisions.filter((one) => one.subjectId === id) })).filter(({ decisions }) => decisions.length > 0)
}
