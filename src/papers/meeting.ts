/** 集体审议会议材料: the agenda of a meeting and a brief of each case, as one paper to hand out and to write on. */
import { checksOf } from '../review/checks.ts'
import { reviewClock } from '../review/clock.ts'
import type { Day } from '../review/day.ts'
import { leadReviewer, panelOf } from '../review/people.ts'
import { adminWords, partyWords } from '../review/sanctions.ts'
import { secrecyLevels, type Case } from '../review/case.ts'
import { levelOf, rankOf } from '../review/secrecy.ts'
import { checkStateWords, directionWords, returnKindWords, secrecyWords, stageWords } from '../review/words.ts'
import { bodiesIn, groupOf, nameIn, namesIn, organNamesIn, type Desk } from './desk.ts'
import { checklistTable, opinionTable, outcomeWords } from './forms/reading.ts'
import { blankLine, heading, sign, table, text, type Block, type Paper } from './paper.ts'
import { articles, dated } from './wording.ts'

/** When and where a group meets. */
export type Meeting = { on: Day; place: string }

/** A case on the agenda: its desk, and the moment by which its clock and checks are reckoned. */
type Item = Desk & { today: Parameters<typeof checksOf>[2] }

/** The paper of a meeting with its cases in their order. Its secrecy is that of the most secret case. */
export function meetingPaper({ on, place }: Meeting, items: readonly Item[]): Paper<'T03'> {
  const level = secrecyLevels[Math.max(...items.map(({ c }) => rankOf(levelOf(c))))] ?? 'workSecret'
  return {
    form: 'T03', key: `T03-${on}`, title: [...groups(items), '集体审议会议材料'], secrecy: level === 'workSecret' ? null : secrecyWords[level], head: null, addressee: null,
    blocks: [
      ...text(`会议日期：${dated(on)}。地点：${place === '' ? blankLine : place}。`),
      table(['序号', '案件', '案件编号', '主审人', '审理期限届满'], [8, 36, 26, 12, 18], items.map((item, n) => [`${n + 1}`, item.c.package.title, item.c.number, nameIn(item, leadReviewer(item.c) ?? null), dueOf(item)])),
      ...items.flatMap(brief),
    ],
    attachments: [], closing: null, copyTo: [], template: null,
  }
}

/** Whose meeting it is: of one zone, or of several together. */
const groups = (items: readonly Item[]): string[] => {
  const [one, ...others] = new Map(items.map((item) => [groupOf(item), item])).values()
  return one === undefined ? [] : [others.length === 0 ? groupOf(one) : `${organNamesIn(one).commission}划片审理小组`]
}

const dueOf = ({ log, today }: Item): string => { const clock = reviewClock(log, today); return clock === null ? '' : clock.state === 'running' ? dated(clock.dueOn) : clock.state === 'held' ? '停止计算' : '已经办结' }

/** What everybody at the table needs of one case, with room for their own view. */
function brief(item: Item): Block[] {
  const { c, log, today } = item
  const { subjects, facts, proposals } = c.package
  const opinion = c.panelOpinions.findLast(({ round, reading }) => round === c.round && reading === c.reading)
  const open = checksOf(c, log, today).filter(({ state }) => state === 'open' || state === 'answered' || state === 'returned')
  const some = (said: string, blocks: readonly Block[]): Block[] => (blocks.length === 0 ? [] : [heading(2, said), ...blocks])
  return [
    heading(1, c.package.title),
    ...text(`案件编号：${c.number}。移送：${bodiesIn(item).join('、')}，${dated(c.transferredOn)}。受理：${dated(c.acceptedOn)}。现在的阶段：${stageWords[c.stage]}。审理组：${namesIn(item, panelOf(c))}。`),
    heading(2, '被审查调查人'),
    table(['姓名', '单位、职务', '职级', '身份'], [16, 46, 18, 20], subjects.map((one) => [one.name, one.post.startsWith(one.employer) ? one.post : `${one.employer}${one.post}`, one.rank, one.partyMember ? '中共党员' : '非中共党员'])),
    ...some('事实与证据', facts.length === 0 ? [] : [table(['事实', '证据'], [50, 50], facts.map((fact) => [fact.text, proofs(c, fact.id)]))]),
    ...some('派驻机构的意见', proposals.length === 0 ? [] : [table(['人员', '定性', '条款', '党纪、政务处分'], [14, 34, 28, 24], proposals.map((one) => [subjects.find(({ id }) => id === one.subjectId)?.name ?? '', one.characterisation, articles(one.articles).trim(), `${partyWords[one.party]}；${adminWords[one.admin]}`]))]),
    ...some('审理组意见', opinion === undefined ? text('审理组还没有提出意见。') : [
      ...text(`${dated(opinion.on)}，审理组建议${outcomeWords[opinion.recommendation]}。`),
      checklistTable(opinion.checklist), opinionTable(item, opinion.opinions),
    ]),
    ...some('待核对事项', open.length === 0 ? [] : [table(['事项', '发现', '状态'], [22, 60, 18], open.map((one) => [one.label, one.data, checkStateWords[one.state]]))]),
    ...some('此前的退回', c.returns.filter(({ approvedOn }) => approvedOn !== null).flatMap((one) => text(`${dated(one.approvedOn)}，${returnKindWords[one.kind]}，补查提纲${one.outline.length}项，已采纳${one.outline.filter(({ judgement }) => judgement?.verdict === 'accepted').length}项：${one.reason}`))),
    heading(2, '审议记录'),
    table(['人员', '意见', '不同意见'], [20, 50, 30], [1, 2, 3, 4, 5].map(() => ['', '', ''])),
    sign('审议结果', '主持人签字', '记录人签字'),
  ]
}

const proofs = ({ package: { evidence } }: Case, factId: string): string =>
  evidence.filter(({ factIds }) => factIds.includes(factId)).map((one) => `${one.no} ${one.name}（${directionWords[one.direction]}）`).join('；') || '没有证据'
