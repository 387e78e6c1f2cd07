/**
 * Cases as they come in a file (the shape of `data/cases.json`): read, checked field by field, never
 * half understood. Every fault is one Chinese line naming case and field.
 */
import { z } from 'zod'
import { isDay, type Day } from '../review/day.ts'
import { adminSanctionOf, partySanctionOf } from '../review/sanctions.ts'
import { routes } from '../review/case.ts'
import { bodies, people, zones } from './city.ts'

const typeWords: Record<string, string> = { string: '文字', number: '数字', int: '整数', boolean: 'true 或者 false', array: '列表', object: '一组字段' }

/** What is wrong with a value, in a sentence: missing, or of another kind. */
const inWords = (issue: { code?: string; input?: unknown; expected?: unknown }): string | undefined =>
  issue.code !== 'invalid_type' ? undefined : issue.input === undefined ? '缺少这一项' : `应当是${typeWords[String(issue.expected)] ?? String(issue.expected)}`

z.config({ ...z.locales.zhCN(), customError: inWords })

const day = z.string().refine(isDay, '不是真实的日期（格式如 2026-11-24）').transform((text): Day => text)
const text = z.string().refine((given) => given.trim() !== '', '不能为空')
const maybe = <T extends z.ZodType>(one: T) => one.nullish().transform((given) => given ?? null)

const partyWord = z.string().nullish().transform((given, context) => {
  const sanction = partySanctionOf(given ?? '无')
  if (sanction === null) context.addIssue({ code: 'custom', message: `没有“${given}”这种党纪处分` })
  return sanction ?? 'none'
})
const adminWord = z.string().nullish().transform((given, context) => {
  const sanction = adminSanctionOf(given ?? '无')
  if (sanction === null) context.addIssue({ code: 'custom', message: `没有“${given}”这种政务处分` })
  return sanction ?? 'none'
})

const kinds = { 退回重新审查调查: 'reinvestigation', 退回补充审查调查: 'supplement' } as const

const finding = { characterization: text, articles: z.array(text), violatesEightRules: z.boolean(), eightRulesCategory: maybe(z.string()) }

const givenCase = z.object({
  id: text,
  caseNo: text,
  title: text,
  zone: z.enum(zones.map((zone) => zone.name) as [string, ...string[]], '没有这个片区'),
  transferringBody: z.object({ code: z.enum(bodies.map((body) => body.id) as [string, ...string[]], '没有这个派驻机构') }),
  subject: z.object({
    name: text, gender: z.enum(['男', '女']), birthYear: z.int().min(1900).max(2100), partyMember: z.boolean(), partyJoinYear: maybe(z.int()), ethnicity: text, education: text,
    post: text, employer: text, rank: text, personnelType: text, partyPost: maybe(z.string()), deputyOrDelegate: z.boolean(),
  }),
  actPeriod: z.object({ start: day, end: day }),
  applicableLawVersion: text,
  amountInvolvedYuan: maybe(z.number()),
  allegedFacts: z.array(text).min(1, '至少写一项事实'),
  evidence: z.array(z.object({ no: z.int(), type: text, name: text })).min(1, '至少列一项证据'),
  proposedByBody: z.object({ ...finding, partySanction: partyWord, governmentSanction: adminWord }),
  review: z.object({
    leaderId: text,
    reviewerIds: z.array(text),
    earlyIntervention: z.boolean(),
    jointReadingWithWorkCommittee: z.boolean(),
    extension: maybe(z.object({ approvedOn: day, approverRole: maybe(z.string()), reason: text, newDueOn: day })),
    issuesFound: z.array(z.object({ category: text, text })),
    returned: z.boolean(),
    returns: z.array(z.object({ type: z.enum(['退回重新审查调查', '退回补充审查调查'], '退回种类应当是“退回重新审查调查”或者“退回补充审查调查”'), on: day, reason: text, resubmittedOn: day, items: z.array(text).min(1, '补查提纲至少列一项') })).optional(),
    periods: z.array(z.object({ start: day })).default([]),
    netReviewDays: z.int(),
  }),
  characterizationAfterReview: z.object({ ...finding, facts: text, advisedPartySanction: partyWord, advisedGovernmentSanction: adminWord }),
  approval: z.object({ route: z.enum(routes, '没有这条办理路径') }),
  finalSanction: z.object({
    party: partyWord, government: adminWord, organizational: maybe(z.string()), property: maybe(z.record(z.string(), z.union([z.string(), z.number()]).nullable())),
    partyDecisionOrgan: maybe(z.string()), governmentDecisionOrgan: maybe(z.string()), decidedOn: day, announcedOn: day,
    partyInfluenceMonths: maybe(z.int()), partyInfluenceEndsOn: maybe(day), governmentPeriodMonths: maybe(z.int()), governmentPeriodEndsOn: maybe(day),
  }),
  dates: z.object({
    clueOn: maybe(day), filedOn: maybe(day), transferredOn: day, acceptedOn: day, reacceptedOn: maybe(day), talkOn: maybe(day), collectiveOn: day, concludedOn: day, groupStudyOn: day,
    workCommitteeOn: maybe(day), decidedOn: day, announcedOn: day, archivedOn: day,
  }),
  suggestedDemoStage: maybe(z.string()),
})

