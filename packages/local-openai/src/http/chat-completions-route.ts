import type { Context, Handler } from 'hono'
import { streamSSE } from 'hono/streaming'
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionMessageFunctionToolCall,
} from 'openai/resources/chat/completions'
import type { CompletionUsage } from 'openai/resources/completions'
import type { Brain, BrainAnswer } from '../brain/brain.ts'
import { createId } from '../realtime/create-id.ts'
import { textTokens } from '../realtime/estimate-tokens.ts'
import { chatBrainRequest } from './chat-brain-request.ts'
import { type ChatCompletionBody, chatCompletionSchema } from './chat-completion-schema.ts'
import type { AppEnv } from './create-app.ts'
import { readBody } from './read-body.ts'

type FinishReason = 'stop' | 'length' | 'tool_calls'

/** An answer with everything that both ways of sending it need. */
type Completion = {
  id: string
  created: number
  model: string
  text: string
  calls: ChatCompletionMessageFunctionToolCall[]
  finishReason: FinishReason
  usage: CompletionUsage
}

/** `POST /v1/chat/completions`, whole or as server-sent events. */
export function chatCompletionsRoute(brain: Brain): Handler<AppEnv> {
  return async (context) => {
    const body = await readBody(context, chatCompletionSchema)
    const completion = complete(body, await brain(chatBrainRequest(body)))
    return body.stream
      ? streamed(context, completion, body.stream_options?.include_usage === true)
      : whole(context, completion)
  }
}

function complete(body: ChatCompletionBody, answer: BrainAnswer): Completion {
  const limit = body.max_completion_tokens ?? body.max_tokens ?? Number.POSITIVE_INFINITY
  const full = answer.text ?? ''
  const text = textTokens(full) > limit ? full.slice(0, limit * 4) : full
  const calls = (answer.calls ?? []).map((called) => ({
    id: createId('call'),
    type: 'function' as const,
    function: called,
  }))
  const prompt = textTokens(JSON.stringify(body.messages) + JSON.stringify(body.tools ?? ''))
  const output = textTokens(text) + (calls.length === 0 ? 0 : textTokens(JSON.stringify(answer.calls)))
  return {
    id: createId('chatcmpl'),
    created: Math.floor(Date.now() / 1000),
    model: body.model,
    text,
    calls,
    finishReason: calls.length > 0 ? 'tool_calls' : text.length < full.length ? 'length' : 'stop',
    usage: { prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output },
  }
}

function whole(context: Context, { text, calls, finishReason, ...head }: Completion): Response {
  const message = {
    role: 'assistant' as const,
    content: text === '' && calls.length > 0 ? null : text,
    refusal: null,
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  }
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason }
  const { id, created, model, usage } = head
  return context.json({
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [choice],
    usage,
  } satisfies ChatCompletion)
}

function streamed(context: Context, completion: Completion, includeUsage: boolean): Response {
  return streamSSE(context, async (stream) => {
    for (const chunk of chunksOf(completion, includeUsage)) {
      if (stream.aborted) return
      await stream.writeSSE({ data: JSON.stringify(chunk) })
    }
    await stream.writeSSE({ data: '[DONE]' })
  })
}

type Delta = ChatCompletionChunk.Choice.Delta

function* chunksOf(completion: Completion, includeUsage: boolean): Generator<ChatCompletionChunk> {
  const { id, created, model, usage } = completion
  const head = {
    id,
    object: 'chat.completion.chunk' as const,
    created,
    model,
    ...(includeUsage ? { usage: null } : {}),
  }
  const chunk = (delta: Delta, finish_reason: FinishReason | null = null): ChatCompletionChunk => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  })
  yield chunk({
    role: 'assistant',
    content: completion.calls.length > 0 && completion.text === '' ? null : '',
    refusal: null,
  })
  for (const content of completion.text.match(/\s*\S+|\s+$/g) ?? []) yield chunk({ content })
  for (const [index, call] of completion.calls.entries()) {
    yield chunk({
      tool_calls: [{ index, id: call.id, type: 'function', function: { ...call.function, arguments: '' } }],
    })
    yield chunk({ tool_calls: [{ index, function: { arguments: call.function.arguments } }] })
  }
  yield chunk({}, completion.finishReason)
  if (includeUsage) yield { ...head, choices: [], usage }
}
