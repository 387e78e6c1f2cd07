/** 案件: one page for all of a case, from what to do next down to its log; with a step or a day in its address, as it stood then. */
import { Alert, Button, Space } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { useAddress } from '../address.ts'
import { Failed, useAsked } from '../ask.ts'
import { Attachments } from '../case/attachments.tsx'
import { Checks } from '../case/checks.tsx'
import { Beside, Clocks, Days, Decided, Joint, Log } from '../case/course.tsx'
import { Basics, Evidence, Findings, Intake, Parties } from '../case/handed.tsx'
import { LookBack, lookedAt, ThenAndNow, useDifferences } from '../case/past.tsx'
import { InThePast, type TheCase } from '../case/parts.tsx'
import { Panel, Reading, Report, Returns } from '../case/review.tsx'
import { Papers } from '../case/papers.tsx'
import { Next, Way } from '../case/standing.tsx'
import { TimeLine } from '../case/timeline.tsx'
import { Here } from '../here.tsx'
import { CaseDocument, CasePastDocument } from '../gql/graphql.ts'
import { ChangedSince, Section, StageMark } from '../marks.tsx'
import { NotThere, Waiting, Shown, Wrong } from '../states.tsx'
import { todayInChina, useSay } from '../words.ts'

export function Page() {
  const { id = '' } = useParams()
  const asked = useAsked(CaseDocument, { id })
  return <Shown of={asked} rows={12}>{({ case: found }) => (found === null || found === undefined ? <NotFound /> : <Found of={found} />)}</Shown>
}

/** The case today, or as it stood; the way and what one looks back by stay where they are. */
function Found({ of: now }: { of: TheCase }) {
  const say = useSay()
  const [address, change] = useAddress()
  const today = todayInChina()
  const looked = lookedAt(address.get('at'), today)
  const asked = useAsked(CasePastDocument, { id: now.id, on: looked && 'on' in looked ? looked.on : null, version: looked && 'version' in looked ? looked.version : null }, looked !== null)
  const then = looked === null ? null : (asked.data?.casePast ?? null)
  const shown = then ?? now
  const back = () => change('at', undefined)
  return (
    <>
      <h1><Space wrap>{shown.title || shown.number}<StageMark stage={shown.stage} /></Space></h1>
      <p className="quiet">{shown.number}</p>
      <section className="section" aria-label={say('流程', 'The way')}>
        <Way of={shown} />
        <LookBack of={now} looked={looked} today={today} choose={(at) => change('at', at)} />
      </section>
      {looked === null ? (
        <>
          <Here />
          <Next of={now} />
          <Parts of={now} />
          {now.package.facts.length > 0 ? <FivePapers caseId={now.id} version={now.version} /> : null}
        </>
      ) : then !== null ? <Then then={then} now={now} back={back} looked={looked} busy={asked.isPlaceholderData} /> : <NoThen of={asked} back={back} />}
    </>
  )
}

/** The case as it stood, with what is different now. */
function Then({ then, now, looked, busy, back }: { then: TheCase; now: TheCase; looked: NonNullable<ReturnType<typeof lookedAt>>; busy: boolean; back: () => void }) {
  const changed = new Set(useDifferences(then, now).map(({ section }) => section))
  return (
    <div aria-busy={busy}>
      <ThenAndNow then={then} now={now} looked={looked} back={back} />
      <InThePast value><ChangedSince value={changed}><Parts of={then} /></ChangedSince></InThePast>
    </div>
  )
}

/** Nothing to look back at: not yet, no such step, or not read. What the server says of the first two says also what can be chosen. */
function NoThen({ of: { data, error, isPending, refetch }, back }: { of: Pick<ReturnType<typeof useAsked>, 'data' | 'error' | 'isPending' | 'refetch'>; back: () => void }) {
  const say = useSay()
  if (isPending) return <Waiting rows={12} />
  if (error instanceof Failed && error.code === 'BAD_USER_INPUT') return <Alert type="info" showIcon title={error.message} action={<Button onClick={back}>{say('回到今天', 'Back to today')}</Button>} />
  return data === undefined ? <Wrong error={error} again={() => void refetch()} /> : <NotFound />
}

function NotFound() {
  return <NotThere>{useSay()('没有找到该案件，或者您不能查看', 'There is no such case, or you may not see it')}</NotThere>
}

const Parts = ({ of }: { of: TheCase }) => (
  <>
    <div className="columns">
      <div><Checks of={of} /><Returns of={of} /><Parties of={of} /><Evidence of={of} /><Findings of={of} /><Reading of={of} /><Report of={of} /><Joint of={of} /><Decided of={of} /><Intake of={of} /><Attachments of={of} /></div>
      <div><Clocks of={of} /><Days of={of} /><Basics of={of} /><Panel of={of} /><Papers of={of} /><Beside of={of} /></div>
    </div>
    <TimeLine of={of} />
    <Log of={of} />
  </>
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
