/**
 * How much one request may ask for: length of the text, depth, breadth, aliases and cost. A list counts as many times
 * as it can have items, one whose length stands in a variable as if it were full, so that no variable makes a query cheap.
 */
import {
  getNamedType, GraphQLError, isCompositeType, isInterfaceType, isListType, isNonNullType, isObjectType, Kind,
  type ASTVisitor, type FieldNode, type FragmentDefinitionNode, type GraphQLNamedType, type GraphQLOutputType, type SelectionSetNode, type ValidationContext,
} from 'graphql'
import type { ErrorCode } from './errors.ts'

export const limits = { tokens: 4000, depth: 12, breadth: 150, aliases: 50, cost: 15_000, rows: 500 } as const

/** What a page without a length counts for, a list of things that lead on to others, and a list of the parts of a thing. */
const itemsOfPage = 20
const itemsOfNodes = 10
const itemsOfParts = 3

/** What a selection comes to: levels below it, fields on its first level, and all fields, each as often as it can occur. */
type Measure = { depth: number; breadth: number; cost: number }
const nothing: Measure = { depth: 0, breadth: 0, cost: 0 }

/** The validation rule: refuses what is too deep, too broad, too costly, or has too many aliases. */
export function limitsRule(context: ValidationContext): ASTVisitor {
  const fragments = new Map<string, Measure>()
  let aliases = 0
  const refuse = (code: ErrorCode, message: string) => context.reportError(new GraphQLError(message, { extensions: { code } }))
  return {
    Field(node) {
      if (node.alias) aliases++
    },
    OperationDefinition: {
      leave(node) {
        const { depth, breadth, cost } = measure(context, node.selectionSet, context.getSchema().getRootType(node.operation), fragments)
        if (depth > limits.depth) refuse('TOO_DEEP', `查询嵌套 ${depth} 层，最多 ${limits.depth} 层`)
        if (breadth > limits.breadth) refuse('TOO_BROAD', `一层里选取了 ${breadth} 个字段，最多 ${limits.breadth} 个`)
        if (cost > limits.cost) refuse('TOO_COSTLY', `查询估算的代价为 ${cost}，最多 ${limits.cost}：请减小页长或者少选字段`)
      },
    },
    Document: {
      leave() {
        if (aliases > limits.aliases) refuse('TOO_MANY_ALIASES', `用了 ${aliases} 个别名，最多 ${limits.aliases} 个`)
      },
    },
  }
}

/** Adds up a selection. A fragment is measured once, however often it is spread; one inside itself counts nothing, another rule refuses it. */
function measure(context: ValidationContext, { selections }: SelectionSetNode, parent: GraphQLNamedType | null | undefined, fragments: Map<string, Measure>): Measure {
  let sum = nothing
  let widest = 0
  for (const selection of selections) {
    const one = selection.kind === Kind.FIELD ? ofField(context, selection, parent, fragments)
      : selection.kind === Kind.FRAGMENT_SPREAD ? ofFragment(context, context.getFragment(selection.name.value), fragments)
      : measure(context, selection.selectionSet, selection.typeCondition ? context.getSchema().getType(selection.typeCondition.name.value) : parent, fragments)
    const own = selection.kind === Kind.FIELD ? 1 : one.breadth
    widest = Math.max(widest, one.breadth)
    sum = { depth: Math.max(sum.depth, one.depth), breadth: sum.breadth + own, cost: sum.cost + one.cost }
  }
  return { ...sum, breadth: Math.max(sum.breadth, widest) }
}

function ofFragment(context: ValidationContext, fragment: FragmentDefinitionNode | null | undefined, fragments: Map<string, Measure>): Measure {
  if (!fragment) return nothing
  const known = fragments.get(fragment.name.value)
  if (known) return known
  fragments.set(fragment.name.value, nothing)
  const measured = measure(context, fragment.selectionSet, context.getSchema().getType(fragment.typeCondition.name.value), fragments)
  fragments.set(fragment.name.value, measured)
  return measured
}

function ofField(context: ValidationContext, node: FieldNode, parent: GraphQLNamedType | null | undefined, fragments: Map<string, Measure>): Measure {
  // By its name, never by its alias: introspection has a limit of its own.
  if (node.name.value.startsWith('__')) return { depth: 1, breadth: 1, cost: 1 }
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined
  const type = field && getNamedType(field.type)
  if (!field || !node.selectionSet || !isCompositeType(type)) return { depth: 1, breadth: 1, cost: 1 }
  const below = measure(context, node.selectionSet, type, fragments)
  return { depth: below.depth + 1, breadth: below.breadth, cost: 1 + below.cost * itemsOf(node, parent, field.type, type) }
}

/** How many items a field can give. The edges of a page are counted by the page. */
function itemsOf(node: FieldNode, parent: GraphQLNamedType | null | undefined, type: GraphQLOutputType, named: GraphQLNamedType): number {
  if (named.name.endsWith('Connection')) {
    const size = node.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value
    return size === undefined || size.kind === Kind.NULL ? itemsOfPage : size.kind === Kind.INT ? Math.min(Math.max(Number(size.value), 1), 100) : 100
  }
  const list = isNonNullType(type) ? type.ofType : type
  if (!isListType(list) || parent?.name.endsWith('Connection')) return 1
  return isObjectType(named) && named.getInterfaces().some(({ name }) => name === 'Node') ? itemsOfNodes : itemsOfParts
}
