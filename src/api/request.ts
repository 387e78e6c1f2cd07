/** What somebody asks for and another must approve: maker, checker and both days. */
import type { Request } from '../review/case.ts'
import { builder } from './builder.ts'
import { personOf, personOrNull, PersonRef } from './people.ts'

export const RequestInterface = builder.interfaceRef<Request<object>>('Request').implement({
  description: '申请：由一人提出，由另一人批准',
  fields: (t) => ({
    requestedBy: t.field({ type: PersonRef, description: '提出人', resolve: (one, _args, context) => personOf(context, one.requestedBy) }),
    requestedOn: t.expose('requestedOn', { type: 'Day', description: '提出日期' }),
    approvedBy: t.field({ type: PersonRef, nullable: true, description: '批准人', resolve: (one, _args, context) => personOrNull(context, one.approvedBy) }),
    approvedOn: t.expose('approvedOn', { type: 'Day', nullable: true, description: '批准日期' }),
    rejectedBy: t.field({ type: PersonRef, nullable: true, description: '不批准的人', resolve: (one, _args, context) => personOrNull(context, one.rejectedBy) }),
    rejectedReason: t.exposeString('rejectedReason', { nullable: true, description: '不批准的理由' }),
  }),
})
