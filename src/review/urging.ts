/** 督办函: the letter to whoever has let a limit pass, as a text; a note where the limit only reminds. It names the case by its number, and nobody. */
import { inChinese, type Day } from './day.ts'
import { basisText } from './law.ts'
import { limits } from './limits.ts'
import type { Role } from './people.ts'
import type { Concern, Reminder } from './reminders.ts'
import { holderWords, roleWords } from './words.ts'

/** By whom it is sent, in the capacity of the person who sees to it. */
const senders: { [Name in Role]?: string } = { groupLeader: '划片案件审理小组', officeHead: '案件审理室', caseManager: '案件监督管理室', leaderInCharge: '案件审理室', commissionHead: '案件审理室' }

/** The letter of somebody about an overdue limit that others have to keep; null where there is nothing to urge. `bodyName` is the body that handed the case over. */
export function urgingLetter(reminder: Reminder & { number: string; concern: Concern }, by: Role, bodyName: string, on: Day): string | null {
  const { kind, concern, code, number, holder, role, startedOn, dueOn, workingDaysLeft, warningOnly, basis } = reminder
  const sender = senders[by]
  if (concern !== 'oversee' || (kind !== 'overdue' && kind !== 'escalated') || sender === undefined || holder === 'outside') return null
  const { label, from } = limits[code]
  const to = holder === 'body' ? bodyName : role === null ? holderWords[holder] : roleWords[role]
  return [
    warningOnly ? '提示函' : '督办函', '',
    `${to}：`, '',
    `　　${number}案${label}，自${inChinese(startedOn)}${from}起算，${warningOnly ? '提示期限' : '期限'}于${inChinese(dueOn)}届满，截至${inChinese(on)}${workingDaysLeft < 0 ? `已超过${-workingDaysLeft}个工作日` : '已经超期'}，尚未办结（${basisText(basis, on)}）。`,
    '　　请抓紧办理，办结后附证明材料回复；确实不能及时办结的，书面说明理由和预计办结的日期。', '',
    `　　　　　　　　${sender}`, `　　　　　　　　${inChinese(on)}`, '',
  ].join('\n')
}
