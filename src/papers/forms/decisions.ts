/** What is decided: Party sanction (W17), administrative sanction (W18), exemption (W19), treatment (W20), and the case dropped (W26). */
import type { Subject } from '../../review/case.ts'
import type { Decision } from '../../review/decision.ts'
import { adminPeriod, partyWords } from '../../review/sanctions.ts'
import { bodiesIn, bodyIn, officeOf, organNamesIn, paper, subjectIn, subjectNames, type Desk, type Form } from '../desk.ts'
import { section, text, type Block } from '../paper.ts'
import { adminMeasure, articles, bareOrgan, dated, partyMeasure, presented, styled } from '../wording.ts'
import { characterisationInOrder, inOrder } from '../order.ts'

/** 处分决定, one for each person and track; never the branch, never the day of signing. */
export const decisionForms: Form = (desk) =>
  desk.c.decisions.flatMap((one) => {
    const subject = subjectIn(desk, one.subjectId)
    if (!subject) return []
    if (one.outcome === 'retireeAdjustment') return [adjusted(desk, one, subject)]
    if (one.outcome !== 'sanction') return [exempted(desk, one, subject)]
    return [one.track === 'party' ? partyDecision(desk, one, subject) : adminDecision(desk, one, subject)]
  })

const suffix = (one: Decision) => `${one.subjectId}-${one.track}`
/** What is written in brackets behind an organ: 根据市监委授权. */
const authority = ({ organName }: Decision): string => { const [, said] = /[(（](.+)[)）]$/.exec(organName) ?? []; return said === undefined ? '' : `${said}，` }
const signed = (desk: Desk, one: Decision) => ({ head: { organ: bareOrgan(one.organName), number: null }, closing: { organs: [bareOrgan(one.organName)], on: one.decidedOn }, copyTo: [...new Set([bodyIn(desk), ...(one.track === 'party' ? [organNamesIn(desk).workCommittee] : []), officeOf(desk)])].filter((name) => name !== bareOrgan(one.organName)) })

/** What was done, as the review found it; the facts handed over where there was no report. */
const facts = ({ c }: Desk): Block[] => (c.report && c.report.sections.facts !== '' ? text(c.report.sections.facts) : inOrder(c.package.facts, (fact) => fact.text).flatMap((fact) => text(fact.text)))

const nature = (one: Decision): string => [
  `上述行为${characterisationInOrder(one.findings.characterisation)}`,
  one.findings.eightPoint.applies && !one.findings.characterisation.includes('八项规定') ? '，并违反中央八项规定精神' : '',
  '。',
].join('')

/** Which circumstances were weighed, in the words of the finding; property; other measures. */
const clauses = (one: Decision): string[] => [one.property ? `涉案财物：${one.property}` : '', one.measure ?? '', one.advice ? `建议：${one.advice}` : '']

const appealToParty = '本人如对本决定不服，可以向作出决定的党组织提出申诉，也可以逐级向上级党组织提出申诉，直至向中共中央申诉。'
/** Both remedies with both times (ZWC 45, 55); the unit's own sanction has its own. */
const remedies = (one: Decision): string =>
  one.organ === 'appointingOrgan' || one.admin === 'postDowngrade'
    ? '本人如对本决定不服，可以依照有关规定申请复核、提出申诉。复核、申诉期间，不停止本决定的执行。'
    : '本人如对本决定不服，可以自收到本决定书之日起一个月内向本机关申请复审；对复审决定仍不服的，可以自收到复审决定之日起一个月内向上一级监察机关申请复核。复审、复核期间，不停止本决定的执行。'

function partyDecision(desk: Desk, one: Decision, subject: Subject) {
  const who = styled(subject, one.party)
  const approved = one.approval === null ? '' : `，并于${dated(one.approval.approvedOn)}经${one.approval.organName}批准`
  return paper(desk, 'W17', suffix(one), {
    title: [`关于给予${who}${partyWords[one.party]}处分的决定`],
    ...signed(desk, one),
    blocks: [
      ...text(`${presented(subject)}。`), ...facts(desk), ...text(nature(one)),
      ...text(`依据${articles(one.findings.articles, one.track)}之规定，经${dated(one.decidedOn)}${bareOrgan(one.organName)}会议讨论决定${approved}，给予${who}${partyMeasure(one.party) ?? ''}。`, ...clauses(one)),
      ...text(`本决定自${dated(one.effectiveOn)}起生效。${one.party === 'expulsion' ? `五年内不得重新入党（至${dated(one.periodEndsOn)}）。` : one.periodEndsOn === null ? '' : `影响期至${dated(one.periodEndsOn)}止。`}`, appealToParty),
    ],
  })
}

