/** The schema: a list of everything that is in it. */
/* oxlint-disable import/no-unassigned-import -- each of these files adds its part to the builder */
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql'
import { builder, halfSignedIn, signedIn, type Context } from './builder.ts'
import './administration.ts'
import './audit.ts'
import './calendar.ts'
import './case.ts'
import './drafts.ts'
import './collation.ts'
import './feeds.ts'
import './figures.ts'
import './grants.ts'
import './interests.ts'
import './interference.ts'
import './leave.ts'
import './ledger-views.ts'
import './meeting.ts'
import './meeting-steps.ts'
import './open-grants.ts'
import './person-view.ts'
import './placement.ts'
import './policy.ts'
import './propose.ts'
import './quality.ts'
import './quality-steps.ts'
import './reminders.ts'
import './reports.ts'
import './roster.ts'
import './secrets.ts'
import './session.ts'
import './sign.ts'
import './summary.ts'
import './template.ts'
import './work.ts'
import './steps/accept.ts'
import './steps/announce.ts'
import './steps/answer.ts'
import './steps/archive.ts'
import './steps/branch.ts'
import './steps/check.ts'
import './steps/classify.ts'
import './steps/committee.ts'
import './steps/conclude.ts'
import './steps/consultation.ts'
import './steps/correct.ts'
import './steps/decide.ts'
import './steps/deliberate.ts'
import './steps/dispute.ts'
import './steps/draft.ts'
import './steps/execute.ts'
import './steps/exit.ts'
import './steps/extend.ts'
import './steps/interview.ts'
import './steps/involvement.ts'
import './steps/joint.ts'
import './steps/meeting.ts'
import './steps/panel.ts'
import './steps/recuse.ts'
import './steps/party-group.ts'
import './steps/prosecute.ts'
import './steps/read.ts'
import './steps/report.ts'
import './steps/return.ts'
import './steps/suspend.ts'
import './steps/transfer.ts'
import { checkTexts } from './text.ts'

/** What can be asked before: to sign in, and with the second factor still wanted to give it or to leave. */
const before: Record<string, (context: Context) => unknown> = { signIn: () => null, giveCode: halfSignedIn, signOut: halfSignedIn }

export const schema = guarded(builder.toSchema({ sortSchema: false }))

/** The schema as text, sorted, as `schema.graphql` keeps it. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`

/** Nobody gets as far as any other field of the root without having signed in, and no text that cannot be kept: no resolver can forget either. */
function guarded(built: GraphQLSchema): GraphQLSchema {
  for (const root of [built.getQueryType(), built.getMutationType()])
    for (const field of Object.values(root?.getFields() ?? {})) {
      const { resolve } = field
      if (!resolve) throw new Error(`${field.name} has no resolver`)
      const admit = before[field.name] ?? signedIn
      field.resolve = (source, args: Record<string, unknown>, context: Context, info) => {
        admit(context)
        checkTexts(args)
        return resolve(source, args, context, info)
      }
    }
  return built
}
