import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import postgres from 'postgres'
import { ChannelPolicies } from './authorization/channel-policies.ts'
import type { Claims } from './authorization/identity.ts'
import { BroadcastHub, topicKey } from './broadcast/broadcast-hub.ts'
import { type DatabaseMessage, databaseBroadcast } from './broadcast/database-message.ts'
import { ChangeFeed } from './changes/change-feed.ts'
import { PresenceRegistry } from './presence/presence-registry.ts'
import type { RealtimeServices } from './realtime-services.ts'
import { BroadcastEndpoints } from './rest/broadcast-endpoints.ts'
import { SocketServer } from './socket/socket-server.ts'

const CONNECTIONS = 4
const PARTITION_MS = 3_600_000

export interface RealtimeOptions {
  /** A Postgres to which the boot SQL has been applied; as its owner. */
  databaseUrl: string
  verifyToken(jwt: string): Promise<Claims>
  publishableKey: string
  secretKey: string
  /** Faults that no client is told of. Default: standard error. */
  log?: (message: string) => void
}

export interface Realtime {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  fetch(request: Request): Promise<Response>
  stop(): Promise<void>
}

/**
 * Supabase Realtime over any Postgres wire URL: postgres_changes, broadcast, presence. One server to a database: it
 * takes over what an earlier one left. It does not listen itself; a gateway hands it requests under `/realtime/v1`.
 *
 * @example
 * const realtime = await createRealtime({ databaseUrl, verifyToken, publishableKey, secretKey })
 * server.on('upgrade', realtime.handleUpgrade)
 */
export async function createRealtime(options: RealtimeOptions): Promise<Realtime> {
  const log = options.log ?? console.error
  const onError = (error: unknown) => log(`realtime: ${error instanceof Error ? error.message : String(error)}`)
  const sql = postgres(options.databaseUrl, { max: CONNECTIONS, onnotice: () => {} })
  const hub = new BroadcastHub()
  const onMessage = (json: string) => publishDatabaseMessage(hub, JSON.parse(json))
  const feed = new ChangeFeed({ sql, databaseUrl: options.databaseUrl, onMessage, onError })
  const policies = new ChannelPolicies(sql)
  const services = { sql, keys: options, policies, hub, presence: new PresenceRegistry(), feed, onError }
  await feed.start().catch(async (error: unknown) => {
    await sql.end({ timeout: 1 })
    throw error
  })
  return serve(services)
}

function publishDatabaseMessage(hub: BroadcastHub, message: DatabaseMessage): void {
  hub.publish(topicKey(message.topic, message.private), databaseBroadcast(message))
}

function serve(services: RealtimeServices): Realtime {
  const { sql, feed, onError } = services
  const sockets = new SocketServer(services)
  const endpoints = new BroadcastEndpoints(services)
  const rotation = setInterval(() => sql`select realtime.rotate_message_partitions()`.catch(onError), PARTITION_MS)
  return {
    handleUpgrade: (request, socket, head) => void sockets.handleUpgrade(request, socket, head),
    fetch: (request) => endpoints.fetch(request),
    async stop() {
      clearInterval(rotation)
      await sockets.stop()
      await feed.stop()
      await sql.end({ timeout: 1 })
    },
  }
}
