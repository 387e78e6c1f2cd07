/** 文书模板: the forms with their versions, the fields a template may use, and taking a template back. Files come and go by their own addresses (`templating.ts`). */
import { forms, type FormCode } from '../papers/catalogue.ts'
import { fields, type Field } from '../papers/fields.ts'
import { templateOn, templateStrangers, type TemplateInForce, type TemplateVersion } from '../review/template.ts'
import { addTemplate, templateVersions } from '../store/templates.ts'
import { momentOf } from '../store/settings.ts'
import { asker, builder, confirmed, type Context } from './builder.ts'
import { badInput } from './errors.ts'
import { PersonRef } from './people.ts'
import { outcomeOf } from './refusal.ts'

/** The form with a code, as somebody wrote it. */
export function formIn(code: string): FormCode {
  if (!Object.hasOwn(forms, code)) throw badInput('没有这种文书，请写 W01 至 W30 中的一种')
  return code as FormCode
}

export const PaperTemplateType = builder.objectRef<Pick<TemplateInForce, 'version' | 'from'>>('PaperTemplate').implement({
  description: '文书的 Word 文件按哪一版模板生成',
  fields: (t) => ({
    version: t.exposeInt('version', { description: '第几版' }),
    from: t.expose('from', { type: 'Day', description: '这一版的生效日期' }),
  }),
})

const TemplateVersionType = builder.objectRef<TemplateVersion>('TemplateVersion').implement({
  description: '文书模板的一版：只增不改；后一版生效，前一版即止',
  fields: (t) => ({
    version: t.exposeInt('version', { description: '第几版' }),
    from: t.expose('from', { type: 'Day', description: '生效日期' }),
    note: t.exposeString('note', { description: '改了什么，或者为什么停用' }),
    addedBy: t.field({ type: PersonRef, nullable: true, description: '何人；名单里已经没有的为 null', resolve: ({ addedBy }, _args, { moment }) => moment.roster.person(addedBy) ?? null }),
    addedAt: t.expose('addedAt', { type: 'Instant', description: '何时' }),
    fileName: t.string({ nullable: true, description: '文件名称；停用模板、恢复标准式样的为 null', resolve: ({ file }) => file?.name ?? null }),
    sha256: t.string({ nullable: true, description: '文件的杂凑值（SHA-256，十六进制）；停用的为 null', resolve: ({ file }) => file?.sha256 ?? null }),
    file: t.string({ nullable: true, description: '文件的地址；停用的为 null', resolve: ({ form, version, file }) => (file === null ? null : `/templates/${form}/${version}.docx`) }),
  }),
})

type FormTemplate = { form: FormCode; versions: TemplateVersion[] }
const FormTemplateType = builder.objectRef<FormTemplate>('FormTemplate').implement({
  description: '一种文书的模板',
  fields: (t) => ({
    form: t.exposeString('form', { description: '文书种类的代码，W01 至 W30' }),
    title: t.string({ description: '文书种类', resolve: ({ form }) => forms[form].title }),
    inForce: t.field({ type: TemplateVersionType, nullable: true, description: '今天生效的一版；用标准式样的为 null', resolve: ({ versions }, _args, { moment }) => templateOn(versions, moment.on) }),
    versions: t.field({ type: [TemplateVersionType], description: '各版，新的在前', resolve: ({ versions }) => versions.toReversed() }),
    start: t.string({ description: '起始模板的地址：标准式样，字段已经放好', resolve: ({ form }) => `/templates/${form}/start.docx` }),
  }),
})

type Column = Field['columns'][number]
const TemplateColumnType = builder.objectRef<Column>('TemplateColumn').implement({
  description: '清单里每一行的字段',
  fields: (t) => ({ name: t.exposeString('name', { description: '名称' }), meaning: t.exposeString('meaning', { description: '意思' }), example: t.exposeString('example', { description: '例' }) }),
})
const TemplateFieldKindEnum = builder.enumType('TemplateFieldKind', {
  description: '模板字段的种类',
  values: { text: { description: '文字：{名称}；{#名称}和{/名称}之间的，没有内容时不出现' }, list: { description: '清单：{#名称}和{/名称}之间的，每行重复一次' }, set: { description: '由系统排好的段落：{@名称}，单独占一段' } } satisfies Record<Field['kind'], object>,
})
const TemplateFieldType = builder.objectRef<Field>('TemplateField').implement({
  description: '模板字段',
  fields: (t) => ({
    name: t.exposeString('name', { description: '名称' }),
    kind: t.expose('kind', { type: TemplateFieldKindEnum, description: '种类' }),
    needed: t.exposeBoolean('needed', { description: '模板必须有' }),
    meaning: t.exposeString('meaning', { description: '意思' }),
    example: t.exposeString('example', { description: '例' }),
    columns: t.expose('columns', { type: [TemplateColumnType], description: '清单里每一行的字段；不是清单的为空' }),
  }),
})

type Withdrawn = { template: FormTemplate }
const TemplateWithdrawnType = builder.objectRef<Withdrawn>('TemplateWithdrawn').implement({
  description: '模板已经停用：从生效日期起用标准式样',
  fields: (t) => ({ template: t.expose('template', { type: FormTemplateType, description: '这种文书的模板' }) }),
})
const TemplateOutcome = outcomeOf('Template', '停用文书模板', TemplateWithdrawnType)

const asking = (context: Context) => ({ who: asker(context), moment: context.moment })
const templatesIn = async (context: Context): Promise<FormTemplate[]> => {
  const versions = await templateVersions(context.store, asking(context))
  return (Object.keys(forms) as FormCode[]).map((form) => ({ form, versions: versions.filter((one) => one.form === form) }))
}

builder.queryFields((t) => ({
  templates: t.field({
    type: [FormTemplateType],
    description: '文书模板，按文书种类；只有模板的管理人（设置 templateKeeper）看得到，其他人看到的是空的',
    resolve: async (_root, _args, context) => (templateStrangers(asking(context)).length > 0 ? [] : templatesIn(context)),
  }),
  templateFields: t.field({
    type: [TemplateFieldType],
    description: '模板里可以用的字段；只有模板的管理人看得到，其他人看到的是空的',
    resolve: (_root, _args, context) => (templateStrangers(asking(context)).length > 0 ? [] : [...fields]),
  }),
}))

builder.mutationField('withdrawTemplate', (t) =>
  t.field({
    type: TemplateOutcome,
    description: '从某一天起停用一种文书的模板，恢复标准式样。须先确认身份',
    args: { form: t.arg.string({ description: '文书种类的代码' }), from: t.arg({ type: 'Day', description: '从哪一天起，不早于今天' }), note: t.arg.string({ description: '为什么停用' }) },
    resolve: async (_root, { form, from, note }, context) => {
      const outcome = await addTemplate(context.store, { who: confirmed(context), moment: context.moment }, { form: formIn(form), from, note, file: null })
      if ('refusals' in outcome) return outcome
      context.moment = await momentOf(context.store, context.commission, context.moment.on, context.moment.at)
      return { template: { form: formIn(form), versions: (await templateVersions(context.store, asking(context))).filter((one) => one.form === form) } }
    },
  }))
