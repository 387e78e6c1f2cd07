/** What the parts of a case share: the case as it was asked, names of its subjects, a rule with its article. */
import { Tag } from 'antd'
import { createContext } from 'react'
import type { CaseQuery, LegalFragment } from '../gql/graphql.ts'
import { useSay, useWord } from '../words.ts'

export type TheCase = NonNullable<CaseQuery['case']>

/** Every part of a case is given all of it. */
export type Part = { of: TheCase }

export const subjectName = ({ package: { subjects } }: TheCase, subjectId: string | null | undefined): string => subjects.find((one) => one.subjectId === subjectId)?.name ?? ''

/** Whether a case is shown as it stood: then what leads on to today is left out. */
export const InThePast = createContext(false)

/** 依据: what is no law says what it is. */
export function Rule({ of }: { of: LegalFragment | null | undefined }) {
  const word = useWord()
  if (!of) return null
  const certain = of.tag === 'Q' || of.tag === 'S'
  return <span className="quiet">{of.text} {certain ? null : <Tag>{word('BasisTag', of.tag)}</Tag>}</span>
}

export function Yes({ when }: { when: boolean }) {
  const say = useSay()
  return <>{when ? say('是', 'Yes') : say('否', 'No')}</>
}
