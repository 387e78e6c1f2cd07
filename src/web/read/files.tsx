/** What there is to read: the files volume by volume with how far one has come, then evidence and facts; what is new since the last return stands out. */
import { Progress, Tag } from 'antd'
import { useId, type ReactNode } from 'react'
import type { ReadingQuery } from '../gql/graphql.ts'
import { choicesOf, useLanguage, useSay } from '../words.ts'

export type ReadCase = NonNullable<ReadingQuery['case']>
export type ReadFile = ReadCase['attachments'][number]
/** What the notes are looked through by: nothing, a fact, or a piece of evidence. */
export type About = { factId?: string; evidenceNo?: number }

/** The files that are still given. */
export const given = ({ attachments }: ReadCase): ReadFile[] => attachments.filter(({ address }) => address !== null && address !== undefined)

/** How many pages there are, and how many of them one has looked at; a file without pages counts as one. */
function progressOf(files: readonly ReadFile[]): { read: number; all: number } {
  const of = ({ pages }: ReadFile) => pages ?? 1
  return { read: files.reduce((sum, one) => sum + Math.min(one.readPages.length, of(one)), 0), all: files.reduce((sum, one) => sum + of(one), 0) }
}

/** The evidence that a file hangs on; null where it hangs on something else. */
export const evidenceOf = ({ place, item }: ReadFile): number | null => (place === 'evidence' && item ? Number(item.item) : null)
export const factOf = ({ place, item }: ReadFile): string | null => (place === 'fact' && item ? item.item : null)

export function Files({ of, file, open, about, look, onlyNew }: { of: ReadCase; file: ReadFile | null; open: (id: string | null) => void; about: About; look: (about: About) => void; onlyNew: boolean }) {
  const say = useSay()
  const language = useLanguage()
  const files = given(of).filter(({ newSinceReturn }) => !onlyNew || newSinceReturn)
  const { facts, evidence } = of.package
  const isNew = { fact: (id: string) => of.sinceReturn?.factIds.includes(id) ?? false, evidence: (no: number) => of.sinceReturn?.evidenceNos.includes(no) ?? false }
  const count = (fits: (note: ReadCase['notes'][number]) => boolean) => { const n = of.notes.filter(fits).length; return n === 0 ? null : <span className="quiet">{say(`${n} 条笔录`, `${n} notes`)}</span> }
  return (
    <div>
      {choicesOf(language, 'AttachmentVolume').map(({ value, label }) => {
        const inside = files.filter(({ volume }) => volume === value)
        return inside.length === 0 ? null : (
          <Shelf key={value} title={label}>
            {inside.map((one) => (
              <li key={one.id}>
                <button type="button" aria-current={one.id === file?.id} onClick={() => open(one.id)}>
                  {one.number}. {one.title} {one.newSinceReturn ? <Tag className="light amber">{say('新', 'New')}</Tag> : null}
                  <span className="quiet">{say(`读了 ${one.readPages.length}/${one.pages ?? 1} 页`, `${one.readPages.length} of ${one.pages ?? 1} read`)}{one.item?.label ? `　${one.item.label}` : ''}</span>
                </button>
              </li>
            ))}
          </Shelf>
        )
      })}
      {onlyNew && files.length === 0 ? <p className="quiet">{say('上次退回以来没有新的附件。', 'No file has come since the last return.')}</p> : null}
      <Shelf title={say('纸质卷宗', 'On paper')}><li><button type="button" aria-current={file === null} onClick={() => open(null)}>{say('在纸质卷上阅卷', 'Read on paper')}<span className="quiet">{say('笔录自己写卷号和页码', 'You name volume and page')}</span></button></li></Shelf>
      <Shelf title={say('证据', 'Evidence')}>
        {evidence.filter(({ no }) => !onlyNew || isNew.evidence(no)).map((one) => (
          <li key={one.no}><button type="button" aria-pressed={about.evidenceNo === one.no} onClick={() => { look(about.evidenceNo === one.no ? {} : { evidenceNo: one.no }); const hung = files.find((each) => evidenceOf(each) === one.no); if (hung) open(hung.id) }}>
            {one.no}. {one.name} {isNew.evidence(one.no) ? <Tag className="light amber">{say('新', 'New')}</Tag> : null}<span className="quiet">{one.type}，{one.factIds.join('、')}</span>{count(({ evidenceNo }) => evidenceNo === one.no)}
          </button></li>
        ))}
      </Shelf>
      <Shelf title={say('事实', 'Facts')}>
        {facts.filter(({ factId }) => !onlyNew || isNew.fact(factId)).map((one) => (
          <li key={one.factId}><button type="button" aria-pressed={about.factId === one.factId} onClick={() => look(about.factId === one.factId ? {} : { factId: one.factId })}>
            {one.factId} {one.text.slice(0, 28)}{one.text.length > 28 ? '…' : ''} {isNew.fact(one.factId) ? <Tag className="light amber">{say('新', 'New')}</Tag> : null}{count(({ factId }) => factId === one.factId)}
          </button></li>
        ))}
      </Shelf>
    </div>
  )
}

function Shelf({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return <div className="shelf"><h3 id={id}>{title}</h3><ul aria-labelledby={id}>{children}</ul></div>
}

/** 阅卷进度. */
export function Read({ of }: { of: ReadCase }) {
  const say = useSay()
  const { read, all } = progressOf(given(of))
  if (all === 0) return null
  return <div className="read-so-far"><span role="status">{say(`读了 ${read}/${all} 页`, `${read} of ${all} pages read`)}</span><Progress percent={Math.floor((read / all) * 100)} showInfo={false} aria-label={say('阅卷进度', 'How far it is read')} /></div>
}
