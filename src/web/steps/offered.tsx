/** 可以列入补查提纲的: what the server offers as items, each taken with one press; what is taken is still the form's to change. */
import { Button, Form, Tag } from 'antd'
import { useAsked } from '../ask.ts'
import { OutlineOfferedDocument, type OutlineOfferedQuery } from '../gql/graphql.ts'
import { Waiting, Wrong } from '../states.tsx'
import { useSay, useWord } from '../words.ts'

type Offer = NonNullable<OutlineOfferedQuery['case']>['outlineSuggestions'][number]
type Row = { problem?: string; check?: string }

const itemOf = ({ category, problem, evidenceWanted, toProve, check }: Offer) => ({ category, problem, evidenceWanted, toProve, ...(check ? { check } : {}) })

/** `at` is where the outline stands in the form, `add` puts an item to its end. */
export function Offered({ caseId, at, add }: { caseId: string; at: readonly (string | number)[]; add: (item: object) => void }) {
  const say = useSay()
  const word = useWord()
  const asked = useAsked(OutlineOfferedDocument, { id: caseId })
  const rows = (Form.useWatch([...at], Form.useFormInstance()) ?? []) as (Row | undefined)[]
  if (asked.error) return <Wrong error={asked.error} again={() => void asked.refetch()} />
  if (!asked.data) return <Waiting rows={2} />
  const offers = asked.data.case?.outlineSuggestions ?? []
  if (offers.length === 0) return null
  const isTaken = ({ problem, check }: Offer) => rows.some((row) => row?.problem === problem || (check && row?.check === check))
  const left = offers.filter((one) => !isTaken(one))
  return (
    <section className="offered" aria-label={say('可以列入提纲的', 'What could be asked')}>
      <div className="section-head"><strong>{say(`可以列入提纲的（${left.length}）`, `What could be asked (${left.length})`)}</strong>{left.length > 1 ? <Button size="small" onClick={() => left.forEach((one) => add(itemOf(one)))}>{say('全部列入', 'Take all')}</Button> : null}</div>
      <p className="quiet">{say('来自没有结论的核对发现、阅卷记下的疑点和缺失、二十四字核对；只供取舍，列入以后可以修改。', 'From open checks, doubts and gaps noted while reading, and the six standards; take what you want, and change it as you like.')}</p>
      <ul>
        {left.map((one) => (
          <li key={`${one.from} ${one.check ?? ''} ${one.problem}`}>
            <Button size="small" onClick={() => add(itemOf(one))} aria-label={say(`列入：${one.problem}`, `Take: ${one.problem}`)}>{say('列入', 'Take')}</Button>
            <span><Tag className="light">{word('SuggestionSource', one.from)}</Tag> {one.problem}<span className="quiet">{[word('ItemCategory', one.category), one.where, one.by?.name].filter(Boolean).join('，')}</span></span>
          </li>
        ))}
      </ul>
    </section>
  )
}
