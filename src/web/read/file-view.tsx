/** The file in view, page by page: PDF and images are drawn, Word is shown line by line, of all else it is said that it has to be downloaded. */
import { Alert, Button, InputNumber, Select, Space } from 'antd'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useRef, useState } from 'react'
import { client, cutOff, Failed, isSignedOut, sessionKey, unanswered } from '../ask.ts'
import { Waiting, Wrong } from '../states.tsx'
import { useSay } from '../words.ts'
import type { ReadFile } from './files.tsx'

/** So long a page stands still before it counts as looked at. */
const lookedAfter = 800

type Looking = { file: ReadFile; page: number; turn: (page: number) => void; looked: (pages: number[]) => void }

const kindOf = ({ mediaType, fileName }: ReadFile): 'pdf' | 'image' | 'word' | 'other' =>
  mediaType === 'application/pdf' ? 'pdf' : /^image\/(jpeg|png)$/.test(mediaType) ? 'image' : /\.docx$/i.test(fileName) ? 'word' : 'other'

/** Fetches a file, or its lines: that is on record like every download. */
async function fetched(address: string): Promise<Response> {
  const response = await fetch(address).catch(() => { throw cutOff() })
  if (!response.ok) {
    const said = await response.text()
    throw said === '' ? unanswered(response.status) : new Failed(response.status === 401 ? 'UNAUTHENTICATED' : 'FAILED', said)
  }
  return response
}

/** What was fetched for as long as it is on the screen: not asked again whenever something else has changed, for each time is on record. */
function useOnce<Data>(load: () => Promise<Data>): { data?: Data; error?: unknown; again: () => void } {
  const [tries, setTries] = useState(0)
  const [come, setCome] = useState<{ data?: Data; error?: unknown }>({})
  const first = useRef(load)
  useEffect(() => {
    let gone = false
    const tell = (one: { data?: Data; error?: unknown }) => { if (!gone) setCome(one) }
    first.current().then((data) => tell({ data }), (error: unknown) => {
      if (isSignedOut(error)) void client.invalidateQueries({ queryKey: sessionKey })
      tell({ error })
    })
    return () => { gone = true }
  }, [tries])
  return { ...come, again: () => { setCome({}); setTries(tries + 1) } }
}

export function FileView({ file, page, turn, looked }: Looking) {
  const say = useSay()
  const kind = kindOf(file)
  const [zoom, setZoom] = useState(100)
  const last = file.pages ?? 1
  const paged = kind === 'pdf' || kind === 'image'
  return (
    <section className="section reader" aria-label={say('卷宗', 'The file')}>
      <div className="section-head">
        <Space wrap size={6}>
          <strong>{file.title}</strong>
          {file.address ? <a href={file.address} download={file.fileName}>{say('下载', 'Download')}</a> : null}
        </Space>
        {paged ? (
          <Space wrap size={6}>
            <Button onClick={() => turn(page - 1)} disabled={page <= 1} aria-keyshortcuts="ArrowLeft">{say('上一页', 'Back')}</Button>
            <span>{say('第', 'Page')} <InputNumber controls={false} aria-label={say('页码', 'Page')} min={1} max={last} precision={0} value={page} onChange={(to) => { if (to !== null) turn(to) }} style={{ width: 64 }} /> / {last}</span>
            <Button onClick={() => turn(page + 1)} disabled={page >= last} aria-keyshortcuts="ArrowRight">{say('下一页', 'Next')}</Button>
            <Select aria-label={say('大小', 'Size')} value={zoom} onChange={setZoom} style={{ width: 100 }} options={[100, 150, 200, 300].map((value) => ({ value, label: value === 100 ? say('适合宽度', 'Fit width') : `${value}%` }))} />
          </Space>
        ) : null}
      </div>
      {file.address === null || file.address === undefined ? <p className="quiet">{say('这份附件已经撤回，不再给出。', 'This file was withdrawn and is given to nobody.')}</p>
        : paged ? <Drawn key={file.id} address={file.address} kind={kind} name={file.title} page={page} zoom={zoom} looked={looked} />
          : kind === 'word' ? <Lines key={file.id} address={file.address} read={() => looked(allOf(file))} isRead={file.readPages.length >= last} />
            : <Elsewhere key={file.id} read={() => looked(allOf(file))} isRead={file.readPages.length >= last} />}
    </section>
  )
}

const allOf = ({ pages }: ReadFile): number[] => Array.from({ length: pages ?? 1 }, (_one, n) => n + 1)

