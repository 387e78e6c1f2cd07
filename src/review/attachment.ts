/**
 * 附件: files that hang on a part of a case. Where each may hang is a table: the part of `parts.ts` it belongs to, and is
 * seen with; the volumes it may lie in; who attaches it, and until when. A file is no step: it moves no case, holds no
 * clock and gives nobody a right, so a page open elsewhere does not go stale by it. `version` says how long the log was.
 */
import type { Entry } from './act.ts'
import { isEnd, type Case, type Refusal } from './case.ts'
import type { Lens, Part } from './lenses.ts'
import { stepsFrom } from './machine.ts'
import { parties, standsAs, type Party } from './parties.ts'
import { parts } from './parts.ts'
import type { Actor } from './people.ts'
import { blank, no } from './refusal.ts'
import type { Side } from './sides.ts'
import { signers, type Eyes, type MadePaper, type SignedForm } from './signing.ts'
import type { Moment } from './step.ts'
import type { StepName } from './steps/index.ts'

/** The volumes of a case (卷): 程序卷, 主体身份卷, 材料卷 of the body, and 审理卷 of those who review. */
export const volumes = ['procedure', 'identity', 'material', 'review'] as const
export type Volume = (typeof volumes)[number]
export const volumeWords: Record<Volume, string> = { procedure: '程序卷', identity: '主体身份卷', material: '材料卷', review: '审理卷' }

type PlaceRule = {
  label: string
  /** The part it belongs to; or, for scanned copies of signed papers, the side whose paper it is, seen by whoever reads the paper as it stood then. */
  part: Part | { paperOf: Side }
  /** The one most usual first. */
  volumes: readonly Volume[]
  by: readonly Party[]
  /** The step that has to lead on from here, where the file goes with what that step writes; otherwise the paper has to be there. */
  during: StepName | null
  /** What it may hang on here, as the person attaching sees the case; empty where there is nothing yet. `''` is the part as a whole. */
  items: (c: Case, papers: readonly Item[]) => readonly Item[]
}

/** One thing that a file may hang on: a fact, an item of evidence, an item of an outline, a return. */
export type Item = { item: string; label: string }

const whole: readonly Item[] = [{ item: '', label: '' }]
const there = (is: boolean): readonly Item[] => (is ? whole : [])
const bodyVolumes = ['procedure', 'identity', 'material'] as const
const ofBody = { volumes: bodyVolumes, by: ['handler'] } as const
const proof = { ...ofBody, volumes: ['material', 'procedure', 'identity'] } as const
const ofReview = { volumes: ['review'], by: ['panel', 'groupLeader'], during: null } as const
const paper = { ...ofBody, during: null } as const
const ofLeaders = { ...ofReview, by: ['panel', 'groupLeader', 'officeHead'] } as const

