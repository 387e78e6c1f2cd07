/** 回看: the case as it stood after any step or on any day, and what has become different since. */
import { Alert, Button, Collapse, DatePicker, Slider, Space } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { isDay } from '../../review/day.ts'
import { DayText } from '../marks.tsx'
import { dayIn, useLanguage, useSay, useWord } from '../words.ts'
import type { TheCase } from './parts.tsx'

/** What is looked at: the case when one of its steps was the newest, or at the end of a day. */
export type Looked = { version: number } | { on: string }

/** A step or a day as the address says it; what is no such thing, or has not come yet, is today. */
export function lookedAt(at: string | null, today: string): Looked | null {
  if (at !== null && /^[1-9]\d{0,5}$/.test(at)) return { version: Number(at) }
  return at !== null && isDay(at) && at < today ? { on: at } : null
}

/** A step of the case in words: which, when, what, by whom. */
function useStepLine(): (of: TheCase, version: number) => string {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  return ({ entries }, version) => {
    const entry = entries.find((one) => one.version === version)
    return entry ? `${say(`第${version}步：`, `Step ${version}: `)}${dayIn(language, entry.writtenOn)} ${say(entry.label, word('StepName', entry.step))}（${entry.by.name}）` : ''
  }
}

/** The steps of the case to be moved along, today at the end; or a day. Nothing is asked while it is still being moved. */
export function LookBack({ of, looked, today, choose }: { of: TheCase; looked: Looked | null; today: string; choose: (at: string | undefined) => void }) {
  const say = useSay()
  const language = useLanguage()
  const lineOf = useStepLine()
  const [moving, setMoving] = useState<number | null>(null)
  // After the last step it is as it is today.
  const stops = of.pastVersions.slice(0, -1)
  const first = of.entries.find(({ version }) => version === of.pastVersions[0])?.writtenOn
  if (first === undefined || (stops.length === 0 && first >= today)) return null
  const dayOf = (version: number) => of.entries.find((one) => one.version === version)?.writtenOn ?? ''
  const placeOf = (one: Looked | null): number => {
    if (one === null) return stops.length
    const place = 'version' in one ? stops.indexOf(one.version) : stops.filter((version) => dayOf(version) <= one.on).length - 1
    return place === -1 ? ('version' in one && one.version > (stops[stops.length - 1] ?? 0) ? stops.length : 0) : place
  }
  const at = moving ?? placeOf(looked)
  const go = (place: number) => choose(place >= stops.length ? undefined : String(stops[Math.max(0, place)]))
  const words = (place: number) => (place >= stops.length ? say('今天', 'Today') : lineOf(of, stops[place] ?? 0))
  const day = looked !== null && 'on' in looked && moving === null ? looked.on : null
  return (
    <div className="look-back" role="group" aria-label={say('回看', 'Look back')}>
      <Space>
        <Button size="small" disabled={at <= 0} onClick={() => go(at - 1)}>{say('更早', 'Earlier')}</Button>
        <Button size="small" disabled={looked === null} onClick={() => go(at + 1)}>{say('更晚', 'Later')}</Button>
        <Button size="small" disabled={looked === null} onClick={() => choose(undefined)}>{say('今天', 'Today')}</Button>
      </Space>
      <Slider min={0} max={stops.length} value={at} disabled={stops.length === 0} marks={Object.fromEntries(stops.length > 80 ? [] : [...stops, 0].map((_one, n) => [n, ' ']))} tooltip={{ formatter: (n) => words(n ?? 0) }}
        ariaLabelForHandle={say('看哪一步办完时的样子', 'As it stood after which step')} ariaValueTextFormatterForHandle={words}
        onChange={setMoving} onChangeComplete={(n) => { setMoving(null); if (n !== placeOf(looked)) go(n) }} />
      <DatePicker size="small" aria-label={say('看哪一天结束时的样子', 'As it stood at the end of which day')} placeholder={say('看某一天', 'On a day')} value={day === null ? null : dayjs(day)} minDate={dayjs(first)} maxDate={dayjs(today)}
        onChange={(chosen: dayjs.Dayjs | null) => { const on = chosen?.format('YYYY-MM-DD'); choose(on === undefined || on >= today ? undefined : on) }} />
      <span className="quiet" aria-live="polite">{day === null ? words(at) : say(`${dayIn(language, day)}结束时`, `End of ${dayIn(language, day)}`)}</span>
    </div>
  )
}

