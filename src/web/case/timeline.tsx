/** 时间轴: when what happened by its legal day, whose time it was, how the time for review ran, and what lies ahead. The log tells who entered what; this tells the case. */
import { Tag } from 'antd'
import { addDays, daysBetween } from '../../review/day.ts'
import { partiesInEnglish } from '../figure-words.ts'
import { DayText, Section } from '../marks.tsx'
import { dayIn, useLanguage, useSay, useWord, type Say } from '../words.ts'
import { subjectName, type Part, type TheCase } from './parts.tsx'

type Event = { on: string; what: string; ahead?: boolean }
type Word = ReturnType<typeof useWord>

export function TimeLine({ of }: Part) {
  const say = useSay()
  const word = useWord()
  const events = eventsOf(of, say, word)
  if (events.length === 0) return null
  const days = [...new Set(events.map(({ on }) => on))]
  return (
    <Section title={say('时间轴', 'Timeline')}>
      <Bands of={of} events={events} />
      <ol className="time-line">
        {days.map((day) => {
          const here = events.filter(({ on }) => on === day)
          return <li key={day} className={here.some(({ ahead }) => ahead) ? 'ahead' : ''}><strong><DayText day={day} /></strong> {here.some(({ ahead }) => ahead) ? <><Tag className="light">{say('还没有到', 'ahead')}</Tag> </> : null}{here.map(({ what }) => what).join('；')}</li>
        })}
      </ol>
    </Section>
  )
}

/** The time of the case from its first transfer on as bands over the same days: in whose hands, and the time for review, running or held. */
function Bands({ of, events }: Part & { events: readonly Event[] }) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const { course, reviewClock, acceptedOn } = of
  const [start, now] = [course[0]?.from, course[course.length - 1]?.to]
  if (start === undefined || now === undefined || start >= now) return null
  const due = reviewClock?.dueOn && !reviewClock.closedOn ? reviewClock.dueOn : null
  const end = due !== null && due > now ? due : now
  const along = (day: string) => Math.min(100, Math.max(0, (daysBetween(start, day) / Math.max(1, daysBetween(start, end))) * 100))
  const bar = (from: string, to: string) => ({ left: `${along(from)}%`, width: `${Math.max(0.4, along(to) - along(from))}%` })
  const partyWord = (party: TheCase['course'][number]['party']) => say(word('DayParty', party), partiesInEnglish[party])
  const parties = [...new Set(course.map(({ party }) => party))]
  const until = reviewClock?.closedOn ?? now
  const months = monthsWithin(start, end)
  return (
    <div className="bands" role="group" aria-label={say(`从${dayIn(language, start)}到${dayIn(language, end)}`, `From ${dayIn(language, start)} to ${dayIn(language, end)}`)}>
      <span className="quiet">{say('在谁手里', 'With whom')}</span>
      <div className="band" role="img" aria-label={course.map((one) => `${dayIn(language, one.from)}—${dayIn(language, one.to)} ${partyWord(one.party)}`).join('；')}>
        {course.map((one, n) => <span key={n} className={`part with-${one.party}`} style={bar(one.from, one.to)} />)}
        {events.filter(({ ahead, on }) => !ahead && on > start && on <= now).map(({ on }, n) => <span key={`${on} ${n}`} className="tick" style={{ left: `${along(on)}%` }} />)}
      </div>
      {reviewClock && acceptedOn ? (
        <>
          <span className="quiet">{say('审理期限', 'Time for review')}</span>
          <div className="band" role="img" aria-label={say(`净用 ${reviewClock.netDays} 天，停止计算 ${reviewClock.heldDays} 天${due ? `，${dayIn(language, due)}届满` : ''}`, `${reviewClock.netDays} days net, ${reviewClock.heldDays} held${due ? `, due ${dayIn(language, due)}` : ''}`)}>
            <span className="part running" style={bar(acceptedOn, until)} />
            {reviewClock.heldIntervals.map((one) => <span key={one.from} className="part held" style={bar(one.from, one.to ?? now)} />)}
            {due === null ? null : <span className="due-on" style={{ left: `${along(due)}%` }} />}
          </div>
        </>
      ) : null}
      <span />
      <div className="band months" aria-hidden>{months.map((day) => <span key={day} style={{ left: `${along(day)}%` }}>{language === 'zh' ? `${Number(day.slice(5, 7))}月` : dayIn(language, day).split(' ')[1]}</span>)}</div>
      <span />
      <ul className="legend">
        {parties.map((party) => <li key={party}><span className={`swatch with-${party}`} />{partyWord(party)} {say(`${daysOf(of, party)} 个工作日`, `${daysOf(of, party)} working days`)}</li>)}
        {reviewClock?.heldIntervals.length ? <li><span className="swatch held" />{say('停止计算', 'Held')}</li> : null}
        {due === null ? null : <li><span className="swatch due-on" />{say('届满', 'Due')} <DayText day={due} /></li>}
      </ul>
    </div>
  )
}

const daysOf = ({ course }: TheCase, party: string): number => course.reduce((sum, one) => (one.party === party ? sum + one.workingDays : sum), 0)