export const places = {
  package: { ...ofBody, label: '移送材料', part: 'package', during: 'editDraft', items: () => whole },
  fact: { ...proof, label: '违纪违法事实', part: 'package', during: 'editDraft', items: (c) => c.package.facts.map(({ id, text }) => ({ item: id, label: text })) },
  evidence: { ...proof, label: '证据', part: 'package', during: 'editDraft', items: (c) => c.package.evidence.map((one) => ({ item: String(one.no), label: `第${one.no}项 ${one.name}` })) },
  answer: { ...proof, label: '补查答复', part: 'returns', during: 'answerOutline', items: (c) => (c.returns.at(-1)?.outline ?? []).map((one) => ({ item: `${c.returns.length}.${one.no}`, label: `第${c.returns.length}次退回第${one.no}项` })) },
  internal: { ...ofReview, label: '审理内部材料', part: 'notes', items: (c) => there(c.acceptedOn !== null) },
  interview: { ...ofReview, label: '审理谈话', part: 'interviews', items: (c) => there(c.interviews.length > 0) },
  deliberation: { ...ofReview, label: '集体审议记录', part: 'deliberations', items: (c) => there(c.deliberations.length > 0) },
  return: { ...ofLeaders, label: '退回文书', part: 'returns', items: (c) => c.returns.flatMap((one, n) => (one.approvedOn === null ? [] : [{ item: String(n + 1), label: `第${n + 1}次退回` }])) },
  report: { ...ofLeaders, label: '审理报告', part: 'report', items: (c) => there(c.report !== null && c.report.approvedBy !== null) },
  committeeOpinion: { ...ofReview, by: ['committeeReviewer'], label: '工委审核意见', part: 'opinions', items: (c) => there(c.opinions.some((one) => one.layer === 'workCommittee')) },
  bodyMeeting: { ...paper, label: '组务会', part: 'bodyMeeting', items: (c) => there(c.bodyMeeting !== null) },
  partyGroupView: { ...paper, label: '党组意见', part: 'partyGroupViews', items: (c) => there(c.partyGroupViews.length > 0) },
  branchMeeting: { ...paper, label: '支部大会', part: 'branchMeetings', items: (c) => there(c.branchMeetings.length > 0) },
  notice: { ...paper, label: '政务处分事先告知', part: 'notices', items: (c) => there(c.notices.length > 0) },
  decision: { ...paper, label: '处分决定', part: 'decisions', items: (c) => there(c.decisions.length > 0) },
  announcement: { ...paper, label: '宣布', part: 'announcements', items: (c) => there(c.announcements.length > 0) },
  service: { ...paper, label: '送达', part: 'services', items: (c) => there(c.services.length > 0) },
  execution: { ...paper, label: '处分执行', part: 'execution', items: (c) => there(c.execution.length > 0) },
  executionReport: { ...paper, label: '执行情况报告', part: 'executionReport', items: (c) => there(c.executionReport !== null) },
  bodyPaper: { ...ofBody, label: '派驻机构文书的签署件', part: { paperOf: 'body' }, during: null, items: (_c, papers) => papers },
  reviewPaper: { ...ofLeaders, label: '审理文书的签署件', part: { paperOf: 'review' }, items: (_c, papers) => papers },
  committeePaper: { ...ofReview, by: ['committeeReviewer'], label: '工委文书的签署件', part: { paperOf: 'committee' }, items: (_c, papers) => papers },
  archive: { ...ofReview, volumes, by: ['archivist'], label: '归档材料', part: 'archive', items: (c) => there(c.stage === 'reported' || c.stage === 'archived') },
} as const satisfies Record<string, PlaceRule>

export type Place = keyof typeof places
export const placeNames = Object.keys(places) as Place[]
const ruleOf = (place: Place): PlaceRule => places[place]
/** Whether what hangs here is a scanned copy of a paper. */
export const hangsOnPaper = (place: Place): boolean => typeof ruleOf(place).part === 'object'

/** What is kept of a file beside its bytes. `item` counts returns as the whole case does; `pages` is null where it has none (recordings). */
export type Attachment = {
  id: string
  caseId: string
  place: Place
  item: string
  volume: Volume
  title: string
  fileName: string
  mediaType: string
  bytes: number
  pages: number | null
  sha256: string
  version: number
  attachedBy: string
  attachedAt: string
  withdrawnBy: string | null
  withdrawnAt: string | null
  withdrawnReason: string | null
  withdrawnVersion: number | null
}

export type AttachmentGiven = Pick<Attachment, 'place' | 'item' | 'volume' | 'title' | 'fileName' | 'mediaType' | 'bytes' | 'pages' | 'sha256'>

/** An attachment as a side sees it: its place in the index of its volume, counted over what this side sees; null where it was withdrawn. */
export type Filed = { attachment: Attachment; item: Item | null; number: number | null; pageFrom: number | null; pageTo: number | null }

/** The papers of a case as things that a file may hang on. */
export const paperItems = (papers: readonly Pick<MadePaper, 'key' | 'title'>[]): Item[] => papers.map(({ key, title }) => ({ item: key, label: `${key} ${title}` }))

/** Where somebody may attach a file now, and on what; places with nothing to hang on are left out. */
export const openPlaces = (c: Case, who: Actor, moment: Moment, papers: readonly Item[]): { place: Place; label: string; volumes: readonly Volume[]; items: readonly Item[] }[] =>
  placeNames.flatMap((place) => {
    const { label, items, volumes: into } = ruleOf(place)
    const here = shut(c, place, who, moment) === null ? items(c, papers) : []
    return here.length > 0 ? [{ place, label, volumes: into, items: here }] : []
  })

