/** 文书: what the case has come to on paper, each to be printed, had as Word, signed and sealed, with its scanned copies and what is still wrong with it. */
import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { SealedFragment } from '../gql/graphql.ts'
import { Section } from '../marks.tsx'
import { instantIn, useLanguage, useSay, useWord } from '../words.ts'
import { Attach } from './attach.tsx'
import type { Part, TheCase } from './parts.tsx'
import { Sign, type ToSign } from './sign.tsx'

type Paper = TheCase['papers'][number]

/** Where scanned copies of signed papers hang. */
const isCopy = (place: string): boolean => ['bodyPaper', 'reviewPaper', 'committeePaper'].includes(place)

export function Papers({ of }: Part) {
  const say = useSay()
  const [signing, setSigning] = useState<ToSign | null>(null)
  const [copying, setCopying] = useState<{ place: string; item: string } | null>(null)
  const { papers, formerPapers, attachmentPlaces } = of
  const place = attachmentPlaces.find((one) => isCopy(one.place))?.place
  if (papers.length + formerPapers.length === 0) return null
  return (
    <Section title={say('文书', 'Papers')} count={papers.length}>
      <ul className="papers">
        {papers.map((paper) => (
          <li key={paper.key}>
            <a href={paper.page} target="_blank" rel="noreferrer">{paper.title}</a> <a href={paper.page.replace(/(?=[?]|$)/, '.docx')} aria-label={say(`下载“${paper.title}”的 Word 文件`, `Word file of ${paper.title}`)}>Word</a> <span className="quiet">{paper.key}{paper.template ? say(`，Word 按模板第${paper.template.version}版`, `, Word by version ${paper.template.version} of the template`) : ''}</span> <State of={paper} />
            <Doors of={paper} sign={setSigning} copy={place === undefined ? null : () => setCopying({ place, item: paper.key })} />
            <Signatures of={paper.signatures} />
            <Copies of={of} item={paper.key} />
            {paper.defects.length === 0 ? null : <details><summary>{say(`${paper.defects.length}处提示`, `${paper.defects.length} hints`)}</summary><ul>{paper.defects.map((one) => <li key={`${one.code} ${one.line} ${one.message}`}>{say(`第${one.line}行：`, `Line ${one.line}: `)}{one.message}</li>)}</ul></details>}
          </li>
        ))}
      </ul>
      {formerPapers.length === 0 ? null : <><h3>{say('签署过、现在已经没有的文书', 'Signed, and no longer there')}</h3><ul className="papers">{formerPapers.map((one) => <li key={`${one.key} ${one.hash}`}><a href={one.page} target="_blank" rel="noreferrer">{one.title}</a> <span className="quiet">{one.key}</span><Signatures of={one.signatures} /><Copies of={of} item={one.key} /></li>)}</ul></>}
      {signing ? <Sign of={of} paper={signing} close={() => setSigning(null)} /> : null}
      {copying ? <Attach of={of} at={copying} close={() => setCopying(null)} /> : null}
    </Section>
  )
}

/** 已签、待签、内容已变. */
function State({ of: { signatures, needs, stale, final } }: { of: Paper }) {
  const say = useSay()
  const word = useWord()
  const waiting = needs.map(({ kind, capacity, people }) => `${capacity}${people.length === 0 ? '' : `（${people.map(({ name }) => name).join('、')}）`}${word('SignatureKind', kind)}`).join('；')
  return (
    <>
      {stale ? <Tag className="light amber">{say('内容已变', 'Changed since')}</Tag> : null}
      {signatures.length > 0 && needs.length === 0 && !stale && final ? <Tag className="light green">{say('已签', 'Signed')}</Tag> : null}
      {final ? null : <span className="quiet">{say('尚未定稿', 'Not final yet')}</span>}
      {waiting === '' ? null : <span className="quiet">{say(`待签：${waiting}`, `Waits for: ${waiting}`)}</span>}
    </>
  )
}

/** What the server lets this person do: a closed door says why; one that is somebody else's, or was gone through, is not there. */
function Doors({ of: { key, title, hash, page, openSignatures }, sign, copy }: { of: Paper; sign: (what: ToSign) => void; copy: (() => void) | null }) {
  const say = useSay()
  const word = useWord()
  return (
    <>
      {openSignatures.filter(({ closedBecause }) => closedBecause === null).map(({ kind }) => <Button key={kind} size="small" onClick={() => sign({ key, title, hash, page, kind })} aria-label={say(`${word('SignatureKind', kind)}：${title}（${key}）`, `${word('SignatureKind', kind)}: ${title} (${key})`)}>{word('SignatureKind', kind)}</Button>)}
      {copy === null ? null : <Button size="small" onClick={copy} aria-label={say(`附签署件：${title}（${key}）`, `Signed copy: ${title} (${key})`)}>{say('附签署件', 'Signed copy')}</Button>}
      {openSignatures.filter(({ closedBecause }) => closedBecause && !['NOT_YOURS', 'SIGNED_BEFORE'].includes(closedBecause.code)).map(({ kind, closedBecause }) => <p key={kind} className="quiet">{closedBecause?.message}</p>)}
    </>
  )
}

/** Who signed, as what and when; of what has changed since, what was signed. */
function Signatures({ of }: { of: readonly SealedFragment[] }) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  if (of.length === 0) return null
  return (
    <ul>
      {of.map((one) => (
        <li key={`${one.hash} ${one.kind} ${one.person.id}`}>{word('SignatureKind', one.kind)}：{one.person.name}（{one.capacity}）<span className="quiet">{instantIn(language, one.at)}</span> {one.stale ? <><Tag className="light amber">{say('签后内容已变', 'Changed since')}</Tag> <a href={one.page} target="_blank" rel="noreferrer">{say('签署时的内容', 'What was signed')}</a></> : null}</li>
      ))}
    </ul>
  )
}

function Copies({ of: { attachments }, item }: Part & { item: string }) {
  const say = useSay()
  const copies = attachments.filter((one) => isCopy(one.place) && one.item?.item === item && one.address)
  return copies.length === 0 ? null : <p>{say('签署件：', 'Signed copies: ')}{copies.map((one) => <span key={one.id}><a href={one.address ?? ''} download={one.fileName}>{one.title}</a> </span>)}</p>
}
