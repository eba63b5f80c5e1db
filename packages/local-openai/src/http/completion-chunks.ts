import type { ChatCompletionChunk } from 'openai/resources/chat/completions'
import type { Completion, FinishReason } from './chat-completion.ts'

type Delta = ChatCompletionChunk.Choice.Delta

/** Letters of a call's arguments in one chunk. */
const ARGUMENT_LETTERS = 12

/** The chunks of a streamed answer: text by words, a call's name and then its arguments in pieces, usage if asked. */
export function* completionChunks(completion: Completion, includeUsage: boolean): Generator<ChatCompletionChunk> {
  const { id, created, model, usage, text, calls } = completion
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
  yield chunk({ role: 'assistant', content: calls.length > 0 && text === '' ? null : '', refusal: null })
  for (const content of text.match(/\s*\S+|\s+$/g) ?? []) yield chunk({ content })
  for (const [index, call] of calls.entries()) {
    const { name, arguments: whole } = call.function
    yield chunk({ tool_calls: [{ index, id: call.id, type: 'function', function: { name, arguments: '' } }] })
    for (let at = 0; at < whole.length; at += ARGUMENT_LETTERS) {
      const piece = whole.slice(at, at + ARGUMENT_LETTERS)
      yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] })
    }
  }
  yield chunk({}, completion.finishReason)
  if (includeUsage) yield { ...head, choices: [], usage }
}

/** The text that a chunk carries, which is what takes a model time. */
export function chunkText({ choices: [choice] }: ChatCompletionChunk): string {
  return (
    (choice?.delta.content ?? '') + (choice?.delta.tool_calls ?? []).map((call) => call.function?.arguments).join('')
  )
}
