/** 文书模板: adding a version, and taking the template back from a day on. Each is a link of the chain, like any setting; what a file says is not in it. */
import { hash } from 'node:crypto'
import type { Refusal } from '../review/case.ts'
import { templateRefusals, templateStrangers, type TemplateFile, type TemplateVersion } from '../review/template.ts'
import type { Actor } from '../review/people.ts'
import { forge } from './audit.ts'
import { refused } from './grants.ts'
import type { LoadedMoment } from './settings.ts'
import { isTaken, type Store } from './store.ts'
import { templateRows } from './template-rows.ts'

type Asking = { who: Actor; moment: LoadedMoment }
export type TemplateOutcome = { version: TemplateVersion } | { refusals: Refusal[] }

/** Every version that there is, for whoever keeps them; nobody else learns of any. */
export const templateVersions = async (store: Store, asking: Asking): Promise<TemplateVersion[]> => (templateStrangers(asking).length > 0 ? [] : templateRows(store, store.fresh, asking.who.commission))

/** Why somebody has nothing to do with the templates of a form, on record; nothing for whoever keeps them. */
export const strangersRefused = async (store: Store, asking: Asking, form: string): Promise<Refusal[]> => {
  const refusals = templateStrangers(asking)
  return refusals.length === 0 ? [] : store.tx(async (db) => (await refused(store, db, { template: form, ...asking }, refusals)).refusals)
}

/** A version as it is given: with its file, or without one to take the template back. Ask `tryTemplate` first whether it can be filled. */
export type TemplateGiven = Pick<TemplateVersion, 'form' | 'from' | 'note'> & { file: (Pick<TemplateFile, 'name' | 'fields'> & { content: Uint8Array }) | null }

/** Adds a version. What was added last in the same words is answered again. */
export async function addTemplate(store: Store, { who, moment }: Asking, { form, from, note, file: given }: TemplateGiven): Promise<TemplateOutcome> {
  const { t } = store
  const { commission } = who
  const file = given && { name: given.name, bytes: given.content.length, sha256: hash('sha256', given.content), fields: given.fields }
  const enter = () => store.tx(async (db): Promise<TemplateOutcome> => {
    const before = (await templateRows(store, db, commission)).filter((one) => one.form === form)
    const last = before.at(-1)
    const words = note.trim()
    const refusals = templateRefusals({ who, moment }, { from, note, file }, before)
    if (last && last.from === from && last.note === words && last.addedBy === who.personId && last.file?.sha256 === file?.sha256 && templateStrangers({ who, moment }).length === 0) return { version: last }
    if (refusals.length > 0) return refused(store, db, { template: form, who, moment }, refusals)
    const version = { form, version: (last?.version ?? 0) + 1, from, note: words, addedBy: who.personId, addedAt: moment.at, file }
    await db.insert(t.templates).values({ commission, form, version: version.version, from, note: words, addedBy: who.personId, addedAt: moment.at, fileName: file?.name ?? null, bytes: file?.bytes ?? null, sha256: file?.sha256 ?? null, fields: file ? [...file.fields] : null, content: given ? Buffer.from(given.content).toString('base64') : null })
    await forge(store, db, { commission, at: moment.at, kind: 'settings', body: { event: file ? 'templateAdded' : 'templateWithdrawn', by: who.personId, role: who.role, form, version: version.version, from, content: file?.sha256 ?? null } })
    return { version }
  })
  return enter().catch((error: unknown) => {
    if (isTaken(error)) return enter() // another was added at once: this one comes after it
    throw error
  })
}
