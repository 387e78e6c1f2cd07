/**
 * The forms (文书) that the process makes, `law.md` 7.1: what each is called, how sure the source of its contents is, and
 * which parts of a case it is made from. Whoever sees one of them cut short gets no paper of the form: half a paper is a false one.
 */
import type { Lens, Part } from '../review/lenses.ts'
import { parts } from '../review/parts.ts'
import type { Side } from '../review/sides.ts'

export const forms = {
  W01: { title: '移送审理登记表', tag: 'M', needs: ['package', 'packages'] },
  W04: { title: '受理通知书', tag: 'D', needs: ['package', 'intakeProposal'] },
  W05: { title: '提前介入审批表', tag: 'D', needs: ['package', 'involvements'] },
  W06: { title: '阅卷笔录', tag: 'S', needs: ['notes', 'package'] },
  W07: { title: '审理谈话文书', tag: 'S', needs: ['interviews', 'package'] },
  W08: { title: '集体审议记录', tag: 'S', needs: ['panelOpinions', 'deliberations', 'package', 'jointSessions'] },
  W09: { title: '退回审核意见书及补查提纲', tag: 'M', needs: ['returns', 'package'] },
  W10: { title: '补证情况报告', tag: 'M', needs: ['returns', 'package'] },
  W11: { title: '审理报告', tag: 'S', needs: ['report', 'package', 'panel', 'returns'] },
  W12: { title: '起诉意见书', tag: 'S', needs: ['package', 'prosecution', 'report'] },
  W13: { title: '征求意见函', tag: 'Q', needs: ['bodyMeeting', 'partyGroupViews', 'package'] },
  W14: { title: '审理意见', tag: 'Q', needs: ['opinions', 'package'] },
  W15: { title: '处分建议函', tag: 'S', needs: ['bodyMeeting', 'report', 'package'] },
  W16: { title: '支部大会决议', tag: 'S', needs: ['branchMeetings', 'bodyMeeting', 'package'] },
  W17: { title: '党纪处分决定', tag: 'S', needs: ['decisions', 'report', 'package'] },
  W18: { title: '政务处分决定书', tag: 'Q', needs: ['decisions', 'report', 'package'] },
  W19: { title: '免予、不予处分决定书', tag: 'S', needs: ['decisions', 'report', 'package'] },
  W20: { title: '待遇调整决定', tag: 'S', needs: ['decisions', 'report', 'package'] },
  W21: { title: '送达回证', tag: 'S', needs: ['services', 'decisions', 'package'] },
  W22: { title: '宣布记录', tag: 'S', needs: ['announcements', 'decisions', 'package'] },
  W23: { title: '处分执行通知书', tag: 'S', needs: ['execution', 'decisions', 'package'] },
  W24: { title: '处分执行情况报告单', tag: 'S', needs: ['execution', 'executionReport', 'decisions', 'package'] },
  W25: { title: '纪检监察建议书', tag: 'Q', needs: ['decisions', 'package'] },
  W26: { title: '撤销案件决定', tag: 'Q', needs: ['exit', 'package'] },
  W27: { title: '复审申请登记及决定书', tag: 'Q', needs: ['decisions', 'package'] },
  W28: { title: '案件质量评查表', tag: 'S', needs: ['archive', 'package'] },
  W29: { title: '回避申请与决定', tag: 'Q', needs: ['recusals', 'package'] },
  W30: { title: '卷内目录与移交清单', tag: 'S', needs: ['archive', 'package'] },
} as const satisfies Record<string, { title: string; tag: keyof typeof sourceWords; needs: Part[] }>

/** Whether a form tells, in sentences, about somebody; the others are sheets to fill, or answer a paper that has told. */
export const tells = (form: FormCode): boolean => (['W11', 'W12', 'W13', 'W15', 'W17', 'W18', 'W19', 'W20', 'W23'] as readonly FormCode[]).includes(form)

/** How sure it is what a form must say: only the first is the wording of a rule. */
export const sourceWords = { Q: '内容依据规定原文', S: '内容依据公开文章的转述', M: '内容依据待核', D: '系统设定的式样，非法定' } as const

export type FormCode = keyof typeof forms

/** The version of the forms: a paper carries it, and one made by another version is another paper. */
export const formsVersion = '2026-11-26'

/** Through these a part is seen whole, or as far as it is settled; through all others it is cut short. */
const whole: readonly Lens[] = ['always', 'approved', 'submitted', 'settled', 'sent', 'handedOver', 'disclosed', 'seats']

/** Whether a side sees a part of a case whole. */
export const wholePart = (part: Part, side: Side): boolean => whole.includes(parts[part][side])

/** Whether a side sees everything that a form is made from. */
export const seenWhole = (form: FormCode, side: Side): boolean => forms[form].needs.every((part) => wholePart(part, side))
