/** 补查提纲的一项 as it stands beside the form: what is asked, what was answered before and asked again, the answer with its files, and attaching one right there. */
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Attach } from '../case/attach.tsx'
import type { TheCase } from '../case/parts.tsx'
import { DayText, Line } from '../marks.tsx'
import { useSay, useWord } from '../words.ts'

/** `mayAttach` where the answer is being written; otherwise the answer itself is shown, for who judges it. */
export function OutlineItem({ of, no, mayAttach }: { of: TheCase; no: number; mayAttach: boolean }) {
  const say = useSay()
  const word = useWord()
  const [attaching, setAttaching] = useState(false)
  const item = of.returns[of.returns.length - 1]?.outline.find((one) => one.no === no)
  if (!item) return null
  const at = `${of.returns.length}.${no}`
  const files = of.attachments.filter((one) => one.place === 'answer' && one.item?.item === at && one.address && (mayAttach || one.id !== item.answer?.attachmentId))
  const open = of.attachmentPlaces.some(({ place, items }) => place === 'answer' && items.some((one) => one.item === at))
  return (
    <div className={mayAttach ? '' : 'sides'}>
      <div>
        <Tag className="stage">{word('ItemCategory', item.category)}</Tag>
        <dl><Line name={say('需要的证据', 'Evidence wanted')}>{item.evidenceWanted}</Line><Line name={say('证明什么', 'To prove')}>{item.toProve}</Line></dl>
        {item.history.map(({ answer, judgement }) => <p className="quiet" key={`${answer.on} ${answer.text}`}>{say('此前答复', 'Answered before')}：{answer.text}（<DayText day={answer.on} />）{judgement.request ? <> → {say('要求再补', 'asked again')}：{judgement.request}</> : null}</p>)}
        {mayAttach && item.judgement?.verdict === 'again' ? <p><Tag className="light amber">{word('AnswerVerdict', 'again')}</Tag> {item.judgement.request}</p> : null}
      </div>
      <div>
        {mayAttach || !item.answer ? null : (
          <>
            <p><Tag className={`light ${item.answer.outcome === 'done' ? 'green' : 'amber'}`}>{word('AnswerOutcome', item.answer.outcome)}</Tag> {item.answer.text}{item.answer.reason ? say(`（原因：${item.answer.reason}）`, ` (because: ${item.answer.reason})`) : ''}</p>
            <p className="quiet">{item.answer.by.name}，<DayText day={item.answer.on} /></p>
            <Proof of={of} file={item.answer.attachmentId ?? null} page={item.answer.page ?? null} />
          </>
        )}
        {files.length > 0 ? <ul className="papers">{files.map((one) => <li key={one.id}><Link to={readAt(of, one.id, 1)} target="_blank">{one.title}</Link> <span className="quiet">{one.pages ? say(`${one.pages} 页`, `${one.pages} pages`) : ''}{one.pageFrom ? say(`，${word('AttachmentVolume', one.volume)}第 ${spanOf(one)} 页`, `, ${word('AttachmentVolume', one.volume)} p. ${spanOf(one)}`) : ''}</span></li>)}</ul> : null}
        {mayAttach && open ? <p><Button size="small" onClick={() => setAttaching(true)}>{say(`给第 ${no} 项附加文件`, `Attach a file to no. ${no}`)}</Button></p> : null}
      </div>
      {attaching ? <Attach of={of} at={{ place: 'answer', item: at }} close={() => setAttaching(false)} /> : null}
    </div>
  )
}

const spanOf = ({ pageFrom, pageTo }: TheCase['attachments'][number]): string => (pageFrom === pageTo ? String(pageFrom) : `${pageFrom}–${pageTo}`)

const readAt = ({ id }: TheCase, file: string, page: number): string => `/cases/${id}/read?file=${encodeURIComponent(file)}&page=${page}`

/** The file that an answer names, opened at its page; nothing where it names none. */
export function Proof({ of, file, page }: { of: TheCase; file: string | null; page: number | null }) {
  const say = useSay()
  const found = of.attachments.find(({ id, address }) => id === file && address)
  return found ? <p><Link to={readAt(of, found.id, page ?? 1)} target="_blank">{found.title}{page === null ? '' : say(` 第 ${page} 页`, `, p. ${page}`)}</Link></p> : null
}
