/**
 * Documents generated from the schema: every query field, every field below it, every argument with values of every
 * kind, and every mutation. A new field is asked for without anybody writing it down; a new argument that nobody knows
 * a value for is an error that names it.
 */
import {
  getNamedType, getNullableType, isAbstractType, isEnumType, isInputObjectType, isLeafType, isListType, isNonNullType, isObjectType, parse, validate,
  type GraphQLArgument, type GraphQLField, type GraphQLInputField, type GraphQLInputType, type GraphQLNamedType, type GraphQLObjectType, type GraphQLSchema,
} from 'graphql'
import { limitsRule } from '../../src/api/limits.ts'
import type { Request } from './worlds.ts'

/** What arguments can be given: ids of each type, numbers and words of cases seen and hidden, cursors. */
export type Given = { cases: string[]; numbers: string[]; words: string[]; cursors: string[]; people: string[]; bodies: string[]; zones: string[]; posts: string[]; days: string[]; key: string }

/** By the name of the argument and its type: values worth trying. */
const scalars: { [Type in string]: (name: string, given: Given) => unknown[] | undefined } = {
  ID: (name, given) => {
    if (/^(id|ids|caseId)$/.test(name)) return given.cases
    if (/^(person|personId|out|in|members|attendees|reviewers|by|holderId)$/i.test(name) || /(^|\.)person(Id)?s?$/i.test(name)) return given.people
    if (/^(body|bodyId|bodyIds|homeBodyId)$/.test(name)) return given.bodies
    if (name === 'zoneId') return given.zones
    if (name === 'postId') return given.posts
    return ['S1', 'F1', 'X9']
  },
  String: (name, given) => {
    if (name === 'number') return given.numbers
    if (name === 'text') return given.words
    if (name === 'after' || name === 'before') return given.cursors
    if (name === 'operationKey') return [given.key]
    if (name === 'period') return ['2026', '2026Q1', '2026-03', '2025', '三月']
    if (name === 'half') return ['2025H2', '2026H1']
    return ['理由', '']
  },
  Int: (name) => (name === 'first' || name === 'last' ? [1, 2, 100, 0, 101] : name === 'version' ? [1, 0, 999] : [1, 0]),
  Float: () => [1.5, 0],
  Boolean: () => [true, false],
  Day: (_name, given) => given.days,
  Instant: () => ['2026-03-02T01:00:00.000Z'],
}

/** Values of an input type; of an object each field alone beside what is required, and all together. */
function valuesOf(type: GraphQLInputType, name: string, given: Given): unknown[] {
  if (isNonNullType(type)) return valuesOf(type.ofType as GraphQLInputType, name, given)
  if (isListType(type)) {
    const items = valuesOf(type.ofType as GraphQLInputType, name, given)
    return [items.slice(0, 3), items, ...items.slice(0, 2).map((one) => [one]), []]
  }
  if (isEnumType(type)) return type.getValues().map((one) => one.name)
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields())
    const first = (field: GraphQLInputField) => valuesOf(field.type, field.name, given)[0]
    if (type.isOneOf) return fields.map((field) => ({ [field.name]: first(field) }))
    const required = Object.fromEntries(fields.filter((field) => isNonNullType(field.type)).map((field) => [field.name, first(field)]))
    const single = fields.flatMap((field) => valuesOf(field.type, field.name, given).map((value) => ({ ...required, [field.name]: value })))
    return [required, ...single, Object.fromEntries(fields.map((field) => [field.name, first(field)]))]
  }
  const values = scalars[type.name]?.(name, given)
  if (!values) throw new Error(`no value is known for ${name}: ${type.name}`)
  return values
}

/** People, bodies and zones inside something else are asked for by what is theirs alone; their own documents go further. */
const isNode = (type: GraphQLNamedType): boolean => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')

