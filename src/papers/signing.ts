/** 签名、用印 in words, for pages, the dossier and the command line. */
import type { Case } from '../review/case.ts'
import type { Roster } from '../review/people.ts'
import { capacityWords, goneStale, kindsOn, needsOf, signatureKindWords, type MadePaper, type Signed } from '../review/signing.ts'
import { clockIn } from './instant.ts'

const nameIn = (roster: Roster, id: string): string => roster.person(id)?.name ?? id

/** Who signed as what, and when. */
export const signatureWords = ({ kind, by, capacity, at, stale }: Signed, roster: Roster): string =>
  `${nameIn(roster, by)}（${capacityWords[capacity]}）${clockIn(at)}${signatureKindWords[kind]}${stale ? '，签后内容已变' : ''}`

/** How it stands with the signatures of a paper, in a line: 已签…；内容已变；待签…. */
export function signingState(c: Case, paper: MadePaper, signed: readonly Signed[], roster: Roster): string {
  const own = signed.filter(({ key }) => key === paper.key)
  const needs = needsOf(c, paper, signed)
  return [
    ...(own.length === 0 ? [] : [`已签：${own.map((one) => signatureWords(one, roster)).join('；')}`]),
    ...(goneStale(paper, signed) ? ['内容已变，须重新签署'] : []),
    ...(needs.length > 0 ? [`待签：${needs.map(({ kind, capacity, people }) => `${capacityWords[capacity]}${people.length === 0 ? '' : `（${people.map((id) => nameIn(roster, id)).join('、')}）`}${signatureKindWords[kind]}`).join('；')}`]
      : kindsOn(c, paper).length === 0 ? ['不在系统内签署'] : []),
  ].join('；')
}
