import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'
import { findingFrom, FindingInput } from '../finding-input.ts'

builder.mutationField('raiseDispute', (t) =>
  t.field({
    type: StepOutcome,
    description: about('raiseDispute'),
    args: {
      ...at,
      between: t.arg.string({ description: '争议双方和争议事项' }),
      opinions: t.arg.stringList({ description: '双方意见，各一份' }),
    },
    resolve: (_root, { between, opinions, ...asked }, context) => takeStep(context, asked, 'raiseDispute', { between, opinions }),
  }))

builder.mutationField('recordRuling', (t) =>
  t.field({
    type: StepOutcome,
    description: about('recordRuling'),
    args: {
      ...at,
      ruling: t.arg.string({ description: '裁定内容' }),
      findings: t.arg({ type: [FindingInput], description: '裁定的处分建议，一人一份' }),
    },
    resolve: (_root, { ruling, findings, ...asked }, context) => takeStep(context, asked, 'recordRuling', { ruling, findings: findings.map(findingFrom) }),
  }))
