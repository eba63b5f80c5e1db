import type { ClientSession } from './client-session.ts'
import type { PgliteEngine } from './pglite-engine.ts'
import type { SessionKeeper } from './session-keeper.ts'
import { errorResponse, frame } from './wire-frames.ts'

/** What a server tells each client about itself, in the order of a real one. */
const reportedParameters = [
  ...['in_hot_standby', 'integer_datetimes', 'TimeZone', 'IntervalStyle', 'is_superuser', 'application_name'],
  ...['default_transaction_read_only', 'scram_iterations', 'DateStyle', 'standard_conforming_strings'],
  ...['session_authorization', 'client_encoding', 'server_version', 'server_encoding'],
]

/**
 * Opens a session: any password will do (the server listens on loopback only), but role, database and settings must
 * exist. Returns the FATAL error that refuses the client, or undefined after telling it the server's parameters.
 */
export function greet(
  engine: PgliteEngine,
  keeper: SessionKeeper,
  session: ClientSession,
  database: string,
  send: (bytes: Buffer) => void,
): Buffer | undefined {
  const refusal = refuse(engine, session, database)
  if (refusal) return refusal
  for (const [name, value] of storedSettings(engine, session.user)) {
    if (!session.settings.has(name)) session.settings.set(name, value)
  }
  try {
    keeper.activate(session)
  } catch (error) {
    return errorResponse('FATAL', '22023', error instanceof Error ? error.message : String(error))
  }
  const parameters = reportedParameters.map((name) => [name, readParameter(engine, session, name)] as const)
  for (const [name, value] of parameters) session.reported.set(name, value)
  send(Buffer.concat([frame('R', Buffer.alloc(4)), ...parameters.map(([name, value]) => frame('S', name, value))]))
  return undefined
}

function refuse(engine: PgliteEngine, { user }: ClientSession, database: string): Buffer | undefined {
  const name = user.replaceAll("'", "''")
  const role = engine.query(`select rolcanlogin from pg_roles where rolname = '${name}'`)[0]
  if (!role) return errorResponse('FATAL', '28000', `role "${user}" does not exist`)
  if (role[0] !== 't') return errorResponse('FATAL', '28000', `role "${user}" is not permitted to log in`)
  if (database === 'postgres') return undefined
  return errorResponse('FATAL', '3D000', `database "${database}" does not exist`, 'There is only "postgres".')
}

/** `alter role … set` and `alter database … set`, the most specific last. */
function storedSettings(engine: PgliteEngine, user: string): Map<string, string> {
  const rows = engine.query(`
    select unnest(setconfig)
    from pg_db_role_setting s
    left join pg_database d on d.oid = s.setdatabase
    left join pg_roles r on r.oid = s.setrole
    where (s.setdatabase = 0 or d.datname = current_database())
      and (s.setrole = 0 or r.rolname = '${user.replaceAll("'", "''")}')
    order by s.setrole <> 0, s.setdatabase <> 0`)
  const pairs = rows.map(([row]) => {
    const at = row?.indexOf('=') ?? 0
    return [row?.slice(0, at) ?? '', row?.slice(at + 1) ?? ''] as const
  })
  return new Map(pairs)
}

function readParameter(engine: PgliteEngine, session: ClientSession, name: string): string {
  if (name === 'session_authorization') return session.user
  return engine.query(`select current_setting('${name}')`)[0]?.[0] ?? ''
}
