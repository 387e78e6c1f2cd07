/**
 * What the browser knows of the schema, written before it is built: the words of every enum, how figures are counted, what each step asks for,
 * and the document of each step. So a step added to the core has a form here without anything being written by hand.
 */
import { hash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, type GraphQLArgument, type GraphQLInputField, type GraphQLInputType } from 'graphql'
import { grantMutations } from '../api/grant-mutations.ts'
import { schema } from '../api/schema.ts'
import { intakeItems } from '../review/checklist.ts'
import type { Asked, Asks, EnumWords } from '../web/asked.ts'
import { spelled } from '../web/spelled.ts'

/** What every step carries, and the page fills in itself. */
const carried = ['caseId', 'version', 'operationKey']

/** The names under which people, bodies and what belongs to a case are asked for by their ids. */
const references: Readonly<Record<string, Asked['kind']>> = {
  personId: 'person', in: 'person', out: 'person', attendees: 'person', members: 'person', reviewers: 'person',
  bodyIds: 'body', subjectId: 'subject', subjectIds: 'subject', factId: 'fact', factIds: 'fact', itemId: 'executionItem', check: 'check', checkKey: 'check', attachmentId: 'attachment',
}
/** What a grant asks for besides: what there is of these comes with the form (`openGrants`). */
const grantReferences: Readonly<Record<string, Asked['kind']>> = { personId: 'person', bodyId: 'body', homeBodyId: 'body', zoneId: 'zone', postId: 'chosen', absentPostId: 'chosen', interestId: 'chosen', code: 'line', issuer: 'line', subject: 'line', unit: 'line', stationedIn: 'line' }
/** What the page of grants fills in itself: for whom, and the key of the operation. */
const carriedByGrant = ['personId', 'operationKey']

/** Where such an id is not chosen but given to something new. */
const given: readonly string[] = ['SubjectInput.subjectId', 'FactInput.factId']
/** The texts that are a paragraph rather than a line. */
const lines = /^(name|title|employer|post|rank|ethnicity|education|personnelType|partyPost|designation|edition|type|volume|organName|receiver|category|article|articles|to|from|before|after|paper|scope|label)$/

const scalars: Readonly<Record<string, Asked['kind']>> = { Int: 'whole', Float: 'number', Boolean: 'flag', Day: 'day' }

function askedFor(where: string, field: Pick<GraphQLArgument | GraphQLInputField, 'name' | 'description' | 'type' | 'defaultValue'>): Asked {
  const named = getNamedType(field.type)
  const bare = isNonNullType(field.type) ? field.type.ofType : field.type
  const base = { name: field.name, zh: headOf(field.description), about: field.description ?? '', en: spelled(field.name), many: isListType(bare), wanted: isNonNullType(field.type) }
  if (given.includes(`${where}.${field.name}`)) return { ...base, kind: 'given' }
  if (isEnumType(named)) return { ...base, kind: 'choice', type: named.name }
  if (isInputObjectType(named)) return { ...base, kind: 'group', type: named.name }
  return { ...base, kind: references[field.name] ?? scalars[named.name] ?? (lines.test(field.name) ? 'line' : 'text') }
}

/** The first words of a description: what stands above a field. */
const headOf = (description: string | null | undefined): string => (description ?? '').split(/[，；：。（]/)[0]?.replace(/的(全局|案内)?编号$/, '') ?? ''

/** Every step of the schema with what it asks for, in the order of the API, and the groups of fields that these are made of. */
function asksOf(): Asks {
  const steps = stepsOf().map(({ name, args }) => [name, args.filter((arg) => !carried.includes(arg.name)).map((arg) => askedFor(name, arg))] as const)
  const groups = Object.values(schema.getTypeMap()).filter(isInputObjectType).map((type) => [type.name, Object.values(type.getFields()).map((field) => askedFor(type.name, field))] as const)
  const grants = grantsOf().map(({ name, args }) => [name, args.filter((arg) => !carriedByGrant.includes(arg.name)).map((arg) => ({ ...askedFor(name, arg), ...(grantReferences[arg.name] ? { kind: grantReferences[arg.name] } : {}) }))] as const)
  return {
    intake: intakeItems.map(({ label }) => label), steps: Object.fromEntries(steps), groups: Object.fromEntries(groups), documents: Object.fromEntries(stepsOf().map((step) => [step.name, hash('sha256', documentOf(step))])),
    grants: Object.fromEntries(grants) as Asks['grants'], grantDocuments: Object.fromEntries(grantsOf().map((grant) => [grant.name, hash('sha256', grantDocumentOf(grant))])),
  }
}

const stepsOf = () => {
  const names = schema.getType('StepName')
  const mutations = schema.getMutationType()?.getFields() ?? {}
  return (isEnumType(names) ? names.getValues() : []).flatMap(({ name }) => mutations[name] ?? [])
}

const grantsOf = () => { const mutations = schema.getMutationType()?.getFields() ?? {}; return Object.values(grantMutations).flatMap((name) => mutations[name] ?? []) }

const wordsOf = (): EnumWords =>
  Object.fromEntries(Object.values(schema.getTypeMap()).filter(isEnumType).filter(({ name }) => !name.startsWith('__'))
    .map((type) => [type.name, Object.fromEntries(type.getValues().map(({ name, description }) => [name, [headOf(description), spelled(name)]]))]))

const outcome = '__typename ... on StepTaken { case { id } entry { label } } ... on StepRefused { refusals { code message field } }'

/** 口径: how the API says each figure is counted. */
function definitionsOf(): Record<string, string> {
  const type = schema.getType('Figures')
  return isObjectType(type) ? Object.fromEntries(Object.values(type.getFields()).map(({ name, description }) => [name, description ?? ''])) : {}
}

/** The document of a step: all its arguments as variables. */
function documentOf({ name, args }: { name: string; args: readonly { name: string; type: GraphQLInputType }[] }): string {
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
  return `mutation Step_${name}(${declared}) { outcome: ${name}(${passed}) { ${outcome} } }`
}

/** The document of a grant or of what one administrator does alone: each outcome tells what was done, or why not. */
function grantDocumentOf({ name, args, type }: { name: string; args: readonly { name: string; type: GraphQLInputType }[]; type: unknown }): string {
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
  const concept = String(type).replace(/Outcome!?$/, '')
  const made = concept === 'Grant' ? '... on GrantMade { codeHalf grant { id summary lapsesOn } } ' : ''
  return `mutation Grant_${name}(${declared}) { outcome: ${name}(${passed}) { __typename ${made}... on ${concept}Refused { refusals { code message field } } } }`
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Writes all of it below `src/web/gql/`, and gives the documents of the steps. */
export function generate(): string[] {
  mkdirSync(at('../web/gql'), { recursive: true })
  writeFileSync(at('../web/gql/asks.json'), JSON.stringify(asksOf()))
  writeFileSync(at('../web/gql/words.json'), JSON.stringify(wordsOf()))
  writeFileSync(at('../web/gql/definitions.json'), JSON.stringify(definitionsOf()))
  return [...stepsOf().map(documentOf), ...grantsOf().map(grantDocumentOf)]
}
