/** The product with its demo, and a real Chromium on it; whatever the pages complain of, and whom they ask, is kept. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page, type Request } from 'playwright-core'

export const root = join(import.meta.dirname, '../..')
const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')

export type Look = { dark?: boolean; english?: boolean; width?: number; height?: number }
/** Somebody signed in at a browser: `complaints` are errors of the console and requests to other hosts. */
export type Seat = {
  page: Page
  complaints: string[]
  /** Loads a page, and waits until it is all there. */
  go: (path: string) => Promise<void>
  /** Waits until every answer has come and nothing is being read any more. */
  settled: () => Promise<void>
  /** Everything the server has told this browser. */
  heard: () => Promise<string>
  /** Changes the looks without loading the page again. */
  dress: (look: Look) => Promise<void>
  leave: () => Promise<void>
}
/** `post`: in which of several posts they act. */
export type City = { url: string; sit: (login: string, look?: Look, post?: RegExp) => Promise<Seat>; stop: () => Promise<void> }

/** The folder with the demo as `npm start` fills an empty database, made once for all files by `demo.ts`. */
export const demoFolder = 'HUAPIAN_WEB_DEMO'

/** Starts the product on a database in a folder; done when it answers. */
export async function serve(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const server: ChildProcess = spawn(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'serve'], { cwd: root, env: { ...process.env, PORT: '0', NODE_ENV: 'development', DATABASE_URL: join(folder, 'city.db') }, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  server.stdout?.on('data', (data: Buffer) => { said += data.toString() })
  while (!said.includes('按 Ctrl+C 停止')) {
    if (server.exitCode !== null) throw new Error(`the server ended: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url: /已启动：(http:\S+)/.exec(said)?.[1] ?? '',
    async stop() {
      server.kill('SIGTERM')
      await once(server, 'exit')
    },
  }
}

/** A server and a browser of one's own, on a copy of the demo. */
export async function city(): Promise<City> {
  const folder = mkdtempSync(join(tmpdir(), 'huapian-web-'))
  cpSync(process.env[demoFolder] ?? '', folder, { recursive: true })
  const server = await serve(folder)
  const browser: Browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
  return {
    url: server.url,
    sit: (login, look, post) => sit(browser, server.url, login, look, post),
    async stop() {
      await browser.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A zone in which it is another day than in China: whatever a page calls today must be China's day, wherever and whenever it is read. */
const elsewhere = (): string => { const hour = new Date().getUTCHours(); return hour >= 10 && hour < 16 ? 'Pacific/Kiritimati' : 'Pacific/Honolulu' }

async function sit(browser: Browser, url: string, login: string, { dark = false, english = false, width = 1366, height = 768 }: Look = {}, post?: RegExp): Promise<Seat> {
  // What moves is at rest at once, as for everybody whose system asks for that.
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', timezoneId: elsewhere() })
  await context.addInitScript(`localStorage.setItem('huapian.theme', '${dark ? 'dark' : 'light'}'); localStorage.setItem('huapian.language', '${english ? 'en' : 'zh'}')`)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()) })
  page.on('pageerror', (error) => complaints.push(error.message))
  const answers: Promise<string>[] = []
  page.on('response', (response) => { if (/\/(graphql|imports)/.test(new URL(response.url()).pathname)) answers.push(response.text().catch(() => '')) })
  const open = new Set<Request>()
  page.on('request', (request) => { if (new URL(request.url()).pathname !== '/live') open.add(request) })
  page.on('requestfinished', (request) => { open.delete(request) })
  page.on('requestfailed', (request) => { open.delete(request) })
  page.on('request', (request) => { if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(`asked ${request.url()}`) })
  await page.goto(url)
  await page.fill('input[autocomplete=username]', login)
  await page.fill('input[type=password]', 'huapian-demo')
  await page.click('button[type=submit]')
  if (post) {
    await page.locator('.door label', { hasText: post }).click()
    await page.click('.door button[type=submit]')
  }
  await page.waitForSelector('.shell')
  const settled = async () => {
    for (let quiet = 0; quiet < 2;) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      quiet = open.size > 0 || (await page.locator('.waiting').count()) > 0 ? 0 : quiet + 1
    }
  }
  const go = async (path: string) => {
    await page.goto(url + path)
    await page.waitForSelector('main h1')
    await settled()
  }
  const dress = async (next: Look) => {
    await page.setViewportSize({ width: next.width ?? 1366, height: next.height ?? 768 })
    if (((await page.getAttribute('html', 'data-theme')) === 'dark') !== (next.dark ?? false)) await page.click('.shell > header button:has(.anticon-bulb)')
    if (((await page.getAttribute('html', 'lang')) === 'en') !== (next.english ?? false)) await page.click('.shell > header button[lang]')
    await page.mouse.move(0, 0)
    await settled()
  }
  return { page, complaints, go, settled, dress, heard: async () => (await Promise.all(answers)).join('\n'), leave: () => context.close() }
}

/** What axe finds on the page as it stands (WCAG 2.1 A and AA): rule, how often, and the first place. */
export async function faults(page: Page): Promise<string[]> {
  // Past the policy of the page, as a tool of the browser would.
  const session = await page.context().newCDPSession(page)
  const { result: known } = await session.send('Runtime.evaluate', { expression: "typeof axe !== 'undefined'" })
  if (known.value !== true) await session.send('Runtime.evaluate', { expression: axe })
  // Colours on their way from one to another are read by nobody.
  await session.send('Runtime.evaluate', { expression: 'document.getAnimations().forEach((one) => { try { one.finish() } catch {} })' })
  const { result } = await session.send('Runtime.evaluate', { awaitPromise: true, returnByValue: true, expression: `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(({ violations }) => violations.map((one) => one.id + ' ×' + one.nodes.length + ' ' + one.nodes[0].html.slice(0, 160)))` })
  await session.detach()
  return result.value as string[]
}
