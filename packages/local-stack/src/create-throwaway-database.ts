import { randomBytes } from 'node:crypto'
import { connect } from './boot/connect.ts'

/** An empty database of its own on a native server. */
export interface ThrowawayDatabase {
  url: string
  /** Drops it, ending whoever is still connected. */
  drop(): Promise<void>
}

/** Creates a database on the server of `serverUrl`, whose role must be allowed to. The server itself is left alone. */
export async function createThrowawayDatabase(serverUrl: string): Promise<ThrowawayDatabase> {
  const name = `parley_${randomBytes(6).toString('hex')}`
  await run(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.toString(), drop: () => run(serverUrl, `drop database if exists ${name} with (force)`) }
}

async function run(serverUrl: string, statement: string): Promise<void> {
  const sql = connect(serverUrl)
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}