/** A page on a canvas; pixels need no leave of the policy that an address of a blob would need. */
function Drawn({ address, kind, name, page, zoom, looked }: { address: string; kind: 'pdf' | 'image'; name: string; page: number; zoom: number; looked: (pages: number[]) => void }) {
  const say = useSay()
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [words, setWords] = useState('')
  const [failed, setFailed] = useState<Error | null>(null)
  const seen = useRef(looked)
  useEffect(() => { seen.current = looked })
  const opened = useOnce(async (): Promise<{ image?: ImageBitmap; pdf?: PDFDocumentProxy }> => {
    const response = await fetched(address)
    if (kind === 'image') return { image: await createImageBitmap(await response.blob()).catch(() => { throw new Failed('FAILED', '这张图片打不开，请下载后查看') }) }
    const bytes = await response.arrayBuffer()
    const { openPdf } = await import('./pdf.ts')
    return { pdf: await openPdf(bytes).catch(() => { throw new Failed('FAILED', '这份 PDF 打不开（可能已损坏，或者设有密码），请下载后查看') }) }
  })
  const file = opened.data
  useEffect(() => {
    const box = frame.current
    if (!box) return
    const watch = new ResizeObserver(([entry]) => { if (entry) setWidth(Math.floor(entry.contentRect.width)) })
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  useEffect(() => () => { void file?.pdf?.loadingTask.destroy() }, [file])
  useEffect(() => {
    const board = canvas.current
    if (!file || !board || width === 0) return
    const over = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const wide = Math.floor(width * zoom / 100)
    void (async () => {
      try {
        if (file.image) drawImage(file.image, board, wide)
        else if (file.pdf) {
          const { drawPage } = await import('./pdf.ts')
          const text = await drawPage(file.pdf, page, board, wide, over.signal)
          if (!over.signal.aborted) setWords(text)
        }
        if (over.signal.aborted) return
        setFailed(null)
        board.dataset.page = String(page)
        frame.current?.scrollTo({ top: 0 })
        timer = setTimeout(() => seen.current([page]), lookedAfter)
      } catch (error) {
        if (!over.signal.aborted) setFailed(error instanceof Error ? error : new Error(String(error)))
      }
    })()
    return () => { over.abort(); clearTimeout(timer) }
  }, [file, page, width, zoom])
  if (opened.error !== undefined) return <Wrong error={opened.error} again={opened.again} />
  return (
    <>
      {failed ? <Alert type="warning" showIcon title={say('这一页画不出来，请下载后查看', 'This page cannot be drawn; please download the file')} /> : null}
      <div className="leaf" ref={frame} tabIndex={0} role="region" aria-label={say('页面', 'Page')}>
        {file ? null : <Waiting rows={8} />}
        <canvas ref={canvas} role="img" aria-label={say(`${name}，第 ${page} 页`, `${name}, page ${page}`)} hidden={!file} />
      </div>
      {words === '' ? null : <details><summary>{say('本页文字（可以选取、摘录）', 'The words of this page (to be quoted)')}</summary><p className="lines">{words}</p></details>}
    </>
  )
}

function drawImage(image: ImageBitmap, board: HTMLCanvasElement, width: number): void {
  board.width = image.width
  board.height = image.height
  board.style.width = `${width}px`
  board.getContext('2d')?.drawImage(image, 0, 0)
}

/** Word has no pages before it is printed: its lines are numbered, and whoever has read them says so. */
function Lines({ address, read, isRead }: { address: string; read: () => void; isRead: boolean }) {
  const say = useSay()
  const asked = useOnce(async () => ((await (await fetched(`${address}/lines`)).json()) as { lines: string[] }).lines)
  if (asked.error !== undefined) return <Wrong error={asked.error} again={asked.again} />
  if (!asked.data) return <Waiting rows={8} />
  return (
    <>
      <p className="quiet">{say('Word 文件逐行显示，没有分页，图片和版式请下载查看。', 'Word is shown line by line, without pages; download it for pictures and layout.')}</p>
      <ol className="leaf word" tabIndex={0} aria-label={say('各行', 'Lines')}>{asked.data.map((line, n) => <li key={n}>{line.replaceAll('\t', '　')}</li>)}</ol>
      <ReadIt read={read} isRead={isRead} />
    </>
  )
}

function Elsewhere({ read, isRead }: { read: () => void; isRead: boolean }) {
  const say = useSay()
  return (
    <>
      <Alert type="info" showIcon title={say('这类文件不能在网页里查看，请下载后用本机的程序打开；看过以后在这里记下。', 'Files of this kind are not shown here: download it, open it with a program of your own, and mark it here once read.')} />
      <p><ReadIt read={read} isRead={isRead} /></p>
    </>
  )
}

function ReadIt({ read, isRead }: { read: () => void; isRead: boolean }) {
  const say = useSay()
  return isRead ? <p className="quiet" role="status">{say('已记为看过', 'Marked as read')}</p> : <Button onClick={read}>{say('记为看过', 'Mark as read')}</Button>
}
