/** `huapian templates …`: the templates of papers on the command line, through the same door as in the browser. */
import { readFile, writeFile } from 'node:fs/promises'
import { CommanderError, InvalidArgumentError, type Command } from 'commander'
import { forms, type FormCode } from './papers/catalogue.ts'
import type { Clerk } from './clerk.ts'
import { dayFrom, doneAs, type Desk } from './desk.ts'
import { templateOn, templateStrangers } from './review/template.ts'

type Refused = { refusals: readonly { message: string }[] }

/** Adds it to the program. */
export function templateCommands(program: Command, desk: Desk): void {
  const { print } = desk
  const ending = '\n退出码：0 完成；1 没有办成（每个理由一行）；2 命令、文件或者设置有误'
  const templates = program.command('templates').usage('<命令> [选项]').description('文书模板：字段，起始模板，试生成，启用，停用').helpCommand(false).addHelpText('after', ending)

  /** A command of whoever keeps the templates. */
  const command = <Words extends unknown[], Options>(words: string, description: string, work: (clerk: Clerk, options: Options, ...words: Words) => Promise<Refused | void>): Command =>
    templates.command(words).usage('[选项]').description(description)
      .requiredOption('--as <人>', '以谁的身份办理：人员编号或者登录名；生产环境会询问密码')
      .addHelpText('after', ending)
      .action(async (...given: unknown[]) => {
        const options = given.at(-2) as Options & { as: string }
        await doneAs(desk, options.as, async (clerk) => {
          const strange = templateStrangers(clerk)
          return strange.length > 0 ? recorded(clerk, String(given[0])) : (await work(clerk, options, ...(given.slice(0, -2) as Words)))?.refusals
        })
      })

  command<[], object>('list', '打印各种文书今天用哪一版模板，以及以后生效的各版', async ({ store, who, moment }) => {
    const { templateVersions } = await import('./store/templates.ts')
    const versions = await templateVersions(store, { who, moment })
    for (const form of Object.keys(forms) as FormCode[]) {
      const own = versions.filter((one) => one.form === form)
      const now = templateOn(own, moment.on)
      const coming = own.filter((one) => one.from > moment.on).map((one) => `${one.from}起${one.file === null ? '标准式样' : `第${one.version}版`}`)
      print([form, forms[form].title, now === null ? '标准式样' : `第${now.version}版（${now.from}起，${now.file.name}）`, ...coming].join('\t'))
    }
  })

  command<[], { out?: string }>('fields', '打印模板里可以用的字段：名称、写法、是否必须有、意思、例', async (_clerk, { out }) => {
    const [{ fieldRows }, { csvLines, csvOf }] = await Promise.all([import('./papers/fields.ts'), import('./papers/csv.ts')])
    if (out === undefined) fieldRows().forEach((row) => print(row.join('\t')))
    else await written(out, Buffer.concat(csvOf([csvLines(fieldRows())])), print)
  }).option('--out <文件>', '写成 CSV 文件，不能已经存在')

  command<[FormCode], { out: string }>('start', '写出一种文书的起始模板：标准式样，字段已经放好', async (_clerk, { out }, form) => {
    const { startTemplate } = await import('./papers/word.ts')
    await written(out, await startTemplate(form), print)
  }).argument('<种类>', '文书种类，W01 至 W30', formFrom).requiredOption('--out <文件>', '写入的文件（.docx），不能已经存在')

  command<[FormCode, string], { out?: string }>('check', '试生成：列出模板的全部错误；什么也不保存', async (clerk, { out }, form, file) => {
    const { triedTemplate } = await import('./template-entry.ts')
    const tried = await triedTemplate(clerk, form, await contentOf(file))
    if ('refusals' in tried) return tried
    tried.remarks.forEach((remark) => print(`提示：${remark}`))
    if (tried.trial !== null && out !== undefined) await written(out, tried.trial, print)
    if (tried.faults.length === 0) print('没有错误')
    return { refusals: tried.faults.map((message) => ({ message })) }
  }).argument('<种类>', '文书种类，W01 至 W30', formFrom).argument('<文件>', '模板（.docx）').option('--out <文件>', '试生成的文书写入这个文件，不能已经存在')

  command<[FormCode, string], { from: string; note: string }>('add', '试生成没有错误的，从某一天起启用', async (clerk, { from, note }, form, file) => {
    const { enterTemplate } = await import('./template-entry.ts')
    const outcome = await enterTemplate(clerk, { form, from, note, name: file, content: await contentOf(file) })
    if ('refusals' in outcome) return outcome
    print(`${form} ${forms[form].title}：第${outcome.version.version}版，${outcome.version.from}起启用`)
    return undefined
  }).argument('<种类>', '文书种类，W01 至 W30', formFrom).argument('<文件>', '模板（.docx）').requiredOption('--from <日期>', '从哪一天起，不早于今天', dayFrom).requiredOption('--note <说明>', '改了什么')

  command<[FormCode], { from: string; note: string }>('withdraw', '从某一天起停用模板，恢复标准式样', async ({ store, who, moment }, { from, note }, form) => {
    const { addTemplate } = await import('./store/templates.ts')
    const outcome = await addTemplate(store, { who, moment }, { form, from, note, file: null })
    if ('refusals' in outcome) return outcome
    print(`${form} ${forms[form].title}：${from}起用标准式样`)
    return undefined
  }).argument('<种类>', '文书种类，W01 至 W30', formFrom).requiredOption('--from <日期>', '从哪一天起，不早于今天', dayFrom).requiredOption('--note <说明>', '为什么停用')
}

/** Why somebody has nothing to do with the templates, on record. */
async function recorded({ store, who, moment }: Clerk, form: string): Promise<readonly { message: string }[]> {
  const { strangersRefused } = await import('./store/templates.ts')
  return strangersRefused(store, { who, moment }, Object.hasOwn(forms, form) ? form : '')
}

async function contentOf(file: string): Promise<Uint8Array> {
  return readFile(file).catch(() => { throw new CommanderError(2, 'huapian.file', `读不到文件“${file}”`) })
}

async function written(file: string, bytes: Uint8Array, print: Desk['print']): Promise<void> {
  await writeFile(file, bytes, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => { throw new Error(error.code === 'EEXIST' ? `文件“${file}”已经存在，没有写入：请另选文件名，或者先移走它` : `不能写入文件“${file}”：请核对路径`, { cause: error }) })
  print(`已写到 ${file}`)
}

function formFrom(code: string): FormCode {
  if (!Object.hasOwn(forms, code)) throw new InvalidArgumentError('没有这种文书，请写 W01 至 W30 中的一种')
  return code as FormCode
}
