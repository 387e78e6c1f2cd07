/** What was handed over: people, facts and what they rest on, the proposal beside what review makes of it. */
import { Table, Tag } from 'antd'
import type { OpinedFragment } from '../gql/graphql.ts'
import { DayText, Line, Section } from '../marks.tsx'
import { Nothing } from '../states.tsx'
import { useSay, useWord } from '../words.ts'
import { Rule, subjectName, Yes, type Part } from './parts.tsx'

export function Parties({ of: { package: { subjects } } }: Part) {
  const say = useSay()
  const word = useWord()
  if (subjects.length === 0) return null
  return (
    <Section title={say('被审查调查人', 'Subjects')} count={subjects.length}>
      {subjects.map((one) => (
        <dl key={one.subjectId}>
          <Line name={say('姓名', 'Name')}><strong>{one.name}</strong>（{word('Gender', one.gender)}，{one.birthYear}）</Line>
          <Line name={say('单位、职务', 'Employer, post')}>{one.employer} {one.post}</Line>
          <Line name={say('职级、类别', 'Rank, kind')}>{one.rank}，{one.personnelType}，{word('ManagedBy', one.managedBy)}</Line>
          <Line name={say('民族、学历', 'Ethnicity, education')}>{one.ethnicity}，{one.education}</Line>
          <Line name={say('中共党员', 'Party member')}><Yes when={one.partyMember} />{one.partyJoinYear === null ? '' : `（${one.partyJoinYear}）`}{one.partyPost === null ? '' : `，${one.partyPost}`}</Line>
          <Line name={say('办理路线', 'Route')}>{word('Route', one.route)}</Line>
        </dl>
      ))}
    </Section>
  )
}

