import { no, written } from '../refusal.ts'
import { guard, step } from '../step.ts'
import { seated, signed } from './panel.ts'

type Note = { volume: string; page: number; text: string; factId: string | null }

/** 阅卷笔录: volume and page for every point. */
export const note = step<Note>({
  label: '记阅卷笔录',
  about: '审理组成员记阅卷笔录，逐点写明卷号和页码。',
  rule: 'R-231',
  by: ['panel'],
  guards: [
    signed,
    seated,
    written<Note>('wholeFile', { volume: '卷号', text: '笔录内容' }),
    guard('page', 'wholeFile', (_c, { page }) => (Number.isInteger(page) && page > 0 ? [] : [no('NO_SUCH_PAGE', '页码应当是大于零的整数', 'R-231', 'page')])),
    guard('knownFact', 'wholeFile', (c, { factId }) => (factId === null || c.package.facts.some((one) => one.id === factId) ? [] : [no('NO_SUCH_FACT', '所指的事实不在本案中', 'R-231', 'factId')])),
  ],
  apply: (c, { volume, page, text, factId }, { who, day }) => ({ ...c, notes: [...c.notes, { by: who.personId, on: day, volume, page, text, factId }] }),
})
