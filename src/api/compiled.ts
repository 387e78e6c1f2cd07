/**
 * A document compiled once and executed many times: what `execute` of graphql does, without finding out again for
 * every item which field has which type, and straight into the text of the answer. Resolvers, scalars, null propagation and errors are those of the schema;
 * what is rare (directives, a key selected twice, several mutations in one request, introspection, `node`) is not
 * compiled, and the ordinary executor does it. `tests/api/both-ways.test.ts` sends every document both ways.
 */
import {
  defaultFieldResolver, getArgumentValues, getVariableValues, isAbstractType, isLeafType, isListType, isNonNullType, Kind, locatedError, OperationTypeNode,
  type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLAbstractType, type GraphQLError, type GraphQLField, type GraphQLFieldResolver, type GraphQLLeafType, type GraphQLNamedType,
  type GraphQLObjectType, type GraphQLOutputType, type GraphQLResolveInfo, type GraphQLSchema, type SelectionSetNode, type VariableValues,
} from 'graphql'
import type { Context } from './builder.ts'

/** Takes the variables of one request, then executes. Null for variables that do not fit: the ordinary executor says what is wrong with them. */
export type Compiled = (variables: Record<string, unknown>) => ((context: Context) => Promise<Written>) | null

/** The data of an answer as JSON, and the errors beside it. */
export type Written = { json: string; errors: GraphQLError[] }

type Run = { context: Context; variables: VariableValues; errors: GraphQLError[] }
type Path = { prev: Path | undefined; key: string | number }
/** Writes a value as JSON, or promises to. It stands under a key of what `prev` leads to: only what contains something needs a path of its own. */
type Complete = (run: Run, value: unknown, prev: Path | undefined, key: string | number) => string | Promise<string>

/** One key of an answer; `head` is what is written before its value. `args` are the arguments where no variable is among them; `complete` null means `__typename`. */
type Plan = { key: string; head: string; typename: string; field: GraphQLField<unknown, Context>; node: FieldNode; info: GraphQLResolveInfo; resolve: GraphQLFieldResolver<unknown, Context>; args: Record<string, unknown> | null; nullable: boolean; complete: Complete | null }

/** The text of a whole answer. */
export const answerOf = (json: string, errors: readonly unknown[] | undefined): string => `{${errors?.length ? `"errors":${JSON.stringify(errors)},` : ''}"data":${json}}`

/** What only the ordinary executor does. */
class NotCompiled extends Error {}

/** The operation of a valid document, or null where the ordinary executor has to do it. */
export function compiled(schema: GraphQLSchema, document: DocumentNode, operationName?: string | null): Compiled | null {
  try {
    return compile(schema, document, operationName)
  } catch (error) {
    if (error instanceof NotCompiled) return null
    throw error
  }
}

function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null | undefined): Compiled {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
  const operation = operationName ? operations.find((one) => one.name?.value === operationName) : operations.length === 1 ? operations[0] : undefined
  const root = operation && schema.getRootType(operation.operation)
  if (!operation || !root || operation.operation === OperationTypeNode.SUBSCRIPTION || operation.directives?.length) throw new NotCompiled()
  const plans = plansOf(schema, document, root, [operation.selectionSet])
  if (plans.some(({ field }) => field.name === 'node' || field.name === 'nodes')) throw new NotCompiled()
  if (operation.operation === OperationTypeNode.MUTATION && plans.length > 1) throw new NotCompiled()
  return (given) => {
    const { variableValues } = getVariableValues(schema, operation.variableDefinitions ?? [], given)
    return variableValues ? (context) => execute(plans, { context, variables: variableValues, errors: [] }) : null
  }
}

async function execute(plans: readonly Plan[], run: Run): Promise<Written> {
  try {
    return { json: await fieldsOf(run, plans, undefined, undefined), errors: run.errors }
  } catch (error) {
    return { json: nothing, errors: [...run.errors, error as GraphQLError] }
  }
}

/** How null is written. No text is: texts stand in quotation marks. */
const nothing = 'null'

