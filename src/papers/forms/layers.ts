/** What goes between the layers: asking views (W13), the committee's opinion (W14), the proposal to the Party group (W15), the branch (W16). */
import { branchSkipWords } from '../../review/words.ts'
import { bodiesIn, bodyIn, groupOf, nameIn, namesIn, officeOf, organNamesIn, paper, partyGroupIn, styledNames, subjectIn, type Form } from '../desk.ts'
import { section, sign, table, text } from '../paper.ts'
import { dated, measures, presented } from '../wording.ts'
import { found } from './report.ts'

/** 征求意见函 to the Party group, where the meeting has settled what is proposed (GZ 56). */
export const consultationLetter: Form = (desk) => {
  const meeting = desk.c.bodyMeeting
  return meeting === null || desk.c.partyGroupViews.length === 0 ? [] : [paper(desk, 'W13', null, {
    title: [`关于${styledNames(desk, meeting.findings)}处分意见的征求意见函`],
    head: { organ: bodyIn(desk), number: null },
    addressee: partyGroupIn(desk),
    blocks: [
      ...text(`“${desk.c.package.title}”已经审查调查、审理。经${dated(meeting.on)}组务会集体研究，拟提出以下意见，现征求你们的意见。`),
      ...meeting.findings.flatMap((one) => { const subject = subjectIn(desk, one.subjectId); return subject ? text(presented(subject)) : [] }),
      ...meeting.findings.flatMap((one) => found(desk, one)),
      ...section('回复情况', ...desk.c.partyGroupViews.flatMap((one) => text(`${dated(one.on)}：${one.agrees ? '同意' : '不同意'}。${one.opinion}`))),
    ],
    closing: { organs: bodiesIn(desk), on: meeting.on },
  })]
}

/** 审理意见 of each layer: two papers, two hands, neither from the other (R-118). */
export const layerOpinions: Form = (desk) =>
  desk.c.opinions.map((one) => paper(desk, 'W14', one.layer, {
    title: [one.layer === 'zone' ? '划片审理意见' : '工委审理意见'],
    head: { organ: one.layer === 'zone' ? groupOf(desk) : organNamesIn(desk).workCommittee, number: one.layer === 'zone' ? desk.c.number : null },
    addressee: bodyIn(desk),
    blocks: [
      ...text(`关于你组移送审理的“${desk.c.package.title}”（${desk.c.number}）。`),
      ...section('意见', ...text(`${one.agrees ? '同意' : '不同意'}所提处理意见。`, one.opinion)),
      ...section('研究情况', ...text(one.minutes)),
      ...text(`签发：${nameIn(desk, one.signedBy)}。`),
    ],
    closing: { organs: [one.layer === 'zone' ? groupOf(desk) : organNamesIn(desk).workCommittee], on: one.signedOn },
  }))

/** 处分建议函 to the Party group, with what the body's meeting settled. Its day has no legal effect (R-421). */
export const proposalLetter: Form = (desk) => {
  const { c } = desk
  const meeting = c.bodyMeeting
  if (meeting === null) return []
  return [paper(desk, 'W15', null, {
    title: [`关于给予${styledNames(desk, meeting.findings)}处分的建议函`],
    head: { organ: bodyIn(desk), number: null },
    addressee: partyGroupIn(desk),
    blocks: [
      ...section('被审查调查人', ...meeting.findings.flatMap((one) => { const subject = subjectIn(desk, one.subjectId); return subject ? text(`${presented(subject)}。`) : [] })),
      ...section('主要事实', ...(c.report && c.report.sections.facts !== '' ? text(c.report.sections.facts) : c.package.facts.flatMap((fact) => text(fact.text)))),
      ...section('处理建议', ...text(`${dated(meeting.on)}，组务会（应到${meeting.due}人，实到${meeting.attendees.length}人）集体研究，${meeting.followsReview ? '同意审理意见' : `与审理意见不同：${meeting.reason ?? ''}`}。`), ...meeting.findings.flatMap((one) => found(desk, one))),
      ...text('请按照规定讨论决定。'),
    ],
    closing: { organs: bodiesIn(desk), on: meeting.on },
    copyTo: [officeOf(desk)],
  })]
}