/** Says that this is over, and what is different now: whole parts, with how they were and are, and the steps since. */
export function ThenAndNow({ then, now, looked, back }: { then: TheCase; now: TheCase; looked: Looked; back: () => void }) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const differences = useDifferences(then, now)
  const since = now.entries.filter(({ version }) => version > then.version)
  const last = then.entries[then.entries.length - 1]
  const title = 'on' in looked || !last
    ? say(`这是${dayIn(language, 'on' in looked ? looked.on : last?.writtenOn)}的样子，不能办理`, `This is how it stood on ${dayIn(language, 'on' in looked ? looked.on : last?.writtenOn)}; nothing can be done here`)
    : say(`这是${dayIn(language, last.writtenOn)}的样子，不能办理：第${then.version}步“${last.label}”刚刚办完`, `This is how it stood on ${dayIn(language, last.writtenOn)}, just after step ${then.version}, ${word('StepName', last.step)}; nothing can be done here`)
  return (
    <Alert type="warning" showIcon className="past" action={<Button onClick={back}>{say('回到今天', 'Back to today')}</Button>} title={<strong>{title}</strong>}
      description={since.length === 0 && differences.length === 0 ? say('此后没有变化。', 'Nothing has changed since.') : (
        <Collapse ghost size="small" items={[{
          key: 'since', label: say(`此后办了 ${since.length} 步，${differences.length} 处和现在不同`, `${since.length} steps since; parts that are different now: ${differences.length}`),
          children: (
            <>
              {differences.length === 0 ? null : (
                <table className="matrix then-now">
                  <thead><tr><th scope="col">{say('哪一部分', 'Part')}</th><th scope="col">{say('当时', 'Then')}</th><th scope="col">{say('现在', 'Now')}</th></tr></thead>
                  <tbody>{differences.map(({ name, was, is }) => <tr key={name}><th scope="row">{name}</th><td>{was}</td><td>{is}</td></tr>)}</tbody>
                </table>
              )}
              <ol>{since.map((one) => <li key={one.version} value={one.version}><DayText day={one.on} /> {say(one.label, word('StepName', one.step))} <span className="quiet">{one.by.name}</span></li>)}</ol>
            </>
          ),
        }]} />
      )} />
  )
}

type Difference = { name: string; section: string; was: React.ReactNode; is: React.ReactNode }

/** What of a case differs from how it is now, part by part, with the title of the section in which it stands. */
export function useDifferences(then: TheCase | null, now: TheCase): Difference[] {
  const say = useSay()
  const rows = useParts()
  if (then === null) return []
  const sized = (value: unknown): React.ReactNode => (value === null || value === undefined || (Array.isArray(value) && value.length === 0) ? say('没有', 'none') : Array.isArray(value) ? say(`${value.length} 项`, `${value.length}`) : say('有', 'there'))
  return rows.flatMap(({ name, section, part, told }) => {
    const [was, is] = [part(then), part(now)]
    if (JSON.stringify(was) === JSON.stringify(is)) return []
    const [wasTold, isTold] = told ? [told(then), told(now)] : [sized(was), sized(is)]
    return [{ name, section, was: wasTold, is: wasTold === isTold ? say('内容不同', 'says otherwise') : isTold }]
  })
}

