import type { Sql } from 'postgres'
import type { ChannelPolicies } from './authorization/channel-policies.ts'
import type { Keys } from './authorization/identify.ts'
import type { BroadcastHub } from './broadcast/broadcast-hub.ts'
import type { ChangeFeed } from './changes/change-feed.ts'
import type { PresenceRegistry } from './presence/presence-registry.ts'

/** What sockets, channels and endpoints of one Realtime server share. */
export interface RealtimeServices {
  sql: Sql
  keys: Keys
  policies: ChannelPolicies
  hub: BroadcastHub
  presence: PresenceRegistry
  feed: ChangeFeed
  onError(error: unknown): void
}
