/**
 * Installs what is missing before `npm start`, `npm test` and the others: runs on any Node from 18 on,
 * needs nothing installed, and does nothing (and no network) where the installation fits the lock.
 * Plain JavaScript, since a machine's own Node may not read TypeScript.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.setup-stamp')
const pinnedNode = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
const pinnedVersion = readFileSync(join(root, '.node-version'), 'utf8').trim()
const lockFolder = join(root, '.huapian', 'setup.lock')

const interrupted = '[interrupted]'

const event = process.env.npm_lifecycle_event ?? ''
const builtFile = join(root, '.web', 'stamp')

/** Tests and checks need the development packages, whatever NODE_ENV says; so does a start that has yet to build the pages. */
const production = process.env.NODE_ENV === 'production' && !/^pre(test|check|bench|browse|mutants)$/.test(event) && (event !== 'prestart' || read(builtFile) === pagesStamp())

const say = (text) => process.stderr.write(text)
const fail = (sentence) => {
  say(`${sentence}\n`)
  process.exit(1)
}

if (Number(process.versions.node.split('.')[0]) < 18) fail(`本机的 Node ${process.versions.node} 太旧，安装需要 Node 18 或更新的版本（建议 20 以上）。`)
if (!isReady()) await install()
if (event === 'prestart') buildPages()

/** Stands for all that the pages are made of. */
function pagesStamp() {
  const made = createHash('sha256')
  const sources = ['web', 'review'].flatMap((floor) => readdirSync(join(root, 'src', floor), { recursive: true, withFileTypes: true })).filter((one) => one.isFile() && !one.parentPath.includes(join('src', 'web', 'gql'))).map((one) => join(one.parentPath, one.name)).sort((a, b) => (a < b ? -1 : 1))
  for (const file of [...sources, join(root, 'schema.graphql'), join(root, 'package-lock.json'), join(root, 'src', 'setup', 'pages.ts'), join(root, 'src', 'setup', 'asks.ts')]) made.update(file.slice(root.length)).update(readFileSync(file))
  return made.digest('hex')
}

/** Builds the pages before a start where what they are made of has changed. */
function buildPages() {
  const stamp = pagesStamp()
  if (read(builtFile) === stamp) return
  say('正在生成网页……')
  const built = spawnSync(existsSync(pinnedNode) ? pinnedNode : process.execPath, ['--import', './src/setup/launch.js', 'src/setup/pages.ts'], { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' })
  if (built.status !== 0) fail(`\n网页没有生成：${(built.stderr || built.error?.message || '').trim().split('\n').slice(0, 5).join('\n')}`)
  writeFileSync(builtFile, stamp)
  say('好了。\n')
}

/** Whether the installation is that of the lock; a full one also serves production. */
function isReady() {
  const stamp = read(stampFile)
  return (stamp === stampOf('full') || (production && stamp === stampOf('production'))) && hasNode()
}

function stampOf(extent) {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return `${createHash('sha256').update(lock).update(`${process.platform}/${process.arch}`).digest('hex')} ${extent}`
}

/** npm's scripts find the pinned Node first; a machine without a package for it may bring its own. */
function hasNode() {
  return existsSync(pinnedNode) || ownNodeWillDo()
}

function ownNodeWillDo() {
  return Number(process.versions.node.split('.')[0]) >= Number(pinnedVersion.split('.')[0])
}

async function install() {
  const release = await takeTurn()
  try {
    if (isReady()) return
    if (!wasInstalledByHand()) await runNpm()
    checkPinnedNode()
    writeFileSync(stampFile, stampOf(production ? 'production' : 'full'))
  } finally {
    release()
  }
}

/** Whether someone ran `npm ci` alone: what npm noted as installed is what the lock demands. */
function wasInstalledByHand() {
  const installed = packagesIn(join(modules, '.package-lock.json'))
  const demanded = packagesIn(join(root, 'package-lock.json'))
  if (installed === null || demanded === null || !hasNode()) return false
  const mayMiss = (one) => one.optional || one.devOptional || (one.dev && production)
  const same = ([path, one]) => demanded[path]?.version === one.version && demanded[path]?.integrity === one.integrity
  return Object.entries(installed).every(same) && Object.entries(demanded).every(([path, one]) => path === '' || path in installed || mayMiss(one))
}

function packagesIn(file) {
  const text = read(file)
  return text === null ? null : JSON.parse(text).packages
}

/** `npm ci`, without anybody's install scripts. */
async function runNpm() {
  say(production ? '正在安装运行所需的组件（约半分钟）……' : '正在安装所需的组件（首次约一分钟）……')
  const began = Date.now()
  const options = [
    'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error', '--prefer-offline', '--include=optional',
    production ? '--omit=dev' : '--include=dev', '--fetch-retries=3', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000',
  ]
  const { code, output } = await run(options)
  if (code !== 0) {
    say('\n')
    fail(whyNot(output))
  }
  say(`装好了，用时 ${Math.round((Date.now() - began) / 1000)} 秒。\n`)
}

function run(options) {
  const npm = process.env.npm_execpath ?? ''
  // npm itself runs on the machine's own Node: the pinned one lies in the folder that npm empties.
  const [command, ...before] = /npm-cli\.c?js$/.test(npm) ? [process.env.npm_node_execpath ?? process.execPath, npm] : ['npm']
  const child = spawn(command, [...before, ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: command === 'npm' && process.platform === 'win32' })
  const heartbeat = setInterval(() => utimesSync(lockFolder, new Date(), new Date()), 2000)
  let output = ''
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      output = interrupted
      child.kill('SIGTERM')
    })
  child.stdout.on('data', (data) => { output += data })
  child.stderr.on('data', (data) => { output += data })
  return new Promise((resolve) => {
    const end = (code) => {
      clearInterval(heartbeat)
      resolve({ code, output })
    }
    child.on('error', (error) => {
      output += error.message
      end(1)
    })
    child.on('close', (code) => end(code ?? 130))
  })
}

