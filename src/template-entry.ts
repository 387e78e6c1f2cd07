/** A template comes in: tried out, and kept only where nothing is wrong with it. For the pages and the command line alike. */
import type { FormCode } from './papers/catalogue.ts'
import type { Trial } from './papers/template-check.ts'
import type { Refusal } from './review/case.ts'
import type { Actor } from './review/people.ts'
import { no } from './review/refusal.ts'
import { cleanName } from './store/file-names.ts'
import type { LoadedMoment } from './store/settings.ts'
import type { Store } from './store/store.ts'
import { addTemplate, strangersRefused, type TemplateOutcome } from './store/templates.ts'

type Asking = { store: Store; who: Actor; moment: LoadedMoment }

/** 试生成: everything that is wrong, and the paper that it makes of invented examples. Nothing is kept. */
export async function triedTemplate({ store, who, moment }: Asking, form: FormCode, content: Uint8Array): Promise<Trial | { refusals: Refusal[] }> {
  const refusals = await strangersRefused(store, { who, moment }, form)
  if (refusals.length > 0) return { refusals }
  const { tryTemplate } = await import('./papers/template-check.ts')
  return tryTemplate(form, content)
}

/** Keeps a file as the next version of a form. */
export async function enterTemplate(asking: Asking, { form, from, note, name, content }: { form: FormCode; from: string; note: string; name: string; content: Uint8Array }): Promise<TemplateOutcome> {
  const tried = await triedTemplate(asking, form, content)
  if ('refusals' in tried) return tried
  if (tried.faults.length > 0) return { refusals: tried.faults.map((fault) => no('TEMPLATE_FAULT', fault, undefined, 'file')) }
  return addTemplate(asking.store, asking, { form, from, note, file: { name: cleanName(name) ?? `${form}.docx`, fields: tried.fields, content } })
}
