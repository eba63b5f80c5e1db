import { z } from 'zod'

const count = z.number().int().min(0).max(1_000_000_000)

/**
 * Tokens of one request, by what they cost. Cached ones are part of the input that they stand beside. What is left out
 * is nought.
 */
export const tokenCounts = z.strictObject({
  /** Text. */
  input_tokens: count.optional(),
  cached_input_tokens: count.optional(),
  output_tokens: count.optional(),
  /** Audio: a token is 100 ms of what came in and 50 ms of what went out. */
  audio_input_tokens: count.optional(),
  cached_audio_input_tokens: count.optional(),
  audio_output_tokens: count.optional(),
})
export type TokenCounts = z.infer<typeof tokenCounts>
