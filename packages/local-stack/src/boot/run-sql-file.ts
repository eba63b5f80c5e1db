import type { Sql } from 'postgres'
import { lineAt, splitSql } from './split-sql.ts'

/**
 * Runs a script's statements one after the other in one transaction, with `last` as its end, and leaves no settings
 * behind. The error of a failing statement names file and line, and nothing of the script stays.
 */
export async function runSqlFile(sql: Sql, name: string, text: string, last?: () => Promise<void>): Promise<void> {
  await sql.unsafe('begin')
  try {
    for (const statement of splitSql(text)) {
      await sql.unsafe(statement.text).simple().catch(explain(name, statement))
    }
    await sql.unsafe('reset all; reset role')
    await last?.()
    await sql.unsafe('commit')
  } catch (error) {
    await sql.unsafe('rollback')
    throw error
  }
}

function explain(name: string, statement: { text: string; line: number }): (error: PostgresFailure) => never {
  return (error) => {
    const offset = error.position ? Number(error.position) - 1 : 0
    const line = statement.line + lineAt(statement.text, offset) - 1
    const more = [error.detail, error.hint].filter(Boolean).join(' ')
    throw new Error(`${name}:${line}: ${error.message}${error.code ? ` (${error.code})` : ''}${more && `. ${more}`}`, {
      cause: error,
    })
  }
}

type PostgresFailure = Error & { code?: string; position?: string; detail?: string; hint?: string }