/** 支部大会决议, with the votes by R-127: more than half of all who are due, in the room and in favour; or why no meeting was held (R-126). */
export const branchForm: Form = (desk) =>
  desk.c.branchMeetings.map((one) => {
    const subject = subjectIn(desk, one.subjectId)
    const proposed = desk.c.bodyMeeting?.findings.find(({ subjectId }) => subjectId === one.subjectId)
    return paper(desk, 'W16', one.subjectId, {
      title: [one.skippedBecause === null ? '支部大会决议' : '未召开支部大会的说明'],
      blocks: one.skippedBecause !== null
        ? text(`${subject?.name ?? ''}一案未经支部大会讨论，情形：${branchSkipWords[one.skippedBecause]}。${one.reason ?? ''}`)
        : [
          ...text(`${dated(one.on)}，支部大会讨论${subject ? presented(subject) : ''}的处分问题。`),
          table(['应到有表决权', '实到', '赞成', '本人'], [28, 22, 22, 28], [[`${one.due}`, `${one.present}`, `${one.inFavour}`, one.memberAttended ? '到会' : '未到会']]),
          ...text(one.present * 2 > one.due && one.inFavour * 2 > one.due ? `到会和赞成人数均超过应到有表决权人数的半数，决议通过${proposed ? `：${measures(proposed)}` : ''}。` : '到会或者赞成人数没有超过应到有表决权人数的半数，决议没有通过。'),
          ...section('会议情况', ...text(one.minutes)),
          sign('支部书记签字', '记录人签字', '本人签字'),
        ],
      closing: { organs: [`${subject?.employer ?? ''}党支部`], on: one.on },
    })
  })

/** 复审申请登记及决定书, for whoever asks for review of a decision: filled as far as the case goes (R-290, R-296). */
export const appealForm: Form = (desk) =>
  desk.c.decisions.map((one) => paper(desk, 'W27', `${one.subjectId}-${one.track}`, {
    title: [one.track === 'party' ? '党员申诉复议复查登记及决定' : '复审复核申请登记及决定书'],
    blocks: [
      table(['事项', '内容'], [32, 68], [
        ['申请人', subjectIn(desk, one.subjectId)?.name ?? ''], ['原决定机关', one.organName], ['原决定日期', dated(one.decidedOn)], ['原决定', measures({ ...one, party: one.track === 'party' ? one.party : 'none', admin: one.track === 'admin' ? one.admin : 'none', measure: null })],
        ['申请日期', ''], ['申请理由', ''], ['受理机关、承办人（不得为原案审查调查、审理人员）', ''], ['复核情况', ''], ['结果', '维持　　变更　　撤销'], ['决定日期', ''],
      ]),
      ...text(one.track === 'party' ? '申诉没有期限；直至向中共中央提出。' : '自收到决定书之日起一个月内申请复审；自收到复审决定之日起一个月内申请复核。复审、复核期间，不停止原处分的执行。'),
      sign('申请人签字', '承办人签字', '机关印章'),
    ],
  }))

/** 集中审理记录: read and discussed together, two opinions signed apart (R-222, R-118). */
export const jointForm: Form = (desk) =>
  desk.c.jointSessions.length === 0 ? [] : [paper(desk, 'W08', 'joint', {
    title: ['集中审理记录'],
    blocks: [
      table(['日期', '内容', '参加人员', '记录'], [18, 14, 32, 36], desk.c.jointSessions.map((one) => [dated(one.on), { reading: '集中阅卷', discussion: '集中讨论', opinion: '形成意见' }[one.kind], namesIn(desk, one.participants.map(({ personId }) => personId)), one.note])),
      ...text('划片审理小组与工委各自形成意见、分别签字，互不代替。'),
      sign('划片审理小组', '工委', '派驻机构'),
    ],
  })]
