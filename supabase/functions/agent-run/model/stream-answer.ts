import { createParser } from 'eventsource-parser'
import { AnswerBuilder } from './answer-builder.ts'
import { chatChunk } from './chat-chunk.ts'
import type { ModelAnswer, ModelRequest } from './chat-message.ts'
import { ModelFault } from './model-fault.ts'
import { refusedRequest } from './refused-request.ts'
import { SilenceTimer } from './silence-timer.ts'

/** Where models are asked, and how long they may be silent. */
export type ModelEndpoint = {
  baseUrl: string
  apiKey: string
  /** Between two pieces of an answer. */
  stallMs: number
  /** Before the first: models that think first say nothing for a while. */
  firstPieceMs: number
}

/**
 * Asks a model once and passes the text of its answer on as it comes. Knows nothing of retries.
 *
 * Plain `fetch` and a parser of server-sent events: the `openai` package takes 60 to 70 ms of a worker's 2,000 to load,
 * these take 3.
 *
 * @throws {ModelFault}
 * @throws the signal's reason, when that is why it ended
 */
export async function streamAnswer(
  request: ModelRequest,
  endpoint: ModelEndpoint,
  signal: AbortSignal,
  onText: (delta: string) => void,
): Promise<ModelAnswer> {
  signal.throwIfAborted()
  const silence = new SilenceTimer(endpoint.firstPieceMs)
  try {
    const response = await post(request, endpoint, AbortSignal.any([signal, silence.signal]))
    if (!response.ok || !response.body) throw await refusedRequest(response)
    return await readAnswer(request, response.body, () => silence.restart(endpoint.stallMs), onText)
  } catch (error) {
    signal.throwIfAborted()
    if (silence.signal.aborted) throw new ModelFault('model_stalled', true)
    if (error instanceof ModelFault) throw error
    throw new ModelFault('model_unavailable', true, { cause: error })
  } finally {
    silence.stop()
  }
}

function post({ model, messages, tools, maxOutputTokens }: ModelRequest, endpoint: ModelEndpoint, signal: AbortSignal) {
  return fetch(`${endpoint.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${endpoint.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model,
      messages,
      ...(tools.length > 0 && { tools }),
      ...(maxOutputTokens !== null && { max_completion_tokens: maxOutputTokens }),
      stream: true,
      stream_options: { include_usage: true },
    }),
    // A redirect would carry the key to whoever it points to.
    redirect: 'error',
    signal,
  })
}

async function readAnswer(
  request: ModelRequest,
  body: ReadableStream<Uint8Array>,
  onPiece: () => void,
  onText: (delta: string) => void,
) {
  const builder = new AnswerBuilder()
  let isDone = false
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') isDone = true
      if (isDone) return
      const text = builder.take(parseChunk(data))
      if (text !== '') onText(text)
    },
  })
  const decoder = new TextDecoder()
  // Leaving the loop ends the request.
  for await (const bytes of body) {
    onPiece()
    parser.feed(decoder.decode(bytes, { stream: true }))
    if (isDone) break
  }
  if (!builder.isFinished) {
    throw new ModelFault('model_stream_broken', true, { cause: new Error('The stream ended before the answer did.') })
  }
  const answer = builder.answer(request)
  if (answer.text !== '' || answer.toolCalls.length > 0) return answer
  throw new ModelFault('model_answer_malformed', true, { cause: new Error('The answer is empty.') })
}

function parseChunk(data: string) {
  try {
    return chatChunk.parse(JSON.parse(data))
  } catch {
    // Neither the piece nor the reason goes into the log: both quote the answer.
    throw new ModelFault('model_answer_malformed', true, {
      cause: new Error('A piece of the stream is no chat chunk.'),
    })
  }
}
