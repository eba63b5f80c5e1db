import { z } from 'zod'

const upstream = z.strictObject({
  /** `https://…/v1` */
  baseUrl: z.url(),
  apiKey: z.string(),
  /** What the provider calls the limit of an answer; OpenAI's own models know the longer name only. */
  maxTokensField: z.enum(['max_completion_tokens', 'max_tokens']).default('max_completion_tokens'),
})
export type Upstream = z.infer<typeof upstream>

/** Settings of the gateway. `openai` is an upstream by OPENAI_API_KEY and OPENAI_BASE_URL, unless the list has one. */
export const gatewayEnv = z.object({
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.url().default('https://api.openai.com/v1'),
  /** `{"name": {"baseUrl", "apiKey", "maxTokensField"?}}`; models name them in `llm.models.upstreams`. */
  LLM_UPSTREAMS: z
    .string()
    .default('{}')
    .transform((text, context) => {
      const parsed = z.record(z.string(), upstream).safeParse(parseJson(text))
      if (parsed.success) return parsed.data
      // No detail: it would quote keys.
      context.addIssue({ code: 'custom', message: 'is no JSON object of {"baseUrl", "apiKey"} by name' })
      return z.NEVER
    }),
  /** How long an upstream may take to its first byte before the next one is asked. */
  LLM_FIRST_BYTE_MS: z.coerce.number().int().min(100).default(60_000),
  /** How long the platform lets a worker live: a hold outlives it a little. */
  WORKER_WALL_CLOCK_MS: z.coerce.number().int().min(1000).default(150_000),
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