/** The parts of a case by the names and sections they have on the page; what it was and is in words where that is short. */
function useParts(): { name: string; section: string; part: (of: TheCase) => unknown; told?: (of: TheCase) => string }[] {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const none = say('没有', 'none')
  const measures = (findings: TheCase['findings']) => findings.map(({ party, admin }) => [party === 'none' ? '' : word('PartySanction', party), admin === 'none' ? '' : word('AdminSanction', admin)].filter(Boolean).join('、')).filter(Boolean).join('；') || none
  const basics = say('基本情况', 'Basics')
  const handed = say('被审查调查人', 'Subjects')
  const read = say('阅卷、谈话与审议', 'Reading, interviews, deliberation')
  const met = say('会议与各方意见', 'Meetings and opinions')
  const done = say('决定与执行', 'Decision and execution')
  const beside = say('其他事项', 'Beside the way')
  const row = (name: string, section: string, part: (of: TheCase) => unknown, told?: (of: TheCase) => string) => ({ name, section, part, ...(told ? { told } : {}) })
  return [
    row(say('阶段', 'Stage'), '', (of) => of.stage, (of) => word('Stage', of.stage)),
    row(say('在谁手里', 'It is with'), '', (of) => of.holder, (of) => (of.holder === null ? say('已经办结', 'done') : word('Holder', of.holder))),
    row(say('审理期限届满', 'Review due'), say('期限', 'Clocks'), (of) => of.reviewClock?.dueOn ?? null, (of) => dayIn(language, of.reviewClock?.dueOn) || none),
    row(say('停止计算的天数', 'Days held'), say('期限', 'Clocks'), (of) => of.reviewClock?.heldDays ?? 0, (of) => String(of.reviewClock?.heldDays ?? 0)),
    row(say('密级', 'Secrecy'), basics, (of) => of.secrecy, (of) => word('SecrecyLevel', of.secrecy)),
    row(say('轮次', 'Round'), basics, (of) => of.round, (of) => String(of.round)),
    row(say('被审查调查人', 'Subjects'), handed, (of) => of.package.subjects),
    row(say('事实', 'Facts'), say('事实与证据', 'Facts and evidence'), (of) => of.package.facts),
    row(say('证据', 'Evidence'), say('事实与证据', 'Facts and evidence'), (of) => of.package.evidence),
    row(say('移送意见', 'As proposed'), say('定性与处理', 'Characterisation and sanction'), (of) => of.package.proposals, (of) => measures(of.package.proposals)),
    row(say('审理意见', 'As reviewed'), say('定性与处理', 'Characterisation and sanction'), (of) => of.report?.findings ?? null, (of) => measures(of.report?.findings ?? [])),
    row(say('移送材料', 'Papers handed over'), say('移送材料', 'Papers handed over'), (of) => of.package.intake),
    row(say('核对发现', 'Checks'), say('核对发现', 'Checks'), (of) => of.checks.map(({ key, state }) => [key, state])),
    row(say('审理组', 'Panel'), say('审理组', 'Panel'), (of) => of.panel, (of) => of.panel.filter(({ leftOn }) => leftOn === null).map(({ person }) => person.name).join('、') || none),
    row(say('阅卷笔录', 'Reading notes'), read, (of) => of.notes),
    row(say('审理谈话', 'Interviews'), read, (of) => of.interviews),
    row(say('审理组意见', 'Opinions of the panel'), read, (of) => of.panelOpinions),
    row(say('集体审议', 'Deliberations'), read, (of) => of.deliberations),
    row(say('退回与补查提纲', 'Returns and outlines'), say('退回与补查提纲', 'Returns and outlines'), (of) => of.returns),
    row(say('审理报告', 'Review report'), say('审理报告', 'Review report'), (of) => of.report, (of) => (of.report === null || of.report === undefined ? none : of.report.approvedOn ? say(`已批准，${dayIn(language, of.report.approvedOn)}`, `approved ${dayIn(language, of.report.approvedOn)}`) : say('等待批准', 'waiting for approval'))),
    row(say('组务会、集中审理和各方意见', 'Meetings and opinions'), met, (of) => [...of.opinions, ...of.jointSessions, ...of.partyGroupViews, ...of.branchMeetings, ...of.notices, ...(of.bodyMeeting ? [of.bodyMeeting] : [])]),
    row(say('处分决定', 'Decisions'), done, (of) => of.decisions),
    row(say('宣布和送达', 'Announced and served'), done, (of) => [...of.announcements, ...of.services]),
    row(say('执行事项办结', 'Execution done'), done, (of) => of.execution.map(({ itemId, doneOn }) => [itemId, doneOn]), (of) => (of.execution.length === 0 ? none : `${of.execution.filter(({ doneOn }) => doneOn !== null).length} / ${of.execution.length}`)),
    row(say('归档', 'Archived'), done, (of) => of.archive, (of) => dayIn(language, of.archive?.on) || none),
    row(say('沟通、延长、中止、回避等', 'Consultations, extensions, recusals'), beside, (of) => [...of.consultations, ...of.extensions, ...of.suspensions, ...of.involvements, ...of.recusals, ...of.disputes, ...of.corrections, ...(of.exit ? [of.exit] : [])]),
    row(say('附件', 'Attachments'), say('附件', 'Attachments'), (of) => of.attachments.map(({ id }) => id)),
    row(say('文书', 'Papers'), say('文书', 'Papers'), (of) => of.papers.map(({ key, hash }) => [key, hash])),
  ]
}
