import { z } from 'zod'
import { readEnv } from '../../_shared/read-env.ts'

const env = z.object({ SUPABASE_URL: z.url('is missing'), SUPABASE_SECRET_KEYS: z.string('is missing') })

/** Asks this function, in a request of its own and so with a budget of its own, to do the next step of some job. */
export async function postWork(): Promise<void> {
  const { SUPABASE_URL, SUPABASE_SECRET_KEYS } = readEnv(env)
  const apikey = Object.values(JSON.parse(SUPABASE_SECRET_KEYS) as Record<string, string>)[0] ?? ''
  const response = await fetch(new URL('/functions/v1/sources/work', SUPABASE_URL), {
    method: 'POST',
    headers: { apikey },
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`The next step was answered ${response.status}.`)
}
