/**
 * Leaks, each planted in one door: the schema as it would be had somebody forgotten who asks. A leak changes the resolver
 * of one field for as long as a test wants it, never the product.
 */
import { isObjectType, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql'
import type { Context } from '../../src/api/builder.ts'
import { decodeId } from '../../src/api/id.ts'
import { failure } from '../../src/api/errors.ts'
import type { Entry } from '../../src/review/act.ts'
import type { Case } from '../../src/review/case.ts'
import type { Actor } from '../../src/review/people.ts'
import { loadUnseen } from '../../src/store/cases.ts'
import { who as staff } from '../help/city.ts'

type Resolve = GraphQLFieldResolver<unknown, Context, never>
/** A leak: the field it is in, and what its resolver does instead. */
export type Leak = { door: string; name: string; in: readonly [type: string, field: string]; instead: (resolve: Resolve) => Resolve }

/** The request as if somebody who sees everything had made it. */
const asTheOffice = (context: Context, commissionOf: Actor = staff.officeHead): Context => ({ ...context, session: context.session && { ...context.session, who: { ...commissionOf, personId: 'nobody' } } })
const withOffice = (resolve: Resolve): Resolve => (source, args, context, info) => resolve(source, args, asTheOffice(context), info)

/** What the store keeps of all cases, whoever asks. */
async function everything({ store, commission }: Context): Promise<{ case: Case; log: Entry[] }[]> {
  const rows = await store.fresh.select({ id: store.t.cases.id }).from(store.t.cases)
  const found = await Promise.all(rows.map(({ id }) => loadUnseen(store, store.fresh, commission, id)))
  return found.filter((one) => one !== null)
}

/** Changes what a resolver gives, by all that there is. */
const given = <Made>(change: (made: Made, all: { case: Case; log: Entry[] }[], args: Record<string, unknown>, context: Context) => unknown) =>
  (resolve: Resolve): Resolve => async (source, args, context, info) => change((await resolve(source, args, context, info)) as Made, await everything(context), args, context)

const caseIn = (args: Record<string, unknown>, name: string): string => {
  try {
    return decodeId(String(args[name])).id
  } catch {
    return ''
  }
}
type Page = { edges: { cursor: string; node: object }[]; pageInfo: { hasNextPage: boolean }; totalCount: () => Promise<number> }

export const leaks: readonly Leak[] = [
  { door: 'case', name: 'a case by its id', in: ['Query', 'case'], instead: withOffice },
  { door: 'caseByNumber', name: 'a case by its number', in: ['Query', 'caseByNumber'], instead: withOffice },
  { door: 'node', name: 'a node', in: ['Query', 'node'], instead: withOffice },
  { door: 'nodes', name: 'several nodes', in: ['Query', 'nodes'], instead: withOffice },
  { door: 'case', name: 'another error for what is hidden than for what is not there', in: ['Query', 'case'], instead: given<object | null>((made, all, args) => {
    if (made === null && all.some((one) => one.case.id === caseIn(args, 'id'))) throw failure('BAD_USER_INPUT', '您无权查看该案件')
    return made
  }) },
  { door: 'cases', name: 'a list', in: ['Query', 'cases'], instead: withOffice },
  { door: 'cases', name: 'the count of a list', in: ['Query', 'cases'], instead: given<Page>((page, all) => ({ ...page, totalCount: () => Promise.resolve(all.length) })) },
  { door: 'cases', name: 'whether a list goes on', in: ['Query', 'cases'], instead: given<Page>((page, all) => ({ ...page, pageInfo: { ...page.pageInfo, hasNextPage: all.length > 3 } })) },
  { door: 'cases', name: 'a filter', in: ['Query', 'cases'], instead: (resolve) => (source, args, context, info) => resolve(source, args, (args as { filter?: { stages?: unknown } }).filter?.stages ? asTheOffice(context) : context, info) },
  { door: 'cases', name: 'a search', in: ['Query', 'cases'], instead: (resolve) => (source, args, context, info) => resolve(source, args, (args as { filter?: { text?: unknown } }).filter?.text ? asTheOffice(context) : context, info) },
  { door: 'cases', name: 'a sort', in: ['Query', 'cases'], instead: given<Page>((page, all) => ({ ...page, edges: all.length % 2 === 0 ? page.edges.toReversed() : page.edges })) },
  { door: 'cases', name: 'a cursor', in: ['CaseEdge', 'cursor'], instead: given<string>((cursor, all) => `${cursor}${all.length}`) },
  { door: 'figures', name: 'the figures', in: ['Query', 'figures'], instead: withOffice },
  { door: 'figures', name: 'one tally of the dashboard', in: ['Figures', 'total'], instead: given<number>((_total, all) => all.length) },
  { door: 'figures', name: 'the months', in: ['Figures', 'months'], instead: given<object[]>((_months, all) => all.flatMap((one) => (one.case.acceptedOn ? [{ month: one.case.acceptedOn.slice(0, 7), accepted: 1, acceptedRows: {}, concluded: 0, concludedRows: {}, returned: 0 }] : []))) },
  { door: 'work', name: 'a shelf of the workbench', in: ['Work', 'waiting'], instead: withOffice },
  { door: 'work', name: 'the count of a shelf', in: ['Work', 'done'], instead: given<Page>((page, all) => ({ ...page, totalCount: () => Promise.resolve(all.filter((one) => one.case.stage === 'archived').length + all.length) })) },
  { door: 'people', name: 'the load of a person', in: ['Person', 'name'], instead: given<string>((name, all) => `${name}（${all.filter((one) => one.case.panel.length > 0).length + all.length}）`) },
  { door: 'case', name: 'a nested field', in: ['Case', 'packages'], instead: given<object[]>((_packages, all) => all.flatMap((one) => one.case.packages)) },
  { door: 'case', name: 'an entry of the log', in: ['Entry', 'reason'], instead: given<string | null>((_reason, all) => all.map((one) => JSON.stringify(one.log.map((entry) => entry.payload))).join()) },
  { door: 'case', name: 'why a step is closed', in: ['OpenStep', 'closedBecause'], instead: given<object | null>((made, all) => made && { ...made, message: `本片区另有${all.length}件` }) },
  { door: 'case', name: 'a warning', in: ['Case', 'warnings'], instead: given<object[]>((made, all) => [...made, ...all.flatMap((one) => one.case.package.subjects.map(({ name }) => ({ code: 'ALREADY_A_CASE', message: `${name}另有案件` })))]) },
  { door: 'case', name: 'a clock', in: ['Case', 'since'], instead: given<string | null>((_made, all) => `2026-01-0${all.length}`) },
  { door: 'mutation', name: 'the refusal of a step', in: ['StepRefused', 'refusals'], instead: given<{ code: string; message: string }[]>((made, all) => made.map((one) => (one.code === 'NO_SUCH_CASE' && all.length > 3 ? { ...one, code: 'FORBIDDEN' } : one))) },
  { door: 'mutation', name: 'who was faster', in: ['Refusal', 'message'], instead: given<string>((made, all) => `${made}${all.map((one) => one.log.at(-1)?.by).join()}`) },
  { door: 'mutation openCase', name: 'the case that a step leaves', in: ['StepTaken', 'case'], instead: given<object>((made, all) => (all.length > 3 ? all.at(-1)! : made)) },
  { door: 'nodes', name: 'the type of what is hidden', in: ['Query', 'nodes'], instead: given<Promise<object | null>[]>((made, all) => made.map(async (one) => (await one) ?? all.at(-1) ?? null)) },
]

/** The schema with the leak, until what is given back is called. */
export function planted(schema: GraphQLSchema, { in: [typeName, fieldName], instead }: Leak): () => void {
  const type = schema.getType(typeName)
  const field = isObjectType(type) ? (type.getFields()[fieldName] as GraphQLField<unknown, Context> | undefined) : undefined
  if (!field) throw new Error(`there is no ${typeName}.${fieldName} to plant a leak in`)
  const before = field.resolve
  field.resolve = instead((before ?? ((source) => (source as Record<string, unknown>)[fieldName])) as Resolve) as typeof before & Resolve
  return () => { field.resolve = before }
}

