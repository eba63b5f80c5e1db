import { ParleyError } from '@parley/shared/parley-error.ts'
import { z } from 'zod'
import type { Place } from '../upstream/upstreams-of.ts'

const part = z.looseObject({ type: z.string() })
const message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: z.union([z.string(), z.array(part)]).nullish(),
})
const limit = z.number().int().min(1).max(1_000_000).nullish()

/** Body of `/v1/chat/completions`: what admission has to know. What is not here passes to the provider as it came. */
export const chatRequest = z.looseObject({
  model: z.string().min(1).max(200).nullish(),
  messages: z.array(message).min(1).max(2_000),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.number().int().min(1).max(8).nullish(),
  max_tokens: limit,
  max_completion_tokens: limit,
  tools: z
    .array(z.looseObject({ type: z.string() }))
    .max(128)
    .nullish(),
  modalities: z.array(z.string()).nullish(),
})
export type ChatRequest = z.infer<typeof chatRequest>

/** What would cost something that no price here covers. */
const NOT_TAKEN = ['audio', 'web_search_options', 'prediction', 'service_tier'] as const
const PARTS = new Set(['text', 'refusal', 'image_url'])

/**
 * Refuses what cannot be reckoned beforehand, by name.
 *
 * @throws {ParleyError} parameter_not_allowed
 */
export function refuseUnpriced(body: ChatRequest): void {
  for (const name of NOT_TAKEN) if (body[name] !== undefined && body[name] !== null) throw notAllowed(name)
  if (body.modalities?.some((modality) => modality !== 'text')) throw notAllowed('modalities')
  const tool = body.tools?.findIndex(({ type }) => type !== 'function' && type !== 'custom') ?? -1
  if (tool !== -1) throw notAllowed(`tools.${tool}.type`)
  for (const [index, { content }] of body.messages.entries()) {
    if (Array.isArray(content) && content.some(({ type }) => !PARTS.has(type)))
      throw notAllowed(`messages.${index}.content`)
  }
}

function notAllowed(param: string): ParleyError {
  return new ParleyError('parameter_not_allowed', { details: { param, message: `It is ${param}.` } })
}

/** How many images a request carries, and how many bytes of its body they are. */
export function imagesIn(body: ChatRequest): { images: number; imageBytes: number } {
  const parts = body.messages.flatMap(({ content }) => (Array.isArray(content) ? content : []))
  const images = parts.filter(({ type }) => type === 'image_url')
  return { images: images.length, imageBytes: images.reduce((sum, image) => sum + JSON.stringify(image).length, 0) }
}

/** The body that a provider gets: our model, our limit, who asks as a name that only we understand, and usage at the end. */
export function chatBodyFor(place: Place, body: ChatRequest, of: { maxTokens: number | null; userHash: string }) {
  const {
    max_tokens: _,
    max_completion_tokens: __,
    store: ___,
    metadata: ____,
    user: _____,
    prompt_cache_key,
    ...rest
  } = body
  return {
    ...rest,
    model: place.model,
    ...(of.maxTokens === null ? {} : { [place.maxTokensField]: of.maxTokens }),
    ...(typeof prompt_cache_key === 'string'
      ? { prompt_cache_key: `${of.userHash.slice(0, 16)}:${prompt_cache_key}` }
      : {}),
    safety_identifier: of.userHash,
    ...(body.stream ? { stream_options: { ...body.stream_options, include_usage: true } } : {}),
  }
}