/** One sentence for what npm printed. */
function whyNot(output) {
  if (output.startsWith(interrupted)) return '安装已中断，再运行一次会从头装好。'
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|EHOSTUNREACH/.test(output))
    return '安装失败：连不上 npm 软件源。请接通网络，或者用 npm config set registry 指定内网的软件源，再运行一次。'
  if (/ENOSPC/.test(output)) return '安装失败：磁盘空间不足（约需 1 GB）。'
  if (/EACCES|EPERM|EROFS/.test(output)) return `安装失败：没有权限写入 ${modules}。`
  if (/EUSAGE/.test(output)) return '安装失败：package.json 与 package-lock.json 不一致，请恢复这两个文件。'
  const line = output.split('\n').find((one) => /^npm error (?!code|A complete log)/.test(one)) ?? output.trim().split('\n')[0] ?? ''
  return `安装失败：${line.replace(/^npm error /, '')}。直接运行 npm ci --ignore-scripts 可以看到详情。`
}

/** What `node` will mean in npm's scripts must be new enough, and must start on this machine. */
function checkPinnedNode() {
  if (!existsSync(pinnedNode)) {
    if (ownNodeWillDo()) return
    fail(`没有适合本机（${process.platform} ${process.arch}）的 Node ${pinnedVersion}：请自行安装 Node ${pinnedVersion} 或更新的版本，再运行一次。`)
  }
  const asked = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' })
  if (asked.stdout?.trim() !== `v${pinnedVersion}`)
    fail(`随附的 Node ${pinnedVersion} 在本机（${process.platform} ${process.arch}）不能运行：请自行安装 Node ${pinnedVersion} 或更新的版本，再运行 npm ci --omit=optional --ignore-scripts。`)
}

/**
 * One installation at a time. The holder touches the folder every two seconds; a folder left by a
 * process that is gone, or untouched for half a minute, is put aside.
 */
async function takeTurn() {
  const owner = join(lockFolder, 'owner')
  const me = `${hostname()} ${process.pid}`
  mkdirSync(dirname(lockFolder), { recursive: true })
  for (let tries = 0; ; tries += 1) {
    try {
      mkdirSync(lockFolder)
      writeFileSync(owner, me)
      const release = () => rmSync(lockFolder, { recursive: true, force: true })
      process.on('exit', release)
      return release
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`没有权限写入 ${dirname(lockFolder)}，请检查文件夹的权限。`)
    }
    if (isStale(owner)) {
      try {
        renameSync(lockFolder, `${lockFolder}.${process.pid}`)
        rmSync(`${lockFolder}.${process.pid}`, { recursive: true, force: true })
      } catch {
        // Another start put it aside first.
      }
      continue
    }
    if (tries === 0) say('另一个窗口正在安装，请稍候……\n')
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

function isStale(owner) {
  const [host, pid] = (read(owner) ?? '').split(' ')
  try {
    if (Date.now() - statSync(lockFolder).mtimeMs > 30_000) return true
    if (host !== hostname()) return false
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
