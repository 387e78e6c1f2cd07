/** 参数: what the law leaves open, each number with its value, basis and day; and the changes to them. */
import { Button, Input, Table, Tag, Tooltip } from 'antd'
import { useState } from 'react'
import { useAddress } from '../address.ts'
import { useAsked } from '../ask.ts'
import { PoliciesDocument } from '../gql/graphql.ts'
import { DayText, Section } from '../marks.tsx'
import { Nothing, Shown } from '../states.tsx'
import { todayInChina, useSay } from '../words.ts'
import { PolicyChanges } from './changes.tsx'
import { PolicyDrawer } from './drawer.tsx'

export function PolicyNumbers() {
  const say = useSay()
  const [address, change] = useAddress()
  const [text, setText] = useState('')
  const open = address.get('policy')
  const tags: Record<string, string> = { D: say('项目默认', 'Our own default'), M: say('依据待核', 'Basis to be checked'), L: say('本单位确定', 'Set here'), Q: say('法规原文', 'The law’s words'), S: say('据转述', 'Reported') }
  return (
    <>
      <PolicyChanges />
      <Shown of={useAsked(PoliciesDocument, {})}>{({ policySettings }) => policySettings.length === 0 ? <Nothing>{say('没有您可以查看的参数', 'Nothing you may read')}</Nothing> : (
        <Section title={say('参数', 'Numbers')} count={policySettings.length} extra={<Input allowClear style={{ width: 220 }} aria-label={say('查找参数', 'Find a number')} placeholder={say('名称或者说明', 'Name')} value={text} onChange={({ target }) => setText(target.value)} />}>
          <p className="quiet">{say('法律和规程没有规定、由各地确定的数和批准人。改动由一人提出、另一人决定，自某日起生效，以前的不变。', 'What law and rules leave open. A change is proposed by one person and decided by another; it holds from a day on, the past stays.')}</p>
          <Table size="small" rowKey="name" pagination={false} dataSource={policySettings.filter((one) => `${one.label}${one.about}`.includes(text.trim()))} locale={{ emptyText: <Nothing>{say('没有这样的参数', 'None')}</Nothing> }} columns={[
            { title: say('名称', 'Name'), width: 210, render: (_v, one) => <Button type="link" size="small" className="plain" onClick={() => change('policy', one.name)}>{one.label}</Button> },
            { title: say('现在的值', 'Value'), render: (_v, one) => <><span className="clipped" title={one.now.said}>{one.now.said}</span>{one.values.filter(({ from }) => from > todayInChina()).map((coming) => <div key={coming.from}><Tag className="light amber"><DayText day={coming.from} />{say('起', ' on')}</Tag> {coming.said}</div>)}</> },
            { title: say('依据', 'Basis'), width: 260, render: (_v, one) => one.now.basis },
            { title: say('可靠程度', 'Confidence'), width: 150, render: (_v, one) => <Tooltip title={one.now.rule}><Tag className={`light ${one.now.tag === 'M' ? 'amber' : one.now.tag === 'D' ? '' : 'green'}`}>{one.now.tag} {tags[one.now.tag]}</Tag></Tooltip> },
            { title: say('自', 'From'), width: 140, render: (_v, one) => (one.now.isFirst ? say('初值', 'First') : <DayText day={one.now.from} />) },
          ]} />
          {policySettings.filter((one) => one.name === open).map((one) => <PolicyDrawer key={one.name} of={one} close={() => change('policy', undefined)} />)}
        </Section>
      )}</Shown>
    </>
  )
}
