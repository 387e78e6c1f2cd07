/** How papers write people, norms, days and money (`law.md` 7.1 and 7.2, `practice.md` E4). */
import type { Finding, Subject } from '../review/case.ts'
import { inChinese, type Day } from '../review/day.ts'
import { inHan } from '../review/numerals.ts'
import { adminWords, partyWords, type AdminSanction, type PartySanction } from '../review/sanctions.ts'
import { blankLine } from './paper.ts'

/** 某某同志, until expulsion; somebody who is no member of the Party is named without it. */
export const styled = ({ name, partyMember }: Pick<Subject, 'name' | 'partyMember'>, party: PartySanction): string => (partyMember && party !== 'expulsion' ? `${name}同志` : name)

/** Everybody a paper is about: 某某、某某, or 某某等三人 from three on. */
export const everybody = (names: readonly string[]): string => (names.length <= 2 ? names.join('、') : `${names[0]}等${inHan(names.length)}人`)

/** A person at first mention, with everything that identifies: sex, nation, birth, education, Party, post and rank. */
export function presented(one: Subject): string {
  const member = one.partyMember ? `${one.partyJoinYear === null ? '' : `${one.partyJoinYear}年加入中国共产党，`}中共党员` : '非中共党员'
  const post = one.post.startsWith(one.employer) ? one.post : `${one.employer}${one.post}`
  return [`${one.name}，${one.gender}，${one.ethnicity}，${one.birthYear}年出生，${one.education}，${member}`, `${one.retired ? '退休前任' : '现任'}${post}（${one.rank}，${one.personnelType}）`, one.deputyOrDelegate ? '系人大代表、政协委员或者党代表' : '']
    .filter((part) => part !== '').join('，')
}

/** Full names of the norms that the field cites in short, with the edition (`law.md` 7.1: full names of norms). */
const norms: readonly [RegExp, string][] = [
  [/^(\d{4})(?:年)?(?:版)?条例/, '《中国共产党纪律处分条例》（$1年修订）'],
  [/^(?:纪律处分条例|条例)/, '《中国共产党纪律处分条例》'],
  [/^(?:公职人员)?政务处分法/, '《中华人民共和国公职人员政务处分法》'],
  [/^监察法(?!实施)/, '《中华人民共和国监察法》'],
  [/^公务员法/, '《中华人民共和国公务员法》'],
  [/^刑法/, '《中华人民共和国刑法》'],
]

/** 2018条例第107条 → 《中国共产党纪律处分条例》（2018年修订）第一百零七条; a first edition was issued, not revised. What is not known stays as it was written. */
function article(cited: string): string {
  const plain = cited.trim().replaceAll('(', '（').replaceAll(')', '）')
  const prefix = /^[^：:]*[：:]/.exec(plain)?.[0] ?? '' // 合并处理：
  const [norm, name] = norms.find(([pattern]) => pattern.test(plain.slice(prefix.length))) ?? []
  const named = norm && name ? plain.slice(prefix.length).replace(norm, name).replace('（2003年修订）', '（2003年）') : plain.slice(prefix.length)
  return prefix.replace(':', '：') + named.replace(/第(\d+)(条|款|项)/g, (_all, count: string, unit: string) => `第${inHan(Number(count))}${unit}`).replace(/第（(\d+)）项/g, (_all, count: string) => `第（${inHan(Number(count))}）项`)
}

const ofParty = /《中国共产党|党章/

/** The norms of a finding that carry one track, each named once with its articles; an empty line for a hand where none is cited for it. */
export function articles(cited: readonly string[], track: 'party' | 'admin' | null = null): string {
  const byNorm = new Map<string, string[]>()
  for (const one of cited.map(article)) {
    const [, norm = '', place = ''] = /^(?:[^：《]*：)?(《[^》]*》(?:（[^）]*）)?)?(.*)$/.exec(one) ?? []
    if (track === null || norm === '' || ofParty.test(norm) === (track === 'party')) byNorm.set(norm, [...(byNorm.get(norm) ?? []), place])
  }
  return byNorm.size === 0 ? blankLine : [...byNorm].map(([norm, places]) => `${norm}${places.join('、')}`).join('，')
}

/** An organ without what is written behind it in brackets. */
export const bareOrgan = (organ: string): string => organ.replace(/[(（].*$/, '')

/** 268000 yuan → 26.80万元; below ten thousand in yuan. */
export const money = (yuan: number): string => (yuan >= 10_000 ? `${(yuan / 10_000).toFixed(2)}万元` : `${yuan}元`)

/** 2019年5月20日, or an empty line for a hand. */
export const dated = (day: Day | null): string => (day === null ? '　　年　月　日' : inChinese(day))

/** 机密★20年, as it stands at the head of a paper; work secrets have no term. */
export const marked = (word: string, years: number | null): string => (years === null ? word : `${word}★${years}年`)

/** What is proposed or decided for one person on the Party track, in the words of the paper; null where there is nothing. */
export function partyMeasure(party: PartySanction): string | null {
  if (party === 'none') return null
  if (party === 'exempt') return partyWords.exempt
  return party === 'seriousWarningNoPost' ? '严重警告处分（应当受到撤销党内职务处分，因本人没有党内职务，影响期二年）' : `${partyWords[party]}处分`
}

/** The same on the administrative track. */
export const adminMeasure = (admin: AdminSanction): string | null => (admin === 'none' ? null : admin === 'exempt' ? adminWords.exempt : `${adminWords[admin].replace('(单位处分)', '')}处分`)

/** 给予严重警告处分、政务记过处分 of a finding; 不予处分 where there is neither. */
export function measures(one: Pick<Finding, 'party' | 'admin' | 'measure'>): string {
  const sanctions = [partyMeasure(one.party), adminMeasure(one.admin)].filter((said) => said !== null)
  const [given, exempt] = [sanctions.filter((said) => !said.startsWith('免予')), sanctions.filter((said) => said.startsWith('免予'))]
  return [given.length > 0 ? `给予${given.join('、')}` : '', ...exempt, sanctions.length === 0 ? '不予处分' : '', one.measure ?? ''].filter((said) => said !== '').join('，')
}
