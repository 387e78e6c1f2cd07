/**
 * The builder of the schema, what every resolver is given, and the scalars. Fields and inputs are non-null unless
 * absence means something.
 */
import SchemaBuilder from '@pothos/core'
import RelayPlugin from '@pothos/plugin-relay'
import { Kind, type GraphQLError, type ValueNode } from 'graphql'
import { isDay, type Day } from '../review/day.ts'
import type { Actor } from '../review/people.ts'
import type { AttachmentFiles } from '../store/attachment-files.ts'
import type { ProfileName } from '../store/passwords.ts'
import type { SealingKey } from '../store/sealed.ts'
import type { Session } from '../store/sessions.ts'
import type { LoadedMoment } from '../store/settings.ts'
import type { Signer } from '../store/signing.ts'
import type { Store } from '../store/store.ts'
import { badInput, failure } from './errors.ts'
import { decodeId, encodeId } from './id.ts'

/** What a resolver is given: one for each request. */
export type Context = {
  store: Store
  commission: string
  /** Who is signed in, or null. */
  session: Session | null
  /** The day and instant of this request, with the policy, calendar and roster in force. */
  moment: LoadedMoment
  /** The sign-in cookie: its token, and how it is set and cleared. */
  cookie: { token: string | null; set: (token: string) => void; clear: () => void }
  /** The address the request comes from, or null where it came by no network. */
  source: string | null
  /** What passwords must be like. */
  passwordProfile: ProfileName
  /** What the secrets of second factors are sealed with. */
  factorKey: SealingKey
  /** Rows of lists that this request may still read. */
  rowsLeft: number
  /** The files of attachments; null where none are kept. */
  files: AttachmentFiles | null
  /** Signs the heads on receipts. */
  signer: Signer
}

/** Whoever has begun to sign in, perhaps without the second factor yet. */
export function halfSignedIn({ session }: Context): Session {
  if (!session) throw failure('UNAUTHENTICATED', '请先登录')
  return session
}

/** Whoever is signed in; without a session nothing is answered, and before the second factor neither. */
export function signedIn(context: Context): Session {
  const session = halfSignedIn(context)
  if (session.awaitsCode) throw failure('CODE_FIRST', '请先输入动态口令')
  return session
}

/** Whether somebody in this post has to sign in by two factors, and has not. */
export const lacksFactor = ({ session, moment }: Context): boolean =>
  session !== null && !session.strong && session.who !== null && moment.policy.signIn.secondFactor.includes(session.who.role)

/** The person asking (当前登录人), acting in one post. Whoever signed in with a one-time code sets a password first, and binds a second factor where the post wants one. */
export function asker(context: Context): Actor {
  const { mustChange, who, posts } = signedIn(context)
  if (mustChange) throw failure('MUST_CHANGE_PASSWORD', '请先设置自己的密码')
  if (!who) throw failure('NO_POST', posts.length === 0 ? '您现在没有职务，请联系管理员' : '您有多个职务，请先选定以哪个职务办理')
  if (lacksFactor(context)) throw failure('FACTOR_FIRST', '请先绑定动态口令')
  return who
}

/** The person asking, who has shown a few minutes ago that it is still they: before approving, exporting and granting. */
export function confirmed(context: Context): Actor {
  const who = asker(context)
  if ((signedIn(context).confirmedUntil ?? '') <= context.moment.at) throw failure('CONFIRM_FIRST', '请先再次确认身份（密码或者动态口令），再办理这一步')
  return who
}

const nodeTypes = ['Case', 'Person', 'Body', 'Zone'] as const

/** A global id of something that can be fetched by it. */
function nodeId<Id extends { typename: string }>(id: Id): Id {
  if (!(nodeTypes as readonly string[]).includes(id.typename)) throw badInput(`${id.typename} 不能凭编号取得`)
  return id
}

/** Which type an object with a global id is of, told by what only that type has. */
const typeOfNode = (value: unknown): (typeof nodeTypes)[number] => {
  const has = (field: string) => typeof value === 'object' && value !== null && field in value
  return has('posts') ? 'Person' : has('covers') ? 'Body' : has('ordinal') ? 'Zone' : 'Case'
}

export const builder = new SchemaBuilder<{
  Context: Context
  DefaultFieldNullability: false
  DefaultInputFieldRequiredness: true
  DefaultEdgesNullability: false
  DefaultNodeNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    Day: { Input: Day; Output: Day }
    Instant: { Input: string; Output: string }
  }
}>({
  plugins: [RelayPlugin],
  defaultFieldNullability: false,
  defaultInputFieldRequiredness: true,
  relay: {
    encodeGlobalID: (typename, id) => encodeId(typename, String(id)),
    decodeGlobalID: decodeId,
    cursorType: 'String',
    edgesFieldOptions: { nullable: false, description: '本页各项' },
    nodeFieldOptions: { nullable: false, description: '这一项' },
    cursorFieldOptions: { description: '游标：只能用于同一列表、同样的筛选和排序' },
    pageInfoFieldOptions: { description: '前后是否还有' },
    pageInfoTypeOptions: { description: '翻页信息' },
    hasNextPageFieldOptions: { description: '后面是否还有' },
    hasPreviousPageFieldOptions: { description: '前面是否还有' },
    startCursorFieldOptions: { description: '本页第一项的游标，空页为 null' },
    endCursorFieldOptions: { description: '本页最后一项的游标，空页为 null' },
    firstArgOptions: { description: '取前几项，1 到 100，默认 20' },
    afterArgOptions: { description: '取这个游标之后的' },
    lastArgOptions: { description: '取后几项，1 到 100' },
    beforeArgOptions: { description: '取这个游标之前的' },
    nodeTypeOptions: { description: '有全局编号的对象：凭编号可以直接取得', resolveType: typeOfNode },
    idFieldOptions: { description: '全局编号，不含业务意义' },
    nodeQueryOptions: {
      description: '凭全局编号取对象；不存在的和无权查看的都是 null',
      args: { id: { description: '全局编号' } },
      resolve: (_root, { id }, context, _info, node) => (asker(context), node(nodeId(id))),
    },
    nodesQueryOptions: {
      description: '凭全局编号取若干对象（最多 20 个）；不存在的和无权查看的都是 null',
      args: { ids: { description: '全局编号' } },
      resolve: (_root, { ids }, context, _info, nodes) => {
        asker(context)
        if (ids.length > 20) throw badInput('一次最多取 20 个对象')
        return nodes(ids.map(nodeId))
      },
    },
  },
})

builder.queryType({ description: '查询：一律按当前登录人的职务和知悉范围' })
builder.mutationType({ description: '办理：每个步骤一个，另有登录和退出、授权和名单、申报和登记' })

/** A scalar of text that is checked on the way in; anything else is the caller's mistake. */
const textScalar = (is: (text: string) => boolean, complaint: (value: unknown) => GraphQLError) => {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && is(value)) return value
    throw complaint(value)
  }
  return { serialize: (value: unknown) => String(value), parseValue: parse, parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : null) }
}

builder.scalarType('Day', {
  description: '日期，写作 2026-11-24；只接受 1949 年至 2100 年间真实存在的日期',
  ...textScalar(isDay, (value) => badInput(`“${String(value)}”不是真实的日期，请按“2026-11-24”的格式填写`)),
})

builder.scalarType('Instant', {
  description: '时刻，ISO 8601，世界时',
  ...textScalar((text) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text)), (value) => badInput(`“${String(value)}”不是时刻`)),
})
