/** 片区调整的预览: what would change if a body moved to another zone from a day on, told to whoever asks from what they may see. */
import type { Refusal } from '../review/case.ts'
import { overAll } from '../review/comparison.ts'
import { addMonths, monthOf, type Day } from '../review/day.ts'
import { isAdministrator, type Actor } from '../review/people.ts'
import { reviewersFor, type KeptApart } from '../review/placement.ts'
import { wishRefused } from '../review/staffing.ts'
import { figures } from './figures.ts'
import { list, type CaseRow } from './list.ts'
import type { LoadedMoment } from './settings.ts'
import { staffOf } from './staff.ts'
import type { Store } from './store.ts'

/** A zone before and after: its bodies on the day, its reviewers, and the cases accepted in the twelve months up to today. */
export type ZoneChange = { zoneId: string; bodiesBefore: number; bodiesAfter: number; reviewers: number; acceptedBefore: number; acceptedAfter: number }

/** `zoneId` is where the body would go, `from` the day. `refusals` are why it cannot be proposed so; the open cases are the first of those the person asking may see; who of the new zone would have to be recused is told to those who decide on such things (`apartTold`). */
export type PlacementPreview = { bodyId: string; before: string; zoneId: string; from: Day; refusals: Refusal[]; cases: CaseRow[]; caseCount: number; zones: ZoneChange[]; apart: KeptApart[]; apartTold: boolean }

const mostCases = 200

/** Previews a move; changes nothing. */
export async function previewPlacement(store: Store, who: Actor, moment: LoadedMoment, { bodyId, zoneId, from }: { bodyId: string; zoneId: string; from: Day }): Promise<PlacementPreview> {
  const staff = await staffOf(store, store.fresh, who.commission, moment.at)
  const refusals = wishRefused({ kind: 'place', bodyId, zoneId, from }, null, staff, moment.on)
  const then = moment.roster.on(from)
  const before = then.body(bodyId)?.zoneId ?? ''
  const apartTold = isAdministrator(who.role) || overAll.includes(who.role)
  const open = await list(store, who, { filter: { bodyId, open: true }, first: mostCases })
  const since = monthOf(addMonths(moment.on, -12))
  const accepted = async (view: { zoneId: string; bodyId?: string }) => (await figures(store, who, moment, view)).months.reduce((sum, one) => (one.month > since ? sum + one.accepted : sum), 0)
  const moved = await accepted({ zoneId: before, bodyId })
  const reviewersIn = (id: string) => reviewersFor(bodyId, id, then, { on: from, policy: moment.policy })
  const changeOf = async (id: string): Promise<ZoneChange> => {
    const bodies = then.bodies.filter((body) => body.zoneId === id).length
    const cases = await accepted({ zoneId: id })
    const by = id === before ? -1 : 1
    const reviewers = reviewersIn(id).reviewers.length
    return { zoneId: id, bodiesBefore: bodies, bodiesAfter: bodies + by, reviewers, acceptedBefore: cases, acceptedAfter: cases + by * moved }
  }
  const zones = refusals.length > 0 || before === zoneId ? [] : [await changeOf(before), await changeOf(zoneId)]
  return { bodyId, before, zoneId, from, refusals, cases: open.rows, caseCount: await open.totalCount(), zones, apart: apartTold ? reviewersIn(zoneId).apart : [], apartTold }
}
