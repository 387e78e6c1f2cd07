/** Which body an office means by a word: its code, its name with or without what stands in front, the unit it sits in, or a name that somebody says is its. */
import type { Body } from './people.ts'
import { narrow } from './sheet-cells.ts'

/** Finds a body by a word; a word for two bodies is a word for none. */
export function bodyFinder(bodies: readonly Body[], aliases: Readonly<Record<string, string>>): (text: string) => Body | null {
  const bare = (text: string): string => narrow(text.normalize('NFKC')).replace(/\s/g, '')
  const short = (text: string): string => bare(text).replace(/^.*?(?:市|区|县)?纪委监委(?=驻)/, '').replace(/^派驻/, '驻')
  const known = new Map<string, Body | null>()
  const add = (word: string, body: Body) => known.set(word, known.has(word) && known.get(word)?.id !== body.id ? null : body)
  for (const body of bodies) for (const word of new Set([body.id, bare(body.name), short(body.name), bare(body.stationedIn), ...body.covers.map(bare)])) add(word, body)
  for (const [word, id] of Object.entries(aliases)) { const body = bodies.find((one) => one.id === id); if (body) known.set(bare(word), body) }
  return (text) => known.get(bare(text)) ?? known.get(short(text)) ?? null
}
