/**
 * 可信操作: what a production installation can be asked, each operation known by the hash of its text. There are those of
 * this build, one for each field of the root with all that can be selected below it, and those that an office adds for
 * programs of its own. Free text is for development.
 */
import { hash } from 'node:crypto'
import { getNamedType, isAbstractType, isLeafType, isListType, isNonNullType, isObjectType, Kind, OperationTypeNode, parse, validate, type GraphQLField, type GraphQLNamedType, type GraphQLSchema, type ValidationRule } from 'graphql'

/** The text of an id, or null. */
export type Trusted = (id: string) => string | null

/** SHA-256 of the text, in hexadecimal: what a client sends as `documentId`. */
export const documentIdOf = (text: string): string => hash('sha256', text)

/** The operations of this build, and those added. Throws, naming the text and what is wrong with it, where an added one does not fit the schema or its limits. */
export function trustedIn(schema: GraphQLSchema, rules: readonly ValidationRule[], added: readonly string[]): Trusted {
  added.forEach((text, n) => {
    const fault = faultOf(schema, rules, text)
    if (fault !== null) throw new Error(`第${n + 1}个可信操作有误：${fault}`)
  })
  const others = byId(added)
  return (id) => others.get(id) ?? ownBy(schema).get(id) ?? null
}

const byId = (texts: readonly string[]): ReadonlyMap<string, string> => new Map(texts.map((text) => [documentIdOf(text), text]))

const own = new WeakMap<GraphQLSchema, ReadonlyMap<string, string>>()

/** Put together when the first is asked for: a start should not wait for it. */
function ownBy(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const known = own.get(schema) ?? byId(operationsOf(schema))
  own.set(schema, known)
  return known
}

/** The operations of this build: one for each field of the root. */
export const operationsOf = (schema: GraphQLSchema): string[] =>
  ([['query', schema.getQueryType()], ['mutation', schema.getMutationType()]] as const).flatMap(([kind, root]) => Object.values(root?.getFields() ?? {}).map((field) => operation(schema, kind, field)))

function faultOf(schema: GraphQLSchema, rules: readonly ValidationRule[], text: string): string | null {
  try {
    const document = parse(text)
    const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    if (operations.length !== 1 || operations[0]?.operation === OperationTypeNode.SUBSCRIPTION) return '应当恰好有一个查询或者办理'
    return validate(schema, document, rules)[0]?.message ?? null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** One field of the root, all its arguments as variables of the same names. */
function operation(schema: GraphQLSchema, kind: 'query' | 'mutation', { name, args, type }: GraphQLField<unknown, unknown>): string {
  const declared = args.length === 0 ? '' : `(${args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')})`
  const passed = args.length === 0 ? '' : `(${args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')})`
  return `${kind} ${name}${declared} { ${name}${passed}${selection(schema, getNamedType(type), isListType(isNonNullType(type) ? type.ofType : type) ? deepOfMany : deep, [])} }`
}

/** How many levels below the root are selected: enough for a case with all that belongs to it; of a list of things fewer. */
const deep = 7
const deepOfMany = 3

/** What is shown of things that have pages of their own, wherever they stand. */
const references: Readonly<Record<string, string>> = {
  Person: '{ id name }',
  Body: '{ id name }',
  Zone: '{ id name }',
}

/** All that can be selected of a type without further arguments, so many levels down, nothing inside itself. */
function selection(schema: GraphQLSchema, type: GraphQLNamedType, levels: number, inside: readonly string[]): string {
  if (isLeafType(type)) return ''
  const reference = inside.length > 0 ? references[type.name] : undefined
  if (reference !== undefined) return ` ${reference}`
  if (isAbstractType(type)) return ` { __typename ${schema.getPossibleTypes(type).map((one) => `... on ${one.name}${selection(schema, one, levels, inside)}`).join(' ')} }`
  if (!isObjectType(type)) return ''
  const fields = Object.values(type.getFields()).filter((field) => field.args.every((arg) => !isNonNullType(arg.type))).flatMap((field) => {
    const below = getNamedType(field.type)
    if (isLeafType(below)) return [field.name]
    if (levels <= 1 || inside.includes(below.name)) return []
    const found = selection(schema, below, levels - 1, [...inside, type.name])
    return found === '' ? [] : [`${field.name}${found}`]
  })
  return fields.length === 0 ? ' { __typename }' : ` { ${fields.join(' ')} }`
}
