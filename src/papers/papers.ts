/** 文书: every paper that a case has come to, as its reader sees the case. Nothing is printed that its reader may not see. */
import { forms, formsVersion, seenWhole, type FormCode } from './catalogue.ts'
import type { MadePaper, PaperMaker } from '../review/signing.ts'
import { deskFor, type Desk, type Form } from './desk.ts'
import { caseData } from './fields.ts'
import { adviceForm, announcementForm, executionNotice, executionReport, fileIndex, serviceForm } from './forms/carrying.ts'
import { decisionForms, dropForm } from './forms/decisions.ts'
import { intakeNotice, involvementForm, recusalForm, transferForm } from './forms/intake.ts'
import { appealForm, branchForm, consultationLetter, jointForm, layerOpinions, proposalLetter } from './forms/layers.ts'
import { deliberationForms, interviewForms, notesForm } from './forms/reading.ts'
import { chargeForm, qualityForm, reportForm } from './forms/report.ts'
import { answersForm, returnForm } from './forms/returns.ts'
import { toPage } from './page.ts'
import { hashOf, paperFrom, textOf, type Paper } from './paper.ts'

const makers: readonly Form[] = [
  transferForm, intakeNotice, involvementForm, notesForm, interviewForms, deliberationForms, jointForm, returnForm, answersForm, reportForm, chargeForm, consultationLetter, layerOpinions,
  proposalLetter, branchForm, decisionForms, serviceForm, announcementForm, executionNotice, executionReport, adviceForm, dropForm, appealForm, qualityForm, recusalForm, fileIndex,
]

const order = Object.keys(forms) as FormCode[]

/** Every paper of a case, in the order of the forms. The same case gives the same papers, to the letter. */
export const papersOf = (desk: Desk): Paper[] => makers.flatMap((form) => form(desk)).filter((one) => seenWhole(one.form, desk.side)).sort((a, b) => order.indexOf(a.form) - order.indexOf(b.form)).map((one) => templated(desk, one))

/** A paper with the template that its form has on this desk. */
function templated(desk: Desk, one: Paper): Paper {
  const template = desk.templates(one.form)
  return template === null ? one : { ...one, template: { ...template, data: caseData(desk, template.fields) } }
}

/** 内容校验值 of a paper made by the forms of today. */
export const contentHash = (one: Paper<string>): string => hashOf(one, formsVersion)

/** A paper of no one case as a page to print, as bytes; `name` is what it is called above it. */
export const printedPage = (paper: Paper<string>, name = paper.title.join('')): Uint8Array => new TextEncoder().encode(toPage(paper, `${name}　内容校验值 ${contentHash(paper)}　打印：Ctrl+P`))

/** A paper as it can be signed. A signature is on what a paper says: another template makes none stale. */
export const signable = (one: Paper): MadePaper => ({ form: one.form, key: one.key, title: one.title.join(''), hash: contentHash(one), content: contentHash({ ...one, key: '', template: null }), text: textOf(one, formsVersion) })

/** Makes papers as they can be signed, at a moment. */
export const paperMaker = (moment: Parameters<typeof deskFor>[1]): PaperMaker => ({ of: (seen) => papersOf(deskFor(seen, moment)).map(signable), reads: seenWhole, under })

function under(kept: string, key: string): Pick<MadePaper, 'text' | 'hash'> {
  const { paper, version } = paperFrom(kept)
  const renamed = { ...paper, key }
  return { text: textOf(renamed, version), hash: hashOf(renamed, version) }
}

/** What a paper is called as a file: `W09-1 退回补充审查调查审核意见书`. */
export const fileName = (one: Paper<string>): string => asName(`${one.key} ${one.title.join('')}`).slice(0, 80)

/** A text as a name of a file, without what no file system takes. */
export const asName = (text: string): string => text.replace(/[\\/:*?"<>|\p{Cc}]/gu, '')
