import type { JointSession } from '../case.ts'
import { conflicts } from '../people.ts'
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
