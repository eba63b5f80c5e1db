import { ParleyError } from '@parley/shared/parley-error.ts'
import type { z } from 'zod'

/**
 * Reads settings from the environment and checks them. An empty variable counts as missing. What is wrong is named in
 * the error's cause, for the log; the caller of the function only learns that the server is misconfigured.
 *
 * @example const env = readEnv(z.object({ OPENAI_API_KEY: z.string() }))
 * @throws {ParleyError} server_misconfigured
 */
export function readEnv<T extends z.ZodObject>(schema: T): z.infer<T> {
  const values = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, Deno.env.get(name) || undefined]))
  const parsed = schema.safeParse(values)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new ParleyError('server_misconfigured', {
    cause: new Error(`Set these with "supabase secrets set": ${faults.join('; ')}`),
  })
}
