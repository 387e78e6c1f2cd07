/** 阅卷笔录 beside the file: those of the page in view and of all others, and a new one for what is in view. */
import { Button, Form, Input, InputNumber, Radio, Segmented, Select, Tag } from 'antd'
import { useEffect, useState, type RefObject } from 'react'
import { DayText } from '../marks.tsx'
import { Refusals } from '../refusals.tsx'
import { Nothing } from '../states.tsx'
import { useStep } from '../steps/drawer.tsx'
import { choicesOf, useLanguage, useSay, useWord } from '../words.ts'
import { evidenceOf, factOf, type About, type ReadCase, type ReadFile } from './files.tsx'

type Note = ReadCase['notes'][number]
type Place = { file: ReadFile | null; page: number }
type Written = { kind: string; text: string; factId?: string; evidenceNo?: number; volume?: string; page?: number }
export type NoteKind = 'record' | 'doubt' | 'missing'

/** The words of a volume as the record says them, whatever the language of the page. */
const volumeOf = ({ volume }: ReadFile): string => choicesOf('zh', 'AttachmentVolume').find(({ value }) => value === volume)?.label ?? volume

export function Notes({ of, file, page, about, look, open }: Place & { of: ReadCase; about: About; look: (about: About) => void; open: (id: string | null, page: number) => void }) {
  const say = useSay()
  const word = useWord()
  const language = useLanguage()
  const [scope, setScope] = useState<'page' | 'file' | 'all'>('all')
  const [author, setAuthor] = useState<string | null>(null)
  const [kind, setKind] = useState<string | null>(null)
  const here = (one: Note) => scope === 'all' || (one.attachmentId ?? null) === (file?.id ?? null) && (scope === 'file' || file === null || one.attachmentPage === page)
  const shown = of.notes.filter((one) => here(one) && (author === null || one.by.id === author) && (kind === null || one.kind === kind) && (about.factId === undefined || one.factId === about.factId) && (about.evidenceNo === undefined || one.evidenceNo === about.evidenceNo))
  const authors = [...new Map(of.notes.map(({ by }) => [by.id, by.name]))]
  return (
    <section className="section" aria-label={say('阅卷笔录', 'Reading notes')}>
      <div className="section-head"><h2 className="ant-typography">{say(`阅卷笔录（${shown.length}）`, `Reading notes (${shown.length})`)}</h2></div>
      <div className="filters">
        <Segmented aria-label={say('范围', 'Which')} value={scope} onChange={setScope} options={[{ value: 'all', label: say('全部', 'All') }, { value: 'file', label: say('本文件', 'This file') }, { value: 'page', label: say('本页', 'This page') }]} />
        <Select aria-label={say('记录人', 'By')} allowClear placeholder={say('记录人', 'By')} value={author} onChange={(one) => setAuthor(one ?? null)} options={authors.map(([value, label]) => ({ value, label }))} style={{ minWidth: 100 }} />
        <Select aria-label={say('种类', 'Kind')} allowClear placeholder={say('种类', 'Kind')} value={kind} onChange={(one) => setKind(one ?? null)} options={choicesOf(language, 'NoteKind')} style={{ minWidth: 90 }} />
        <Select aria-label={say('事实', 'Fact')} allowClear placeholder={say('事实', 'Fact')} value={about.factId ?? null} onChange={(factId: string | null) => look(factId ? { factId } : {})} options={of.package.facts.map(({ factId, text }) => ({ value: factId, label: `${factId} ${text.slice(0, 16)}` }))} style={{ minWidth: 90, maxWidth: 180 }} />
      </div>
      {shown.length === 0 ? <Nothing>{of.notes.length === 0 ? say('还没有笔录', 'No notes yet') : say('这里没有笔录', 'No notes here')}</Nothing> : (
        <ul className="notes">
          {shown.map((one, n) => (
            <li key={`${one.by.id} ${one.on} ${n}`}>
              <Tag className={`light ${one.kind === 'record' ? '' : 'amber'}`}>{word('NoteKind', one.kind)}</Tag> {one.text ?? say('（已封存）', '(sealed)')}
              <span className="quiet">{one.by.name}，<DayText day={one.on} />，<Where of={one} open={open} files={of.attachments} />{one.factId ? `，${one.factId}` : ''}{one.evidenceNo ? say(`，证据 ${one.evidenceNo}`, `, evidence ${one.evidenceNo}`) : ''}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Where a note stands; a file that is still given is opened at its page. */
function Where({ of, open, files }: { of: Note; open: (id: string | null, page: number) => void; files: readonly ReadFile[] }) {
  const say = useSay()
  const text = say(`${of.volume}第${of.page}页`, `${of.volume} p. ${of.page}`)
  const file = files.find(({ id }) => id === of.attachmentId)
  return file ? <Button type="link" size="small" onClick={() => open(file.id, of.attachmentPage ?? 1)} title={file.title}>{text}</Button> : <>{text}</>
}

/** A note on the page in view. `begin` is a kind that was asked for by a key of the reader. */
export function NewNote({ of, file, page, about, begin, text }: Place & { of: ReadCase; about: About; begin: { kind: NoteKind } | null; text: RefObject<HTMLTextAreaElement | null> }) {
  const say = useSay()
  const language = useLanguage()
  const [form] = Form.useForm<Written>()
  const step = of.openSteps.find((one) => one.step === 'note')
  const { take, refusals, busy, confirmation } = useStep('note', () => form.setFieldsValue({ text: '' }))
  useEffect(() => { if (begin) form.setFieldsValue({ kind: begin.kind }) }, [form, begin])
  // What is in view is what the note is about, until somebody says otherwise.
  const factId = about.factId ?? (file ? factOf(file) : null)
  const evidenceNo = about.evidenceNo ?? (file ? evidenceOf(file) : null)
  useEffect(() => { form.setFieldsValue({ factId, evidenceNo } as Partial<Written>) }, [form, factId, evidenceNo])
  useEffect(() => { form.setFields(refusals.flatMap(({ field, message }) => (field === 'text' || field === 'volume' || field === 'page' ? [{ name: field as keyof Written, errors: [message] }] : []))) }, [form, refusals])
  if (!step) return <p className="section quiet">{say('现在不能记笔录：阅卷和集体审议时，由签了保密承诺的审理组成员记。', 'No notes now: members of the panel who have signed the undertaking note while the case is read or deliberated.')}</p>
  if (step.closedBecause) return <p className="section quiet">{step.closedBecause.message}</p>
  const paged = file !== null && file.pages !== null && file.pages !== undefined
  const anchor = file ? { volume: volumeOf(file), page: (file.pageFrom ?? 1) + page - 1, attachmentId: file.id, ...(paged ? { attachmentPage: page } : {}) } : {}
  const where = file ? say(`记在：${volumeOf(file)}第${(file.pageFrom ?? 1) + page - 1}页（${file.title}${paged ? ` 第${page}页` : ''}）`, `On: ${volumeOf(file)} p. ${(file.pageFrom ?? 1) + page - 1} (${file.title}${paged ? `, p. ${page}` : ''})`) : null
  return (
    <section className="section" aria-label={say('记笔录', 'New note')}>
      {where ? <p className="quiet" role="status">{where}</p> : null}
      <Refusals of={refusals} />
      <Form form={form} layout="vertical" initialValues={{ kind: 'record' }} onFinish={(written) => void take({ ...said(written), ...anchor, caseId: of.id, version: of.version })}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.submit() } }}>
        <Form.Item name="kind" label={say('种类', 'Kind')} className="tight"><Radio.Group optionType="button" options={choicesOf(language, 'NoteKind')} /></Form.Item>
        {file ? null : <div className="pair-of-fields"><Form.Item name="volume" label={say('卷号', 'Volume')}><Input /></Form.Item><Form.Item name="page" label={say('页码', 'Page')} rules={[{ required: true, message: say('请填写页码', 'Page is wanted') }]}><InputNumber controls={false} min={1} precision={0} /></Form.Item></div>}
        <Form.Item name="text" label={say('笔录内容', 'Note')} className="tight"><Input.TextArea ref={(found) => { text.current = found?.resizableTextArea?.textArea ?? null }} autoSize={{ minRows: 2, maxRows: 8 }} aria-keyshortcuts="Control+Enter" /></Form.Item>
        <div className="pair-of-fields">
          <Form.Item name="factId" label={say('事实', 'Fact')}><Select allowClear options={of.package.facts.map((one) => ({ value: one.factId, label: `${one.factId} ${one.text.slice(0, 20)}` }))} /></Form.Item>
          <Form.Item name="evidenceNo" label={say('证据', 'Evidence')}><Select allowClear options={of.package.evidence.map(({ no, name }) => ({ value: no, label: `${no}. ${name}` }))} /></Form.Item>
        </div>
        <Button type="primary" htmlType="submit" loading={busy}>{say('记下', 'Note it')}</Button> <span className="quiet">Ctrl + Enter</span>
      </Form>
      {confirmation}
    </section>
  )
}

/** What was written; what was left empty is not said. */
const said = (written: Written): Record<string, unknown> => ({ text: '', volume: '', ...Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined && value !== null)) })
