import type { Handler } from 'hono'
import type { CreateEmbeddingResponse } from 'openai/resources/embeddings'
import { z } from 'zod'
import { EMBEDDING_DIMENSIONS, type Embedder } from '../embeddings/create-embedder.ts'
import { textTokens } from '../realtime/estimate-tokens.ts'
import type { AppEnv } from './create-app.ts'
import { OpenaiError } from './openai-error.ts'
import { readBody } from './read-body.ts'

const text = z.string().min(1).max(32_000)

const bodySchema = z.strictObject({
  model: z.string().min(1),
  input: z.union([text, z.array(text).min(1).max(2048)]),
  dimensions: z.number().int().positive().optional(),
  encoding_format: z.enum(['float', 'base64']).optional(),
  user: z.string().optional(),
})

/** OpenAI's sizes where `dimensions` is left out; none of them is ours. */
const OWN_DIMENSIONS: Record<string, number> = {
  'text-embedding-3-small': 1536,
  'text-embedding-3-large': 3072,
  'text-embedding-ada-002': 1536,
}

/** `POST /v1/embeddings`. Refuses every size but 512, so that no vector of another size is stored by mistake. */
export function embeddingsRoute(embedder: Embedder): Handler<AppEnv> {
  return async (context) => {
    const { model, input, dimensions, encoding_format } = await readBody(context, bodySchema)
    requireDimensions(dimensions ?? OWN_DIMENSIONS[model] ?? EMBEDDING_DIMENSIONS)
    const texts = typeof input === 'string' ? [input] : input
    const vectors = await embedder.embed(texts)
    const tokens = texts.reduce((sum, each) => sum + textTokens(each), 0)
    const encode = (vector: number[]) => (encoding_format === 'base64' ? toBase64(vector) : vector)
    const answer = {
      object: 'list',
      model,
      data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: encode(vector) })),
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    }
    return context.json(answer satisfies WireAnswer)
  }
}

/** OpenAI's type shows decoded vectors only. */
type WireAnswer = Omit<CreateEmbeddingResponse, 'data' | 'object'> & {
  object: string
  data: Array<{ object: string; index: number; embedding: number[] | string }>
}

function requireDimensions(dimensions: number): void {
  if (dimensions === EMBEDDING_DIMENSIONS) return
  const message = `The offline stand-in embeds in ${EMBEDDING_DIMENSIONS} dimensions only, not ${dimensions}. Send dimensions: ${EMBEDDING_DIMENSIONS}.`
  throw new OpenaiError({ code: 'invalid_value', message, param: 'dimensions' })
}

const toBase64 = (vector: number[]): string => Buffer.from(Float32Array.from(vector).buffer).toString('base64')
