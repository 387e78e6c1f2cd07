/** 案件: one page for all of a case, from what to do next down to its log. */
import { Button, Space } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { useAsked } from '../ask.ts'
import { Attachments } from '../case/attachments.tsx'
import { Checks } from '../case/checks.tsx'
import { Beside, Clocks, Days, Decided, Joint, Log } from '../case/course.tsx'
import { Basics, Evidence, Findings, Intake, Parties } from '../case/handed.tsx'
import { Panel, Reading, Report, Returns } from '../case/review.tsx'
import { Papers } from '../case/papers.tsx'
import { Next, Way } from '../case/standing.tsx'
import { CaseDocument } from '../gql/graphql.ts'
import { Section, StageMark } from '../marks.tsx'
import { NotThere, Shown, Waiting } from '../states.tsx'
import { useSay } from '../words.ts'

export function Page() {
  const say = useSay()
  const { id = '' } = useParams()
  const asked = useAsked(CaseDocument, { id })
  return (
    <Shown of={asked} rows={12}>{({ case: found }) => found === null || found === undefined ? <NotThere>{say('没有找到该案件，或者您不能查看', 'There is no such case, or you may not see it')}</NotThere> : (
      <>
        <h1><Space wrap>{found.title || found.number}<StageMark stage={found.stage} /></Space></h1>
        <p className="quiet">{found.number}</p>
        <section className="section" aria-label={say('流程', 'The way')}><Way of={found} /></section>
        <Next of={found} />
        <div className="columns">
          <div><Checks of={found} /><Returns of={found} /><Parties of={found} /><Evidence of={found} /><Findings of={found} /><Reading of={found} /><Report of={found} /><Joint of={found} /><Decided of={found} /><Intake of={found} /><Attachments of={found} /></div>
          <div><Clocks of={found} /><Days of={found} /><Basics of={found} /><Panel of={found} /><Papers of={found} /><Beside of={found} /><Log of={found} /></div>
        </div>
        {found.package.facts.length > 0 ? <FivePapers caseId={found.id} version={found.version} /> : null}
      </>
    )}</Shown>
  )
}

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
