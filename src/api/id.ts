/** Global ids (全局编号): opaque to callers, the type and the id inside. */
import { badInput } from './errors.ts'

export const encodeId = (typename: string, id: string): string => Buffer.from(`${typename}:${id}`).toString('base64url')

/** The type and id of a global id; text that is none is the caller's mistake. */
export function decodeId(global: string): { typename: string; id: string } {
  const text = Buffer.from(global, 'base64url').toString()
  const at = text.indexOf(':')
  const [typename, id] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || id === '' || !/^[A-Z][A-Za-z]*$/.test(typename) || encodeId(typename, id) !== global) throw badInput(`“${global}”不是编号`)
  return { typename, id }
}

/** The id inside a global id of this type. */
export function idOf(wanted: 'Case' | 'Person' | 'Body' | 'Zone' | 'Post' | 'Leave' | 'Grant' | 'Interest' | 'Attachment' | 'QualityCheck' | 'PolicyChange' | 'Meeting', global: string): string {
  const { typename, id } = decodeId(global)
  if (typename !== wanted) throw badInput(`“${global}”是 ${typename} 的编号，这里应当是 ${wanted} 的编号`)
  return id
}
