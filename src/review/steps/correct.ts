import { correctableFields, type Case, type CorrectableField, type Correction, type Package, type Subject } from '../case.ts'
import { asked, decideOpen, no, open, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'

type Ask = Pick<Correction, 'field' | 'subjectId' | 'after' | 'reason'>

const pending = demand('pending', 'trace', (c) => (open(c.corrections) ? [] : [no('NOTHING_PENDING', '没有待确认的更正', 'R-204')]))

const subjectKey = (field: CorrectableField) => field.replace('subject.', '') as 'name' | 'post' | 'employer' | 'birthYear' | 'ethnicity' | 'education'

/** What stands in the field now, or null where there is no such thing. */
const standing = (c: Case, { field, subjectId }: Pick<Ask, 'field' | 'subjectId'>): string | null => {
  if (field === 'title') return c.package.title
  const subject = c.package.subjects.find((one) => one.id === subjectId)
  return subject ? String(subject[subjectKey(field)]) : null
}

/** 提请更正笔误 (T34): the body names field, new text and reason; both versions stay. */
export const proposeCorrection = step<Ask>({
  label: '提请更正笔误',
  about: '移送后发现笔误的，写明更正的项目、内容和理由，由小组确认。',
  rule: 'R-204',
  by: ['handler'],
  guards: [
    written<Ask>('reasoned', { after: '更正后的内容', reason: '更正的理由' }),
    guard('correctable', 'trace', (c, ask) => (correctableFields.includes(ask.field) && standing(c, ask) !== null ? [] : [no('NOT_CORRECTABLE', '这一项不能作为笔误更正', 'R-204', 'field')])),
    guard('differs', 'trace', (c, ask) => (standing(c, ask) === ask.after ? [no('NOTHING_TO_CHANGE', '更正后的内容与现有内容相同', 'R-204', 'after')] : [])),
    guard('year', 'trace', (_c, { field, after }) => (field !== 'subject.birthYear' || /^(19|20)\d\d$/.test(after) ? [] : [no('NO_SUCH_YEAR', '出生年份应当是四位年份', 'R-204', 'after')])),
    demand('oneAtATime', 'trace', (c) => (open(c.corrections) ? [no('ALREADY_PENDING', '已有一项更正待确认', 'R-204')] : [])),
  ],
  apply: (c, ask, scene) => ({ ...c, corrections: [...c.corrections, { field: ask.field, subjectId: ask.subjectId, before: standing(c, ask) ?? '', after: ask.after, reason: ask.reason, ...asked(scene) }] }),
})

/** A package with a clerical error put right. */
export function corrected(handed: Package, { field, subjectId, after }: Pick<Correction, 'field' | 'subjectId' | 'after'>): Package {
  if (field === 'title') return { ...handed, title: after }
  const put = (subject: Subject): Subject => ({ ...subject, [subjectKey(field)]: field === 'subject.birthYear' ? Number(after) : after })
  return { ...handed, subjects: handed.subjects.map((subject) => (subject.id === subjectId ? put(subject) : subject)) }
}

/** 确认更正: the group confirms, and only then the text changes. Whoever proposed it comes from the body, and so never leads the group. */
export const confirmCorrection = step<object>({
  label: '确认更正',
  about: '划片小组确认更正，更正前后两个版本都保留。',
  rule: 'R-204',
  by: ['groupLeader'],
  approves: true,
  guards: [pending],
  apply: (c, _payload, { who, day }) => {
    const one = open(c.corrections)
    if (!one) return c
    return {
      ...c,
      package: corrected(c.package, one),
      corrections: decideOpen(c.corrections, { approvedBy: who.personId, approvedOn: day }),
    }
  },
})

/** 不予更正. */
export const rejectCorrection = step<{ reason: string }>({
  label: '不予更正',
  about: '划片小组不同意更正，并写明理由。',
  rule: 'R-204',
  by: ['groupLeader'],
  approves: true,
  guards: [pending, written('reasoned', { reason: '不予更正的理由' })],
  apply: (c, { reason }, { who }) => ({ ...c, corrections: decideOpen(c.corrections, { rejectedBy: who.personId, rejectedReason: reason }) }),
})
