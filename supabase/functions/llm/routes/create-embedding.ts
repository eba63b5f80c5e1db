import { z } from 'zod'
import { sha256Hex } from '../../_shared/sha256-hex.ts'
import { wholeAnswer } from '../answer/whole-answer.ts'
import { guardBody } from '../guards/guard-text.ts'
import { readJson } from '../read-json.ts'
import type { GatewayRequest } from '../serve-gateway.ts'
import { admit } from './admit.ts'
import { relayAnswer } from './relay-answer.ts'

const tokens = z.array(z.number().int().min(0)).min(1)
const text = z.string().min(1)

const embeddingRequest = z.looseObject({
  model: z.string().min(1).max(200).nullish(),
  input: z.union([text, z.array(text).min(1).max(2_048), tokens, z.array(tokens).min(1).max(2_048)]),
  dimensions: z.number().int().positive().optional(),
  encoding_format: z.enum(['float', 'base64']).optional(),
})

/** `POST /v1/embeddings`. */
export async function createEmbedding(of: GatewayRequest): Promise<Response> {
  const { body, bytes } = await readJson(of.request, embeddingRequest)
  // No token is less than a byte; a token that comes as a number is one at least.
  const hold = await admit(of, { kind: 'embedding', model: body.model ?? undefined, estimatedInputTokens: bytes })
  const user = await sha256Hex(`parley:${of.caller.personId}`)
  return await relayAnswer({
    hold,
    path: '/embeddings',
    requestId: of.requestId,
    bodyFor: (place) => guardBody({ ...body, model: place.model, user }),
    respond: (answer) => wholeAnswer(answer, hold.holdId),
  })
}
