import { ParleyError } from '@parley/shared/parley-error.ts'
import { openaiEnv } from '../../_shared/openai-env.ts'
import { readEnv } from '../../_shared/read-env.ts'
import { sourcesEnv } from './sources-env.ts'

/** What the index holds; with another number, chunks and questions would not be comparable. */
const DIMENSIONS = 512
/** Characters of a text that are embedded: within the provider's limit of tokens in any language. */
const MAX_CHARACTERS = 6_000
/** Twice as long, for a second try, is within the life of a worker. */
const TIMEOUT_MS = 40_000

/**
 * Embeddings of texts, in their order. Tries twice; for more, the job is given back.
 *
 * @throws {ParleyError} embedding_unavailable (it may pass), embedding_refused (it will not)
 */
export async function embedTexts(texts: string[]): Promise<number[][]> {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseURL } = readEnv(openaiEnv)
  const { OPENAI_EMBEDDING_MODEL: model } = readEnv(sourcesEnv)
  const { default: OpenAI } = await import('openai')
  const openai = new OpenAI({ apiKey, baseURL, maxRetries: 1, timeout: TIMEOUT_MS })
  const input = texts.map((text) => text.slice(0, MAX_CHARACTERS).toWellFormed())
  const answer = await openai.embeddings.create({ model, input, dimensions: DIMENSIONS }).catch((error) => {
    throw new ParleyError(isPassing(error.status) ? 'embedding_unavailable' : 'embedding_refused', { cause: error })
  })
  const vectors = answer.data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding)
  if (vectors.length === texts.length && vectors.every(({ length }) => length === DIMENSIONS)) return vectors
  throw new ParleyError('embedding_refused', { cause: new Error(`Not ${texts.length} vectors of ${DIMENSIONS}.`) })
}

/** No status: no answer. */
const isPassing = (status: number | undefined) =>
  status === undefined || [408, 409, 429].includes(status) || status >= 500
