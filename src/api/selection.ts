/** What a request selects below a field: for lists that read no more than what is asked for. */
import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql'

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>

const known = new WeakMap<readonly FieldNode[], ReadonlySet<string>>()

/** The names of the fields selected along a path of names, fragments unfolded; one that a directive leaves out may be among them. */
export function selectedAt({ fieldNodes, fragments }: Info, path: readonly string[]): ReadonlySet<string> {
  const before = known.get(fieldNodes)
  if (before) return before
  const below = (nodes: readonly FieldNode[]): FieldNode[] => nodes.flatMap(({ selectionSet }) => (selectionSet ? fieldsIn(selectionSet, fragments) : []))
  const leaves = path.reduce((nodes, name) => below(nodes).filter((node) => node.name.value === name), [...fieldNodes])
  const names = new Set(below(leaves).map((node) => node.name.value))
  known.set(fieldNodes, names)
  return names
}

const fieldsIn = ({ selections }: SelectionSetNode, fragments: Info['fragments']): FieldNode[] =>
  selections.flatMap((one): FieldNode[] => {
    if (one.kind === Kind.FIELD) return [one]
    const { selectionSet } = one.kind === Kind.INLINE_FRAGMENT ? one : (fragments[one.name.value] ?? {})
    return selectionSet ? fieldsIn(selectionSet, fragments) : []
  })
