/** `huapian papers`, `dossier` and `compare`: what leaves the system of a case, and what comes back, with the rights of whoever asks, for those who work in batches. */
import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { findingsInView } from './review/machine.ts'
import type { Clerk } from './clerk.ts'
import type { Enclosed } from './papers/dossier.ts'
import type { Desk } from './people.ts'
import type { Settings } from './settings.ts'
import type { Found } from './store/cases.ts'

/** Adds them to the program. */
export function printingCommands(program: Command, desk: Desk): void {
  dossierCommand(program, desk)
  compareCommand(program, desk)
  program
    .command('papers')
    .usage('<案件> --out <文件夹> [选项]')
    .argument('<案件>', '案件编号（划审三〔2019〕6号），或者导入时的编号（C01）')
    .description('把一个案件已经形成的文书逐份生成 Word 文件')
    .requiredOption('--out <文件夹>', '写入的文件夹；同名的文件不覆盖，全部不写')
    .option('--as <人>', '以谁的身份：人员编号或者登录名；开发环境不写则为案件审理室主任')
    .addHelpText('after', '\n退出码：0 已生成；1 没有生成（无权查看、没有文书、文件已存在）；2 选项或者设置有误')
    .action(async (named: string, { out, as }: { out: string; as?: string }) => {
      const { found, roster } = await readAs(desk, as, async (clerk) => ({ found: await caseNamed(clerk, named), roster: clerk.moment.roster }))
      const [{ contentHash, fileName, papersOf }, { toWord }, { join }] = await Promise.all([import('./papers/papers.ts'), import('./papers/word.ts'), import('node:path')])
      const papers = papersOf({ c: found.case, side: found.side, roster, zone: roster.zone(found.case.zoneId)?.name ?? '' })
      if (papers.length === 0) throw new Error(found.side === 'closed' ? closed : '这个案件还没有形成可以由本人生成的文书')
      const files = papers.map((one) => ({ one, name: join(out, `${fileName(one)}.docx`) }))
      await writeAll(files.map(({ one, name }) => ({ name, made: () => toWord(one) })), out)
      for (const { one, name } of files) desk.print(`${one.key}\t${contentHash(one)}\t${name}`)
    })
}

/** Adds `huapian compare`. */
function compareCommand(program: Command, desk: Desk): void {
  program
    .command('compare')
    .usage('<文件> <案件> [选项]')
    .argument('<文件>', '本单位起草或者改过的 Word 文件（.docx）')
    .argument('<案件>', '案件编号（划审三〔2019〕6号），或者导入时的编号（C01）')
    .description('把一份 Word 文书与案件的全部文书比对：姓名、职务、日期、金额、条款；并查出常见文书差错')
    .option('--as <人>', '以谁的身份：人员编号或者登录名；开发环境不写则为案件审理室主任')
    .addHelpText('after', '\n退出码：0 一致；1 有不一致或者差错（每处一行），或者不能比对；2 选项或者设置有误')
    .action(async (file: string, named: string, { as }: { as?: string }) => {
      const [{ readFile }, { linesOfWord }, { differences }, { lint }, { linesOf }, { papersOf }] = await Promise.all([import('node:fs/promises'), import('./papers/word-reader.ts'), import('./papers/compare.ts'), import('./papers/lint.ts'), import('./papers/paper.ts'), import('./papers/papers.ts')])
      const lines = await linesOfWord(await readFile(file).catch((cause: unknown) => { throw new Error(`读不了文件“${file}”，请核对路径`, { cause }) }))
      const { found: { case: c, side }, roster } = await readAs(desk, as, async (clerk) => ({ found: await caseNamed(clerk, named), roster: clerk.moment.roster }))
      if (side === 'closed') throw new Error(closed)
      const people = c.package.subjects.map(({ id, name, post }) => ({ name, post, expelled: findingsInView(c).some((one) => one.subjectId === id && one.party === 'expulsion') }))
      const papers = papersOf({ c, side, roster, zone: roster.zone(c.zoneId)?.name ?? '' }).flatMap(linesOf)
      const told = [
        ...differences(lines, { papers, people }).map(({ line, message }) => `${line === null ? '全文' : `第${line}行`}：${message}`),
        ...lint(lines, { number: c.number, title: c.package.title, tells: true, people }).map(({ line, message }) => `第${line}行：${message}`),
      ]
      told.forEach(desk.print)
      if (told.length > 0) process.exitCode = 1
      else desk.print('与案件的文书一致，没有发现差错')
    })
}

