/** 并入之后: what others changed while a form was open has been taken in; what both changed stands here in the words of the other. */
import { Alert } from 'antd'
import type { Asked, Asks } from '../asked.ts'
import { useSay, type Say } from '../words.ts'
import type { Clash } from './merge.ts'

export function Clashes({ of, step, asks }: { of: readonly Clash[]; step: string; asks: Asks }) {
  const say = useSay()
  return (
    <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={say('您填写期间，本案又有办理，新的内容已经并入，您填写的都在。请核对后再按一次。', 'The case went on while you were filling this in. What is new has been taken in, and what you wrote is still here. Check it and press once more.')}
      description={of.length === 0 ? null : (
        <ul className="clashes">{of.map(({ at, theirs }) => (
          <li key={at.join('.')}><strong>{placeOf(asks, step, at, say)}</strong> {theirs === undefined ? say('对方已经去掉，这里保留了您改过的', 'The other took it away; what you changed is kept') : <>{say('两人都改过，这里保留了您写的；对方写的是：', 'Both of you changed it; yours is kept. The other wrote: ')}<q>{wordsOf(theirs, say)}</q></>}</li>
        ))}</ul>
      )} />
  )
}

/** Where in the form: the headings on the way, and which row. */
function placeOf(asks: Asks, step: string, at: Clash['at'], say: Say): string {
  let fields: readonly Asked[] = asks.steps[step] ?? []
  const names = at.map((part) => {
    if (typeof part === 'number') return say(`第${part + 1}项`, `no. ${part + 1}`)
    const field = fields.find(({ name }) => name === part)
    fields = field?.type === undefined ? [] : (asks.groups[field.type] ?? [])
    return field ? say(field.zh, field.en) : part
  })
  return names.join(' › ')
}

function wordsOf(value: unknown, say: Say): string {
  if (Array.isArray(value)) return value.map((one) => wordsOf(one, say)).join('；')
  if (typeof value === 'object' && value !== null) return Object.values(value).map((one) => wordsOf(one, say)).join('，')
  if (typeof value === 'boolean') return value ? say('是', 'yes') : say('否', 'no')
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : say('（空）', '(empty)')
}
