/** The review report (审理报告). */
import type { Report } from '../review/case.ts'
import { builder } from './builder.ts'
import { ReportOutcomeEnum } from './enums.ts'
import { FindingType } from './finding.ts'
import { personOf, personOrNull, PersonRef } from './people.ts'

const SectionsType = builder.objectRef<Report['sections']>('ReportSections').implement({
  description: '审理报告的各部分',
  fields: (t) => ({
    person: t.exposeString('person', { description: '被审查调查人基本情况' }),
    course: t.exposeString('course', { description: '审查调查和审理经过' }),
    facts: t.exposeString('facts', { description: '违纪违法事实及证据' }),
    property: t.exposeString('property', { description: '涉案财物' }),
    investigatorsOpinion: t.exposeString('investigatorsOpinion', { description: '派驻机构意见' }),
    reviewOpinion: t.exposeString('reviewOpinion', { description: '审理意见' }),
    attitude: t.exposeString('attitude', { description: '态度和认识变化' }),
    procedure: t.exposeString('procedure', { description: '程序和手续' }),
  }),
})

export const ReportType = builder.objectRef<Report>('Report').implement({
  description: '审理报告',
  fields: (t) => ({
    sections: t.expose('sections', { type: SectionsType, description: '各部分' }),
    findings: t.expose('findings', { type: [FindingType], description: '审理的定性处理意见' }),
    outcome: t.expose('outcome', { type: ReportOutcomeEnum, description: '结论' }),
    submittedBy: t.field({ type: PersonRef, description: '呈报人', resolve: (one, _args, context) => personOf(context, one.submittedBy) }),
    submittedOn: t.expose('submittedOn', { type: 'Day', description: '呈报日期' }),
    approvedBy: t.field({ type: PersonRef, nullable: true, description: '批准人', resolve: (one, _args, context) => personOrNull(context, one.approvedBy) }),
    approvedOn: t.expose('approvedOn', { type: 'Day', nullable: true, description: '批准日期' }),
    sentBackReason: t.exposeString('sentBackReason', { nullable: true, description: '退回修改的意见' }),
  }),
})
