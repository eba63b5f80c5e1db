import { createHash } from 'node:crypto'
import { connect } from '../boot/connect.ts'
import type { ProjectPaths } from './project-paths.ts'

/** The URL of this checkout's own database on a native server; it is created when it is missing. */
export async function checkoutDatabase(serverUrl: string, paths: ProjectPaths): Promise<string> {
  const name = databaseName(paths)
  const sql = connect(serverUrl)
  try {
    const [known] = await sql`select from pg_database where datname = ${name}`
    if (!known) await sql.unsafe(`create database ${name}`)
  } finally {
    await sql.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.toString()
}

/** Drops this checkout's database, ending whoever is connected. */
export async function dropCheckoutDatabase(serverUrl: string, paths: ProjectPaths): Promise<void> {
  const sql = connect(serverUrl)
  try {
    await sql.unsafe(`drop database if exists ${databaseName(paths)} with (force)`)
  } finally {
    await sql.end()
  }
}

/** Two checkouts on one server must not meet. */
function databaseName({ tempDir }: ProjectPaths): string {
  return `parley_dev_${createHash('sha256').update(tempDir).digest('hex').slice(0, 10)}`
}