/** The first days of the months in between, at most a dozen. */
function monthsWithin(start: string, end: string): string[] {
  const firsts: string[] = []
  for (let day = addDays(`${start.slice(0, 8)}01`, 31); day <= end; day = addDays(day, 31)) firsts.push((day = `${day.slice(0, 8)}01`))
  const every = Math.ceil(firsts.length / 12)
  return firsts.filter((day, n) => day <= end && n % Math.max(1, every) === 0)
}

/** What happened to the case, by the day that counts in law, and what is due; in the order of the days. */
function eventsOf(of: TheCase, say: Say, word: Word): Event[] {
  const events: Event[] = []
  const add = (on: string | null | undefined, what: string, ahead = false) => { if (on) events.push({ on, what, ...(ahead ? { ahead } : {}) }) }
  const name = (subjectId: string) => subjectName(of, subjectId)
  const approved = (one: { requestedOn: string; approvedOn?: string | null; rejectedReason?: string | null }, what: string) => { add(one.requestedOn, say(`提请${what}`, `${what} asked for`)); add(one.approvedOn, say(`批准${what}`, `${what} approved`)) }
  add(of.package.filedOn, say('立案', 'Filed'))
  // Where the case came to another stage: what moved it, by the log.
  for (const one of of.entries) if (one.from !== one.to) add(one.on, say(`${one.label}：${word('Stage', one.to)}`, `${word('StepName', one.step)}: ${word('Stage', one.to)}`))
  for (const one of of.involvements) approved(one, say('提前介入', 'early involvement'))
  for (const one of of.panel) { add(one.joinedOn, say(`${one.person.name}参加审理组`, `${one.person.name} on the panel`)); add(one.leftOn, say(`${one.person.name}退出审理组`, `${one.person.name} off the panel`)) }
  for (const one of of.interviews) add(one.record?.on, say(`与${name(one.subjectId)}谈话`, `Interview of ${name(one.subjectId)}`))
  for (const one of of.deliberations) add(one.on, say(`集体审议：${word('Recommendation', one.outcome)}`, `Deliberation: ${word('Recommendation', one.outcome)}`))
  for (const one of of.returns) add(one.acknowledgedOn, say('签收退回', 'Return acknowledged'))
  for (const one of of.extensions) approved(one, say('延长审理期限', 'extension'))
  for (const one of of.suspensions) { add(one.requestedOn, say('提请中止审理', 'suspension asked for')); add(one.resumedOn, say('恢复审理', 'Resumed')) }
  for (const one of of.recusals) add(one.approvedOn, say(`决定${one.person.name}回避`, `${one.person.name} recused`))
  add(of.bodyMeeting?.on, say('组务会', 'Meeting of the body'))
  add(of.committeeInvitedOn, say('邀请工委集中审理', 'Committee invited'))
  for (const one of of.jointSessions) add(one.on, word('JointSessionKind', one.kind))
  for (const one of of.opinions) add(one.signedOn, say(`${word('Layer', one.layer)}签署意见`, `Opinion signed: ${word('Layer', one.layer)}`))
  for (const one of of.partyGroupViews) add(one.on, say(`党组意见：${one.agrees ? '同意' : '不同意'}`, `Party group: ${one.agrees ? 'agrees' : 'does not agree'}`))
  for (const one of of.branchMeetings) add(one.on, say(`${name(one.subjectId)}所在支部大会`, `Branch meeting on ${name(one.subjectId)}`))
  for (const one of of.notices) add(one.on, say(`政务处分事先告知${name(one.subjectId)}`, `Notice to ${name(one.subjectId)}`))
  for (const one of of.decisions) {
    const what = one.track === 'party' ? word('PartySanction', one.party) : word('AdminSanction', one.admin)
    add(one.decidedOn, say(`${one.organName}决定给予${name(one.subjectId)}${what}`, `${name(one.subjectId)}: ${what}, decided by ${one.organName}`))
    if (one.effectiveOn !== one.decidedOn) add(one.effectiveOn, say(`${name(one.subjectId)}${what}生效`, `${name(one.subjectId)}: ${what} in effect`))
    add(one.period?.endsOn, say(`${name(one.subjectId)}${what}影响期（处分期）止`, `${name(one.subjectId)}: end of the period of ${what}`), isAhead(of, one.period?.endsOn))
  }
  for (const one of of.announcements) add(one.on, say(`向${name(one.subjectId)}宣布`, `Announced to ${name(one.subjectId)}`))
  for (const one of of.services) add(one.on, say(`送达${one.receiver}`, `Served on ${one.receiver}`))
  for (const one of of.execution) add(one.doneOn, say(`${name(one.subjectId)}${one.label}办结`, `${name(one.subjectId)}: ${word('ExecutionKind', one.kind)} done`))
  for (const one of of.clocks) if (one.state !== 'closed') add(one.dueOn, `${one.subjectId ? say(name(one.subjectId), `${name(one.subjectId)}: `) : ''}${say(`${one.label}届满`, `${word('LimitCode', one.code)} due`)}`, isAhead(of, one.dueOn))
  return [...events].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).filter((one, n, all) => all.findIndex((other) => other.on === one.on && other.what === one.what) === n)
}

/** Whether a day lies ahead of the day of which the case is shown: the last that its course counts, or the last of its log. */
const isAhead = ({ course, entries }: TheCase, on: string | null | undefined): boolean => {
  const now = course[course.length - 1]?.to ?? entries[entries.length - 1]?.writtenOn ?? ''
  return typeof on === 'string' && on > now
}
