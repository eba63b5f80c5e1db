import { textTokens } from '../realtime/estimate-tokens.ts'

/** OpenAI caches prompts from this many tokens on, in steps of so many. */
const LEAST_TOKENS = 1024
const STEP_TOKENS = 128
const KEPT_PROMPTS = 64

/**
 * Remembers the last prompts, to say how much of the next one a provider would have cached: the longest beginning that
 * it shares with one of them, from 1024 tokens on and in steps of 128, as OpenAI counts.
 */
export class PromptCache {
  readonly #prompts: string[] = []

  /** The cached tokens of a prompt, which is remembered from now on. */
  read(prompt: string): number {
    const shared = Math.max(0, ...this.#prompts.map((earlier) => sharedLength(earlier, prompt)))
    this.#prompts.push(prompt)
    if (this.#prompts.length > KEPT_PROMPTS) this.#prompts.shift()
    const tokens = Math.min(textTokens(prompt.slice(0, shared)), textTokens(prompt) - 1)
    return tokens < LEAST_TOKENS ? 0 : tokens - (tokens % STEP_TOKENS)
  }
}

function sharedLength(one: string, other: string): number {
  const end = Math.min(one.length, other.length)
  let at = 0
  while (at < end && one.charCodeAt(at) === other.charCodeAt(at)) at += 1
  return at
}
