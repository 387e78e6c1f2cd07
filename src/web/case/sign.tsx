/** 签名、用印: what is signed, read before, and who signs it, shown once more where that is wanted. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Modal } from 'antd'
import { useRef, useState } from 'react'
import { request } from '../ask.ts'
import { useConfirming } from '../door.tsx'
import { SignPaperDocument, type SignatureKind } from '../gql/graphql.ts'
import { newKey } from '../operation-key.ts'
import { Refusals, type RefusalLine } from '../refusals.tsx'
import { useSay, useWord } from '../words.ts'
import type { Part } from './parts.tsx'

/** A paper as it was read when somebody chose to sign it. */
export type ToSign = { key: string; title: string; hash: string; page: string; kind: SignatureKind }

export function Sign({ of, paper: { key, title, hash, page, kind }, close }: Part & { paper: ToSign; close: () => void }) {
  const say = useSay()
  const word = useWord()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [refusals, setRefusals] = useState<readonly RefusalLine[]>([])
  const [busy, setBusy] = useState(false)
  const { confirmation, failed } = useConfirming((said) => setRefusals([{ message: said }]))
  // The same signature keeps its key until it is answered, so that a retry signs once.
  const operationKey = useRef(newKey())
  const sign = async (): Promise<void> => {
    setBusy(true)
    try {
      const { signPaper: made } = await request(SignPaperDocument, { caseId: of.id, operationKey: operationKey.current, key, hash, kind })
      operationKey.current = newKey()
      if (made.__typename === 'SignatureRefused') setRefusals(made.refusals)
      else {
        void message.success(say(`已${word('SignatureKind', kind)}`, 'Done'))
        close()
      }
      await queries.invalidateQueries()
    } catch (error) {
      failed(error, () => void sign())
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal open title={`${word('SignatureKind', kind)}：${title}`} okText={word('SignatureKind', kind)} cancelText={say('取消', 'Cancel')} confirmLoading={busy} onOk={() => void sign()} onCancel={close}>
      <Refusals of={refusals} />
      <p>{say('所签的是您读到的这份内容。内容以后变了，签名会标明，并须重新签署。', 'You sign what you have read. Should it change, your signature will say so, and it has to be signed anew.')}</p>
      <p><a href={page} target="_blank" rel="noreferrer">{say('阅读文书', 'Read the paper')}</a> <span className="quiet">{key}，{say('校验值', 'hash')} {hash.slice(0, 16)}</span></p>
      {confirmation}
    </Modal>
  )
}
