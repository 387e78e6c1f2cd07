/** What goes back and what comes back: the opinion with the outline (W09) and the body's answers (W10). */
import type { OutlineItem } from '../../review/case.ts'
import { categoryWords, groundWords, returnKindWords } from '../../review/words.ts'
import { bodiesIn, bodyIn, groupOf, namesIn, officeOf, paper, type Desk, type Form } from '../desk.ts'
import { flush, heading, text, type Block } from '../paper.ts'
import { dated } from '../wording.ts'

/** The parts of an outline in the order of `practice.md` E4. */
const parts: readonly [string, readonly OutlineItem['category'][]][] = [
  ['需要查清的事实和补充的证据', ['evidence', 'identity']],
  ['需要研究的定性量纪', ['characterisation', 'weighing']],
  ['程序与文书', ['procedure', 'papers']],
  ['涉案财物', ['property']],
]

/** The items by part, each with the number it has in the outline, so that answers find it again. */
const outlined = (items: readonly OutlineItem[], said: (item: OutlineItem) => Block[]): Block[] =>
  parts.flatMap(([title, categories]) => {
    const own = items.filter((item) => categories.includes(item.category))
    return own.length === 0 ? [] : [heading(1, title), ...own.flatMap((item) => said(item))]
  })

/** 审核意见书 with the 补查提纲, one for each return that was approved; a request is no paper yet. */
export const returnForm: Form = (desk) =>
  desk.c.returns.flatMap((one, n) => (one.approvedBy === null ? [] : [paper(desk, 'W09', `${n + 1}`, {
    title: [`${returnKindWords[one.kind]}审核意见书`],
    head: { organ: groupOf(desk), number: desk.c.number },
    addressee: bodyIn(desk),
    blocks: [
      ...text(
        `你组移送审理的“${desk.c.package.title}”，经集体审议并报批，决定${returnKindWords[one.kind]}。`,
        `退回理由：${one.grounds.map((ground) => groundWords[ground]).join('、')}。${one.reason}`,
        one.leaderNote === null || one.leaderNote.trim() === '' ? '' : `再次退回的说明：${one.leaderNote}`,
        one.kind === 'supplement' ? '补充审查调查期间不计入审理期限。' : '重新审查调查完毕、再次移送受理后，审理期限重新计算。',
        '请按所附补查提纲逐项查明，逐项书面答复；不能查明的，写明原因。',
      ),
      flush('补 查 提 纲'),
      ...outlined(one.outline, (item) => [
        ...text(`第${item.no}项（${categoryWords[item.category]}）　${item.problem}`, `需要的证据、材料：${item.evidenceWanted}`, `证明方向：${item.toProve}`),
      ]),
      ...text(`批准：${namesIn(desk, [one.approvedBy])}，${dated(one.approvedOn)}。联系人：${namesIn(desk, [one.proposedBy])}。`),
    ],
    closing: { organs: [groupOf(desk)], on: one.approvedOn },
    copyTo: [officeOf(desk)],
  })]))

/** 补证情况报告: an answer to each item; handed in, or as far as it is written for those who write it. */
export const answersForm: Form = (desk) =>
  desk.c.returns.flatMap((one, n) => (one.outline.every((item) => item.answer === null) ? [] : [paper(desk, 'W10', `${n + 1}`, {
    title: ['关于补充审查调查情况的报告'],
    addressee: groupOf(desk),
    blocks: [
      ...text(`你组${dated(one.approvedOn)}${returnKindWords[one.kind]}的“${desk.c.package.title}”（${desk.c.number}），已按补查提纲逐项办理，现报告如下。`),
      ...outlined(one.outline, (item) => answered(desk, item)),
    ],
    closing: { organs: bodiesIn(desk), on: one.answeredOn },
  })]))

const answered = (desk: Desk, { no, category, problem, answer, history, judgement }: OutlineItem): Block[] => [
  ...text(`第${no}项（${categoryWords[category]}）　${problem}`),
  ...history.flatMap((before) => text(`${dated(before.answer.on)}答复：${before.answer.text}${before.answer.reason ?? ''}`, `${dated(before.judgement.on)}要求再补：${before.judgement.request ?? ''}`)),
  ...text(answer === null ? '尚未答复。' : answer.outcome === 'done' ? `答复：${answer.text}` : `无法补充：${answer.text}　原因：${answer.reason ?? ''}`),
  ...text(answer === null ? '' : `办理人：${namesIn(desk, [answer.by])}，${dated(answer.on)}。`, judgement?.verdict === 'again' ? `划片小组${dated(judgement.on)}要求再补：${judgement.request ?? ''}` : ''),
]