/** 事实与证据: facts by evidence; a fact that rests on one kind of evidence stands out. */
export function Evidence({ of: { package: { facts, evidence } } }: Part) {
  const say = useSay()
  const word = useWord()
  if (facts.length === 0) return null
  const kindsFor = (factId: string) => new Set(evidence.filter((one) => one.factIds.includes(factId) && one.direction === 'for').map((one) => one.type))
  const weak = (factId: string) => kindsFor(factId).size < 2
  return (
    <Section title={say('事实与证据', 'Facts and evidence')}>
      <div style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={say('事实与证据对照表', 'Facts by evidence')}>
        <table className="matrix">
          <thead><tr><th scope="col">{say('证据', 'Evidence')}</th>{facts.map(({ factId, text }) => <th scope="col" key={factId} title={text} {...(weak(factId) ? { className: 'weak' } : {})}>{factId}{weak(factId) ? <><br /><Tag className="light amber">{kindsFor(factId).size === 0 ? say('无证据', 'none') : say('单一', 'one kind')}</Tag></> : null}</th>)}</tr></thead>
          <tbody>
            {evidence.map((one) => (
              <tr key={one.no}>
                <th scope="row">{one.no}. {one.name} <span className="quiet">{one.type}，{word('EvidenceDirection', one.direction)}，{word('EvidenceLegality', one.legality)}</span></th>
                {facts.map(({ factId }) => <td className={weak(factId) ? 'mark weak' : 'mark'} key={factId}>{one.factIds.includes(factId) ? (one.direction === 'for' ? '●' : '○') : ''}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl style={{ marginTop: 10 }}>
        {facts.map(({ factId, text }) => {
          const kinds = kindsFor(factId)
          return <Line key={factId} name={factId}>{text} {kinds.size > 1 ? null : <Tag className="light amber">{kinds.size === 0 ? say('没有证据', 'No evidence') : say(`只有${[...kinds][0] ?? ''}一种证据`, `One kind of evidence only: ${[...kinds][0] ?? ''}`)}</Tag>}</Line>
        })}
      </dl>
    </Section>
  )
}

/** What two opinions may differ in. */
const opined = ['characterisation', 'articles', 'party', 'admin', 'measure', 'eightPoint'] as const
type Opined = (typeof opined)[number]
const saidIn = (of: OpinedFragment, name: Opined): string => (name === 'eightPoint' ? String(of.eightPoint.applies) : name === 'articles' ? [...of.articles].sort().join('、') : (of[name] ?? ''))

/** One opinion; what is `changed` against the other stands out. */
function Opinion({ of, changed = [] }: { of: OpinedFragment | undefined; changed?: readonly Opined[] }) {
  const say = useSay()
  const word = useWord()
  if (!of) return <span className="quiet">{say('还没有', 'Not yet')}</span>
  const shown = (name: Opined, text: React.ReactNode) => (changed.includes(name) ? <mark>{text === null || text === '' ? say('没有', 'None') : text}</mark> : text)
  return (
    <dl>
      <Line name={say('定性', 'Characterisation')}>{shown('characterisation', of.characterisation)}</Line>
      <Line name={say('条款', 'Articles')}>{shown('articles', of.articles.join('、'))}</Line>
      <Line name={say('党纪处分', 'Party sanction')}>{shown('party', word('PartySanction', of.party))}</Line>
      <Line name={say('政务处分', 'Administrative sanction')}>{shown('admin', word('AdminSanction', of.admin))}</Line>
      <Line name={say('其他处理', 'Other measures')}>{shown('measure', of.measure)}</Line>
      <Line name={say('八项规定', 'Eight-point rules')}>{shown('eightPoint', of.eightPoint.applies ? (of.eightPoint.category ?? say('是', 'Yes')) : say('否', 'No'))}{of.eightPoint.reasonIfNot ? say(`，理由：${of.eightPoint.reasonIfNot}`, `, because: ${of.eightPoint.reasonIfNot}`) : ''}{of.eightPoint.suggested ? <><br /><span className="quiet">{say('呈报时的提示：', 'Hint at the time: ')}{of.eightPoint.suggested}</span></> : null}</Line>
      <Line name={say('与建议不同的理由', 'Why it differs')}>{of.reasonForDifference}</Line>
    </dl>
  )
}

/** 移送意见与审理意见: side by side, and what changed. */
export function Findings({ of }: Part) {
  const say = useSay()
  const { proposals } = of.package
  if (proposals.length === 0) return null
  const reviewed = of.report?.findings ?? []
  const names: Record<Opined, string> = { characterisation: say('定性', 'characterisation'), articles: say('条款', 'articles'), party: say('党纪处分', 'Party sanction'), admin: say('政务处分', 'administrative sanction'), measure: say('其他处理', 'other measures'), eightPoint: say('八项规定', 'eight-point rules') }
  return (
    <Section title={say('定性与处理', 'Characterisation and sanction')}>
      {proposals.map((proposal) => {
        const found = reviewed.find((one) => one.subjectId === proposal.subjectId)
        const changed = found ? opined.filter((name) => saidIn(found, name) !== saidIn(proposal, name)) : []
        const suggestion = (found ?? proposal).suggestion
        return (
          <div key={proposal.subjectId}>
            <strong>{subjectName(of, proposal.subjectId)}</strong> {found === undefined ? null : changed.length === 0 ? <Tag className="light green">{say('审理没有改变', 'Unchanged by review')}</Tag> : <Tag className="light amber">{say(`审理改变：${changed.map((name) => names[name]).join('、')}`, `Changed by review: ${changed.map((name) => names[name]).join(', ')}`)}</Tag>}
            <div className="sides"><div><h3>{say('移送意见', 'As proposed')}</h3><Opinion of={proposal} /></div><div><h3>{say('审理意见', 'As reviewed')}</h3><Opinion of={found} changed={changed} /></div></div>
            {suggestion && (suggestion.flags.length > 0 || suggestion.reasons.length > 0) ? (
              <div><h3>{say('系统提示（供参考，由人决定）', 'Hints (people decide)')}</h3><ul>{suggestion.flags.map((flag) => <li key={flag}>{flag}</li>)}{suggestion.reasons.map(({ text, basis }) => <li key={text}>{text} <Rule of={basis} /></li>)}</ul></div>
            ) : null}
          </div>
        )
      })}
    </Section>
  )
}

export function Intake({ of: { package: { intake } } }: Part) {
  const say = useSay()
  const word = useWord()
  if (intake.length === 0) return null
  return (
    <Section title={say('移送材料', 'Papers handed over')} count={intake.length}>
      <Table size="small" rowKey="item" pagination={false} dataSource={[...intake]} locale={{ emptyText: <Nothing>{say('没有材料', 'No papers')}</Nothing> }} columns={[
        { title: say('序号', 'No.'), dataIndex: 'item', width: 70 },
        { title: say('材料', 'Paper'), dataIndex: 'label' },
        { title: say('情况', 'State'), dataIndex: 'state', width: 110, render: (state: string) => <Tag className={`light ${state === 'missing' ? 'red' : state === 'present' ? 'green' : ''}`}>{word('IntakeState', state)}</Tag> },
        { title: say('说明', 'Note'), dataIndex: 'reason' },
      ]} />
    </Section>
  )
}

export function Basics({ of }: Part) {
  const say = useSay()
  const word = useWord()
  const { package: handed } = of
  return (
    <Section title={say('基本情况', 'Basics')}>
      <dl>
        <Line name={say('派驻机构', 'Body')}>{of.bodies.map(({ name }) => name).join('、')}</Line>
        <Line name={say('片区', 'Zone')}>{of.zone.name}</Line>
        <Line name={say('密级', 'Secrecy')}>{word('SecrecyLevel', of.secrecy)}</Line>
        <Line name={say('立案日期', 'Filed')}>{handed.filedOn ? <DayText day={handed.filedOn} /> : null}</Line>
        <Line name={say('移送日期', 'Transferred')}>{of.transferredOn ? <DayText day={of.transferredOn} /> : null}</Line>
        <Line name={say('受理日期', 'Accepted')}>{of.acceptedOn ? <DayText day={of.acceptedOn} /> : null}</Line>
        <Line name={say('轮次', 'Round')}>{of.round}</Line>
        <Line name={say('行为期间', 'Acts')}>{handed.actsFrom ? <><DayText day={handed.actsFrom} /> — <DayText day={handed.actsUntil} /></> : null}</Line>
        <Line name={say('涉案金额（元）', 'Amount (yuan)')}>{handed.amountYuan?.toLocaleString()}</Line>
        <Line name={say('涉案财物', 'Property')}>{handed.property}</Line>
        <Line name={say('审查调查人员', 'Investigators')}>{handed.investigators.map((one) => one.person?.name ?? one.name).join('、')}</Line>
      </dl>
    </Section>
  )
}
