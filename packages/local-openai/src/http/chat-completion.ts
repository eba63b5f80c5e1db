import type { ChatCompletionMessageFunctionToolCall } from 'openai/resources/chat/completions'
import type { CompletionUsage } from 'openai/resources/completions'
import type { BrainAnswer } from '../brain/brain.ts'
import { createId } from '../realtime/create-id.ts'
import { textTokens } from '../realtime/estimate-tokens.ts'
import type { ChatCompletionBody } from './chat-completion-schema.ts'
import type { PromptCache } from './prompt-cache.ts'

/** Why an answer ends. */
export type FinishReason = 'stop' | 'length' | 'tool_calls'

/** An answer with everything that both ways of sending it need. */
export type Completion = {
  id: string
  created: number
  model: string
  text: string
  calls: ChatCompletionMessageFunctionToolCall[]
  finishReason: FinishReason
  usage: CompletionUsage
}

/** Makes a completion of what the brain answered, cut at the token limit of the request. */
export function createCompletion(body: ChatCompletionBody, answer: BrainAnswer, cache: PromptCache): Completion {
  const limit = body.max_completion_tokens ?? body.max_tokens ?? Number.POSITIVE_INFINITY
  const full = answer.text ?? ''
  const text = textTokens(full) > limit ? full.slice(0, limit * 4) : full
  // One at a time for those who ask for that, as OpenAI does.
  const answered = body.parallel_tool_calls === false ? answer.calls?.slice(0, 1) : answer.calls
  const calls = (answered ?? []).map((called) => ({
    id: createId('call'),
    type: 'function' as const,
    function: called,
  }))
  const output = textTokens(text) + (calls.length === 0 ? 0 : textTokens(JSON.stringify(answered)))
  return {
    id: createId('chatcmpl'),
    created: Math.floor(Date.now() / 1000),
    model: body.model,
    text,
    calls,
    finishReason: calls.length > 0 ? 'tool_calls' : text.length < full.length ? 'length' : 'stop',
    usage: usageOf(body, output, cache),
  }
}

function usageOf(body: ChatCompletionBody, output: number, cache: PromptCache): CompletionUsage {
  // What changes least stands first, or an added message would make everything after it new.
  const prompt = JSON.stringify(body.tools ?? '') + JSON.stringify(body.messages).slice(0, -1)
  const tokens = textTokens(prompt)
  return {
    prompt_tokens: tokens,
    completion_tokens: output,
    total_tokens: tokens + output,
    prompt_tokens_details: { cached_tokens: cache.read(`${body.model} ${prompt}`), audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }
}