function adminDecision(desk: Desk, one: Decision, subject: Subject) {
  const months = adminPeriod(one.admin).value
  return paper(desk, 'W18', suffix(one), {
    title: ['政务处分决定书'],
    ...signed(desk, one),
    blocks: [
      ...text(`被处分人：${presented(subject)}。`),
      ...section('违法事实和证据', ...facts(desk), ...text(`以上事实，有${desk.c.package.evidence.filter((item) => item.legality !== 'excluded' && item.direction === 'for').map((item) => item.name).join('、')}等证据证明。`)),
      ...section('处分的种类和依据', ...text(nature(one), `依据${articles(one.findings.articles, one.track)}之规定，${dated(one.decidedOn)}，${authority(one)}经集体研究，决定给予${subject.name}${adminMeasure(one.admin) ?? ''}。`, ...clauses(one), `本决定自${dated(one.effectiveOn)}起生效。${months === null || one.periodEndsOn === null ? '' : `处分期${months}个月，至${dated(one.periodEndsOn)}止。`}`)),
      ...section('不服本决定的救济途径和期限', ...text(remedies(one))),
    ],
  })
}

function exempted(desk: Desk, one: Decision, subject: Subject) {
  const word = { exempt: '免予', noSanction: '不予', notPursued: '不追究责任，不予', sanction: '', retireeAdjustment: '' }[one.outcome]
  const kind = one.track === 'party' ? '党纪处分' : '政务处分'
  return paper(desk, 'W19', suffix(one), {
    title: [`关于${word}${one.track === 'party' ? styled(subject, one.party) : subject.name}${kind}的决定`],
    ...signed(desk, one),
    blocks: [
      ...text(`${presented(subject)}。`), ...facts(desk), ...text(nature(one)),
      ...text(`${one.findings.articles.length === 0 ? '' : `依据${articles(one.findings.articles, one.track)}之规定，`}经${dated(one.decidedOn)}集体研究，决定对${one.track === 'party' ? styled(subject, one.party) : subject.name}${word}${kind}。`, ...clauses(one)),
      ...text(`本决定自${dated(one.effectiveOn)}起生效。`, one.track === 'party' ? appealToParty : remedies(one)),
    ],
  })
}

const adjusted = (desk: Desk, one: Decision, subject: Subject) =>
  paper(desk, 'W20', suffix(one), {
    title: [`关于调整${subject.name}待遇的决定`],
    ...signed(desk, one),
    blocks: [...text(`${presented(subject)}。`), ...facts(desk), ...text(nature(one), `因${subject.name}已经退休，不再给予处分。${one.findings.articles.length === 0 ? '' : `依据${articles(one.findings.articles, one.track)}之规定，`}按规定调整其享受的待遇。`, ...clauses(one), `本决定自${dated(one.effectiveOn)}起生效。`, one.track === 'party' ? appealToParty : remedies(one))],
  })

/** 撤销案件决定, with the unit told. Made where the case was dropped. */
export const dropForm: Form = (desk) => {
  const { c } = desk
  if (c.stage !== 'dropped' || c.exit === null) return []
  return [paper(desk, 'W26', null, {
    title: [`关于撤销${subjectNames(desk)}案的决定`],
    head: { organ: bodyIn(desk), number: null },
    addressee: [...new Set(c.package.subjects.map((one) => one.employer))].join('、'),
    blocks: text(`“${c.package.title}”（${c.number}），经审查调查、审理，决定撤销案件。`, `理由：${c.exit.reason}`, '请在适当范围内通知本人和所在单位，予以澄清。'),
    closing: { organs: bodiesIn(desk), on: c.exit.on },
    copyTo: [officeOf(desk)],
  })]
}
