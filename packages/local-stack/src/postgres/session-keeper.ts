import { splitSql } from '../boot/split-sql.ts'
import type { ClientSession } from './client-session.ts'
import type { PgliteEngine } from './pglite-engine.ts'

/** Listened to on the engine always, except in a transaction that changes what one client listens to. */
const everybodysChannels = 'gatekeeper:everybody'

/**
 * Gives PGlite's one session to one client at a time: takes the leaving client's settings, role, and SQL statements
 * off it and puts the next one's on. Also keeps who listens to what, and whose temporary tables there are.
 */
export class SessionKeeper {
  readonly #engine: PgliteEngine
  readonly #sessions = new Set<ClientSession>()
  readonly #knownSettings = new Set<string>()
  #current: ClientSession | undefined

  constructor(engine: PgliteEngine) {
    this.#engine = engine
    engine.query(`listen ${quoteName(everybodysChannels)}`)
  }

  get sessions(): Iterable<ClientSession> {
    return this.#sessions
  }

  /** A custom setting's name was seen: it is asked for in snapshots, because pg_settings does not list it. */
  rememberSetting(name: string): void {
    if (this.#knownSettings.size < 500) this.#knownSettings.add(name.toLowerCase())
  }

  /** Makes the engine's session this client's. Only while nobody is in a transaction. Throws when a role is gone. */
  activate(session: ClientSession): void {
    this.#sessions.add(session)
    if (this.#current === session) return
    this.#leave()
    this.#engine.query(restoreSql(session))
    for (const sql of session.sqlStatements) this.#tryQuery(sql)
    this.#current = session
  }

  /** After RESET or DISCARD: what the client came with holds again, and its user. */
  applyStart(session: ClientSession): void {
    const role = this.#engine.query(`select current_setting('role')`)[0]?.[0] ?? 'none'
    const present = new Set(this.#engine.query(`select name from pg_settings where source = 'session'`).flat())
    const missing = [...session.startSettings].filter(([name]) => !present.has(name))
    const user = this.#engine.query('select session_user')[0]?.[0] ?? session.user
    this.#engine.query([asSuperuser, ...missing.map(setSql), becomeSql(user, role)].join('; '))
  }

  /** RESET SESSION AUTHORIZATION does nothing in single-user mode: do what it should have done. */
  resetAuthorization(session: ClientSession): void {
    this.#engine.query(`set session authorization ${quoteName(session.user)}`)
  }

  /** Leaves only this client's channels on the engine, so that what it listens to afterwards is its own. */
  beginListening(session: ClientSession): void {
    this.#engine.query(['unlisten *', ...[...session.channels].map(listenSql)].join('; '))
  }

  /** The counterpart, after the transaction: reads the client's channels and listens for everybody again. */
  endListening(session: ClientSession): void {
    const channels = this.#engine.query('select pg_listening_channels()').map((row) => row[0] ?? '')
    if (!channels.includes(everybodysChannels)) session.channels = new Set(channels)
    this.listenForEverybody()
  }

  /** Brings the engine's channels in line with all clients'. */
  listenForEverybody(): void {
    const all = new Set([everybodysChannels, ...[...this.#sessions].flatMap((session) => [...session.channels])])
    this.#engine.query(['unlisten *', ...[...all].map(listenSql)].join('; '))
  }

  /** New temporary relations are this client's. */
  claimTemporary(session: ClientSession): void {
    const claimed = new Set([...this.#sessions].flatMap((other) => [...other.temporary]))
    const sql = `select oid from pg_class where relnamespace = pg_my_temp_schema() and relkind in ('r','v','S','m')`
    for (const [oid] of this.#engine.query(sql)) if (oid && !claimed.has(oid)) session.temporary.add(oid)
  }

  /** Takes everything of a client that left off the engine. Only while nobody is in a transaction. */
  forget(session: ClientSession): void {
    this.#sessions.delete(session)
    if (this.#current === session) this.#leave()
    this.#engine.query(asSuperuser)
    this.#current = undefined
    for (const { madeAt, engineName } of session.statements.all()) {
      if (madeAt >= 0 && engineName) this.#tryQuery(`deallocate ${quoteName(engineName)}`)
    }
    if (session.channels.size > 0) this.listenForEverybody()
    if (session.temporary.size > 0) this.#dropTemporary(session)
  }

  #leave(): void {
    const session = this.#current
    if (!session) return
    this.#current = undefined
    if (session.changed && this.#sessions.has(session)) this.#takeSettings(session)
    if (session.changed || session.sqlStatements.length > 0) this.#takeSqlStatements(session)
    session.changed = false
  }

  #takeSettings(session: ClientSession): void {
    const [who] = this.#engine.query(`select session_user, current_setting('role')`)
    session.sessionUser = who?.[0] ?? session.user
    session.role = who?.[1] ?? 'none'
    this.#engine.query(asSuperuser)
    const listed = this.#engine.query(
      `select name, setting from pg_settings where source = 'session' and name not like 'transaction\\_%'`,
    )
    session.settings = new Map(listed.map(([name, value]) => [name ?? '', value ?? '']))
    for (const name of this.#knownSettings) {
      const value = this.#engine.query(`select current_setting(${quoteText(name)}, true)`)[0]?.[0]
      if (value) session.settings.set(name, value)
    }
  }

  #takeSqlStatements(session: ClientSession): void {
    const rows = this.#engine.query('select name, statement from pg_prepared_statements where from_sql')
    session.sqlStatements = rows.flatMap(([name, source]) => prepareStatement(name ?? '', source ?? ''))
    for (const [name] of rows) this.#engine.query(`deallocate ${quoteName(name ?? '')}`)
  }

  #dropTemporary(session: ClientSession): void {
    const oids = [...session.temporary].join(',')
    const names = this.#engine.query(`
      select case relkind when 'r' then 'table' when 'S' then 'sequence' else 'view' end, oid::regclass::text
      from pg_class where oid in (${oids}) order by relkind = 'v' desc`)
    for (const [kind, name] of names) this.#tryQuery(`drop ${kind} if exists ${name} cascade`)
  }

  #tryQuery(sql: string): void {
    try {
      this.#engine.query(sql)
    } catch {
      // What a client left behind may be gone already, or no longer valid; the next client must not suffer for it.
    }
  }
}

/** The PREPARE of one name: the catalog keeps the whole script that it came in. */
function prepareStatement(name: string, source: string): string[] {
  const isIt = ({ text }: { text: string }) => {
    const found = /\bprepare\s+(?:"((?:[^"]|"")+)"|([\w$]+))/i.exec(text)
    return (found?.[1]?.replaceAll('""', '"') ?? found?.[2]?.toLowerCase()) === name
  }
  return splitSql(source)
    .filter(isIt)
    .slice(-1)
    .map(({ text }) => text)
}

const asSuperuser = 'set session authorization postgres'

function restoreSql(session: ClientSession): string {
  const settings = [...session.settings].map(setSql)
  return [asSuperuser, 'reset all', ...settings, becomeSql(session.sessionUser, session.role)].join('; ')
}

function becomeSql(user: string, role: string): string {
  const become = `set session authorization ${quoteName(user)}`
  return role === 'none' ? become : `${become}; set role ${quoteName(role)}`
}

function setSql([name, value]: [string, string]): string {
  return `select set_config(${quoteText(name)}, ${quoteText(value)}, false)`
}

function listenSql(channel: string): string {
  return `listen ${quoteName(channel)}`
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** E'' quoting: right whatever `standard_conforming_strings` is at that moment. */
function quoteText(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
