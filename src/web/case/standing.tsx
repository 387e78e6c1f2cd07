/** Where a case stands: the way it took, the next step, and why what is closed is closed. */
import { Alert, Button, Collapse, Space, Tooltip } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Section } from '../marks.tsx'
import { StepDrawer } from '../steps/drawer.tsx'
import { dayIn, useLanguage, useSay, useWord } from '../words.ts'
import { Rule, type Part, type TheCase } from './parts.tsx'

/** 流程: the lifecycle with the way that the case took: what lies behind it, where it is, what lies ahead; below it where it went off the way. */
export function Way({ of: { way } }: Part) {
  const say = useSay()
  const word = useWord()
  const main = way.filter(({ under }) => under === null)
  const left = main.map((one) => ({ from: one.stage, beside: way.filter(({ under }) => under === one.stage) })).filter(({ beside }) => beside.length > 0)
  const year = way.reduce((latest, { stays }) => stays.reduce((last, { from }) => (from > last ? from : last), latest), '').slice(0, 4)
  const current = (one: Stop) => (one.state === 'here' ? { 'aria-current': 'step' as const } : {})
  return (
    <div className="way">
      <ol className="lifecycle" aria-label={say('流程图：走过的阶段和前面的阶段', 'The lifecycle: stages behind and ahead')}>
        {main.map((one) => <li key={one.stage} className={one.state} {...current(one)}><StopMark of={one} year={year} /></li>)}
      </ol>
      {left.map(({ from, beside }) => (
        <div className="branch" key={from}>
          <span className="quiet">{say(`从“${word('Stage', from)}”走出去`, `Off the way from ${word('Stage', from)}`)} ↳</span>
          <ol>{beside.map((one) => <li key={one.stage} className={one.state} {...current(one)}><StopMark of={one} year={year} /></li>)}</ol>
        </div>
      ))}
    </div>
  )
}

type Stop = TheCase['way'][number]

/** A stage with the day on which the case last came to it, without the year where that is the latest, and how often it did. */
function StopMark({ of: { stage, state, stays }, year }: { of: Stop; year: string }) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const last = stays[stays.length - 1]
  const day = dayIn(language, last?.from)
  return (
    <>
      <span className="stop">{word('Stage', stage)}{stays.length > 1 ? <span className="times">{say(`${stays.length}次`, `×${stays.length}`)}</span> : null}</span>
      <span className="heard">{word('WayState', state)}</span>
      {last ? <span className="quiet">{last.from.startsWith(year) ? day.replace(/^\d{4}年| \d{4}$/, '') : day}</span> : null}
    </>
  )
}

/** 下一步: what moves the case as the one primary button, the others beside it; closed ones say why. */
export function Next({ of }: Part) {
  const say = useSay()
  const word = useWord()
  const [address] = useSearchParams()
  const asked = address.get('step')
  const [step, setStep] = useState<string | null>(() => (of.openSteps.some((one) => one.step === asked && one.closedBecause === null) ? asked : null))
  const open = of.openSteps.filter(({ closedBecause }) => closedBecause === null)
  const closed = of.openSteps.filter(({ closedBecause }) => closedBecause !== null)
  const labelOf = ({ step: name, label }: { step: string; label: string }) => say(label, word('StepName', name))
  return (
    <Section title={say('下一步', 'Next step')}>
      {of.warnings.length > 0 ? <Alert type="warning" showIcon style={{ marginBottom: 10 }} title={<ul style={{ margin: 0, paddingInlineStart: 18 }}>{of.warnings.map(({ code, message }) => <li key={code + message}>{message}</li>)}</ul>} /> : null}
      {open.length === 0 ? <p className="quiet">{of.holder === null ? say('本案已经办结。', 'This case is done.') : say(`现在由${word('Holder', of.holder)}办理，您没有可以办理的步骤。`, `It is with: ${word('Holder', of.holder)}. There is no step for you.`)}</p> : (
        <div className="steps">
          {open.map((one, n) => <Tooltip key={one.step} title={one.about}><Button type={n === 0 && one.main ? 'primary' : 'default'} onClick={() => setStep(one.step)}>{labelOf(one)}</Button></Tooltip>)}
        </div>
      )}
      {closed.length === 0 ? null : (
        <Collapse ghost size="small" style={{ marginTop: 8 }} items={[{
          key: 'closed', label: say(`现在不能办理的 ${closed.length} 个步骤和原因`, `${closed.length} steps that are closed now, and why`),
          children: <ul className="closed">{closed.map((one) => <li key={one.step}><Space wrap><strong>{labelOf(one)}</strong>{one.closedBecause?.message}<WhoCan of={one} /><Rule of={one.closedBecause?.basis} /></Space></li>)}</ul>,
        }]} />
      )}
      <StepDrawer of={of} step={step} label={labelOf(open.find((one) => one.step === step) ?? { step: step ?? '', label: '' })} about={open.find((one) => one.step === step)?.about ?? ''} close={() => setStep(null)} />
    </Section>
  )
}

/** 可以由谁办理, by name where the reader may know. */
function WhoCan({ of: { closedBecause, whoCan } }: { of: TheCase['openSteps'][number] }) {
  const say = useSay()
  const named = whoCan.filter(({ people }) => people.length > 0)
  if (closedBecause?.code !== 'NOT_YOURS' || named.length === 0) return null
  return <span>{say('可以办理的：', 'Who can: ')}{named.map(({ label, people }) => `${label} ${people.map(({ name }) => name).join('、')}`).join('；')}</span>
}
