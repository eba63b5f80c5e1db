import { sha256Hex } from '../../_shared/sha256-hex.ts'
import { streamAnswer } from '../answer/stream-answer.ts'
import { wholeAnswer } from '../answer/whole-answer.ts'
import { guardBody } from '../guards/guard-text.ts'
import { readJson } from '../read-json.ts'
import type { GatewayRequest } from '../serve-gateway.ts'
import { admit } from './admit.ts'
import { chatBodyFor, chatRequest, imagesIn, refuseUnpriced } from './chat-request.ts'
import { relayAnswer } from './relay-answer.ts'

/** `POST /v1/chat/completions`, whole or as a stream. */
export async function createChatCompletion(of: GatewayRequest): Promise<Response> {
  const { body, bytes } = await readJson(of.request, chatRequest)
  refuseUnpriced(body)
  const { images, imageBytes } = imagesIn(body)
  const hold = await admit(of, {
    kind: 'chat',
    model: body.model ?? undefined,
    // No token is less than a byte, and what JSON adds is more than what a chat's format does.
    estimatedInputTokens: Math.max(0, bytes - imageBytes),
    maxOutputTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined,
    choices: body.n ?? 1,
    images,
  })
  const userHash = await sha256Hex(`parley:${of.caller.personId}`)
  return await relayAnswer({
    hold,
    path: '/chat/completions',
    requestId: of.requestId,
    bodyFor: (place) => guardBody(chatBodyFor(place, body, { maxTokens: hold.maxOutputTokens, userHash })),
    respond: (answer) =>
      body.stream
        ? streamAnswer(answer, hold.holdId, body.stream_options?.include_usage === true)
        : wholeAnswer(answer, hold.holdId),
  })
}
