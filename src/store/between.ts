/**
 * Reading on the connection that writes, whenever it is between transactions. It alone knows which pages its own commits
 * changed and keeps all others; a connection beside it has to forget every page it keeps after each commit. While a
 * transaction is open, what it has not committed is nobody's to see, and reads go to the connection beside it.
 */
import type Database from 'better-sqlite3'

type Statement = Database.Statement

/** A client for Drizzle that reads what is committed, and refuses to write as the reader does. `mayUse` says whether the writer can be trusted still. */
export const between = (writer: Database.Database, reader: Database.Database, mayUse: () => boolean): Database.Database =>
  ({ prepare: (text: string) => new Twin(writer, reader, text, mayUse) }) as unknown as Database.Database

/** One text prepared on both connections, on the second when it is first needed there. */
class Twin {
  readonly #writer: Database.Database
  readonly #mayUse: () => boolean
  readonly #onReader: () => Statement
  readonly #onWriter: Statement | null
  #other: Statement | null = null
  #isRaw = false

  constructor(writer: Database.Database, reader: Database.Database, text: string, mayUse: () => boolean) {
    this.#writer = writer
    this.#mayUse = mayUse
    this.#onReader = () => (this.#other ??= this.#set(reader.prepare(text) as Statement))
    const first = writer.prepare(text) as Statement
    this.#onWriter = first.readonly ? first : null
  }

  get reader(): boolean {
    return (this.#onWriter ?? this.#onReader()).reader
  }

  raw(isRaw = true): this {
    this.#isRaw = isRaw
    this.#onWriter?.raw(isRaw)
    this.#other?.raw(isRaw)
    return this
  }

  all(...values: unknown[]): unknown[] {
    return this.#now().all(...values)
  }

  get(...values: unknown[]): unknown {
    return this.#now().get(...values)
  }

  run(...values: unknown[]): Database.RunResult {
    return this.#onReader().run(...values)
  }

  #set(other: Statement): Statement {
    return this.#isRaw ? other.raw() : other
  }

  /** Which connection a read goes to at this instant; reading is done before anything else can happen. */
  #now(): Statement {
    return this.#onWriter !== null && !this.#writer.inTransaction && this.#mayUse() ? this.#onWriter : this.#onReader()
  }
}
