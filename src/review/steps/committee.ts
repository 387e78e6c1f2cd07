import { conflicts } from '../people.ts'
import { blank, no, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'

type Signature = { opinion: string; agrees: boolean; minutes: string; signedBy: string | null }

/** 工委签署意见 (T18): an opinion of its own layer, by people of its own; the body may enter it for a committee without an account. */
export const signCommitteeOpinion = step<Signature>({
  label: '签署工委审理意见',
  about: '工委独立审理并签署本层意见；工委没有账号的，由派驻机构附纪要代录。',
  rule: 'R-118',
  by: ['committeeHead', 'bodyHead'],
  guards: [
    written<Signature>('twoLayers', { opinion: '工委审理意见', minutes: '审理会议纪要' }),
    guard('signedFor', 'twoLayers', (_c, { signedBy }, { who }) => (who.role !== 'committeeHead' && blank(signedBy) ? [no('NOT_SIGNED', '代录工委意见的，请写明工委签署人', 'R-118', 'signedBy')] : [])),
    guard('ownHand', 'twoLayers', (c, { signedBy }, { who, roster, on, policy }) => {
      if (who.role !== 'committeeHead' && blank(signedBy)) return []
      const signer = signedBy ?? who.personId
      const known = roster.person(signer)
      const foreign = known !== undefined && !known.posts.some((post) => post.role === 'committeeReviewer' || post.role === 'committeeHead')
      const sat = c.panel.some((one) => one.personId === signer)
      return foreign || sat || c.report?.approvedBy === signer || conflicts(signer, c, roster, { on, policy }).length > 0 ? [no('SAME_HAND', '两层意见须由不同的人各自签署', 'R-118', 'signedBy')] : []
    }),
    demand('zoneSigned', 'twoLayers', (c) => (c.opinions.some((one) => one.layer === 'zone') ? [] : [no('ZONE_UNSIGNED', '划片小组的意见尚未签署', 'R-118')])),
  ],
  apply: (c, { opinion, agrees, minutes, signedBy }, { who, day }) => ({
    ...c, opinions: [...c.opinions, { layer: 'workCommittee', signedBy: signedBy ?? who.personId, signedOn: day, enteredBy: who.personId, opinion, agrees, minutes }],
  }),
})
