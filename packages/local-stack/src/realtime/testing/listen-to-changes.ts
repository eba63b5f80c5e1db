import type { RealtimePostgresChangesPayload, SupabaseClient } from '@supabase/supabase-js'
import { Inbox } from './inbox.ts'
import { subscribeChannel } from './subscribe-channel.ts'

export type Change = RealtimePostgresChangesPayload<Record<string, unknown>>

export interface ChangeBinding {
  event?: '*'
  schema?: string
  table?: string
  filter?: string
  select?: string[]
}

let channels = 0

/** A stock client's subscription, ready: what commits from now on comes into the inbox. */
export async function listenToChanges(client: SupabaseClient, binding: ChangeBinding = {}): Promise<Inbox<Change>> {
  const inbox = new Inbox<Change>()
  const channel = client.channel(`changes-${channels++}`)
  channel.on('postgres_changes', { event: '*', schema: 'public', ...binding }, inbox.push)
  await subscribeChannel(channel, true)
  return inbox
}