/** Adds `huapian dossier`. */
function dossierCommand(program: Command, desk: Desk): void {
  program
    .command('dossier')
    .usage('<案件> --out <文件> [选项]')
    .argument('<案件>', '案件编号（划审三〔2019〕6号），或者导入时的编号（C01）')
    .description('把一个案件的文书、记录和审计链凭据导出成一个文件，离线可读，src/verifier/verify-chain.mjs 可以核对')
    .requiredOption('--out <文件>', '写入的文件（.zip），不能已经存在')
    .option('--as <人>', '以谁的身份：人员编号或者登录名；开发环境不写则为案件审理室主任')
    .addHelpText('after', '\n退出码：0 已导出；1 没有导出（无权查看、已归档未获批准、文件已存在）；2 选项或者设置有误')
    .action(async (named: string, { out, as }: { out: string; as?: string }) => {
      const [{ provenCase }, { dossierOf }, { signerFor }, { dirname }, { existsSync }] = await Promise.all([import('./store/dossier.ts'), import('./papers/dossier.ts'), import('./heads.ts'), import('node:path'), import('node:fs')])
      if (existsSync(out)) throw new Error(`文件“${out}”已经存在，没有写入：请另选文件名，或者先移走它`)
      const chosen = await desk.settings()
      const signer = signerFor(chosen)
      const { proven, clerk, enclosed } = await readAs(desk, as, async (by) => {
        const found = await caseNamed(by, named)
        if (found.side === 'closed') throw new Error(closed)
        return { clerk: by, proven: await provenCase(by.store, by.who, found.case.id, by.moment.at), enclosed: await enclosedIn(by, chosen, found.case.id) }
      })
      if (!proven) throw new Error(`没有找到案件“${named}”`)
      const { moment: { roster, at }, who } = clerk
      const publicKeys = [...signer.keys].map(([keyId, key]) => ({ keyId, pem: key.export({ type: 'spki', format: 'pem' }) }))
      const { progressOf } = await import('./progress.ts')
      const made = () => dossierOf({ c: proven.case, side: proven.side, roster, zone: roster.zone(proven.case.zoneId)?.name ?? '' }, { log: proven.log, enclosed, links: proven.links, by: who.personId, at, seal: signer.seal, publicKeys }, progressOf('生成卷宗'))
      await writeAll([{ name: out, made }], dirname(out))
      desk.print(`已导出到 ${out}`)
      desk.print(`核对：node verify-chain.mjs ${out} --key 公钥.pem（公钥编号 ${signer.keyId}）`)
    })
}

/** The files that hang on a case for this person, each read to its end; one that is damaged stops it all. */
async function enclosedIn({ store, who }: Clerk, settings: Settings, caseId: string): Promise<Enclosed[]> {
  const [{ attachmentFor, attachmentsOf }, { attachmentFilesOf }, { volumeWords }] = await Promise.all([import('./store/attachments.ts'), import('./attachment-key.ts'), import('./review/attachment.ts')])
  const enclosed: Enclosed[] = []
  for (const { attachment: one, number, pageFrom, pageTo } of await attachmentsOf(store, who, caseId)) {
    if (number === null || !(await attachmentFor(store, who, one.id))) continue
    const pieces: Buffer[] = []
    const files = await attachmentFilesOf(settings)
    for await (const piece of await files.read(who.commission, one).catch((cause: unknown) => { throw new Error(`附件“${one.title}”的文件打不开，卷宗没有导出：请告知系统管理员从备份恢复`, { cause }) })) pieces.push(piece)
    enclosed.push({ volume: volumeWords[one.volume], number, title: one.title, fileName: one.fileName, pages: pageFrom === null ? '' : pageFrom === pageTo ? `${pageFrom}` : `${pageFrom}—${pageTo ?? ''}`, bytes: Buffer.concat(pieces) })
  }
  return enclosed
}

const closed = '案件已归档，查阅须经分管领导批准：请先申请查阅，或者由档案员办理'

/** What somebody reads, in development the head of the office where nobody is named; the record of it is kept before it is given. */
async function readAs<T>({ settings, withStore }: Desk, as: string | undefined, read: (clerk: Clerk) => Promise<T>): Promise<T> {
  const chosen = await settings()
  const given: T[] = []
  await withStore(chosen, async (store) => {
    const [{ asClerkOrHead }, { witnessed }] = await Promise.all([import('./clerk.ts'), import('./store/readings.ts')])
    await asClerkOrHead(store, chosen, as, async (clerk) => void given.push(await witnessed(store, { commission: chosen.commission, at: clerk.moment.at }, () => read(clerk))))
  })
  return given[0] as T
}

/** Writes files that are not there yet, all or none; what is half written has another name until it is whole. */
async function writeAll(files: readonly { name: string; made: () => Promise<Uint8Array> }[], folder: string): Promise<void> {
  const [{ access, mkdir, rename, rm, writeFile }, { progressOf }] = await Promise.all([import('node:fs/promises'), import('./progress.ts')])
  for (const { name } of files) if (await access(name).then(() => true, () => false)) throw new Error(`文件“${name}”已经存在，没有写入：请另选文件夹，或者先移走它`)
  await mkdir(folder, { recursive: true })
  const told = files.length > 1 ? progressOf('生成文书') : () => {}
  const written: string[] = []
  try {
    for (const { name, made } of files) {
      const part = `${name}.${randomUUID()}.part`
      written.push(part)
      await writeFile(part, await made(), { flag: 'wx' })
      await rename(part, name)
      written.splice(-1, 1, name)
      told(written.length, files.length)
    }
  } catch (error) {
    await Promise.all(written.map((name) => rm(name, { force: true })))
    throw error
  }
}

/** The case with this number, or imported under this id; hidden and missing sound the same. */
async function caseNamed({ store, who }: Clerk, named: string): Promise<Found> {
  const [{ byImport, byNumber }, { writtenNumber }] = await Promise.all([import('./store/cases.ts'), import('./api/number.ts')])
  const found = /[[(（［【〔]/.test(named) ? await byNumber(store, who, writtenNumber(named)) : await byImport(store, who, named)
  if (!found) throw new Error(`没有找到案件“${named}”`)
  return found
}
