/** 拼音: how names sort, and by which initials they are found; surnames are read as surnames (单 shan, 曾 zeng). */
import { pinyin } from 'pinyin-pro'

const mostKept = 20_000
const kept = new Map<string, string[]>()

/** The syllables of one name, without tones; what is no Chinese stays as it is. The same few names come again with every step, so they are kept. */
function syllablesOf(name: string): string[] {
  const known = kept.get(name)
  if (known) return known
  if (kept.size >= mostKept) kept.clear()
  const made = pinyin(name, { mode: 'surname', toneType: 'none', type: 'array', v: true }).map((one) => one.toLowerCase())
  kept.set(name, made)
  return made
}

/** What names sort by: syllable by syllable, then as they are written. */
export const nameKey = (names: readonly string[]): string => (names.length === 0 ? '' : `${names.map((name) => syllablesOf(name).join(' ')).join('\u0001')}\u0002${names.join('、')}`)

/** What a name is found by beside itself: the initials (lzm), and all of it in one word (linzhengming). */
export const spellingsOf = (name: string): string[] => {
  const syllables = syllablesOf(name).filter((one) => /^[a-z]+$/.test(one))
  return syllables.length === 0 ? [] : [syllables.map((one) => one.charAt(0)).join(''), syllables.join('')]
}
