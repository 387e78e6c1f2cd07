import { filesFor } from '../attachment.ts'
import { builder } from '../builder.ts'
import { NoteKindEnum } from '../enums.ts'
import { idOf } from '../id.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('note', (t) =>
  t.field({
    type: StepOutcome,
    description: about('note'),
    args: {
      ...at,
      volume: t.arg.string({ description: '卷号' }),
      page: t.arg.int({ description: '页码' }),
      text: t.arg.string({ description: '笔录内容' }),
      kind: t.arg({ type: NoteKindEnum, required: false, description: '种类；不写为摘录' }),
      factId: t.arg.id({ required: false, description: '所涉事实的案内编号' }),
      evidenceNo: t.arg.int({ required: false, description: '所涉证据的序号，按证据目录' }),
      attachmentId: t.arg.id({ required: false, description: '所在附件的全局编号；在纸质卷宗上记的不写' }),
      attachmentPage: t.arg.int({ required: false, description: '所在附件的页码，从 1 起' }),
    },
    resolve: async (_root, { volume, page, text, kind, factId, evidenceNo, attachmentId, attachmentPage, ...asked }, context) => {
      const file = attachmentId ? idOf('Attachment', attachmentId) : null
      const files = file === null ? [] : await filesFor(context, idOf('Case', asked.caseId))
      return takeStep({ ...context, moment: { ...context.moment, files } }, asked, 'note', { volume, page, text, factId: factId ?? null, kind: kind ?? 'record', evidenceNo: evidenceNo ?? null, attachmentId: file, attachmentPage: attachmentPage ?? null })
    },
  }))
