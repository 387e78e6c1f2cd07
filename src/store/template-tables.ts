/** The table of templates (文书模板). The files are small and lie in it as base64, so that backup, replica and `verify` have them. */
import type { Kit } from './kit.ts'

type Keyed = Parameters<Kit['foreignKey']>[0]['foreignColumns'][number]

export const templateTables = (k: Kit, { people }: { people: { commission: Keyed; id: Keyed } }) => {
  /** 模板版本. Only added, triggers say so; the columns of the file are null where the version takes the former one back. */
  const templates = k.table('templates', {
    commission: k.text('commission').notNull(),
    form: k.text('form').notNull(),
    version: k.int('version').notNull(),
    from: k.text('from_day').notNull(),
    note: k.text('note').notNull(),
    addedBy: k.text('added_by').notNull(),
    addedAt: k.text('added_at').notNull(),
    fileName: k.text('file_name'),
    bytes: k.int('bytes'),
    sha256: k.text('sha256'),
    fields: k.json<string[]>('fields'),
    content: k.text('content'),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.form, t.version] }),
    k.foreignKey({ columns: [t.commission, t.addedBy], foreignColumns: [people.commission, people.id] }),
  ])

  return { templates }
}
