/** The cases behind a figure: the address of the ledger that shows exactly these, and what an address says in words. */
import type { BehindRowsFragment, CaseFilter, CountedBy } from './gql/graphql.ts'
import { useSay, useWord } from './words.ts'

/** The ledger with the cases that a figure counts. */
export function addressOf({ zoneId, bodyId, open, overdue, dueFrom, dueBy, counted }: BehindRowsFragment): string {
  const said = { zoneId, bodyId, open: open === true ? '1' : null, overdue: overdue === true ? '1' : null, dueFrom, dueBy, counted: counted?.by, key: counted?.key }
  const address = new URLSearchParams(Object.entries(said).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, value]])))
  return address.size === 0 ? '/cases' : `/cases?${address.toString()}`
}

/** The part of a filter that such an address says beside what the ledger offers to choose. */
export function behindIn(address: URLSearchParams): CaseFilter {
  const by = address.get('counted') as CountedBy | null
  const dueFrom = address.get('dueFrom')
  return { ...(address.get('open') === '1' ? { open: true } : {}), ...(dueFrom === null ? {} : { dueFrom }), ...(by === null ? {} : { counted: { by, key: address.get('key') } }) }
}

/** Of which enums the parts of a key are, where they are of any. */
const partsOf: Partial<Record<CountedBy, readonly string[]>> = {
  stage: ['Stage'], passed: ['Stage'], sent: ['ReturnKind'], sentFor: ['ReturnKind', 'Ground'], sentIn: ['ReturnKind', ''], route: ['Route'],
  changed: ['FigureName'], span: ['DaySpan'], accepted: [''], concluded: [''], filed: [''],
}

/** What such an address narrows the ledger to, in words; null where it does not. */
export function useBehindWords(): (address: URLSearchParams) => string | null {
  const say = useSay()
  const word = useWord()
  return (address) => {
    const by = address.get('counted')
    const dueFrom = address.get('dueFrom')
    const key = (address.get('key') ?? '').split('|').filter((part) => part !== '' && part !== 'any')
    const parts = key.flatMap((part, n) => { const type = partsOf[by as CountedBy]?.[n]; return type === undefined ? [] : type === '' ? [part] : [word(type, part)] })
    const said = [
      ...(by === null ? [] : [[word('CountedBy', by), ...parts].join(say('：', ': '))]),
      ...(dueFrom === null ? [] : [say(`期限在 ${dueFrom} 以后届满`, `due on ${dueFrom} or later`)]),
      ...(address.get('dueBy') === null ? [] : [say(`期限在 ${address.get('dueBy')} 以前届满`, `due by ${address.get('dueBy')}`)]),
    ]
    return said.length === 0 ? null : said.join(say('；', '; '))
  }
}
