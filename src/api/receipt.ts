/** 办理回执: where a step stands in the audit chain, signed, so that the head of that moment leaves the machine on paper. */
import type { Entry } from '../review/act.ts'
import { steps } from '../review/steps/index.ts'
import { linkOfStep, type AuditRow } from '../store/audit.ts'
import type { Found } from '../store/cases.ts'
import type { SignedHead } from '../store/signing.ts'
import { builder, type Context } from './builder.ts'
import { personOf } from './people.ts'

type Receipt = { link: AuditRow; head: SignedHead; text: string }

export const ReceiptType = builder.objectRef<Receipt>('Receipt').implement({
  description: '办理回执：审计链走到这一步时的链头及其签名。日后链被截断、改动或者数据库被换成旧的，凭回执可以发现',
  fields: (t) => ({
    seq: t.int({ description: '审计链第几条', resolve: ({ link }) => link.seq }),
    hash: t.string({ description: '这一条的杂凑值，十六进制', resolve: ({ link }) => link.hash }),
    hashAlgorithm: t.string({ description: '杂凑算法', resolve: ({ link }) => link.algorithm }),
    at: t.field({ type: 'Instant', description: '签名时刻', resolve: ({ head }) => head.at }),
    algorithm: t.string({ description: '签名算法', resolve: ({ head }) => head.algorithm }),
    keyId: t.string({ description: '签名密钥的公钥编号', resolve: ({ head }) => head.keyId }),
    signature: t.string({ description: '签名，Base64', resolve: ({ head }) => head.signature }),
    text: t.exposeString('text', { description: '供打印的回执全文；最后一行存成文件可以交 huapian verify --heads 核对' }),
  }),
})

/** The receipt of a step, signed now. */
export async function receiptOf({ case: c, entry }: Found & { entry: Entry }, context: Context): Promise<Receipt> {
  const { store, commission, moment, signer } = context
  const link = await linkOfStep(store, commission, c.id, entry.version)
  const head = signer.sign({ commission, seq: link.seq, hash: link.hash, at: moment.at })
  return { link, head, text: textOf(c.number, entry, personOf(context, entry.by).name, link, head) }
}

const textOf = (number: string, entry: Entry, name: string, link: AuditRow, head: SignedHead): string => [
  '办理回执',
  `案件：${number}`,
  `步骤：${steps[entry.step].label}，${entry.on}，${name}办理，第${entry.version}条流转记录`,
  `审计链：${head.commission} 第${link.seq}条`,
  `杂凑值（${link.algorithm}）：${link.hash}`,
  `签名（${head.algorithm}，公钥编号 ${head.keyId}）：${head.signature}`,
  `签名时刻：${head.at}`,
  '核对：下一行存成文件，交 huapian verify --heads 文件',
  JSON.stringify(head),
].join('\n')
