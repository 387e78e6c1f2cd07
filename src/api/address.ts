/** The filter and order of a list as the address of the ledger's page says them, for what is fetched by its address. */
import { holders, stages } from '../review/case.ts'
import { isDay } from '../review/day.ts'
import { ledgerKeys, type LedgerKey } from '../review/ledger.ts'
import { shelves, sorts, type Filter, type Sort } from '../store/list.ts'
import { linkKinds } from '../store/audit.ts'
import type { AuditFilter } from '../store/audit-search.ts'
import { auditResults } from '../store/audit-words.ts'
import { auditFilter } from './audit.ts'
import type { Context } from './builder.ts'
import { badInput } from './errors.ts'
import { countable } from './figure-rows.ts'
import { filterFrom } from './summary.ts'

/** What an address says after its `?`. */
export type Address = Readonly<Record<string, unknown>>

/** The same filter, order and columns that the page with this address shows. What is no such value is the caller's mistake. */
export function listIn(address: Address, context: Context): { filter: Filter; sort: Sort; keys: LedgerKey[] | null } {
  const all = (name: string): string[] => [address[name] ?? []].flat().filter((one) => typeof one === 'string').filter((one) => one !== '')
  const text = (name: string): string | undefined => all(name)[0]
  const oneOf = <One extends string>(name: string, list: readonly One[], value: string): One => list.find((one) => one === value) ?? wrong(name, value)
  const maybe = <One extends string>(name: string, list: readonly One[]): One | undefined => { const value = text(name); return value === undefined ? undefined : oneOf(name, list, value) }
  const day = (name: string) => { const value = text(name); return value === undefined || isDay(value) ? value : wrong(name, value) }
  const flag = (name: string): true | undefined => (text(name) === '1' ? true : undefined)
  const by = maybe('counted', countable)
  const filter = filterFrom({
    zoneId: text('zoneId'), bodyId: text('bodyId'), holder: maybe('holder', holders), text: text('text')?.slice(0, mostWords), shelf: maybe('shelf', shelves),
    stages: all('stage').length > 0 ? all('stage').map((one) => oneOf('stage', stages, one)) : undefined,
    acceptedFrom: day('acceptedFrom'), acceptedTo: day('acceptedTo'), dueFrom: day('dueFrom'), dueBy: day('dueBy'), open: flag('open'), overdue: flag('overdue'), dueSoon: flag('dueSoon'), returned: flag('returned'),
    counted: by === undefined ? undefined : { by, key: text('key') ?? null },
  }, context)
  const keys = text('keys')?.split(',').map((one) => oneOf('keys', ledgerKeys, one)) ?? null
  return { filter, sort: { by: maybe('by', sorts) ?? 'dueOn', direction: text('down') === '1' ? 'desc' : 'asc' }, keys }
}

/** The same filter of the audit log that the page with this address shows. */
export function auditIn(address: Address): AuditFilter {
  const text = (name: string): string | undefined => { const value = address[name]; return typeof value === 'string' && value !== '' ? value : undefined }
  const maybe = <One extends string>(name: string, list: readonly One[]): One | undefined => { const value = text(name); return value === undefined ? undefined : (list.find((one) => one === value) ?? wrong(name, value)) }
  const day = (name: string) => { const value = text(name); return value === undefined || isDay(value) ? value : wrong(name, value) }
  return auditFilter({ personId: text('personId'), kind: maybe('kind', linkKinds), action: text('action')?.slice(0, mostWords), result: maybe('result', auditResults), since: day('since'), until: day('until') })
}

/** More words than this are looked for by nobody. */
const mostWords = 200

function wrong(name: string, value: string): never {
  throw badInput(`地址里的 ${name} 不能是“${value.slice(0, 40)}”`)
}
