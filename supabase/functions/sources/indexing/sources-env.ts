import { z } from 'zod'

/** Settings of the workers. */
export const sourcesEnv = z.object({
  /** How long a worker may be silent before another goes on. One that lives says so three times as often. */
  SOURCES_LEASE_SECONDS: z.coerce.number().int().min(1).default(20),
  /** The wait before a second try, doubled with each. */
  SOURCES_RETRY_SECONDS: z.coerce.number().min(0).max(60).default(3),
  OPENAI_EMBEDDING_MODEL: z.string().default('text-embedding-3-small'),
})
