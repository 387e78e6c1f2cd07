/** What points to a page of an attached file: a reading note, an answer to an outline. */
import type { Refusal } from './case.ts'
import type { Rule } from './law.ts'
import { no } from './refusal.ts'
import type { Moment } from './step.ts'

/** An attached file and a page of it that something points to (a note, an answer), and why it does not: a file that is not among those that the person may read, or a page that it has not. */
export function pointRefusals(files: NonNullable<Moment['files']>, { attachmentId, page }: { attachmentId: string | null; page: number | null }, rule: Rule, fields: { file: string; page: string }): Refusal[] {
  if (attachmentId === null) return page === null ? [] : [no('NO_FILE', '写了文件的页码，请同时写明是哪一份附件', rule, fields.file)]
  const file = files.find(({ id }) => id === attachmentId)
  if (!file) return [no('NO_SUCH_ATTACHMENT', '没有找到所指的附件，或者已经撤回，请刷新后重新选择', rule, fields.file)]
  if (page === null || (Number.isInteger(page) && page > 0 && page <= (file.pages ?? 0))) return []
  return [no('NO_SUCH_PAGE', file.pages === null ? '这份附件没有页码，请不要写页码' : `这份附件只有${file.pages}页，请核对页码`, rule, fields.page)]
}