/** What is to be done for each key that is selected of a type. */
function plansOf(schema: GraphQLSchema, document: DocumentNode, parent: GraphQLObjectType, selections: readonly SelectionSetNode[]): Plan[] {
  const nodes = selections.flatMap((selection) => nodesOf(schema, document, parent, selection))
  const keys = nodes.map((node) => node.alias?.value ?? node.name.value)
  if (new Set(keys).size < keys.length || keys.includes('__proto__')) throw new NotCompiled()
  return nodes.map((node, n): Plan => {
    const field = schema.getField(parent, node.name.value) as GraphQLField<unknown, Context> | undefined
    if (!field || node.directives?.length) throw new NotCompiled()
    const typename = field.name === '__typename'
    if (field.name.startsWith('__') && !typename) throw new NotCompiled()
    const usesVariables = JSON.stringify(node.arguments ?? []).includes(`"${Kind.VARIABLE}"`)
    const about = `${parent.name}.${field.name}`
    return {
      key: keys[n] ?? '', head: `${n > 0 ? ',' : ''}${JSON.stringify(keys[n])}:`, typename: JSON.stringify(parent.name), field, node,
      // Path and variables would have to be made for each item, and no resolver but that of `node` looks at them.
      info: { fieldName: field.name, fieldNodes: [node], returnType: field.type, parentType: parent, schema, fragments: fragmentsIn(document) } as unknown as GraphQLResolveInfo,
      resolve: field.resolve ?? defaultFieldResolver,
      args: usesVariables ? null : getArgumentValues(field as GraphQLField<unknown, unknown>, node),
      nullable: !isNonNullType(field.type),
      complete: typename ? null : completion(schema, document, field.type, node, about),
    }
  })
}

const fragmentsIn = ({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> =>
  Object.fromEntries(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])))

