/** 集体审议会议材料: the agenda of a meeting and a brief of each case, as one paper to hand out and to write on; and the minutes (会议记录) of all its items afterwards (R-232). */
import { checksOf } from '../review/checks.ts'
import { standardWords } from '../review/checklist.ts'
import { reviewClock } from '../review/clock.ts'
import type { Day } from '../review/day.ts'
import { leadReviewer, panelOf } from '../review/people.ts'
import { adminWords, partyWords } from '../review/sanctions.ts'
import { secrecyLevels, type Case, type Deliberation } from '../review/case.ts'
import { itemStandingWords, wasChanged, type ItemStanding } from '../review/meeting.ts'
import { levelOf, rankOf } from '../review/secrecy.ts'
import { checkStateWords, directionWords, returnKindWords, secrecyWords, stageWords } from '../review/words.ts'
import { bodiesIn, nameIn, namesIn, type Desk } from './desk.ts'
import { checklistTable, opinionTable, outcomeWords, verdictWords } from './forms/reading.ts'
import { heading, sign, table, text, type Block, type Paper } from './paper.ts'
import { articles, dated } from './wording.ts'

/** When, where and with whom a group meets. */
export type Meeting = { on: Day; time: string; place: string; invited: readonly string[] }

/** A case on the agenda: its desk, and the moment by which its clock and checks are reckoned. */
type Item = Desk & { today: Parameters<typeof checksOf>[2] }

/** The paper of a meeting with its cases in their order. Its secrecy is that of the most secret case. */
export function meetingPaper(group: string, { on, place, time, invited }: Meeting, items: readonly Item[]): Paper<'T03'> {
  const [first] = items
  return {
    form: 'T03', key: `T03-${on}`, title: [group, '集体审议会议材料'], secrecy: mostSecret(items), head: null, addressee: null,
    blocks: [
      ...text(`会议日期：${dated(on)} ${time}。地点：${place}。`, ...(first ? [`参加人：${namesIn(first, invited)}。`] : [])),
      table(['序号', '案件', '案件编号', '主审人', '审理期限届满'], [8, 36, 26, 12, 18], items.map((item, n) => [`${n + 1}`, item.c.package.title, item.c.number, nameIn(item, leadReviewer(item.c) ?? null), dueOf(item)])),
      ...items.flatMap(brief),
    ],
    attachments: [], closing: null, copyTo: [], template: null,
  }
}

/** The secrecy of the most secret case, as it is printed. */
function mostSecret(items: readonly Pick<Item, 'c'>[]): string | null {
  const level = secrecyLevels[Math.max(...items.map(({ c }) => rankOf(levelOf(c))))] ?? 'workSecret'
  return level === 'workSecret' ? null : secrecyWords[level]
}

const dueOf = ({ log, today }: Item): string => { const clock = reviewClock(log, today); return clock === null ? '' : clock.state === 'running' ? dated(clock.dueOn) : clock.state === 'held' ? '停止计算' : '已经办结' }

/** What everybody at the table needs of one case, with room for their own view. */
function brief(item: Item): Block[] {
  const { c, log, today } = item
  const { subjects, facts, proposals } = c.package
  const opinion = c.panelOpinions.findLast(({ round, reading }) => round === c.round && reading === c.reading)
  const open = checksOf(c, log, today).filter(({ state }) => state === 'open' || state === 'answered' || state === 'returned')
  const differing = differencesIn(item, opinion)
  const some = (said: string, blocks: readonly Block[]): Block[] => (blocks.length === 0 ? [] : [heading(2, said), ...blocks])
  return [
    heading(1, c.package.title),
    ...text(`案件编号：${c.number}。移送：${bodiesIn(item).join('、')}，${dated(c.transferredOn)}。受理：${dated(c.acceptedOn)}。现在的阶段：${stageWords[c.stage]}。审理组：${namesIn(item, panelOf(c))}。审理期限届满：${dueOf(item)}。`),
    heading(2, '被审查调查人'),
    table(['姓名', '单位、职务', '职级', '身份'], [16, 46, 18, 20], subjects.map((one) => [one.name, one.post.startsWith(one.employer) ? one.post : `${one.employer}${one.post}`, one.rank, one.partyMember ? '中共党员' : '非中共党员'])),
    ...some('事实与证据', facts.length === 0 ? [] : [table(['事实', '证据'], [50, 50], facts.map((fact) => [fact.text, proofs(c, fact.id)]))]),
    ...some('派驻机构的意见', proposals.length === 0 ? [] : [table(['人员', '定性', '条款', '党纪、政务处分'], [14, 34, 28, 24], proposals.map((one) => [subjects.find(({ id }) => id === one.subjectId)?.name ?? '', one.characterisation, articles(one.articles).trim(), `${partyWords[one.party]}；${adminWords[one.admin]}`]))]),
    ...some('审理组意见', opinion === undefined ? text('审理组还没有提出意见。') : [
      ...text(`${dated(opinion.on)}，审理组建议${outcomeWords[opinion.recommendation]}。`),
      checklistTable(opinion.checklist), opinionTable(item, opinion.opinions),
    ]),
    ...some('待核对事项', open.length === 0 ? [] : [table(['事项', '发现', '状态'], [22, 60, 18], open.map((one) => [one.label, one.data, checkStateWords[one.state]]))]),
    ...some('需要审议的分歧', differing.length === 0 ? [] : [table(['谁', '意见', '与什么不一致'], [20, 50, 30], differing)]),
    ...some('此前的退回和答复', c.returns.filter(({ approvedOn }) => approvedOn !== null).flatMap((one) => [
      ...text(`${dated(one.approvedOn)}，${returnKindWords[one.kind]}，补查提纲${one.outline.length}项，已采纳${one.outline.filter(({ judgement }) => judgement?.verdict === 'accepted').length}项：${one.reason}`),
      table(['序号', '问题', '答复', '判断'], [8, 38, 38, 16], one.outline.map(({ no, problem, answer, judgement }) => [`${no}`, problem, answer === null ? '没有答复' : `${answer.outcome === 'done' ? '' : '不能补充：'}${answer.text}${answer.reason === null ? '' : `（${answer.reason}）`}`, judgement === null ? '' : judgement.verdict === 'accepted' ? '采纳' : '再补充'])),
    ])),
    heading(2, '审议记录'),
    table(['人员', '意见', '不同意见'], [20, 50, 30], [1, 2, 3, 4, 5].map(() => ['', '', ''])),
    sign('审议结果', '主持人签字', '记录人签字'),
  ]
}

