import { builder } from '../builder.ts'
import { AdminSanctionEnum, DecisionOutcomeEnum, OrganEnum, PartySanctionEnum, TrackEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'
import { findingFrom, FindingInput } from '../finding-input.ts'
import { ParticipantInput, participants } from '../people.ts'

const ApprovalInput = builder.inputType('HigherApprovalInput', {
  description: '上级机关的批准',
  fields: (t) => ({
    organ: t.field({ type: OrganEnum, description: '机关的种类' }),
    organName: t.string({ description: '机关名称' }),
    approvedOn: t.field({ type: 'Day', description: '批准日期' }),
  }),
})

const EarlierPartyInput = builder.inputType('EarlierPartySanctionInput', {
  description: '此前尚在影响期内的党纪处分',
  fields: (t) => ({
    sanction: t.field({ type: PartySanctionEnum, description: '处分' }),
    effectiveOn: t.field({ type: 'Day', description: '生效日期' }),
    endsOn: t.field({ type: 'Day', required: false, description: '影响期届满日，不写由系统推算' }),
  }),
})

const EarlierAdminInput = builder.inputType('EarlierAdminSanctionInput', {
  description: '此前尚在处分期内的政务处分',
  fields: (t) => ({
    sanction: t.field({ type: AdminSanctionEnum, description: '处分' }),
    effectiveOn: t.field({ type: 'Day', description: '生效日期' }),
    endsOn: t.field({ type: 'Day', required: false, description: '处分期届满日，不写由系统推算' }),
  }),
})

builder.mutationField('giveNotice', (t) =>
  t.field({
    type: StepOutcome,
    description: about('giveNotice'),
    args: {
      ...at,
      subjectId: t.arg.id({ description: '被审查调查人的案内编号' }),
      facts: t.arg.string({ description: '告知的事实' }),
      basis: t.arg.string({ description: '告知的依据' }),
      admin: t.arg({ type: AdminSanctionEnum, description: '拟给予的政务处分' }),
      defence: t.arg.string({ required: false, description: '陈述申辩' }),
      adopted: t.arg.string({ required: false, description: '是否采纳及理由' }),
      by: t.arg({ type: [ParticipantInput], description: '告知人，不少于两人' }),
    },
    resolve: (_root, { subjectId, facts, basis, admin, defence, adopted, by, ...asked }, context) =>
      takeStep(context, asked, 'giveNotice', { subjectId, facts, basis, admin, defence: defence ?? null, adopted: adopted ?? null, by: participants(by, context) }),
  }))

builder.mutationField('recordDecision', (t) =>
  t.field({
    type: StepOutcome,
    description: about('recordDecision'),
    args: {
      ...at,
      subjectId: t.arg.id({ description: '被审查调查人的案内编号' }),
      track: t.arg({ type: TrackEnum, description: '党纪还是政务' }),
      outcome: t.arg({ type: DecisionOutcomeEnum, description: '决定的种类' }),
      organ: t.arg({ type: OrganEnum, description: '决定机关的种类' }),
      organName: t.arg.string({ description: '决定机关' }),
      finding: t.arg({ type: FindingInput, description: '认定的定性处理意见' }),
      measure: t.arg.string({ required: false, description: '组织处理等其他措施' }),
      property: t.arg.string({ required: false, description: '涉案财物的处置' }),
      advice: t.arg.string({ required: false, description: '纪检监察建议' }),
      approval: t.arg({ type: ApprovalInput, required: false, description: '上级机关的批准' }),
      minutes: t.arg.string({ description: '会议纪要' }),
      earlierParty: t.arg({ type: EarlierPartyInput, required: false, description: '此前尚在影响期内的党纪处分' }),
      earlierAdmin: t.arg({ type: EarlierAdminInput, required: false, description: '此前尚在处分期内的政务处分' }),
      unitPeriodMonths: t.arg.int({ required: false, description: '单位处分自定的期间（月）' }),
    },
    resolve: (_root, { subjectId, track, outcome, organ, organName, finding, measure, property, advice, approval, minutes, earlierParty, earlierAdmin, unitPeriodMonths, ...asked }, context) =>
      takeStep(context, asked, 'recordDecision', {
        subjectId, track, outcome, organ, organName, minutes, finding: findingFrom(finding),
        measure: measure ?? null, property: property ?? null, advice: advice ?? null, approval: approval ?? null, unitPeriodMonths: unitPeriodMonths ?? null,
        earlierParty: earlierParty ? { ...earlierParty, endsOn: earlierParty.endsOn ?? null } : null,
        earlierAdmin: earlierAdmin ? { ...earlierAdmin, endsOn: earlierAdmin.endsOn ?? null } : null,
      }),
  }))
