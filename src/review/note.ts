/** 阅卷笔录: what the panel notes while it reads, and where it found it. */
import type { Day } from './day.ts'

/** What a reading note is: an extract, a doubt (疑点), or something that is missing (缺失); doubts and gaps are offered for the outline. */
export type NoteKind = 'record' | 'doubt' | 'missing'

/**
 * Reading notes (阅卷笔录): volume and page for every point (W06), the fact and the evidence it concerns, and the attached
 * file with its own page where it was read there. Notes made before these were asked for have none of them.
 */
export type ReadingNote = {
  by: string
  on: Day
  volume: string
  page: number
  text: string
  factId: string | null
  kind?: NoteKind
  evidenceNo?: number | null
  attachmentId?: string | null
  attachmentPage?: number | null
}
