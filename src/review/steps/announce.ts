import type { Case } from '../case.ts'
import { blank, no, written } from '../refusal.ts'
import { guard, step } from '../step.ts'

const known = guard<{ subjectId: string }>('knownSubject', 'trace', (c, { subjectId }) => (c.package.subjects.some((one) => one.id === subjectId) ? [] : [no('NO_SUCH_SUBJECT', '请选择本案被审查调查人', undefined, 'subjectId')]))

type Announced = { subjectId: string; announcers: string[]; scope: string; opinion: string | null; refusedToSign: boolean }

/** 宣布处分决定 (T21): at least two people; serving is not announcing. */
export const announce = step<Announced>({
  label: '宣布处分决定',
  about: '向本人和所在党组织宣布处分决定：不少于两人，记录本人意见或者拒签情况。',
  rule: 'R-270',
  by: ['handler'],
  guards: [
    known,
    guard('twoAnnounce', 'twoPersons', (_c, { announcers }) => (new Set(announcers.filter((one) => !blank(one))).size < 2 ? [no('TOO_FEW_PEOPLE', '宣布处分决定不少于两人', 'R-271', 'announcers')] : [])),
    written<Announced>('carriedOut', { scope: '宣布的范围' }),
    guard('opinion', 'reasoned', (_c, { opinion, refusedToSign }) => (refusedToSign || !blank(opinion) ? [] : [no('NOT_WRITTEN', '请记录本人意见，拒绝签字的注明', 'R-271', 'opinion')])),
  ],
  apply: (c, { subjectId, announcers, scope, opinion, refusedToSign }, { day }) => ({ ...c, announcements: [...c.announcements, { subjectId, on: day, announcers, scope, opinion, refusedToSign }] }),
})

type Served = { subjectId: string; receiver: string; proof: string }

/** 送达处分决定 (T21): with the receipt. */
export const serve = step<Served>({
  label: '送达处分决定',
  about: '把处分决定送达本人和所在单位，附送达回证；送达不能代替宣布。',
  rule: 'R-273',
  by: ['handler'],
  guards: [known, written<Served>('carriedOut', { receiver: '受送达人', proof: '送达回证' })],
  apply: (c, { subjectId, receiver, proof }, { day }) => ({ ...c, services: [...c.services, { subjectId, on: day, receiver, proof }] }),
})

/** People to whom the decision was not yet announced, or not yet served. */
export const untold = (c: Case) => ({
  announcement: c.package.subjects.filter((one) => !c.announcements.some((other) => other.subjectId === one.id)),
  service: c.package.subjects.filter((one) => !c.services.some((other) => other.subjectId === one.id)),
})
