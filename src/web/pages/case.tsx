/** 案件: one page for all of a case, from what to do next down to its log; with a day in its address, as it stood then. */
import { Alert, Button, Space } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { isDay } from '../../review/day.ts'
import { useAddress } from '../address.ts'
import { Failed, useAsked } from '../ask.ts'
import { Attachments } from '../case/attachments.tsx'
import { Checks } from '../case/checks.tsx'
import { Beside, Clocks, Days, Decided, Joint, Log } from '../case/course.tsx'
import { Basics, Evidence, Findings, Intake, Parties } from '../case/handed.tsx'
import { LookBack, ThenAndNow } from '../case/past.tsx'
import type { TheCase } from '../case/parts.tsx'
import { Panel, Reading, Report, Returns } from '../case/review.tsx'
import { Papers } from '../case/papers.tsx'
import { Next, Way } from '../case/standing.tsx'
import { Here } from '../here.tsx'
import { CaseDocument, CasePastDocument } from '../gql/graphql.ts'
import { Section, StageMark } from '../marks.tsx'
import { NotThere, Shown, Waiting } from '../states.tsx'
import { todayInChina, useSay } from '../words.ts'

export function Page() {
  const say = useSay()
  const { id = '' } = useParams()
  const asked = useAsked(CaseDocument, { id })
  return (
    <Shown of={asked} rows={12}>{({ case: found }) => found === null || found === undefined ? <NotThere>{say('没有找到该案件，或者您不能查看', 'There is no such case, or you may not see it')}</NotThere> : <Found of={found} />}</Shown>
  )
}

/** The case with the day on which it is looked at: today, or one in the address. */
function Found({ of: now }: { of: TheCase }) {
  const say = useSay()
  const [address, change] = useAddress()
  const today = todayInChina()
  const asked = address.get('at')
  const on = asked !== null && isDay(asked) && asked < today ? asked : null
  const choose = (day: string | null) => change('at', day ?? undefined)
  const head = (of: TheCase) => (
    <>
      <h1><Space wrap>{of.title || of.number}<StageMark stage={of.stage} /></Space></h1>
      <p className="quiet">{of.number}</p>
      <section className="section" aria-label={say('流程', 'The way')}><Way of={of} /></section>
    </>
  )
  const slider = <LookBack of={now} on={on} today={today} choose={choose} />
  if (on !== null) return <Then id={now.id} now={now} on={on} back={() => choose(null)} head={head} slider={slider} />
  return (
    <>
      {head(now)}
      <Here />
      <Next of={now} />
      <Parts of={now} />
      {slider}
      {now.package.facts.length > 0 ? <FivePapers caseId={now.id} version={now.version} /> : null}
    </>
  )
}

/** The case as it stood at the end of a day. */
function Then({ id, now, on, back, head, slider }: { id: string; now: TheCase; on: string; back: () => void; head: (of: TheCase) => React.ReactNode; slider: React.ReactNode }) {
  const say = useSay()
  const asked = useAsked(CasePastDocument, { id, on })
  // Before the case came to one's own side there is nothing to look back to, and the server says from when.
  const notYet = asked.isError && asked.error instanceof Failed && asked.error.code === 'BAD_USER_INPUT' ? asked.error.message : null
  if (notYet !== null) return <>{slider}<Alert type="info" showIcon title={notYet} action={<Button onClick={back}>{say('回到今天', 'Back to today')}</Button>} /></>
  return (
    <>
      {slider}
      <Shown of={asked} rows={12}>{({ casePast: then }) => then === null || then === undefined ? <NotFound /> : <><ThenAndNow then={then} now={now} on={on} back={back} />{head(then)}<Parts of={then} /></>}</Shown>
    </>
  )
}

function NotFound() {
  return <NotThere>{useSay()('没有找到该案件，或者您不能查看', 'There is no such case, or you may not see it')}</NotThere>
}

const Parts = ({ of }: { of: TheCase }) => (
  <div className="columns">
    <div><Checks of={of} /><Returns of={of} /><Parties of={of} /><Evidence of={of} /><Findings of={of} /><Reading of={of} /><Report of={of} /><Joint of={of} /><Decided of={of} /><Intake of={of} /><Attachments of={of} /></div>
    <div><Clocks of={of} /><Days of={of} /><Basics of={of} /><Panel of={of} /><Papers of={of} /><Beside of={of} /><Log of={of} /></div>
  </div>
)

const Collation = lazy(async () => ({ default: (await import('../case/collation.tsx')).Collation }))

/** 五书比对, read when it is asked for: files of the case are read for it, and that is on record. Only for who sees the facts handed over. */
function FivePapers({ caseId, version }: { caseId: string; version: number }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  return (
    <Section title={say('五书比对', 'The five papers compared')} extra={<Button aria-expanded={open} onClick={() => setOpen(!open)}>{open ? say('收起', 'Hide') : say('比对', 'Compare')}</Button>}>
      {open ? <Suspense fallback={<Waiting rows={8} />}><Collation caseId={caseId} version={version} /></Suspense> : <p className="quiet">{say('立案报告、审查调查报告、审理报告、处分决定和台账逐项核对；读取附件留有记录。', 'Filing, investigation and review report, decision and ledger, point by point; reading the files is on record.')}</p>}
    </Section>
  )
}
