/**
 * GraphiQL for whoever develops against the API: a browser that asks for `/graphql` itself is given the page, whole and from
 * our own files. In production there is none.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What the page may do: run its one script, set its styles, edit in workers that it makes itself, ask nobody but us. */
const policyFor = (page: string): string => {
  const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(page) ?? []
  return `default-src 'self'; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; worker-src blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'`
}

/** Whether this is a browser that wants the page, not an answer. */
export const wantsPage = ({ method, url, headers: { accept = '' } }: IncomingMessage): boolean => method === 'GET' && url === '/graphql' && accept.includes('text/html')

let page: { html: Buffer; policy: string } | null = null

/** Answers with the page; it is large, and read when first asked for. */
export async function showGraphiql(res: ServerResponse): Promise<void> {
  if (page === null) {
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
    const html = renderGraphiQL({ title: '划片审理 GraphiQL', credentials: 'same-origin' })
    page = { html: Buffer.from(html), policy: policyFor(html) }
  }
  res.setHeader('Content-Security-Policy', page.policy)
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': page.html.length }).end(page.html)
}
