import { ParleyError } from '@parley/shared/parley-error.ts'
import { z } from 'zod'
import { readEnv } from './read-env.ts'

const env = z.object({
  OPENAI_API_KEY: z.string('is missing'),
  OPENAI_BASE_URL: z.url().default('https://api.openai.com/v1'),
  /** The model that the knowledge was indexed with: vectors of two models cannot be compared. */
  OPENAI_EMBEDDING_MODEL: z.string().default('text-embedding-3-small'),
})

const DIMENSIONS = 512
/** Somebody waits for the answer, on the phone perhaps. */
const TIMEOUT_MS = 8_000

const answer = z.object({ data: z.tuple([z.object({ embedding: z.array(z.number()).length(DIMENSIONS) })]) })

/**
 * The vector of a query. Asks once: a search that cannot have it goes by words instead.
 *
 * @throws {ParleyError} provider_unavailable, whatever went wrong: the provider's words stay on the server
 */
export async function embedQuery(query: string): Promise<number[]> {
  const settings = readEnv(env)
  try {
    const response = await fetch(`${settings.OPENAI_BASE_URL}/embeddings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${settings.OPENAI_API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        model: settings.OPENAI_EMBEDDING_MODEL,
        input: query,
        dimensions: DIMENSIONS,
        encoding_format: 'float',
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) {
      await response.body?.cancel()
      throw new Error(`embeddings answered ${response.status}`)
    }
    return answer.parse(await response.json()).data[0].embedding
  } catch (error) {
    throw new ParleyError('provider_unavailable', { cause: error })
  }
}
