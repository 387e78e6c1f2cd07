import type { NoteKind, ReadingNote } from '../note.ts'
import { pointRefusals } from '../pointing.ts'
import { no, written } from '../refusal.ts'
import { guard, step } from '../step.ts'
import { seated, signed } from './panel.ts'

/** A note of the kind `record` on nothing but volume and page may leave out all the rest, as notes once did. */
type Note = Pick<ReadingNote, 'volume' | 'page' | 'text' | 'factId' | 'evidenceNo' | 'attachmentId' | 'attachmentPage'> & { kind?: NoteKind }

/** 阅卷笔录: volume and page for every point, and what it is about. */
export const note = step<Note>({
  label: '记阅卷笔录',
  about: '审理组成员记阅卷笔录，逐点写明卷号和页码；疑点和缺失此后可以列入补查提纲。',
  rule: 'R-231',
  by: ['panel'],
  guards: [
    signed,
    seated,
    written<Note>('wholeFile', { volume: '卷号', text: '笔录内容' }),
    guard('page', 'wholeFile', (_c, { page }) => (Number.isInteger(page) && page > 0 ? [] : [no('NO_SUCH_PAGE', '页码应当是大于零的整数', 'R-231', 'page')])),
    guard('knownFact', 'wholeFile', (c, { factId }) => (factId === null || c.package.facts.some((one) => one.id === factId) ? [] : [no('NO_SUCH_FACT', '所指的事实不在本案中', 'R-231', 'factId')])),
    guard('knownEvidence', 'wholeFile', (c, { evidenceNo = null }) => (evidenceNo === null || c.package.evidence.some((one) => one.no === evidenceNo) ? [] : [no('NO_SUCH_EVIDENCE', `本案的证据目录没有第${evidenceNo}项`, 'R-231', 'evidenceNo')])),
    guard('knownFile', 'wholeFile', (_c, { attachmentId = null, attachmentPage = null }, { files = [] }) => pointRefusals(files, { attachmentId, page: attachmentPage }, 'R-231', { file: 'attachmentId', page: 'attachmentPage' })),
  ],
  apply: (c, { volume, page, text, factId, kind, evidenceNo, attachmentId, attachmentPage }, { who, day }) => ({
    ...c,
    // What was not asked for when a note was made is not in it, so that an old log still gives the same case.
    notes: [...c.notes, { by: who.personId, on: day, volume, page, text, factId, ...(kind === undefined ? {} : { kind }), ...(evidenceNo === undefined ? {} : { evidenceNo }), ...(attachmentId === undefined ? {} : { attachmentId }), ...(attachmentPage === undefined ? {} : { attachmentPage }) }],
  }),
})
