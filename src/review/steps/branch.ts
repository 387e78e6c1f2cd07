import type { BranchMeeting, BranchSkip } from '../decision.ts'
import { no, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'

const known = guard<{ subjectId: string }>('knownSubject', 'trace', (c, { subjectId }) => (c.package.subjects.some((one) => one.id === subjectId) ? [] : [no('NO_SUCH_SUBJECT', '请选择本案被审查调查人', undefined, 'subjectId')]))

/** The first collective opinion comes before the branch. */
const afterMeeting = demand('afterMeeting', 'bodyResponsible', (c) => (c.bodyMeeting ? [] : [no('NOT_STUDIED', '支部大会应当在组务会集体研究之后召开', 'R-126')]))

/** Whether the vote carries: more than half of all due are present, and more than half of all due say yes. */
const carried = ({ due, present, inFavour }: Pick<BranchMeeting, 'due' | 'present' | 'inFavour'>): boolean => present * 2 > due && inFavour * 2 > due

type Vote = { subjectId: string; due: number; present: number; inFavour: number; memberAttended: boolean; minutes: string }

/** 支部大会: one vote a person; entered by the body with the minutes. */
export const recordBranchMeeting = step<Vote>({
  label: '记支部大会',
  about: '记录支部大会对处分的讨论和表决：应到、实到、赞成人数和会议记录。',
  rule: 'R-127',
  by: ['handler', 'partyGroupContact'],
  guards: [
    known, afterMeeting,
    written<Vote>('consulted', { minutes: '支部大会记录' }),
    guard('countable', 'consulted', (_c, { due, present, inFavour }) =>
      [due, present, inFavour].every(Number.isInteger) && 0 <= inFavour && inFavour <= present && present <= due && due > 0 ? [] : [no('VOTES_DO_NOT_ADD_UP', '应到、实到、赞成人数不符，请核对', 'R-127', 'inFavour')]),
    guard('carried', 'consulted', (_c, vote) => (carried(vote) ? [] : [no('NOT_CARRIED', '实到和赞成都应当超过应到人数的一半；没有通过的，请写明不经支部大会的理由另行处理', 'R-127', 'inFavour')])),
  ],
  apply: (c, { subjectId, due, present, inFavour, memberAttended, minutes }, { who, day }) => ({
    ...c, branchMeetings: [...c.branchMeetings, { subjectId, on: day, due, present, inFavour, memberAttended, minutes, skippedBecause: null, reason: null, enteredBy: who.personId }],
  }),
})

type Skip = { subjectId: string; because: BranchSkip; reason: string }

/** 不经支部大会: one of the seven reasons of R-126, in words. */
export const skipBranchMeeting = step<Skip>({
  label: '不经支部大会',
  about: '有规定情形的，可以不经支部大会讨论，写明情形和理由。',
  rule: 'R-126',
  by: ['bodyHead'],
  guards: [known, afterMeeting, written<Skip>('reasoned', { reason: '不经支部大会的理由' })],
  apply: (c, { subjectId, because, reason }, { who, day }) => ({
    ...c, branchMeetings: [...c.branchMeetings, { subjectId, on: day, due: 0, present: 0, inFavour: 0, memberAttended: false, minutes: '', skippedBecause: because, reason, enteredBy: who.personId }],
  }),
})