export type Given = z.output<typeof givenCase>
export type GivenReturn = NonNullable<Given['review']['returns']>[number]
export const kindOfReturn = (given: GivenReturn) => kinds[given.type]
export const returnsOf = (given: Given): GivenReturn[] => given.review.returns ?? []

/** One fault of a file: which case, which field, what is wrong. */
export type Fault = { case: string; field: string; message: string }
export const faultLine = (fault: Fault): string => [fault.case, fault.field].filter((part) => part !== '').join(' ') + `：${fault.message}`

/** Reads a file's text: the cases, or every fault of all of them. */
export function readGiven(json: string): { cases: Given[] } | { faults: Fault[] } {
  let raw: unknown
  try {
    raw = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { faults: [{ case: '文件', field: '', message: `不是正确的 JSON（${error instanceof Error ? error.message : ''}）` }] }
  }
  if (!Array.isArray(raw)) return { faults: [{ case: '文件', field: '', message: '应当是案件的数组（以“[”开头）' }] }

  const faults: Fault[] = []
  const cases: Given[] = []
  raw.forEach((one: unknown, n) => {
    const name = typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string' && one.id !== '' ? one.id : `第${n + 1}件`
    const read = givenCase.safeParse(one)
    if (read.success) cases.push(read.data)
    else faults.push(...read.error.issues.map((issue) => ({ case: name, field: issue.path.join('.'), message: issue.message })))
  })
  faults.push(...cases.flatMap(disagreements), ...repeated(cases, 'id'), ...repeated(cases, 'caseNo'))
  return faults.length > 0 ? { faults } : { cases }
}

/** What each field allows by itself and the others do not. */
function disagreements(given: Given): Fault[] {
  const faults: Fault[] = []
  const say = (field: string, message: string) => faults.push({ case: given.id, field, message })
  const zone = zones.find((one) => one.name === given.zone)
  const body = bodies.find((one) => one.id === given.transferringBody.code)
  const { review, dates } = given

  if (body?.zoneId !== zone?.id) say('zone', `${given.transferringBody.code}不属于${given.zone}`)
  if (!people.some((one) => one.id === review.leaderId && one.posts.some((post) => post.role === 'groupLeader' && post.zoneId === zone?.id))) say('review.leaderId', `“${review.leaderId}”不是${given.zone}的小组组长`)
  review.reviewerIds.forEach((id, n) => { if (!people.some((one) => one.id === id)) say(`review.reviewerIds.${n}`, `没有“${id}”这个审理人员`) })
  if (review.returned !== (returnsOf(given).length > 0)) say('review.returned', '与退回记录（review.returns）不一致')
  if (returnsOf(given).length > 0 && dates.reacceptedOn === null) say('dates.reacceptedOn', '有退回的案件应当填写重新受理（恢复审理）日期')
  if (returnsOf(given).length > 1 && review.periods.length < returnsOf(given).length + 1) say('review.periods', '退回不止一次的，每次退回之后都应当有一段审理期间')
  if (given.approval.route === 'A' && dates.workCommitteeOn === null) say('dates.workCommitteeOn', '路径 A 应当填写工委审理日期')
  if (given.finalSanction.decidedOn !== dates.decidedOn) say('finalSanction.decidedOn', `与 dates.decidedOn（${dates.decidedOn}）不一致`)
  if (given.finalSanction.announcedOn !== dates.announcedOn) say('finalSanction.announcedOn', `与 dates.announcedOn（${dates.announcedOn}）不一致`)
  if (given.actPeriod.start > given.actPeriod.end) say('actPeriod.end', '早于 actPeriod.start')
  return faults
}

const repeated = (cases: readonly Given[], field: 'id' | 'caseNo'): Fault[] =>
  cases.filter((one, n) => cases.findIndex((other) => other[field] === one[field]) < n).map((one) => ({ case: one.id, field, message: `“${one[field]}”在文件中出现不止一次` }))
