/**
 * 网页: the files of the browser application as they were built (`src/setup/pages.ts`), and the operations they send. The
 * addresses of its pages all answer with the first file, which finds its own way.
 */
import { existsSync, readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RequestHandler } from 'express'

const built = fileURLToPath(new URL('../.web', import.meta.url))

const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.json': 'application/json' }

/** Styles are put in by script, which the policy must name; scripts come from our own files alone. */
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

/** Whether the application has been built. */
const arePagesBuilt = (): boolean => existsSync(join(built, 'operations.json'))

/** The texts of the operations that the pages send; none where they are not built. */
export const pageOperations = (): string[] => (arePagesBuilt() ? (JSON.parse(readFileSync(join(built, 'operations.json'), 'utf8')) as string[]) : [])

/** The addresses of `src/web/routes.tsx`; whatever else is asked for is not there. */
const pageAddress = /^\/($|(cases|meetings|reminders|dashboard|reports|quality|people|import|administration|me|help)(\/|$))/

type Page = { type: string; plain: Buffer; packed: Buffer | null; kept: boolean }

/** Answers with the files, which are read once; null where the application has not been built. The door offers the way `through` a provider where there is one. */
export async function servePages(through: string | null): Promise<RequestHandler | null> {
  if (!arePagesBuilt()) return null
  const folder = join(built, 'pages')
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile() && !one.name.endsWith('.gz')).map((one) => join(one.parentPath, one.name))
  const files = new Map<string, Page>()
  for (const name of names) {
    const address = name.slice(folder.length).replaceAll('\\', '/')
    // What stands in `assets` is named after what is in it.
    files.set(address, { type: types[extname(name)] ?? 'application/octet-stream', plain: await readFile(name), packed: await readFile(`${name}.gz`).catch(() => null), kept: address.startsWith('/assets/') })
  }
  const index = files.get('/index.html')
  if (!index) return null
  const first = through === null ? index : { ...index, packed: null, plain: Buffer.from(index.plain.toString().replace('</head>', `<meta name="provider" content="${through}"></head>`)) }
  files.set('/index.html', first)
  return (req, res, next) => {
    const file = files.get(req.path) ?? (pageAddress.test(req.path) ? first : undefined)
    if (!file || req.method === 'POST') return next()
    const packed = file.packed !== null && /\bgzip\b/.test(req.get('accept-encoding') ?? '')
    res.set({ 'Content-Type': file.type, 'Content-Security-Policy': policy, 'Cache-Control': file.kept ? 'public, max-age=31536000, immutable' : 'no-store', Vary: 'Accept-Encoding', ...(packed ? { 'Content-Encoding': 'gzip' } : {}) })
    res.end(req.method === 'HEAD' ? undefined : packed ? file.packed : file.plain)
  }
}
