/** 系统提示 beside the field it is about: what was found, on which rule, and where another choice wants a reason. People decide. */
import { Form } from 'antd'
import { Rule } from '../case/parts.tsx'
import type { HintedQuery } from '../gql/graphql.ts'
import { useSay } from '../words.ts'

export type Hint = NonNullable<HintedQuery['case']>['findingHints'][number]

/** `at` is where the finding stands in the form. */
export function Hints({ of, field, at }: { of: readonly Hint[]; field: string; at: readonly (string | number)[] }) {
  const say = useSay()
  const about = Form.useWatch([...at, 'subjectId'], Form.useFormInstance()) as string | undefined
  const here = of.filter((one) => one.field === field && one.subjectId === about)
  if (here.length === 0) return null
  return (
    <ul className="hints" aria-label={say('系统提示', 'Hints')}>
      {here.map((one) => <li key={one.text}>{say('提示：', 'Hint: ')}{one.text}。{one.settle}{one.wantsReason ? say('；报告和决定中选“否”的必须写明理由', '; “no” wants a reason in report and decision') : ''}。<Rule of={one.basis} /></li>)}
    </ul>
  )
}