/** All that can be selected of a type without arguments, never a type inside itself. */
function selectionOf(schema: GraphQLSchema, type: GraphQLNamedType, depth: number, within: readonly string[] = []): string {
  if (isAbstractType(type)) return `{ __typename ${schema.getPossibleTypes(type).map((one) => `... on ${one.name} ${selectionOf(schema, one, depth, within)}`).join(' ')} }`
  if (!isObjectType(type)) return ''
  const shallow = within.length > 0 && isNode(type)
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type)
    if (field.args.some((arg) => isNonNullType(arg.type))) return []
    if (isLeafType(named)) return [field.name]
    if (depth <= 1 || shallow || within.includes(named.name) || within.includes(type.name)) return []
    return [`${field.name} ${selectionOf(schema, named, depth - 1, [...within, type.name])}`]
  })
  return `{ __typename ${fields.join(' ')} }`
}

/** The fields of a type in as few selections as the limits allow; `wrap` puts a selection in its document. */
function packsOf(schema: GraphQLSchema, type: GraphQLNamedType, wrap: (selection: string) => string): string[] {
  const known = packsKnown.get(schema) ?? new Map<string, string[]>()
  packsKnown.set(schema, known)
  const before = known.get(type.name)
  if (before?.every((pack) => validate(schema, parse(wrap(pack)), [limitsRule]).length === 0)) return before
  const made = packed(schema, type, wrap)
  known.set(type.name, made)
  return made
}

const packsKnown = new WeakMap<GraphQLSchema, Map<string, string[]>>()

function packed(schema: GraphQLSchema, type: GraphQLNamedType, wrap: (selection: string) => string): string[] {
  const fits = (selection: string) => validate(schema, parse(wrap(selection)), [limitsRule]).length === 0
  if (!isObjectType(type)) {
    for (let depth = 5; depth > 1; depth--) if (fits(selectionOf(schema, type, depth))) return [selectionOf(schema, type, depth)]
    throw new Error(`${type.name} does not fit in any document`)
  }
  const packs: string[][] = [[]]
  for (const field of Object.values(type.getFields())) {
    const named = getNamedType(field.type)
    if (field.args.some((arg) => isNonNullType(arg.type))) continue
    const whole = isLeafType(named) ? field.name : deepest(schema, field.name, named, type.name, fits)
    if (whole === undefined) throw new Error(`${type.name}.${field.name} does not fit in any document`)
    const last = packs.at(-1)!
    if (fits(`{ ${[...last, whole].join(' ')} }`)) last.push(whole)
    else packs.push([whole])
  }
  return packs.map((one) => `{ __typename ${one.join(' ')} }`)
}

/** A field with as much below it as the limits allow. */
function deepest(schema: GraphQLSchema, name: string, type: GraphQLNamedType, within: string, fits: (selection: string) => boolean): string | undefined {
  for (let depth = 4; depth > 0; depth--) {
    const one = `${name} ${selectionOf(schema, type, depth, [within])}`
    if (fits(`{ ${one} }`)) return one
  }
}

const declared = (args: readonly GraphQLArgument[]) => (args.length === 0 ? '' : `(${args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')})`)
const passed = (args: readonly GraphQLArgument[]) => (args.length === 0 ? '' : `(${args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')})`)

/** The selections of a root field, with what its objects are selected of. */
type Root = { field: GraphQLField<unknown, unknown>; packs: string[] }

const rootsOf = (schema: GraphQLSchema): Root[] =>
  Object.values(schema.getQueryType()?.getFields() ?? {}).map((field) => {
    const named = getNamedType(field.type)
    const args = field.args.filter((arg) => isNonNullType(arg.type))
    if (isLeafType(named)) return { field, packs: [''] }
    const text = (selection: string) => `query ${declared(args)} { ${field.name}${passed(args)} ${selection} }`
    return { field, packs: isAbstractType(named) ? schema.getPossibleTypes(named).flatMap((one) => packsOf(schema, one, (selection) => text(`{ ... on ${one.name} ${selection} }`)).map((pack) => `{ __typename id ... on ${one.name} ${pack} }`)) : packsOf(schema, named, text) }
  })

/** A document as a template: filled with one value for each argument. */
export type Template = { door: string; query: string; args: readonly GraphQLArgument[] }

