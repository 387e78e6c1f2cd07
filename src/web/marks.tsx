/** Small things that every page shows the same way: due days with their lights, people, sections. */
import { Tag, Typography } from 'antd'
import { createContext, useContext, type ReactNode } from 'react'
import { dayIn, useLanguage, useSay, useWord } from './words.ts'

export function DayText({ day }: { day: string | null | undefined }) {
  return <span className="day">{dayIn(useLanguage(), day)}</span>
}

type Due = { dueOn?: string | null; light?: string | null; overdue: boolean; workingDaysLeft?: number | null; clockState?: string | null }

/** 期限: the day, and in words how near it is; the colour only repeats it. */
export function DueMark({ dueOn, light, overdue, workingDaysLeft, clockState }: Due) {
  const say = useSay()
  const language = useLanguage()
  if (clockState === 'held') return <Tag className="light">{say('停止计算', 'Held')}</Tag>
  if (!dueOn) return <span className="quiet">{say('未起算', 'Not running')}</span>
  const left = workingDaysLeft ?? 0
  const words = overdue ? say('超期', 'Overdue') : left === 0 ? say('今日届满', 'Due today') : say(`还有${left}个工作日`, `${left} working days left`)
  return <span className="due"><span className="day">{dayIn(language, dueOn)}</span> <Tag className={`light ${light ?? 'green'}`}>{words}</Tag></span>
}

export const StageMark = ({ stage }: { stage: string }) => <Tag className="stage">{useWord()('Stage', stage)}</Tag>

/** The titles of the sections that are different by now, where a page shows what is past. */
export const ChangedSince = createContext<ReadonlySet<string>>(new Set())

export function Section({ title, count, children, extra }: { title: string; count?: number; children: ReactNode; extra?: ReactNode }) {
  const say = useSay()
  const changed = useContext(ChangedSince).has(title)
  return (
    <section className="section" aria-label={title}>
      <div className="section-head"><Typography.Title level={2}>{title}{count === undefined ? '' : `（${count}）`}</Typography.Title>{changed ? <Tag className="light amber">{say('此后有变化', 'Changed since')}</Tag> : null}{extra}</div>
      {children}
    </section>
  )
}

/** A heading and what stands under it, only where there is something. */
export const Line = ({ name, children }: { name: string; children: ReactNode }) => (children === null || children === undefined || children === '' ? null : <div className="line"><dt>{name}</dt><dd>{children}</dd></div>)
