/**
 * 文书模板: the layout that an office gives a form of its own. Versions are added and stay as they are; the last that was
 * added and has begun is in force. A version without a file ends the one before it: the standard layout again.
 */
import type { Refusal } from './case.ts'
import type { Day } from './day.ts'
import type { Actor } from './people.ts'
import type { Policy } from './policy.ts'
import { blank, no } from './refusal.ts'
import { roleWords } from './words.ts'

/** The file of a version: `fields` are the names that it uses, `sha256` is of its bytes. */
export type TemplateFile = { name: string; bytes: number; sha256: string; fields: readonly string[] }
/** 模板版本: of a form, in force from a day on, by whom and why; `file` is null where it takes the former one back. */
export type TemplateVersion = { form: string; version: number; from: Day; note: string; addedBy: string; addedAt: string; file: TemplateFile | null }
/** The version in force, with what opens its file. */
export type TemplateInForce = Pick<TemplateVersion, 'version' | 'from'> & Pick<TemplateFile, 'sha256' | 'fields'> & { open: () => Promise<Uint8Array> }
/** Which template each form has on a day; null is the standard layout. */
export type Templates = (form: string) => TemplateInForce | null

/** The version in force on a day, of those of one form; null where the form has its standard layout. */
export function templateOn<One extends Pick<TemplateVersion, 'version' | 'from' | 'file'>>(versions: readonly One[], on: Day): (One & { file: TemplateFile }) | null {
  const begun = versions.filter((one) => one.from <= on)
  const last = begun.find(({ version }) => version === Math.max(...begun.map((one) => one.version)))
  return last && last.file !== null ? { ...last, file: last.file } : null
}

type Asking = { who: Pick<Actor, 'role'>; moment: { on: Day; policy: Policy } }

/** Why somebody may not look at or change the templates. */
export const templateStrangers = ({ who, moment: { policy } }: Asking): Refusal[] =>
  (who.role === policy.templateKeeper ? [] : [no('NOT_YOURS', `文书模板由${roleWords[policy.templateKeeper]}管理`, 'R-500-templates')])

const mostNote = 200

/** Why a version cannot be added from a day on, or the template taken back. */
export const templateRefusals = (asking: Asking, { from, note, file }: Pick<TemplateVersion, 'from' | 'note' | 'file'>, before: readonly TemplateVersion[]): Refusal[] => [
  ...templateStrangers(asking),
  ...(from < asking.moment.on ? [no('PAST_DAY', '生效日期不能早于今天：已经生成的文书不因此改变', undefined, 'from')] : []),
  ...(blank(note) ? [no('NOT_WRITTEN', file === null ? '请写明为什么停用' : '请写明这一版改了什么', undefined, 'note')] : []),
  ...([...note].length > mostNote ? [no('TOO_LONG', `说明最多${mostNote}个字`, undefined, 'note')] : []),
  ...(file === null && (before.at(-1)?.file ?? null) === null ? [no('NOTHING_TO_WITHDRAW', '这种文书没有启用的模板', undefined, 'form')] : []),
]