const proofs = ({ package: { evidence } }: Case, factId: string): string =>
  evidence.filter(({ factIds }) => factIds.includes(factId)).map((one) => `${one.no} ${one.name}（${directionWords[one.direction]}）`).join('；') || '没有证据'

/** Where the panel does not go along with the body, or somebody of it not with the panel: what there is to talk about. */
function differencesIn(desk: Desk, opinion: Case['panelOpinions'][number] | undefined): string[][] {
  if (opinion === undefined) return []
  return [
    ...opinion.checklist.filter(({ verdict }) => verdict === 'minor' || verdict === 'major').map(({ standard, verdict, note }) => ['审理组', `${standardWords[standard]}：${verdictWords[verdict]}。${note}`, '派驻机构移送的意见']),
    ...(opinion.recommendation === 'return' ? [['审理组', '建议退回审查调查', '派驻机构移送的意见']] : []),
    ...opinion.opinions.filter(({ dissent }) => dissent !== null && dissent.trim() !== '').map((one) => [nameIn(desk, one.personId), one.dissent ?? '', '审理组意见']),
  ]
}

/** What came of one item; what people wrote themselves beside what was recorded of them. */
export type Minuted = Item & { standing: ItemStanding; held: Deliberation | null; views: readonly { personId: string; opinion: string | null; dissent: string | null }[]; left: readonly string[]; postponed: string | null }

/** 审议会议记录: every item with who was there, each opinion, dissent and outcome. */
export function minutesPaper(group: string, { on, place, time, invited }: Meeting, items: readonly Minuted[]): Paper<'T04'> {
  const [first] = items
  return {
    form: 'T04', key: `T04-${on}`, title: [group, '集体审议会议记录'], secrecy: mostSecret(items), head: null, addressee: null,
    blocks: [
      ...text(`会议日期：${dated(on)} ${time}。地点：${place}。`, ...(first ? [`参加人：${namesIn(first, invited)}。`] : [])),
      table(['序号', '案件', '案件编号', '结果'], [8, 44, 26, 22], items.map(({ c, held, standing }, n) => [`${n + 1}`, c.package.title, c.number, held ? outcomeWords[held.outcome] : itemStandingWords[standing]])),
      ...items.flatMap(minuted),
      sign('主持人签字', '记录人签字', '日期'),
    ],
    attachments: [], closing: null, copyTo: [], template: null,
  }
}

function minuted(item: Minuted): Block[] {
  const { c, held, views, left, postponed } = item
  const own = (id: string): string => { const one = views.find(({ personId }) => personId === id); return one === undefined ? '没有事先写意见' : one.opinion === null ? '回避，封存' : wasChanged({ opinion: one.opinion, dissent: one.dissent }, held?.opinions.find(({ personId }) => personId === id)) ? `${one.opinion}${one.dissent === null ? '' : `（不同意见：${one.dissent}）`}` : '相同' }
  return [
    heading(1, c.package.title),
    ...text(`案件编号：${c.number}。`, ...(left.length === 0 ? [] : [`离席：${namesIn(item, left)}。`]), ...(postponed === null ? [] : [`顺延到下次会议：${postponed}。`])),
    ...(held === null ? [] : [
      ...text(`审议日期：${dated(held.on)}。主持：${nameIn(item, held.by)}。参加审议：${namesIn(item, held.attendees)}。`),
      table(['人员', '意见', '不同意见', '本人所写'], [16, 32, 24, 28], held.opinions.map((one) => [nameIn(item, one.personId), one.opinion, one.dissent ?? '无', own(one.personId)])),
      ...text(`审议结果：${outcomeWords[held.outcome]}。`, held.minutes),
    ]),
  ]
}
