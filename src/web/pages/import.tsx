/** 导入: an office's own sheet, looked at with all its faults before anything is kept. */
import { DownloadOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Progress, Result, Segmented, Space, Table } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { askAddress, client, download, isSignedOut, sessionKey } from '../ask.ts'
import { Batches } from '../import/batches.tsx'
import { Columns, type Mapping } from '../import/columns.tsx'
import { Faults } from '../import/faults.tsx'
import { Keeping } from '../import/keeping.tsx'
import { importsKey, sheetKey, type Done, type Held, type Standing } from '../import/sheet.ts'
import { Section } from '../marks.tsx'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { sendFile } from '../send-file.ts'
import { Shown } from '../states.tsx'
import { useSay } from '../words.ts'

export function Page() {
  const say = useSay()
  const [done, setDone] = useState<Done | null>(null)
  const queries = useQueryClient()
  const asked = useQuery({ queryKey: importsKey, queryFn: () => askAddress<Standing>('/imports') })
  const again = () => queries.invalidateQueries({ queryKey: importsKey })
  /** What is no longer held is not asked for any more. */
  const gone = async () => {
    queries.setQueryData<Standing>(importsKey, (before) => before && { ...before, held: null })
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== sheetKey })
  }
  return (
    <>
      <h1>{say('导入', 'Import')}</h1>
      <Shown of={asked}>{(standing) => (standing.kinds.length === 0 ? <Result status="403" title={say('现在的职务不能导入', 'The post you act in brings nothing in')} subTitle={say('旧案由案件审理室主任导入，人员和派驻机构由系统管理员、安全保密管理员导入，放假安排由发布的人导入。', 'Old cases come by the head of the office, people and bodies by two administrators, rest days by whoever publishes them.')} /> : (
        <>
          {done ? <Finished of={done} close={() => setDone(null)} /> : null}
          {standing.held ? <Looking key={standing.held.id} of={standing.held} again={again} gone={gone} done={(one) => { setDone(one); void gone() }} /> : <Choosing of={standing} again={async () => { setDone(null); await again() }} />}
          {standing.kinds.some(({ kind }) => kind === 'cases') ? <Batches of={standing.batches} /> : null}
        </>
      ))}</Shown>
    </>
  )
}

function Choosing({ of: { kinds, most }, again }: { of: Standing; again: () => Promise<void> }) {
  const say = useSay()
  const { message } = App.useApp()
  const [words, setWords] = useSearchParams()
  const [share, setShare] = useState<number | null>(null)
  const [over, setOver] = useState(false)
  const [refusals, setRefusals] = useState<RefusalLine[]>([])
  const kind = kinds.find((one) => one.kind === words.get('kind'))?.kind ?? kinds[0]?.kind ?? ''

  async function upload(file: File | undefined): Promise<void> {
    if (!file || share !== null) return
    setRefusals([])
    setShare(0)
    try {
      const refused = await sendFile(`/imports?${new URLSearchParams({ kind, name: file.name }).toString()}`, file, setShare)
      if (refused.length > 0) setRefusals(refused)
      else await again()
    } catch (error) {
      if (isSignedOut(error)) await client.invalidateQueries({ queryKey: sessionKey })
      setRefusals([{ message: error instanceof Error ? error.message : String(error) }])
    } finally {
      setShare(null)
    }
  }

  return (
    <Section title={say('选择文件', 'Choose a file')}>
      <Refusals of={refusals} />
      <Space wrap className="filters">
        <Segmented aria-label={say('导入什么', 'What to bring in')} value={kind} onChange={(next) => setWords({ kind: next })} options={kinds.map((one) => ({ value: one.kind, label: say(one.label, english[one.kind] ?? one.kind) }))} />
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => { download(`/imports/template?kind=${kind}`).catch((error: unknown) => message.error(error instanceof Error ? error.message : String(error))) }}>{say('下载模板', 'Template')}</Button>
      </Space>
      <label className={over ? 'drop over-it' : 'drop'} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={(event) => { event.preventDefault(); setOver(false); void upload(event.dataTransfer.files[0]) }}>
        <span>{say('把本单位自己的表拖到这里，或者选择文件', 'Drop a sheet of your own here, or choose a file')}</span>
        <input type="file" accept=".xlsx,.csv" disabled={share !== null} onChange={({ target }) => { void upload(target.files?.[0]); target.value = '' }} />
        <span className="quiet">{say(`Excel（.xlsx）或者 CSV，不超过 ${most.megabytes} 兆、${most.rows} 行。先核对，确认之前什么也不保存；上传的表只放在内存里，导入、放下、退出登录或者 20 分钟没有看就没有了。`, `Excel (.xlsx) or CSV, at most ${most.megabytes} MB and ${most.rows} rows. Nothing is kept before you confirm; until then the sheet is in memory alone, for twenty minutes or until you sign out.`)}</span>
      </label>
      {share === null ? null : <Progress percent={Math.round(share * 100)} aria-label={say('上传的进度', 'Progress of the upload')} />}
    </Section>
  )
}

