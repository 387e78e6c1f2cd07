/** Template versions as they are kept: what stands in their rows, which are in force on a day, and the file of one. */
import { hash } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import type { Day } from '../review/day.ts'
import { templateOn, type Templates, type TemplateVersion } from '../review/template.ts'
import type { Db, Store } from './store.ts'

/** Every version of a commission, by form and in the order of adding; without the files themselves. */
export async function templateRows({ t }: Pick<Store, 't'>, db: Db, commission: string): Promise<TemplateVersion[]> {
  const { form, version, from, note, addedBy, addedAt, fileName, bytes, sha256, fields } = t.templates
  const rows = await db.select({ form, version, from, note, addedBy, addedAt, fileName, bytes, sha256, fields }).from(t.templates).where(eq(t.templates.commission, commission)).orderBy(asc(form), asc(version))
  return rows.map(({ fileName: name, bytes: size, sha256: digest, fields: used, ...row }) => ({ ...row, file: name === null || size === null || digest === null ? null : { name, bytes: size, sha256: digest, fields: used ?? [] } }))
}

/** The templates in force on a day; their files are opened when a paper is set. */
export async function templatesOf(store: Store, commission: string): Promise<(on: Day) => Templates> {
  const rows = await templateRows(store, store.fresh, commission)
  return (on) => (form) => {
    const found = templateOn(rows.filter((one) => one.form === form), on)
    return found && { version: found.version, from: found.from, sha256: found.file.sha256, fields: found.file.fields, open: () => templateFile(store, commission, found) }
  }
}

/** The file of a version. Throws where it is not the one that was added. */
export async function templateFile({ t, fresh }: Store, commission: string, { form, version }: Pick<TemplateVersion, 'form' | 'version'>): Promise<Uint8Array> {
  const [row] = await fresh.select({ content: t.templates.content, sha256: t.templates.sha256 }).from(t.templates).where(and(eq(t.templates.commission, commission), eq(t.templates.form, form), eq(t.templates.version, version)))
  const bytes = Buffer.from(row?.content ?? '', 'base64')
  if (!row || hash('sha256', bytes) !== row.sha256) throw new Error(`文书模板 ${form} 第${version}版的文件不见了或者被改动：请告知系统管理员核对数据库`)
  return bytes
}
