/** 回看: the case as it stood on any day, and what has become different since. */
import { Alert, Button, Collapse, Slider, Space } from 'antd'
import { addDays, daysBetween } from '../../review/day.ts'
import { DayText, Section } from '../marks.tsx'
import { dayIn, useLanguage, useSay, useWord } from '../words.ts'
import type { Part, TheCase } from './parts.tsx'

/** What was entered by the end of a day. */
const upTo = ({ entries }: TheCase, on: string) => entries.filter((one) => one.writtenOn <= on)

/** The days of the case from its first step on, to be moved along; `on` null stands for today. */
export function LookBack({ of, on, today, choose }: Part & { on: string | null; today: string; choose: (day: string | null) => void }) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const first = of.entries[0]?.writtenOn
  if (first === undefined || first >= today) return null
  const days = [...new Set(of.entries.map((one) => one.writtenOn))]
  const at = on ?? today
  const [earlier, later] = [days.filter((day) => day < at).pop(), days.find((day) => day > at)]
  const done = of.entries.filter((one) => one.writtenOn === at)
  const sayDay = (n: number) => dayIn(language, addDays(first, n))
  return (
    <Section title={say('回看', 'Look back')}>
      <Slider min={0} max={daysBetween(first, today)} value={daysBetween(first, at)} marks={Object.fromEntries(days.map((day) => [daysBetween(first, day), ' ']))} tooltip={{ formatter: (n) => sayDay(n ?? 0) }}
        ariaLabelForHandle={say('看哪一天的样子', 'As it stood on which day')} ariaValueTextFormatterForHandle={sayDay}
        onChange={(n) => { const day = addDays(first, n); choose(day >= today ? null : day) }} />
      <Space wrap>
        <Button disabled={earlier === undefined} onClick={() => choose(earlier ?? null)}>{say('上一步', 'Step before')}</Button>
        <Button disabled={on === null} onClick={() => choose(later !== undefined && later < today ? later : null)}>{say('下一步', 'Step after')}</Button>
        <span aria-live="polite">{on === null ? say('今天', 'Today') : <DayText day={on} />}{done.length > 0 ? `：${done.map((one) => `${say(one.label, word('StepName', one.step))}（${one.by.name}）`).join('、')}` : ''}</span>
      </Space>
    </Section>
  )
}

/** Says that this is over, what was done since, and which parts are different now. */
export function ThenAndNow({ then, now, on, back }: { then: TheCase; now: TheCase; on: string; back: () => void }) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const since = now.entries.slice(upTo(now, on).length)
  const changed = useParts().filter(({ part }) => JSON.stringify(part(then)) !== JSON.stringify(part(now)))
  const count = (value: unknown) => (Array.isArray(value) ? value.length : null)
  return (
    <Alert type="warning" showIcon style={{ marginBottom: 16 }} action={<Button onClick={back}>{say('回到今天', 'Back to today')}</Button>}
      title={say(`这是${dayIn(language, on)}结束时的样子，不能办理`, `This is how it stood at the end of ${dayIn(language, on)}. Nothing can be done here`)}
      description={since.length === 0 ? say('此后没有办过什么。', 'Nothing was done since.') : (
        <Collapse ghost size="small" items={[{
          key: 'since', label: say(`此后办了 ${since.length} 步，${changed.length} 处和现在不同`, `${since.length} steps since; parts that are different now: ${changed.length}`),
          children: (
            <>
              <ul>
                {then.stage === now.stage ? null : <li>{say('阶段', 'Stage')}：{word('Stage', then.stage)} → {word('Stage', now.stage)}</li>}
                {changed.map(({ name, part }) => { const [was, is] = [count(part(then)), count(part(now))]; return <li key={name}>{name}{was === null || is === null || was === is ? say('：有变化', ': changed') : say(`：当时 ${was} 项，现在 ${is} 项`, `: ${was} then, ${is} now`)}</li> })}
              </ul>
              <ol>{since.map((one) => <li key={one.version}><DayText day={one.on} /> {say(one.label, word('StepName', one.step))} <span className="quiet">{one.by.name}</span></li>)}</ol>
            </>
          ),
        }]} />
      )} />
  )
}

/** The parts of a case by the names they have on the page. */
function useParts(): { name: string; part: (of: TheCase) => unknown }[] {
  const say = useSay()
  return [
    { name: say('当事人', 'Parties'), part: (of) => of.package.subjects },
    { name: say('事实', 'Facts'), part: (of) => of.package.facts },
    { name: say('证据', 'Evidence'), part: (of) => of.package.evidence },
    { name: say('移送时的定性处理意见', 'Proposal at the transfer'), part: (of) => of.package.proposals },
    { name: say('受理清单', 'Intake list'), part: (of) => of.package.intake },
    { name: say('审理组', 'Panel'), part: (of) => of.panel },
    { name: say('阅卷笔录', 'Reading notes'), part: (of) => of.notes },
    { name: say('审理谈话', 'Interviews'), part: (of) => of.interviews },
    { name: say('审理组意见', 'Opinions of the panel'), part: (of) => of.panelOpinions },
    { name: say('集体审议', 'Deliberations'), part: (of) => of.deliberations },
    { name: say('退回与补查提纲', 'Returns and outlines'), part: (of) => of.returns },
    { name: say('审理报告', 'Review report'), part: (of) => of.report },
    { name: say('当前的定性处理意见', 'Opinion in view'), part: (of) => of.findings },
    { name: say('会议与各方意见', 'Meetings and opinions'), part: (of) => [...of.opinions, ...of.jointSessions, ...of.partyGroupViews, ...of.branchMeetings, ...of.notices, ...(of.bodyMeeting ? [of.bodyMeeting] : [])] },
    { name: say('处分决定', 'Decisions'), part: (of) => of.decisions },
    { name: say('执行事项', 'Execution'), part: (of) => of.execution },
    { name: say('延长和中止', 'Extensions and suspensions'), part: (of) => [...of.extensions, ...of.suspensions] },
    { name: say('回避', 'Recusals'), part: (of) => of.recusals },
  ]
}
