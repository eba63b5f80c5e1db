import { z } from 'zod'
import { readEnv } from './read-env.ts'

const env = z.object({ SUPABASE_URL: z.url('is missing'), SUPABASE_SECRET_KEYS: z.string('is missing') })

/** The project's address and a secret key of it, for requests that the server makes as itself. */
export function secretKey(): { url: string; apikey: string } {
  const { SUPABASE_URL, SUPABASE_SECRET_KEYS } = readEnv(env)
  const apikey = Object.values(JSON.parse(SUPABASE_SECRET_KEYS) as Record<string, string>)[0] ?? ''
  return { url: SUPABASE_URL, apikey }
}