/** Why nothing can be attached here by this person now, or withdrawn again; null where it can. What was handed over stays as it was handed over. */
function shut(c: Case, place: Place, who: Actor, moment: Moment): Refusal | null {
  const { label, by, during } = ruleOf(place)
  if (!standsAs(by, who, c, { ...moment, who, day: moment.on })) return no('NOT_YOURS', `您无权在“${label}”上增减附件，应由${by.map((party) => parties[party].label).join('或')}办理`, 'R-603', 'place')
  if (place !== 'archive' && (hangsOnPaper(place) ? c.stage === 'archived' : isEnd(c.stage))) return no('CASE_ENDED', c.stage === 'archived' ? '本案已经归档，附件只能由档案员补充' : '本案已经办结，不能再增减附件', 'R-280', 'place')
  if (during !== null && !stepsFrom(c.stage).includes(during)) return no('HANDED_OVER', `“${label}”现在不能增减附件：已经移送或者报送的，以移送时为准`, 'R-210', 'place')
  return null
}

/** Why a file is not attached; everything at once. `c` is the case as the person sees it. */
export function attachRefusals(c: Case, given: Pick<AttachmentGiven, 'place' | 'item' | 'volume' | 'title'>, who: Actor, moment: Moment, papers: readonly Item[]): Refusal[] {
  const { label, items, volumes: into } = ruleOf(given.place)
  const closed = shut(c, given.place, who, moment)
  if (closed) return [closed]
  const here = items(c, papers)
  return [
    ...(here.length === 0 ? [no('NOT_THERE_YET', `本案还没有“${label}”，办理以后再附`, undefined, 'place')] : here.some(({ item }) => item === given.item) ? [] : [no('NO_SUCH_ITEM', `“${label}”里没有这一项，请重新选择`, undefined, 'item')]),
    ...(into.includes(given.volume) ? [] : [no('WRONG_VOLUME', `“${label}”的附件应当编入${into.map((one) => volumeWords[one]).join('或')}`, 'R-280', 'volume')]),
    ...(blank(given.title) ? [no('NOT_WRITTEN', '请填写题名', undefined, 'title')] : []),
  ]
}

/** Why an attachment is not withdrawn. */
export function withdrawRefusals(c: Case, one: Attachment, reason: string, who: Actor, moment: Moment): Refusal[] {
  const closed = shut(c, one.place, who, moment)
  if (closed) return [closed]
  return [
    ...(one.withdrawnBy === null ? [] : [no('WITHDRAWN_BEFORE', '这份附件已经撤回')]),
    ...(blank(reason) ? [no('NOT_WRITTEN', '请写明撤回的原因', undefined, 'reason')] : []),
  ]
}

/** Whether somebody could withdraw an attachment now, for a reason. */
export const mayWithdraw = (c: Case, one: Attachment, who: Actor, moment: Moment): boolean => one.withdrawnBy === null && shut(c, one.place, who, moment) === null

/** The whole of a case, and the same as a side sees it with its papers and what it ever read of those of others. */
type Both = { side: Side; seen: Case; c: Case; log: readonly Entry[]; papers: readonly Item[]; eyes: Eyes }

/** The attachments that a side sees, volume by volume in the order of the index (卷内目录): numbers and pages are counted over what is seen, so that what is hidden leaves no gap. */
export function filedFor(both: Both, all: readonly Attachment[]): Filed[] {
  const shown = all.flatMap((one) => seenBySide(both, one)).toSorted((a, b) => volumes.indexOf(a.volume) - volumes.indexOf(b.volume) || (orderOf(a) < orderOf(b) ? -1 : 1))
  const at = new Map<Volume, { number: number; page: number }>()
  return shown.map((attachment): Filed => {
    const { volume, pages } = attachment
    const item = itemSeen(both, attachment)
    if (attachment.withdrawnBy !== null) return { attachment, item, number: null, pageFrom: null, pageTo: null }
    const { number, page } = at.get(volume) ?? { number: 0, page: 0 }
    at.set(volume, { number: number + 1, page: page + (pages ?? 0) })
    return { attachment, item, number: number + 1, ...(pages === null ? { pageFrom: null, pageTo: null } : { pageFrom: page + 1, pageTo: page + pages }) }
  })
}

const orderOf = ({ attachedAt, id }: Attachment): string => `${attachedAt} ${id}`

