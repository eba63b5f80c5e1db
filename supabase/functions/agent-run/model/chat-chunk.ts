import { z } from 'zod'

const toolCallDelta = z.object({
  index: z.int().min(0).max(127).nullish(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
})

const choice = z.object({
  delta: z.object({ content: z.string().nullish(), tool_calls: z.array(toolCallDelta).nullish() }).nullish(),
  finish_reason: z.string().nullish(),
})

const usage = z.object({
  prompt_tokens: z.int().min(0),
  completion_tokens: z.int().min(0),
  prompt_tokens_details: z.object({ cached_tokens: z.int().min(0).nullish() }).nullish(),
})

/** A piece of a streamed chat completion, as OpenAI sends it and those that imitate it nearly do. */
export const chatChunk = z.object({
  choices: z.array(choice).nullish(),
  usage: usage.nullish(),
  error: z.object({ code: z.union([z.string(), z.number()]).nullish(), type: z.string().nullish() }).nullish(),
})
export type ChatChunk = z.infer<typeof chatChunk>
