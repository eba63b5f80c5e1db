import { z } from 'zod'
import { readEnv } from './read-env.ts'

const env = z.object({ ALLOWED_ORIGINS: z.string().default('') })

/** The web origins that may call the functions: `ALLOWED_ORIGINS`, comma-separated, compared exactly. */
export function allowedOrigins(): Set<string> {
  const list = readEnv(env)
    .ALLOWED_ORIGINS.split(',')
    .map((origin) => origin.trim())
  return new Set(list.filter((origin) => origin !== ''))
}
