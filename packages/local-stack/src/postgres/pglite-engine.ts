import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { fuzzystrmatch } from '@electric-sql/pglite/contrib/fuzzystrmatch'
import { hstore } from '@electric-sql/pglite/contrib/hstore'
import { ltree } from '@electric-sql/pglite/contrib/ltree'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp'
import { pgtap } from '@electric-sql/pglite/pgtap'
import { vector } from '@electric-sql/pglite/vector'
import { keepNewDataDir, readNewDataDir } from './new-data-dir.ts'
import { frame, readErrorMessage, splitFrames } from './wire-frames.ts'

const extensions = {
  vector,
  pgtap,
  pgcrypto,
  uuid_ossp,
  pg_trgm,
  citext,
  unaccent,
  hstore,
  ltree,
  btree_gin,
  btree_gist,
  fuzzystrmatch,
}

/** PGlite's own start parameters, but with the search path of a Supabase project and a named time zone. */
const startParams = [
  '--single',
  '-F',
  '-O',
  '-j',
  ...['search_path="$user", public, extensions', 'timezone=UTC', 'exit_on_error=false', 'log_checkpoints=false'],
  ...['max_worker_processes=0', 'max_parallel_workers=0', 'max_parallel_workers_per_gather=0'],
].flatMap((param) => (param.startsWith('-') ? [param] : ['-c', param]))

/** Without a start-up message Postgres reports no parameters (ParameterStatus) when they change. */
const startupMessage = (() => {
  const body = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1')
  body.writeInt32BE(body.length, 0)
  return body
})()

/** PGlite leaves its main loop with this status after an SQL error; the loop's error branch must then run. */
const mainLongJump = 100

const simpleQuery = 'Q'.charCodeAt(0)
const noData = frame('f', 'The server has no more COPY data for this statement')

/** A new database is unpacked where one has been kept, else made and kept. */
async function openPglite(dataDir: string | 'memory'): Promise<PGlite> {
  const options = { dataDir: dataDir === 'memory' ? 'memory://' : dataDir, extensions, startParams }
  const isNew = dataDir === 'memory' || !existsSync(join(dataDir, 'PG_VERSION'))
  const loadDataDir = isNew ? await readNewDataDir() : undefined
  const pg = await PGlite.create({ ...options, ...(loadDataDir ? { loadDataDir } : {}) })
  if (isNew && !loadDataDir) await keepNewDataDir(pg)
  return pg
}

/** The single session died (a FATAL inside Postgres): nothing can run on it any more. */
export class EngineDied extends Error {}

/**
 * PGlite's one session, fed with complete frontend messages. It calls Postgres' main loop directly, because
 * PGlite's own `execProtocolRaw` keeps every parsed message of its life and exits when a COPY runs out of data.
 */
export class PgliteEngine {
  readonly #pg: PGlite
  readonly #module: PGlite['Module']
  #input: Uint8Array = new Uint8Array(0)
  #offset = 0
  #output: Uint8Array[] = []
  #outputBytes = 0
  #onOutput: (chunk: Buffer) => void = () => {}
  #dead = false

  /** True when the last message asked for COPY data that it did not hold: the statement was then failed. */
  starvedOfCopyData = false
  /** How many simple queries have run, housekeeping included. Each destroyed the unnamed prepared statement. */
  simpleQueries = 0

  private constructor(pg: PGlite) {
    this.#pg = pg
    this.#module = pg.Module
    this.#module._pgl_set_rw_cbs(
      this.#module.addFunction((ptr, length) => this.#read(ptr, length), 'iii'),
      this.#module.addFunction((ptr, length) => this.#write(ptr, length), 'iii'),
    )
  }

  /** Opens the directory (made when missing), or a database in memory. Takes seconds when it is new. */
  static async open(dataDir: string | 'memory'): Promise<PgliteEngine> {
    const pg = await openPglite(dataDir)
    await pg.execProtocolRaw(startupMessage)
    return new PgliteEngine(pg)
  }

  /** Runs one message to its end; `onOutput` gets backend bytes in order, cut anywhere. Throws `EngineDied`. */
  run(message: Uint8Array, onOutput: (chunk: Buffer) => void): void {
    if (this.#dead) throw new EngineDied('The database session has ended')
    this.#input = message
    this.#offset = 0
    this.#onOutput = onOutput
    this.starvedOfCopyData = false
    if (message[0] === simpleQuery) this.simpleQueries++
    while (this.#offset < this.#input.length || this.#module._pq_buffer_remaining_data() > 0) this.#turn()
    this.#module._PostgresSendReadyForQueryIfNecessary()
    this.#module._pgl_pq_flush()
    this.#emit()
  }

  /** The rows of the statements, as text; for the server's own housekeeping. Throws what Postgres says. */
  query(sql: string): (string | null)[][] {
    const chunks: Buffer[] = []
    this.run(frame('Q', sql), (chunk) => chunks.push(chunk))
    const rows: (string | null)[][] = []
    for (const { type, body } of splitFrames(Buffer.concat(chunks))) {
      if (type === 'E') throw new Error(readErrorMessage(body))
      if (type === 'D') rows.push(readRow(body))
    }
    return rows
  }

  /** Checkpoints and closes the files. */
  async close(): Promise<void> {
    if (!this.#dead) await this.#pg.close()
    this.#dead = true
  }

  #turn(): void {
    const before = this.#offset
    try {
      this.#module._PostgresMainLoopOnce()
    } catch (error) {
      if ((error as { status?: number }).status !== mainLongJump) this.#die(error)
      this.#module._PostgresMainLongJmp()
      // A message that fails without having been read would be tried for ever.
      if (this.#offset === before && this.#offset < this.#input.length && this.#unread() === 0) this.#die(error)
    }
  }

  #unread(): number {
    return this.#module._pq_buffer_remaining_data()
  }

  #die(cause: unknown): never {
    this.#dead = true
    this.#emit()
    throw new EngineDied('The database session has ended', { cause })
  }

  #read(pointer: number, max: number): number {
    if (this.#offset >= this.#input.length) {
      this.starvedOfCopyData = true
      this.#module.HEAPU8.set(noData, pointer)
      return noData.length
    }
    const length = Math.min(max, this.#input.length - this.#offset)
    this.#module.HEAPU8.set(this.#input.subarray(this.#offset, this.#offset + length), pointer)
    this.#offset += length
    return length
  }

  #write(pointer: number, length: number): number {
    this.#output.push(this.#module.HEAPU8.slice(pointer, pointer + length))
    this.#outputBytes += length
    if (this.#outputBytes > 1 << 20) this.#emit()
    return length
  }

  #emit(): void {
    if (this.#output.length === 0) return
    const chunk = Buffer.concat(this.#output)
    this.#output = []
    this.#outputBytes = 0
    this.#onOutput(chunk)
  }
}

function readRow(body: Buffer): (string | null)[] {
  const row: (string | null)[] = []
  let at = 2
  for (let column = body.readInt16BE(0); column > 0; column--) {
    const length = body.readInt32BE(at)
    row.push(length < 0 ? null : body.toString('utf8', at + 4, at + 4 + length))
    at += 4 + Math.max(length, 0)
  }
  return row
}
