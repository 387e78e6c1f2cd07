/** 签名、用印 as whoever asks, who has lately confirmed that it is they. */
import { paperMaker } from '../papers/papers.ts'
import type { Signed } from '../review/signing.ts'
import { sign } from '../store/signatures.ts'
import { builder, confirmed } from './builder.ts'
import { SignatureKindEnum } from './enums.ts'
import { idOf } from './id.ts'
import { keyFrom } from './outcome.ts'
import { outcomeOf } from './refusal.ts'
import { SignatureType } from './signature.ts'

const PaperSignedType = builder.objectRef<{ signed: Signed }>('PaperSigned').implement({
  description: '已经签名、用印',
  fields: (t) => ({ signature: t.expose('signed', { type: SignatureType, description: '这一次签名、用印' }) }),
})

builder.mutationField('signPaper', (t) => t.field({
  type: outcomeOf('Signature', '签名、用印', PaperSignedType),
  description: '在文书上签名，或者登记用印：签的是办理人读到的那份内容，内容变了就不成；此前须再次确认身份。签署时的内容一字不差地留存',
  args: {
    caseId: t.arg.id({ description: '案件的全局编号' }),
    operationKey: t.arg.string({ description: '操作编号：由调用方为这一次操作生成，重试时不变，同一编号只办一次' }),
    key: t.arg.string({ description: '文书在本案中的编号，如 W09-1' }),
    hash: t.arg.string({ description: '读到的文书的内容校验值' }),
    kind: t.arg({ type: SignatureKindEnum, description: '签名，还是用印' }),
  },
  resolve: (_root, { caseId, operationKey, key, hash, kind }, context) =>
    sign(context.store, { who: confirmed(context), moment: context.moment, papers: paperMaker(context.moment) }, { caseId: idOf('Case', caseId), key, hash, kind }, keyFrom(operationKey)),
}))
