import type { ChatChunk } from './chat-chunk.ts'
import type { ModelAnswer, ModelRequest, ModelToolCall, ModelUsage } from './chat-message.ts'
import { estimateUsage } from './estimate-usage.ts'
import { ModelFault } from './model-fault.ts'
import { faultOf } from './refused-request.ts'

/** Characters of an answer's text, and of all arguments of its calls: more is no answer, but a model gone astray. */
const MAX_CHARACTERS = 400_000
const MAX_TOOL_CALLS = 32

/** Puts an answer together from its pieces. */
export class AnswerBuilder {
  #text = ''
  #calls = new Map<number, ModelToolCall>()
  #argumentCharacters = 0
  #usage: ModelUsage | null = null
  #isFinished = false

  /**
   * Takes a piece, and answers the text in it.
   *
   * @throws {ModelFault} an error in place of a piece, or an answer without end
   */
  take(chunk: ChatChunk): string {
    if (chunk.error) {
      const { code, type } = chunk.error
      throw faultOf(typeof code === 'number' ? code : 500, (name) => code === name || type === name)
    }
    if (chunk.usage) this.#usage = usageOf(chunk.usage)
    const choice = chunk.choices?.[0]
    if (!choice) return ''
    if (choice.finish_reason) this.#isFinished = true
    for (const [place, call] of (choice.delta?.tool_calls ?? []).entries()) this.#takeCall(call, place)
    // The database stores no NUL.
    const text = (choice.delta?.content ?? '').replaceAll('\u0000', '')
    this.#text += text
    if (this.#text.length + this.#argumentCharacters > MAX_CHARACTERS || this.#calls.size > MAX_TOOL_CALLS) {
      throw new ModelFault('model_answer_malformed', false, { cause: new Error('The answer does not end.') })
    }
    return text
  }

  /** Whether the model said that it is through. Without that, a stream that ends was cut. */
  get isFinished(): boolean {
    return this.#isFinished
  }

  /** @param request What was asked: its length stands for a count that the provider did not give. */
  answer(request: ModelRequest): ModelAnswer {
    const calls = [...this.#calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => call)
    const toolCalls = calls.filter(({ name }) => name !== '')
    const text = this.#text
    return { text, toolCalls, usage: this.#usage ?? estimateUsage(request, text.length + this.#argumentCharacters) }
  }

  #takeCall(
    delta: NonNullable<NonNullable<NonNullable<ChatChunk['choices']>[0]['delta']>['tool_calls']>[0],
    place: number,
  ) {
    const index = delta.index ?? place
    const call = this.#calls.get(index) ?? { id: '', name: '', arguments: '' }
    this.#calls.set(index, call)
    call.id ||= delta.id ?? ''
    call.name ||= delta.function?.name ?? ''
    const more = delta.function?.arguments ?? ''
    call.arguments += more
    this.#argumentCharacters += more.length
  }
}

function usageOf(usage: NonNullable<ChatChunk['usage']>): ModelUsage {
  return {
    inputTokens: usage.prompt_tokens,
    cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    outputTokens: usage.completion_tokens,
  }
}