/** An attachment as a side sees it: not there, there, or withdrawn. What was withdrawn after it was handed over stays until the next hand-over. */
function seenBySide(both: Both, one: Attachment): Attachment[] {
  const { side, c, log } = both
  const { part } = ruleOf(one.place)
  if (typeof part === 'object') return paperKey(both, one) === null ? [] : [one]
  const lens: Lens = parts[part][side]
  const handed = handsOver(one.place, lens)
  if (!handed) return shows(lens, c, log, one) ? [one] : []
  const known = (version: number) => handed(c, log, version)
  if (!shows(lens, c, log, one) || !known(one.version)) return []
  const { withdrawnVersion } = one
  if (withdrawnVersion === null || !known(withdrawnVersion)) return [{ ...one, withdrawnBy: null, withdrawnAt: null, withdrawnReason: null, withdrawnVersion: null }]
  return log.slice(one.version, withdrawnVersion).some(({ step }) => handing[one.place === 'answer' ? 'answer' : 'package'].includes(step)) ? [one] : []
}

/** Whether a side whose lens shows the part in this way sees files that hang on it. Only lenses of parts with a place are told apart; of what is shown without its text no file is seen. */
function shows(lens: Lens, c: Case, log: readonly Entry[], { place, item }: Attachment): boolean {
  const approved = place === 'report' ? (c.report !== null && c.report.approvedBy !== null) : (c.returns[Number.parseInt(item, 10) - 1]?.approvedBy ?? null) !== null
  switch (lens) {
    case 'always':
    case 'submitted':
    case 'handedOver': return true
    case 'approved':
    case 'settled': return approved
    case 'sent': return log.findLastIndex(({ step }) => step === 'sendProposal') > log.findLastIndex(({ step }) => step === 'holdBodyMeeting')
    default: return false
  }
}

/** Whether what was written when the log was so long has been handed over since, for a side that is shown only that. */
function handsOver(place: Place, lens: Lens): ((c: Case, log: readonly Entry[], version: number) => boolean) | null {
  if (place === 'answer') return lens === 'submitted' || lens === 'settled' ? (_c, log, version) => lastHanded(log, handing.answer) > version : null
  if (lens !== 'handedOver') return null
  return (c, log, version) => (c.packages.length === 0 ? c.involvements.some((one) => one.approvedBy !== null) : lastHanded(log, handing.package) > version)
}

const handing: Record<'package' | 'answer', readonly StepName[]> = { package: ['transfer'], answer: ['submitAnswers', 'transfer'] }

/** The number of the last entry that handed over, without transfers that were taken back. */
function lastHanded(log: readonly Entry[], by: readonly StepName[]): number {
  const handed: number[] = []
  log.forEach(({ step }, n) => {
    if (by.includes(step)) handed.push(n + 1)
    else if (step === 'withdraw') handed.pop()
  })
  return handed.at(-1) ?? 0
}

/** What it hangs on, as this side counts; null where that is the part as a whole, or no longer there. */
function itemSeen(both: Both, attachment: Attachment): Item | null {
  const { side, seen, c, papers } = both
  const { place, item } = attachment
  if (item === '') return null
  if (hangsOnPaper(place)) {
    const key = paperKey(both, attachment) ?? item
    return papers.find((one) => one.item === key) ?? { item: key, label: key }
  }
  if (place === 'fact' || place === 'evidence') return ruleOf(place).items(seen, papers).find((one) => one.item === item) ?? null
  const [nth = 0, within] = item.split('.').map(Number)
  const n = c.returns.slice(0, nth).filter((one) => ['approved', 'settled'].includes(parts.returns[side]) ? one.approvedBy !== null : true).length
  return within === undefined ? { item: String(n), label: `第${n}次退回` } : { item: `${n}.${within}`, label: `第${n}次退回第${within}项` }
}

/** By which key a side reads the paper that a file hangs on, as it stood when the file was attached; null where it never did. */
function paperKey({ side, eyes }: Both, { place, item, version }: Attachment): string | null {
  const { part } = ruleOf(place)
  const form = item.slice(0, 3)
  return typeof part === 'object' && form in signers ? eyes({ side: part.paperOf, form: form as SignedForm, key: item, version }, side) : null
}

/** The name by which the whole case counts a return, from how a side counts it: a body does not see those that were rejected. */
export function itemInCase(side: Side, c: Case, place: Place, item: string): string {
  if (place !== 'answer' && place !== 'return') return item
  const [nth = 0, within] = item.split('.').map(Number)
  const shown = c.returns.flatMap((one, n) => (['approved', 'settled'].includes(parts.returns[side]) && one.approvedBy === null ? [] : [n + 1]))
  const n = shown[nth - 1]
  return n === undefined ? item : within === undefined ? String(n) : `${n}.${within}`
}
