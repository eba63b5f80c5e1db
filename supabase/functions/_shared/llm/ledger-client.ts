import { adminClient } from '../admin-client.ts'

let cached: { settings: string; client: ReturnType<typeof adminClient> } | undefined

/** The client of `adminClient`, made once: making one takes as long as a good part of a request to the gateway. */
export function ledgerClient(): ReturnType<typeof adminClient> {
  const settings = `${Deno.env.get('SUPABASE_URL')} ${Deno.env.get('SUPABASE_SECRET_KEYS')}`
  if (cached?.settings !== settings) cached = { settings, client: adminClient() }
  return cached.client
}