const english: Record<string, string> = { cases: 'Old cases', bodies: 'Bodies', people: 'People', calendar: 'Rest days' }

function Looking({ of, again, gone, done }: { of: Held; again: () => Promise<void>; gone: () => Promise<void>; done: (done: Done) => void }) {
  const say = useSay()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const { counts } = of
  const run = (work: () => Promise<unknown>, then = again) => {
    setBusy(true)
    work().then(then).catch((error: unknown) => message.error(error instanceof Error ? error.message : String(error))).finally(() => setBusy(false))
  }
  return (
    <>
      <Section title={say(`核对“${of.name}”`, `Looking at ${of.name}`)} extra={<Button disabled={busy} onClick={() => run(() => askAddress(`/imports/${of.id}/drop`, {}), gone)}>{say('放下这张表', 'Put it away')}</Button>}>
        {of.notes.map((note) => <p key={note} className="quiet">{note}</p>)}
        <Columns of={of} busy={busy} read={(mapping: Mapping) => run(() => askAddress(`/imports/${of.id}/mapping`, mapping))} />
      </Section>
      {counts === null ? null : (
        <>
          <Section title={say(`共${counts.rows}行，没有错的${counts.sound}行${counts.known > 0 ? `（${counts.known}行已有）` : ''}，有错的${counts.faulty}行`, `${counts.rows} rows: ${counts.sound} without a fault${counts.known > 0 ? ` (${counts.known} known)` : ''}, ${counts.faulty} with one`)}
            extra={counts.faults > 0 ? <Button icon={<DownloadOutlined aria-hidden />} onClick={() => { download(`/imports/${of.id}/corrected`).catch((error: unknown) => message.error(error instanceof Error ? error.message : String(error))) }}>{say('下载标出错误的表', 'The sheet with its faults marked')}</Button> : null}>
            <Faults of={of} />
          </Section>
          <Section title={say('导入', 'Bring in')}><Keeping of={of} done={done} /></Section>
        </>
      )}
    </>
  )
}

function Finished({ of: { lines, codes }, close }: { of: Done; close: () => void }) {
  const say = useSay()
  return (
    <Section title={say('已经导入', 'Brought in')} extra={<Button onClick={close}>{say('知道了', 'Close')}</Button>}>
      <div role="status">{lines.map((line) => <p key={line}>{line}</p>)}</div>
      {codes.length === 0 ? null : (
        <>
          <Alert type="warning" showIcon title={say('一次性登录码的前一半只显示这一次，请抄下后当面交给本人；后一半由同意的管理员交给本人。', 'The first halves of the codes are shown once: hand each to its person. The other half comes from the administrator who approves.')} />
          <Table size="small" rowKey="personId" pagination={false} scroll={{ y: 400 }} dataSource={codes} columns={[{ title: say('人员编号', 'Person'), dataIndex: 'personId' }, { title: say('登录名', 'Name'), dataIndex: 'login' }, { title: say('登录码的前一半', 'First half of the code'), dataIndex: 'code', render: (code: string) => <code>{code}</code> }]} />
        </>
      )}
    </Section>
  )
}
