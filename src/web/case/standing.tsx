/** Where a case stands: the way it took, the next step, and why what is closed is closed. */
import { Alert, Button, Collapse, Space, Tooltip } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Section } from '../marks.tsx'
import { StepDrawer } from '../steps/drawer.tsx'
import { useSay, useWord } from '../words.ts'
import { Rule, type Part } from './parts.tsx'

/** 流程: the stages in the order in which the case came to them, once each time, and the one where it is. */
export function Way({ of: { entries, stage } }: Part) {
  const word = useWord()
  const say = useSay()
  const been = entries.reduce<string[]>((way, { from, to }) => [...(way.length === 0 ? [from] : way), ...(to === (way[way.length - 1] ?? from) ? [] : [to])], [])
  const way = been[been.length - 1] === stage ? been : [...been, stage]
  return (
    <ol className="way" aria-label={say('走过的阶段', 'The way taken')}>
      {way.map((one, n) => <li key={`${n} ${one}`} className={n === way.length - 1 ? '' : 'been'} {...(n === way.length - 1 ? { 'aria-current': 'step' as const } : {})}>{word('Stage', one)}</li>)}
    </ol>
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
          children: <ul className="closed">{closed.map((one) => <li key={one.step}><Space wrap><strong>{labelOf(one)}</strong>{one.closedBecause?.message}<Rule of={one.closedBecause?.basis} /></Space></li>)}</ul>,
        }]} />
      )}
      <StepDrawer of={of} step={step} label={labelOf(open.find((one) => one.step === step) ?? { step: step ?? '', label: '' })} about={open.find((one) => one.step === step)?.about ?? ''} close={() => setStep(null)} />
    </Section>
  )
}
