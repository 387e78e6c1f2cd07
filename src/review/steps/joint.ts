import type { JointIssue, JointSession } from '../case.ts'
import { sideOf } from '../sides.ts'
import { conflicts, type Actor } from '../people.ts'
import { blank, no, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'

/** 邀请工委提前阅卷 (集中审理, R-222): from acceptance on, or earlier where early involvement was approved. */
export const inviteCommittee = step<{ reason: string }>({
  label: '邀请工委集中审理',
  about: '邀请工委审理人员同步阅卷、同步讨论、同步形成审核意见，两层各自签署。',
  rule: 'R-222',
  by: ['officeHead', 'groupLeader'],
  guards: [
    written('reasoned', { reason: '集中审理的理由' }),
    demand('ripe', 'twoLayers', (c) => (c.acceptedOn !== null || c.involvements.some((one) => one.approvedBy !== null) ? [] : [no('TOO_EARLY', '受理之后，或者提前介入经批准的，才能邀请工委集中审理', 'R-222')])),
    demand('once', 'trace', (c) => (c.committeeInvitedOn ? [no('ALREADY_INVITED', '已经邀请工委集中审理', 'R-222')] : [])),
  ],
  apply: (c, _payload, { day }) => ({ ...c, committeeInvitedOn: day }),
})

type Session = Pick<JointSession, 'kind' | 'participants' | 'note'>

/** 集中审理记录: read together, discuss together, form the opinions together. */
export const recordJointSession = step<Session>({
  label: '记集中审理',
  about: '记录同步阅卷、同步讨论或者同步形成意见，写明各方参加人员。',
  rule: 'R-222',
  by: ['lead', 'groupLeader', 'committeeReviewer'],
  guards: [
    demand('invited', 'twoLayers', (c) => (c.committeeInvitedOn ? [] : [no('NOT_INVITED', '尚未邀请工委集中审理', 'R-222')])),
    guard('bothLayers', 'twoLayers', (_c, { participants }) =>
      (['zone', 'workCommittee'] as const).filter((layer) => !participants.some((one) => one.layer === layer && !blank(one.personId))).map(() => no('ONE_LAYER_ONLY', '集中审理应当有小组和工委双方人员参加', 'R-222', 'participants'))),
    guard('noConflict', 'separation', (c, { participants }, { roster, on, policy }) =>
      participants.filter((one) => one.layer !== 'body').flatMap(({ personId }) =>
        conflicts(personId, c, roster, { on, policy }).map((why) => no('CONFLICT', `${roster.person(personId)?.name ?? personId}不能参加集中审理：${why}`, 'R-233', 'participants')))),
    written<Session>('reasoned', { note: '集中审理情况' }),
  ],
  apply: (c, { kind, participants, note }, { day }) => ({ ...c, jointSessions: [...c.jointSessions, { kind, on: day, participants, note }] }),
})

type Layer = JointIssue['words'][number]['layer']
/** Which layer somebody speaks for in a joint review. */
export const layerOf = ({ role }: Pick<Actor, 'role'>): Layer => (sideOf[role] === 'body' ? 'body' : sideOf[role] === 'committee' ? 'workCommittee' : 'zone')

/** 争点已解决: the last word of the group and the last word of the committee both say so; no layer settles for the other, and the body for neither (R-118, R-222; who settles is the house's reading, [D]). */
export const isSettled = ({ words }: JointIssue): boolean =>
  (['zone', 'workCommittee'] as const).every((layer) => words.findLast((one) => one.layer === layer)?.settled ?? false)

/** 提出争点: one list for the three parties of a joint review. */
export const raiseJointIssue = step<{ question: string }>({
  label: '提出争点',
  about: '集中审理中提出一个争点，列入派驻机构、小组、工委共用的争点清单。',
  rule: 'R-222',
  by: ['handler', 'lead', 'groupLeader', 'committeeReviewer'],
  guards: [
    demand('invited', 'twoLayers', (c) => (c.committeeInvitedOn ? [] : [no('NOT_INVITED', '尚未邀请工委集中审理，还没有争点清单；请先邀请工委', 'R-222')])),
    written('reasoned', { question: '争点' }),
  ],
  apply: (c, { question }, { who, day }) => ({
    ...c, jointIssues: [...c.jointIssues, { no: c.jointIssues.length + 1, words: [{ layer: layerOf(who), by: who.personId, on: day, text: question, settled: false }] }],
  }),
})

type Word = { no: number; text: string; settled: boolean }

/** 答复争点: a word of one's own layer, and whether that layer holds the point to be settled. */
export const answerJointIssue = step<Word>({
  label: '答复争点',
  about: '以本层名义对争点发表意见，并写明本层是否认为已经解决；小组和工委都认为已经解决的，争点才算解决。',
  rule: 'R-118',
  by: ['handler', 'lead', 'groupLeader', 'committeeReviewer'],
  guards: [
    guard('open', 'trace', (c, { no: number }) => {
      const issue = c.jointIssues.find((one) => one.no === number)
      if (!issue) return [no('NO_SUCH_ISSUE', `争点清单上没有第 ${number} 项，请按清单上的序号答复`, 'R-222', 'no')]
      return isSettled(issue) ? [no('ISSUE_SETTLED', `第 ${number} 项争点双方都认为已经解决；还有意见的，请另提一项`, 'R-222', 'no')] : []
    }),
    guard('layersSettle', 'twoLayers', (_c, { settled }, { who }) => (settled && layerOf(who) === 'body' ? [no('NOT_A_LAYER', '争点是否解决由小组和工委各自判断，派驻机构只发表意见', 'R-118', 'settled')] : [])),
    written<Word>('reasoned', { text: '本层意见' }),
  ],
  apply: (c, { no: number, text, settled }, { who, day }) => ({
    ...c, jointIssues: c.jointIssues.map((one) => (one.no === number ? { ...one, words: [...one.words, { layer: layerOf(who), by: who.personId, on: day, text, settled }] } : one)),
  }),
})
