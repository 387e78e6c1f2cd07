/** 阅卷: what there is to read, the file itself page by page, and the notes on it. */
import { Alert, Checkbox, Space } from 'antd'
import { useCallback, useRef, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { request, useAsked } from '../ask.ts'
import { MarkReadDocument, ReadingDocument } from '../gql/graphql.ts'
import { DayText } from '../marks.tsx'
import { FileView } from '../read/file-view.tsx'
import { Files, given, Read, type About, type ReadCase } from '../read/files.tsx'
import { NewNote, Notes, type NoteKind } from '../read/notes.tsx'
import { Nothing, NotThere, Shown } from '../states.tsx'
import { useSay } from '../words.ts'

export function Page() {
  const say = useSay()
  const { id = '' } = useParams()
  const asked = useAsked(ReadingDocument, { id })
  return <Shown of={asked} rows={12}>{({ case: found }) => (found ? <Reader of={found} again={() => void asked.refetch()} /> : <NotThere>{say('没有找到该案件，或者您不能查看', 'There is no such case, or you may not see it')}</NotThere>)}</Shown>
}

/** Keys that begin a note, only while the reader itself is in focus. */
const kinds: Readonly<Record<string, NoteKind>> = { n: 'record', d: 'doubt', m: 'missing' }

function Reader({ of, again }: { of: ReadCase; again: () => void }) {
  const say = useSay()
  // Which file and page are in view stands in the address, so that going back and passing on find them.
  const [address, setAddress] = useSearchParams()
  const [about, look] = useState<About>({})
  const [onlyNew, setOnlyNew] = useState(false)
  const [begin, setBegin] = useState<{ kind: NoteKind } | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const text = useRef<HTMLTextAreaElement>(null)
  const files = given(of)
  const wanted = address.get('file')
  const file = wanted === 'paper' ? null : (files.find((one) => one.id === wanted) ?? files[0] ?? null)
  const last = file?.pages ?? 1
  const page = Math.min(Math.max(1, Number(address.get('page') ?? 1) || 1), last)
  const open = (id: string | null, at = 1) => setAddress({ file: id ?? 'paper', ...(at > 1 ? { page: String(at) } : {}) }, { replace: true })
  const turn = (to: number) => { if (file && to >= 1 && to <= last) open(file.id, to) }
  const looked = useCallback((pages: number[]) => {
    if (!file || pages.every((one) => file.readPages.includes(one))) return
    void (async () => {
      try {
        const { markRead: made } = await request(MarkReadDocument, { attachmentId: file.id, pages })
        setFailed(made.__typename === 'ReadMarkRefused' ? made.refusals.map(({ message }) => message).join('；') : null)
        again()
      } catch (error) {
        setFailed(error instanceof Error ? error.message : String(error))
      }
    })()
  }, [file, again])
  const onKey = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test((event.target as HTMLElement).tagName)) return
    const kind = kinds[event.key.toLowerCase()]
    if (kind) { event.preventDefault(); setBegin({ kind }); text.current?.focus() }
    else if (event.key === 'ArrowLeft') turn(page - 1)
    else if (event.key === 'ArrowRight') turn(page + 1)
  }
  return (
    <>
      <h1><Space wrap>{say('阅卷', 'Reading')}<Link to={`/cases/${of.id}`}>{of.title || of.number}</Link></Space></h1>
      <div className="reading-head">
        <Read of={of} />
        {of.sinceReturn ? <span>{say('上次退回', 'Last return')}（<DayText day={of.sinceReturn.on} />）{say(`以来：新附件 ${files.filter(({ newSinceReturn }) => newSinceReturn).length} 份${listed('，新证据', of.sinceReturn.evidenceNos)}${listed('，新事实', of.sinceReturn.factIds)}${listed('，已答复第', of.sinceReturn.answered, '项')}`, ` since: ${files.filter(({ newSinceReturn }) => newSinceReturn).length} new files${listed('; new evidence ', of.sinceReturn.evidenceNos)}${listed('; new facts ', of.sinceReturn.factIds)}${listed('; answered items ', of.sinceReturn.answered)}`)} <Checkbox checked={onlyNew} onChange={({ target }) => setOnlyNew(target.checked)}>{say('只看新的', 'Only what is new')}</Checkbox></span> : null}
        <span className="quiet">{say('在页面上按 ← → 翻页，N 摘录、D 疑点、M 缺失，Ctrl + Enter 记下', 'On the page: ← → to turn, N extract, D doubt, M missing, Ctrl + Enter to keep')}</span>
      </div>
      {failed ? <Alert type="warning" showIcon title={say(`看过的页没有记下：${failed}`, `What you read was not marked: ${failed}`)} style={{ marginBottom: 12 }} /> : null}
      <div className="reading">
        <section className="section" aria-label={say('目录', 'Index')}><Files of={of} file={file} open={open} about={about} look={look} onlyNew={onlyNew} /></section>
        <div onKeyDown={onKey}>{file ? <FileView file={file} page={page} turn={turn} looked={looked} /> : <section className="section" aria-label={say('卷宗', 'The file')}><Nothing>{files.length === 0 ? say('没有附上文件：在纸质卷上阅卷，笔录写明卷号和页码', 'No file is attached: read on paper, and name volume and page in your notes') : say('在纸质卷上阅卷，笔录写明卷号和页码', 'Reading on paper: name volume and page in your notes')}</Nothing></section>}</div>
        <div><NewNote of={of} file={file} page={page} about={about} begin={begin} text={text} /><Notes of={of} file={file} page={page} about={about} look={look} open={open} /></div>
      </div>
    </>
  )
}

const listed = (before: string, list: readonly (string | number)[], after = ''): string => (list.length === 0 ? '' : `${before}${list.join('、')}${after}`)
