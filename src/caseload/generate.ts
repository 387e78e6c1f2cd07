/** Believable invented cases, always the same for the same seed: what bodies file, how review goes, when things happen. */
import { calendar } from '../review/calendar.ts'
import { addDays, rollToWorkingDay, yearOf, type Day } from '../review/day.ts'
import type { AdminSanction, PartySanction } from '../review/sanctions.ts'
import { bodies, people, zones } from './city.ts'
import type { Given } from './given.ts'

/** A stream of numbers in [0, 1) that depends on the seed alone (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Kind = { title: string; fact: string; evidence: [string, string][]; characterization: string; article: string; eight: string | null; items: string[] }

const kinds: Kind[] = [
  { title: '违规收受礼品礼金', fact: '先后多次收受管理服务对象所送礼金、购物卡', evidence: [['书证', '购物卡消费记录'], ['证人证言', '送礼人证言'], ['被审查调查人陈述', '谈话笔录']], characterization: '违反中央八项规定精神和廉洁纪律（收受礼品礼金）', article: '第97条', eight: '违规收送名贵特产和礼品礼金', items: ['补充价格认定意见', '核对收受时间地点，消除证言矛盾', '补充岗位职责和监管分工文件', '说明有无具体请托'] },
  { title: '违规发放津补贴', fact: '以加班费名义超范围发放补贴', evidence: [['书证', '发放表和银行回单'], ['证人证言', '财务人员证言']], characterization: '违反中央八项规定精神（违规发放津补贴）', article: '第113条', eight: '违规发放津补贴或福利', items: ['调取集体研究的会议记录', '逐人核对领取明细并签认', '附清退方案和凭证'] },
  { title: '公车私用', fact: '多次在非工作时间使用公务用车办理私事', evidence: [['书证', '车辆行驶记录'], ['证人证言', '驾驶员证言']], characterization: '违反中央八项规定精神（违规使用公务用车）', article: '第116条', eight: '违规配备使用公务用车', items: ['调取派车单和通行记录', '核算费用并附计算依据'] },
  { title: '超标准使用办公用房', fact: '长期占用两间办公用房，面积超过核定标准', evidence: [['勘验检查笔录', '现场检查笔录'], ['书证', '办公用房配置标准']], characterization: '违反中央八项规定精神（超标准使用办公用房）', article: '第117条', eight: '楼堂馆所（办公用房）', items: ['实地测量并由见证人签名', '补充配置标准和审批材料', '查明占用起止时间'] },
  { title: '不如实报告个人有关事项', fact: '未如实报告配偶持有的股票和房产', evidence: [['书证', '个人有关事项报告表'], ['书证', '核查比对结果']], characterization: '违反组织纪律（不如实报告个人有关事项）', article: '第81条', eight: null, items: ['查明未报告的主观原因', '补充核查认定意见'] },
  { title: '违规从事营利活动', fact: '以他人名义入股与职务有关联的企业', evidence: [['书证', '工商登记和转账凭证'], ['证人证言', '代持人证言']], characterization: '违反廉洁纪律（违规从事营利活动）', article: '第103条', eight: null, items: ['核清出资来源和分红', '排除以权谋私', '提出违纪所得处理意见'] },
  { title: '工作失职', fact: '对下属单位专项资金监管不力，造成损失', evidence: [['书证', '审计报告'], ['书证', '分工文件']], characterization: '违反工作纪律（工作失职）', article: '第132条', eight: null, items: ['区分直接责任和领导责任', '补充损失认定依据'] },
  { title: '消极应付群众诉求', fact: '对群众反映的问题推诿拖延，造成不良影响', evidence: [['书证', '信访件办理记录'], ['证人证言', '反映人证言']], characterization: '违反群众纪律（消极应付群众诉求）', article: '第125条', eight: null, items: ['补充办理时限规定', '核实不良影响'] },
]
const surnames = [...'陈林黄张吴李王郑蔡许谢洪叶苏庄']
const given = [...'明华建志文军平芳丽秀海春国永']
const ranks = ['正处级', '副处级', '正科级', '正科级', '副科级', '副科级', '事业单位管理岗六级', '事业单位管理岗七级', '事业单位管理岗八级', '事业单位管理岗九级']
const party: PartySanction[] = ['warning', 'warning', 'warning', 'warning', 'seriousWarning', 'seriousWarning', 'seriousWarning', 'removal', 'probation1', 'exempt']
const partner: Partial<Record<PartySanction, AdminSanction[]>> = { warning: ['none', 'none', 'demerit'], seriousWarning: ['none', 'majorDemerit', 'majorDemerit'], removal: ['dismissal'], probation1: ['dismissal'] }

/** One case that is filed on a day; `ordinal` makes its id. Everything later follows from the draws. */
export function generate(draw: () => number, ordinal: number, filedOn: Day): Given {
  const pick = <One>(list: readonly One[]): One => list[Math.floor(draw() * list.length)]!
  const between = (from: number, to: number): number => from + Math.floor(draw() * (to - from + 1))
  const after = (day: Day, from: number, to: number): Day => rollToWorkingDay(addDays(day, between(from, to)), calendar)

  const body = pick(bodies)
  const zone = zones.find((one) => one.id === body.zoneId)!
  const sits = people.filter((one) => one.posts.some((post) => post.zoneId === zone.id && post.role === 'reviewer') && one.homeBodyId !== body.id)
  const first = pick(sits)
  const second = pick(sits.filter((one) => one !== first))
  const kind = pick(kinds)
  const rank = pick(ranks)
  const member = draw() > 0.05
  const decided = member ? pick(party) : 'none'
  const admin: AdminSanction = member ? pick(partner[decided] ?? ['none']) : pick(['warning', 'demerit'])
  const returns = draw() < 0.45 ? 1 : 0
  const again = draw() < 0.2
  const slow = draw() < 0.05

  const transferredOn = after(filedOn, 30, 80)
  const acceptedOn = after(transferredOn, 1, 3)
  const returnedOn = after(acceptedOn, 7, 15)
  const resubmittedOn = after(returnedOn, 14, 40)
  const reacceptedOn = after(resubmittedOn, 1, 3)
  const talkOn = after(returns ? reacceptedOn : acceptedOn, 3, slow ? 24 : 7)
  const collectiveOn = after(talkOn, 3, 6)
  const concludedOn = after(collectiveOn, 1, 3)
  const groupStudyOn = after(concludedOn, 1, 4)
  const workCommitteeOn = after(groupStudyOn, 7, 14)
  const decidedOn = after(workCommitteeOn, 4, 10)
  const announcedOn = after(decidedOn, 3, 14)
  const archivedOn = after(announcedOn, 30, 80)
  const amount = between(3, 90) * 1000
  const finding = { characterization: kind.characterization, articles: [`${yearOf(filedOn) >= '2024' ? '2023' : '2018'}条例${kind.article}`], violatesEightRules: kind.eight !== null, eightRulesCategory: kind.eight }
  const name = `${pick(surnames)}某${pick(given)}`

  return {
    id: `G${String(ordinal).padStart(6, '0')}`, caseNo: `模拟${ordinal}`, title: `${name}${kind.title}案`, zone: zone.name, transferringBody: { code: body.id },
    subject: { name, gender: draw() < 0.8 ? '男' : '女', birthYear: between(1964, 1992), partyMember: member, partyJoinYear: member ? between(1986, 2015) : null, ethnicity: '汉族', education: '大学', post: `${body.covers[0]}${rank.includes('处') ? '副主任' : '科长'}`, employer: pick(body.covers), rank, personnelType: rank.startsWith('事业') ? '事业单位管理人员' : '公务员', partyPost: member ? '党支部委员' : null, deputyOrDelegate: draw() < 0.05 },
    actPeriod: { start: addDays(filedOn, -900), end: addDays(filedOn, -120) }, applicableLawVersion: '2023条例', amountInvolvedYuan: amount, allegedFacts: [`${name}${kind.fact}，涉及金额${amount / 10_000}万元。`],
    evidence: kind.evidence.map(([type, title], n) => ({ no: n + 1, type, name: title })),
    proposedByBody: { ...finding, violatesEightRules: finding.violatesEightRules && draw() > 0.2, partySanction: decided === 'exempt' ? 'warning' : decided, governmentSanction: admin },
    review: {
      leaderId: people.find((one) => one.posts.some((post) => post.role === 'groupLeader' && post.zoneId === zone.id))!.id, reviewerIds: [first.id, second.id], earlyIntervention: draw() < 0.1, jointReadingWithWorkCommittee: rank.includes('处'), extension: null,
      issuesFound: kind.items.slice(0, 2).map((text) => ({ category: '事实证据', text })), returned: returns > 0, periods: [], netReviewDays: 0,
      returns: returns ? [{ type: again ? '退回重新审查调查' : '退回补充审查调查', on: returnedOn, reason: again ? '主要事实不清、证据不足' : '需补充完善证据', resubmittedOn, items: kind.items.slice(0, between(2, kind.items.length)) }] : [],
    },
    characterizationAfterReview: { ...finding, facts: `经审理查明，${name}${kind.fact}。`, advisedPartySanction: decided, advisedGovernmentSanction: admin },
    approval: { route: 'B' },
    finalSanction: { party: decided, government: admin, organizational: null, property: draw() < 0.5 ? { note: '收缴违纪所得' } : null, partyDecisionOrgan: null, governmentDecisionOrgan: admin === 'none' ? null : body.name, decidedOn, announcedOn, partyInfluenceMonths: null, partyInfluenceEndsOn: null, governmentPeriodMonths: null, governmentPeriodEndsOn: null },
    dates: { clueOn: addDays(filedOn, -20), filedOn, transferredOn, acceptedOn, reacceptedOn: returns ? reacceptedOn : null, talkOn, collectiveOn, concludedOn, groupStudyOn, workCommitteeOn, decidedOn, announcedOn, archivedOn },
    suggestedDemoStage: null,
  }
}
