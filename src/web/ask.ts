/** Asking the server: by the id of a document of this build, never by text. */
import { MutationCache, QueryCache, QueryClient, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import type { TypedDocumentString } from './gql/graphql.ts'

/** What the server said instead of an answer; `code` is one of its own, or says that there was none. */
export class Failed extends Error {
  override name = 'Failed'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** No server says these, so they are said in the language of the page. */
const inLanguage = (zh: string, en: string): string => (document.documentElement.lang === 'en' ? en : zh)

/** Nothing came back. */
export const cutOff = (): Failed => new Failed('OFFLINE', inLanguage('连不上服务器，请检查网络后重试', 'The server cannot be reached; please check the network and try again'))

/** Something came back that is no answer of ours, as from a proxy whose server is away: its number is all there is to tell. */
export const unanswered = (status: number): Failed => new Failed('FAILED', inLanguage(`服务器没有答复（${status}），请稍后重试`, `The server did not answer (${status}); please try again later`))

type Answer<Data> = { data?: Data | null; errors?: { message: string; extensions?: { code?: string } }[] }
type Document<Data, Variables> = TypedDocumentString<Data, Variables>

const documentIdOf = <Data, Variables>(document: Document<Data, Variables>): string => {
  const hash = (document as { __meta__?: { hash?: string } }).__meta__?.hash
  if (hash === undefined) throw new Error('a document without a hash was not built')
  return hash.replace('sha256:', '')
}

/** Whether what is asked now is asked because others did something, not because somebody looked. */
let unasked = false

/** Asks anew for all that is shown, keeping nobody signed in by it. */
export async function refresh(): Promise<void> {
  unasked = true
  await client.invalidateQueries().finally(() => { unasked = false })
}

/** Sends a document by its id. What the page asks by itself, in the `background`, keeps nobody signed in. Throws `Failed` where the answer is an error or does not come. */
export async function send<Data>(documentId: string, variables: unknown, background = false): Promise<Data> {
  const response = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json', ...(background || unasked ? { 'huapian-background': '1' } : {}) }, body: JSON.stringify({ documentId, variables }) })
    .catch(() => { throw cutOff() })
  const answer = (await response.json().catch(() => ({}))) as Answer<Data>
  const [error] = answer.errors ?? []
  if (error) throw new Failed(error.extensions?.code ?? 'FAILED', error.message)
  if (answer.data === null || answer.data === undefined) throw unanswered(response.status)
  return answer.data
}

/** The same with a document of the build, whose types the answer has. */
export const request = <Data, Variables>(document: Document<Data, Variables>, variables: Variables, background = false): Promise<Data> => send<Data>(documentIdOf(document), variables, background)

/** Asks an address beside the API whose answers are JSON; with a body it is a POST. Throws `Failed` where the answer is an error or does not come. */
export async function askAddress<Data>(address: string, body?: unknown): Promise<Data> {
  const headers = { accept: 'application/json', ...(unasked ? { 'huapian-background': '1' } : {}) }
  const response = await fetch(address, body === undefined ? { headers } : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    .catch(() => { throw cutOff() })
  const answer = (await response.json().catch(() => null)) as (Data & Answer<never>) | null
  const [error] = answer?.errors ?? []
  if (error) throw new Failed(error.extensions?.code ?? 'FAILED', error.message)
  if (answer === null) throw unanswered(response.status)
  return answer
}

/** Fetches a file by its address and hands it to the browser to keep. Throws `Failed` where the answer is an error or does not come. */
export async function download(address: string): Promise<void> {
  const response = await fetch(address).catch(() => { throw cutOff() })
  if (!response.ok) {
    const [error] = ((await response.json().catch(() => ({}))) as Answer<never>).errors ?? []
    throw error ? new Failed(error.extensions?.code ?? 'FAILED', error.message) : unanswered(response.status)
  }
  const url = URL.createObjectURL(await response.blob())
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  Object.assign(document.createElement('a'), { href: url, download: decodeURIComponent(name ?? 'file') }).click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Whether somebody has to sign in before anything else. */
export const isSignedOut = (error: unknown): boolean => error instanceof Failed && error.code === 'UNAUTHENTICATED'

/** Whoever is found to be signed out is asked at the door, with the page still behind it. */
const onError = (error: unknown): void => { if (isSignedOut(error)) void client.invalidateQueries({ queryKey: sessionKey }) }
export const sessionKey = ['session']

export const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey }) => { if (queryKey[0] !== sessionKey[0]) onError(error) } }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { staleTime: 5000, refetchOnWindowFocus: true, retry: (count, error) => count < 2 && error instanceof Failed && error.code === 'OFFLINE' } },
})

/** What a document answers, kept under its id and variables; asked only while it is `wanted`. */
export const useAsked = <Data, Variables>(document: Document<Data, Variables>, variables: Variables, wanted = true): UseQueryResult<Data> =>
  useQuery({ queryKey: [documentIdOf(document), variables], queryFn: () => request(document, variables), placeholderData: (before) => before, enabled: wanted })

const underWay = new Map<string, Promise<unknown>>()

/** What is pressed twice before it is answered is sent once. */
function once<Data, Variables>(document: Document<Data, Variables>, variables: Variables): Promise<Data> {
  const name = `${documentIdOf(document)} ${JSON.stringify(variables)}`
  const sent = (underWay.get(name) as Promise<Data> | undefined) ?? request(document, variables).finally(() => underWay.delete(name))
  underWay.set(name, sent)
  return sent
}

/** Does something, once however often it is pressed; whatever is shown is asked again afterwards. */
export function useDoing<Data, Variables>(document: Document<Data, Variables>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: (variables: Variables) => once(document, variables), onSettled: () => queries.invalidateQueries() })
}
