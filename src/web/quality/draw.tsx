/** 抽取: what was fixed before, what came out, whether it comes out again, and how to do the sums by hand. */
import { Alert, Button, Collapse, Space, Table } from 'antd'
import { useState } from 'react'
import { useAsked } from '../ask.ts'
import { DrawQualityCasesDocument, QualityDrawLinesDocument, type QualityCheckQuery } from '../gql/graphql.ts'
import { DayText, Line, Section } from '../marks.tsx'
import { Refusals } from '../refusals.tsx'
import { Shown } from '../states.tsx'
import { useSay } from '../words.ts'
import { useQuality } from './doing.ts'

export type TheCheck = NonNullable<QualityCheckQuery['qualityCheck']>
type TheDraw = NonNullable<TheCheck['draw']>

/** The record of a draw as plain text: all that is needed to repeat it with nothing but sha256sum. */
const byHand = ({ listText, listHash, commitment, secret, seed, beacon, beaconSeq, seals }: TheDraw): string => [
  `名单（存为 list.txt，末尾不带换行）：`, listText, '',
  `sha256sum list.txt                     ＝ ${listHash}`,
  `printf %s '${secret ?? '密语'}' | sha256sum ＝ ${commitment}`,
  `审计链第 ${beaconSeq} 条的杂凑值               ＝ ${beacon ?? ''}`,
  `printf %s '名单杂凑|密语|审计链杂凑值' | sha256sum ＝ ${seed ?? ''}`,
  `各行签号：printf %s '种子|封签' | sha256sum，由小到大`,
  `抽中的封签：`, ...seals,
].join('\n')

/** The list, page by page; asked for when somebody opens it. */
function Lines({ of, seals }: { of: TheCheck; seals: readonly string[] }) {
  const say = useSay()
  const [after, setAfter] = useState<string | null>(null)
  return (
    <Shown of={useAsked(QualityDrawLinesDocument, { id: of.id, after })}>{({ qualityCheck }) => {
      const lines = qualityCheck?.draw?.lines
      return lines === undefined ? null : (
        <>
          <Table size="small" rowKey="seal" pagination={false} dataSource={lines.edges.map(({ node }) => node)} columns={[
            { title: say('派驻机构', 'Body'), render: (_v, { body }) => body.name }, { title: say('案件编号', 'Case'), render: (_v, { number }) => number ?? <span className="quiet">{say('无权查看', 'Not for you')}</span> },
            { title: say('封签', 'Seal'), render: (_v, { seal }) => <code title={seal}>{seal.slice(0, 16)}…</code> }, { title: say('封签原文', 'What it seals'), render: (_v, { opening }) => (opening ? <code style={{ overflowWrap: 'anywhere' }}>{opening}</code> : '') },
            { title: say('抽中', 'Drawn'), render: (_v, { seal }) => (seals.includes(seal) ? say('抽中', 'Drawn') : '') },
          ]} />
          <Space style={{ marginTop: 12 }}>
            <Button disabled={after === null} onClick={() => setAfter(null)}>{say('第一页', 'First page')}</Button>
            <Button disabled={!lines.pageInfo.hasNextPage} onClick={() => setAfter(lines.pageInfo.endCursor ?? null)}>{say('下一页', 'Next')}</Button>
          </Space>
        </>
      )
    }}</Shown>
  )
}

export function Draw({ of, draw }: { of: TheCheck; draw: TheDraw }) {
  const say = useSay()
  const doing = useQuality(DrawQualityCasesDocument)
  const may = of.openSteps.includes('draw')
  return (
    <Section title={say('抽取', 'Draw')} extra={may ? <Button type="primary" loading={doing.busy} onClick={() => doing.run({ checkId: of.id, version: of.version })}>{say('抽取案件', 'Draw the cases')}</Button> : null}>
      <Refusals of={doing.refusals} />
      {draw.faults.length > 0
        ? <Alert type="error" showIcon title={<ul style={{ margin: 0, paddingInlineStart: 18 }}>{draw.faults.map((one) => <li key={one}>{one}</li>)}</ul>} />
        : <Alert type="success" showIcon title={draw.seed ? say('重算相符：名单、承诺、审计链、种子和结果都对得上。', 'Drawn again, it comes out the same: list, commitment, chain, seed and result fit.') : say('名单和承诺与审计链相符，尚未抽取。', 'List and commitment fit the chain; nothing is drawn yet.')} />}
      <dl>
        <Line name={say('名单', 'List')}>{say(`${draw.lines.totalCount} 件，记在审计链第 ${draw.fixedSeq} 条`, `${draw.lines.totalCount} cases, link ${draw.fixedSeq} of the chain`)}</Line>
        <Line name={say('名单杂凑', 'Hash of the list')}><code>{draw.listHash}</code></Line>
        <Line name={say('对密语的承诺', 'Commitment')}><code>{draw.commitment}</code></Line>
        {draw.seed ? (
          <>
            <Line name={say('密语', 'Secret')}><code>{draw.secret}</code></Line>
            <Line name={say(`审计链第 ${draw.beaconSeq} 条`, `Link ${draw.beaconSeq}`)}><code>{draw.beacon}</code></Line>
            <Line name={say('种子', 'Seed')}><code>{draw.seed}</code></Line>
            <Line name={say('抽取', 'Drawn')}>{draw.drawnBy?.name} <DayText day={draw.drawnOn} /></Line>
          </>
        ) : null}
      </dl>
      <Collapse ghost size="small" items={[
        { key: 'lines', label: say('固定的名单', 'The list as fixed'), children: <Lines of={of} seals={draw.seals} /> },
        { key: 'hand', label: say('怎样自己重算', 'How to repeat it by hand'), children: <><p>{draw.rule}</p><pre style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{byHand(draw)}</pre></> },
      ]} />
    </Section>
  )
}
