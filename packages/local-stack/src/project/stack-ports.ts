import { isPortFree } from './is-port-free.ts'
import type { ProjectConfig } from './read-project-config.ts'

/** The ports that a stack listens on. */
export type PortName = 'api' | 'db' | 'mailbox'

const settings: Record<PortName, { env: string; toml: string }> = {
  api: { env: 'PARLEY_API_PORT', toml: '[api] port' },
  db: { env: 'PARLEY_DB_PORT', toml: '[db] port' },
  mailbox: { env: 'PARLEY_MAILBOX_PORT', toml: '[local_smtp] port' },
}

/** What was asked for, else the environment, else `config.toml`. 0 means any free port. */
export function stackPorts(
  config: ProjectConfig,
  wanted: Partial<Record<PortName, number>> | 'free' = {},
): Record<PortName, number> {
  if (wanted === 'free') return { api: 0, db: 0, mailbox: 0 }
  const configured: Record<PortName, number> = {
    api: config.api.port,
    db: config.db.port,
    mailbox: config.local_smtp?.port ?? config.inbucket?.port ?? 54324,
  }
  const port = (name: PortName) => wanted[name] ?? fromEnvironment(name) ?? configured[name]
  return { api: port('api'), db: port('db'), mailbox: port('mailbox') }
}

function fromEnvironment(name: PortName): number | undefined {
  const { env } = settings[name]
  const value = process.env[env]
  if (!value) return undefined
  const port = Number(value)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`${env} must be a port number, not "${value}"`)
}

/** Throws one line that names the port and the settings that change it, when something listens there already. */
export async function assertPortFree(name: PortName, port: number): Promise<void> {
  if (port === 0 || (await isPortFree(port))) return
  const { env, toml } = settings[name]
  throw new Error(
    `Port ${port} (${name}) is taken. Stop what listens there, or set ${env} or ${toml} in supabase/config.toml.`,
  )
}
