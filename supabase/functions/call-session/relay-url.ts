import { z } from 'zod'
import { readEnv } from '../_shared/read-env.ts'

const env = z.object({
  SUPABASE_URL: z.url('is missing'),
  /** The project's address as browsers see it, where `SUPABASE_URL` is an inner one (the CLI's local stack). */
  PARLEY_API_URL: z.url().optional(),
})

/** The WebSocket address of the relay, as the outside world reaches it. */
export function relayUrl(): string {
  const { SUPABASE_URL, PARLEY_API_URL } = readEnv(env)
  const url = new URL('/functions/v1/voice-relay', PARLEY_API_URL ?? SUPABASE_URL)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}
