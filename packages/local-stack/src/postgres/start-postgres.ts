import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { lockDataDir } from './lock-data-dir.ts'
import type { ThreadMessage, ThreadOptions } from './postgres-thread.ts'

/** Where PGlite keeps its files, and where it listens. */
export type PostgresOptions = {
  /** A directory of its own (made when missing), or 'memory' for a database that ends with the process. */
  dataDir: string | 'memory'
  /** On 127.0.0.1; 0 takes a free one. */
  port: number
  /** Milliseconds that a client may sit in an open transaction, during which all others wait. Default 30 000. */
  idleInTransactionMs?: number
}

/** A running server. `stop` rolls open transactions back, ends all connections and closes the files. */
export type Postgres = { url: string; stop(): Promise<void> }

/**
 * Starts PostgreSQL 17 (PGlite) in a thread, behind the wire protocol: `psql`, postgres.js and the `supabase` CLI
 * connect as to any server, each with a session of its own. Any password is accepted, loopback only. Throws an error
 * that says what to do when the port is taken or another process has the directory open.
 *
 * Not a second connection: statements of all clients run one after the other, so a race proves nothing here.
 *
 * @example
 * const postgres = await startPostgres({ dataDir: 'memory', port: 0 })
 * const sql = postgresJs(postgres.url)
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataDir, port, idleInTransactionMs = 30_000 } = options
  if (dataDir !== 'memory') mkdirSync(dataDir, { recursive: true })
  const unlock = dataDir === 'memory' ? async () => {} : await lockDataDir(dataDir)
  const workerData: ThreadOptions = { dataDir, port, idleInTransactionMs }
  const thread = new Worker(new URL('./postgres-thread.ts', import.meta.url), { workerData, execArgv: [] })
  try {
    const actualPort = await listening(thread, port)
    thread.on('message', reportDeath)
    return { url: `postgresql://postgres:postgres@127.0.0.1:${actualPort}/postgres`, stop: stopper(thread, unlock) }
  } catch (error) {
    await thread.terminate()
    await unlock()
    throw error
  }
}

async function listening(thread: Worker, port: number): Promise<number> {
  const ended = once(thread, 'exit').then(([code]) => [{ type: 'failed', message: `its thread ended (${code})` }])
  const [message] = (await Promise.race([once(thread, 'message'), ended])) as [ThreadMessage]
  if (message.type === 'listening') return message.port
  if (message.type === 'failed' && message.code === 'EADDRINUSE') {
    throw new Error(`Port ${port} is taken: stop what listens there, or choose another port for the database`)
  }
  throw new Error(`The database did not start: ${message.type === 'failed' ? message.message : message.type}`)
}

/** A wasm trap or pg_terminate_backend on itself: every client was told, and only a new start helps. */
function reportDeath(message: ThreadMessage): void {
  if (message.type === 'failed') console.error(`The database has died, start it again: ${message.message}`)
}

function stopper(thread: Worker, unlock: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined
  const stop = async () => {
    const exited = once(thread, 'message')
    thread.postMessage('stop')
    await Promise.race([exited, once(thread, 'exit')])
    await thread.terminate()
    await unlock()
  }
  return () => {
    stopped ??= stop()
    return stopped
  }
}
