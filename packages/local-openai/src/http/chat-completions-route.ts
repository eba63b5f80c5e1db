import type { Context, Handler } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { ChatCompletion } from 'openai/resources/chat/completions'
import type { Brain } from '../brain/brain.ts'
import { type ChatFault, type ChatFaults, throwFault } from '../testing/chat-fault.ts'
import { chatBrainRequest } from './chat-brain-request.ts'
import { type Completion, createCompletion } from './chat-completion.ts'
import { type ChatCompletionBody, chatCompletionSchema } from './chat-completion-schema.ts'
import { type ChatPace, createPacer } from './chat-pace.ts'
import { addChatReport, type ChatReport } from './chat-report.ts'
import { chunkText, completionChunks } from './completion-chunks.ts'
import type { AppEnv } from './create-app.ts'
import { PromptCache } from './prompt-cache.ts'
import { readBody } from './read-body.ts'

/** What chat completions are made with. */
export type ChatOptions = {
  brain: Brain
  pace: ChatPace
  faults?: ChatFaults | undefined
  /** Every request is added here. */
  reports: ChatReport[]
}

/** One answer on its way out. */
type Delivery = { completion: Completion; pause: (text: string) => Promise<void>; report: ChatReport }

/**
 * `POST /v1/chat/completions`, whole or as server-sent events, at the pace of a model. Stops when the client leaves.
 */
export function chatCompletionsRoute({ brain, pace, faults, reports }: ChatOptions): Handler<AppEnv> {
  const cache = new PromptCache()
  let requests = 0
  return async (context) => {
    const body = await readBody(context, chatCompletionSchema)
    const report = addChatReport(reports, body)
    requests += 1
    const fault = faults?.({ number: requests, model: body.model })
    try {
      if (fault && 'retryAfterSeconds' in fault) context.header('retry-after', String(fault.retryAfterSeconds))
      throwFault(fault)
      const completion = createCompletion(body, await brain(chatBrainRequest(body)), cache)
      const pause = createPacer(pace, body.model, context.req.raw.signal)
      const delivery = { completion, pause, report }
      return body.stream ? streamed(context, body, delivery, fault) : await whole(context, delivery)
    } catch (error) {
      report.end = context.req.raw.signal.aborted ? 'left' : 'failed'
      throw error
    }
  }
}

async function whole(context: Context, { completion, pause, report }: Delivery): Promise<Response> {
  const { id, created, model, usage, text, calls, finishReason } = completion
  await pause(text + calls.map((call) => call.function.arguments).join(''))
  const message = {
    role: 'assistant' as const,
    content: text === '' && calls.length > 0 ? null : text,
    refusal: null,
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  }
  const choices = [{ index: 0, message, logprobs: null, finish_reason: finishReason }]
  Object.assign(report, { sent: text, end: 'complete' })
  return context.json({ id, object: 'chat.completion', created, model, choices, usage } satisfies ChatCompletion)
}

function streamed(context: Context, body: ChatCompletionBody, delivery: Delivery, fault?: ChatFault): Response {
  const { report } = delivery
  return streamSSE(context, async (stream) => {
    const left = new Promise<void>((resolve) => stream.onAbort(resolve))
    try {
      await writeChunks(stream, body, delivery, fault)
      report.end = stream.aborted ? 'left' : report.end
    } catch (error) {
      report.end = 'left'
      if (!stream.aborted && !context.req.raw.signal.aborted) throw error
    }
    // A provider that hangs keeps the connection open.
    if (fault && 'stallAfter' in fault) await left
  })
}

async function writeChunks(
  stream: SSEStreamingApi,
  body: ChatCompletionBody,
  { completion, pause, report }: Delivery,
  fault?: ChatFault,
): Promise<void> {
  let left = chunksBefore(fault)
  for (const chunk of completionChunks(completion, body.stream_options?.include_usage === true)) {
    if (stream.aborted) return
    left -= 1
    if (left < 0) {
      report.end = 'failed'
      return
    }
    await pause(chunkText(chunk))
    await stream.writeSSE({ data: JSON.stringify(chunk) })
    report.sent += chunk.choices[0]?.delta.content ?? ''
  }
  await stream.writeSSE({ data: '[DONE]' })
  report.end = 'complete'
}

/** How many chunks are sent before a fault. */
function chunksBefore(fault?: ChatFault): number {
  if (fault && 'cutAfter' in fault) return fault.cutAfter
  return fault && 'stallAfter' in fault ? fault.stallAfter : Number.POSITIVE_INFINITY
}