/** Every query field with all below it: bare, with each argument alone, and with all; and each argument below the root. */
export function templatesOf(schema: GraphQLSchema): Template[] {
  return rootsOf(schema).flatMap(({ field, packs }) => {
    const required = field.args.filter((arg) => isNonNullType(arg.type))
    const optional = field.args.filter((arg) => !isNonNullType(arg.type))
    const chosen = [[], ...optional.map((one) => [one]), ...(optional.length > 1 ? [optional.filter(({ name }) => name !== 'last' && name !== 'before')] : [])]
    const plain = packs.flatMap((pack, n) => (n === 0 ? chosen : [[]]).map((more) => template(field.name, field, [...required, ...more], pack)))
    return [...plain, ...below(schema, field)]
  })
}

const template = (door: string, field: GraphQLField<unknown, unknown>, args: readonly GraphQLArgument[], pack: string): Template =>
  ({ door, query: `query ${declared(args)} { ${field.name}${passed(args)} ${pack} }`, args })

/** Arguments of fields below a root field, each alone. */
function below(schema: GraphQLSchema, root: GraphQLField<unknown, unknown>): Template[] {
  const required = root.args.filter((arg) => isNonNullType(arg.type))
  const found: Template[] = []
  const walk = (type: GraphQLNamedType, path: readonly string[], within: readonly string[]) => {
    if (!isObjectType(type) || within.includes(type.name) || (within.length > 0 && isNode(type))) return
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type)
      for (const arg of field.args) {
        const args = [...required, ...field.args.filter((one) => isNonNullType(one.type) && one !== arg), arg]
        const own = args.filter((one) => field.args.includes(one))
        const inner = `${field.name}${passed(own)} ${selectionOf(schema, named, 3)}`
        found.push({ door: [root.name, ...path, field.name].join('.'), args, query: `query ${declared(args)} { ${root.name}${passed(required)} ${[...path].reduceRight((text, name) => `{ ${name} ${text} }`, `{ ${inner} }`)} }` })
      }
      walk(named, [...path, field.name], [...within, type.name])
    }
  }
  walk(getNamedType(root.type), [], [])
  return found
}

/** Requests of a template: each argument in turn takes every value it can, the others the first. */
export function requestsOf({ door, query, args }: Template, given: Given): Request[] {
  const values = args.map((arg) => (isListType(getNullableType(arg.type)) && arg.name === 'ids' ? given.cases.map((one, n) => [one, ...given.cases.slice(n + 1, n + 3)]) : valuesOf(arg.type, arg.name, given)))
  const first = values.map((some) => some[0])
  const filled = args.length === 0 ? [[]] : args.flatMap((_arg, n) => values[n]!.map((value) => first.with(n, value)))
  return filled.map((some) => ({ door, query, variables: Object.fromEntries(args.map((arg, n) => [arg.name, some[n]])) }))
}

/** What is selected of an outcome of a mutation: everything, by as many documents as it takes. */
export function mutationTemplatesOf(schema: GraphQLSchema): Template[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((field): Template[] => {
    const named = getNamedType(field.type)
    const query = (selection: string) => `mutation ${declared(field.args)} { ${field.name}${passed(field.args)} ${selection} }`
    const made: readonly GraphQLObjectType[] = isAbstractType(named) ? schema.getPossibleTypes(named) : isObjectType(named) ? [named] : []
    const refused = made.filter((one) => one.name.endsWith('Refused')).map((one) => `... on ${one.name} ${selectionOf(schema, one, 3)}`).join(' ')
    const text = (one: GraphQLObjectType) => (selection: string) => query(one === named ? selection : `{ __typename ${refused} ... on ${one.name} ${selection} }`)
    return made.filter((one) => !one.name.endsWith('Refused')).flatMap((one) => outcomesOf(schema, one, text(one))).map((whole) => ({ door: `mutation ${field.name}`, query: whole, args: field.args }))
  })
}

/** A step answers with the case: its fields in as many documents as it takes. */
function outcomesOf(schema: GraphQLSchema, type: GraphQLObjectType, text: (selection: string) => string): string[] {
  const field = type.getFields().case
  if (!field) return packsOf(schema, type, text).map(text)
  const rest = Object.values(type.getFields()).filter((one) => one !== field).map((one) => `${one.name} ${selectionOf(schema, getNamedType(one.type), 2)}`).join(' ')
  return packsOf(schema, getNamedType(field.type), (selection) => text(`{ ${rest} case ${selection} }`)).map((pack) => text(`{ ${rest} case ${pack} }`))
}