/** The fields that are selected of an object of this type, fragments unfolded. */
function nodesOf(schema: GraphQLSchema, document: DocumentNode, parent: GraphQLObjectType, { selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((selection): FieldNode[] => {
    if (selection.directives?.length) throw new NotCompiled()
    if (selection.kind === Kind.FIELD) return [selection]
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : document.definitions.find((one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value)
    if (!fragment || fragment.kind === Kind.OPERATION_DEFINITION || !('selectionSet' in fragment) || fragment.directives?.length) throw new NotCompiled()
    const type = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent
    const fits = type === parent || (isAbstractType(type) && schema.isSubType(type, parent))
    return fits ? nodesOf(schema, document, parent, fragment.selectionSet) : []
  })
}

/** How a value of a type becomes part of the answer. */
function completion(schema: GraphQLSchema, document: DocumentNode, type: GraphQLOutputType, node: FieldNode, about: string): Complete {
  if (isNonNullType(type)) {
    const inner = completion(schema, document, type.ofType, node, about)
    const present = (json: string): string => {
      if (json === nothing) throw new Error(`Cannot return null for non-nullable field ${about}.`)
      return json
    }
    return (run, value, prev, key) => {
      const done = inner(run, value, prev, key)
      return typeof done === 'string' ? present(done) : done.then(present)
    }
  }
  if (isListType(type)) return listCompletion(completion(schema, document, type.ofType, node, about), !isNonNullType(type.ofType), node, about)
  if (isLeafType(type)) return leafCompletion(type)
  if (isAbstractType(type)) return abstractCompletion(schema, document, type, node)
  return objectCompletion(schema, document, type, node)
}

function leafCompletion(type: GraphQLLeafType): Complete {
  const isText = type.name === 'String' || type.name === 'ID'
  return (_run, value) => (value === null || value === undefined ? nothing : JSON.stringify((isText && typeof value === 'string' ? value : type.coerceOutputValue(value)) ?? null))
}

function objectCompletion(schema: GraphQLSchema, document: DocumentNode, type: GraphQLObjectType, node: FieldNode): Complete {
  if (type.isTypeOf || !node.selectionSet) throw new NotCompiled()
  const plans = plansOf(schema, document, type, [node.selectionSet])
  return (run, value, prev, key) => (value === null || value === undefined ? nothing : fieldsOf(run, plans, value, { prev, key }))
}

function abstractCompletion(schema: GraphQLSchema, document: DocumentNode, type: GraphQLAbstractType, node: FieldNode): Complete {
  const { resolveType } = type
  if (!resolveType) throw new NotCompiled()
  const ways = new Map(schema.getPossibleTypes(type).map((one) => [one.name, objectCompletion(schema, document, one, node)]))
  const info = { schema } as unknown as GraphQLResolveInfo
  return (run, value, prev, key) => {
    if (value === null || value === undefined) return nothing
    const named = resolveType(value, run.context, info, type) as string | GraphQLNamedType | Promise<string>
    const as = (name: unknown): string | Promise<string> => {
      const way = ways.get(typeof name === 'string' ? name : String(name))
      if (!way) throw new Error(`${type.name} is resolved to ${String(name)}, which it cannot be`)
      return way(run, value, prev, key)
    }
    return isPromise(named) ? named.then(as) : as(named)
  }
}

function listCompletion(item: Complete, nullable: boolean, node: FieldNode, about: string): Complete {
  return (run, value, prev, name) => {
    if (value === null || value === undefined) return nothing
    if (!Array.isArray(value)) throw new Error(`Expected a list for field ${about}.`)
    const path: Path = { prev, key: name }
    const items = value.map((one: unknown, key): string | Promise<string> => {
      try {
        const made = isPromise(one) ? one.then((found) => item(run, found, path, key)) : item(run, one, path, key)
        return typeof made === 'string' ? made : made.catch((error: unknown) => mishap(run, error, node, { prev: path, key }, nullable))
      } catch (error) {
        return mishap(run, error, node, { prev: path, key }, nullable)
      }
    })
    return items.some(isPromise) ? together(items).then(listed) : listed(items as string[])
  }
}

/** All of these once the last is there. */
const together = (parts: readonly (string | Promise<string>)[]): Promise<string[]> => Promise.all(parts.map((one) => Promise.resolve(one)))

const listed = (items: readonly string[]): string => `[${items.join()}]`

/** The answer for one object. Fields that wait, wait together; they stand in the order of the selection all the same. */
function fieldsOf(run: Run, plans: readonly Plan[], source: unknown, path: Path | undefined): string | Promise<string> {
  let json = '{'
  let parts: (string | Promise<string>)[] | null = null
  for (const plan of plans) {
    const value = plan.complete === null ? plan.typename : fieldOf(run, plan, plan.complete, source, path)
    if (parts !== null) parts.push(plan.head, value)
    else if (typeof value === 'string') json += plan.head + value
    else parts = [json, plan.head, value]
  }
  return parts === null ? `${json}}` : together(parts).then((done) => `${done.join('')}}`)
}

function fieldOf(run: Run, plan: Plan, complete: Complete, source: unknown, prev: Path | undefined): string | Promise<string> {
  const { key } = plan
  try {
    const value = plan.resolve(source, plan.args ?? getArgumentValues(plan.field as GraphQLField<unknown, unknown>, plan.node, run.variables), run.context, plan.info)
    const done = isPromise(value) ? value.then((found) => complete(run, found, prev, key)) : complete(run, value, prev, key)
    return typeof done === 'string' ? done : done.catch((error: unknown) => mishap(run, error, plan.node, { prev, key }, plan.nullable))
  } catch (error) {
    return mishap(run, error, plan.node, { prev, key }, plan.nullable)
  }
}

/** An error where null may stand is told and null stands there; elsewhere it goes on to what contains it. */
function mishap(run: Run, error: unknown, node: FieldNode, path: Path, nullable: boolean): string {
  const keys: (string | number)[] = []
  for (let at: Path | undefined = path; at; at = at.prev) keys.unshift(at.key)
  const located = locatedError(error, [node], keys)
  if (!nullable) throw located
  run.errors.push(located)
  return nothing
}

const isPromise = (value: unknown): value is Promise<unknown> => typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
