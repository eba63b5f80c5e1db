import type { RealtimeFunctionTool, RealtimeResponse, RealtimeResponseStatus } from 'openai/resources/realtime/realtime'
import type { BrainAnswer, BrainRequest } from '../brain/brain.ts'
import { brainTurns } from './brain-turns.ts'
import type { ResponseParams } from './client-event-schema.ts'
import type { Entry } from './conversation.ts'
import { createId } from './create-id.ts'
import { outputAudioMessage } from './output-audio-message.ts'
import { outputFunctionCall } from './output-function-call.ts'
import { outputTextMessage } from './output-text-message.ts'
import { OutputLimitReached, ResponseOutput } from './response-output.ts'
import type { SessionContext } from './session-context.ts'

/** Why a response ended early. */
export type CancelReason = 'turn_detected' | 'client_cancelled'

/** One response of a session, from `response.created` to `response.done`. */
export class ResponseRun {
  readonly id = createId('resp')
  readonly #context: SessionContext
  readonly #params: ResponseParams
  /** What the response is made from, when that is not the conversation. */
  readonly #input: Entry[] | undefined
  /** The last item when the response was asked for: what came after it is not what it answers. */
  readonly #lastId: string | null
  readonly #abort = new AbortController()
  readonly #output: ResponseOutput
  #cancelReason: CancelReason | null = null

  constructor(context: SessionContext, params: ResponseParams, input?: Entry[]) {
    this.#context = context
    this.#params = params
    this.#input = input
    this.#lastId = context.conversation.lastId
    this.#output = new ResponseOutput({
      context,
      responseId: this.id,
      signal: this.#abort.signal,
      outOfBand: params.conversation === 'none',
      maxTokens: params.max_output_tokens ?? context.config.max_output_tokens,
    })
  }

  get cancelled(): boolean {
    return this.#abort.signal.aborted
  }

  /** Stops as soon as the event under way is out. Without effect once the response is done. */
  cancel(reason: CancelReason): void {
    this.#cancelReason = reason
    this.#abort.abort()
  }

  /** Ends without an event: the session is gone. */
  abandon(): void {
    this.#abort.abort()
  }

  /** Never rejects: what fails is told in `response.done`. */
  async run(): Promise<void> {
    const { send } = this.#context
    send({ type: 'response.created', response: this.#describe('in_progress') })
    send({ type: 'rate_limits.updated', rate_limits: RATE_LIMITS })
    const input = [...(this.#input ?? this.#context.conversation.upTo(this.#lastId))]
    const status = await this.#produce(input)
    const usage = this.#context.usage.measure(
      { instructions: this.#instructions, tools: this.#tools, entries: input },
      this.#output.tokens,
    )
    const details = status.type === 'completed' ? {} : { status_details: status }
    send({ type: 'response.done', response: { ...this.#describe(status.type ?? 'completed'), ...details, usage } })
  }

  async #produce(input: Entry[]): Promise<RealtimeResponseStatus> {
    try {
      const answer = await this.#abortable(this.#think(input))
      if (answer.text !== undefined && answer.text !== '') await this.#say(answer.text)
      for (const call of answer.calls ?? []) outputFunctionCall(this.#output, call)
      return { type: 'completed' }
    } catch (error) {
      if (this.cancelled) return { type: 'cancelled', reason: this.#cancelReason ?? 'client_cancelled' }
      if (error instanceof OutputLimitReached) return { type: 'incomplete', reason: 'max_output_tokens' }
      this.#context.log(`${this.id}: ${error instanceof Error ? error.stack : String(error)}`)
      const message = 'The stand-in failed to answer. Its log says why.'
      return { type: 'failed', error: { type: 'server_error', code: 'server_error', message } }
    }
  }

  async #think(input: Entry[]): Promise<BrainAnswer> {
    const choice = this.#params.tool_choice ?? this.#context.config.tool_choice
    const request: BrainRequest = {
      model: this.#context.config.model,
      instructions: this.#instructions,
      ...(this.#params.instructions === undefined ? {} : { sessionInstructions: this.#context.config.instructions }),
      turns: await brainTurns(input),
      tools: this.#tools.map(({ name, description, parameters }) => ({
        name: name ?? '',
        description: description ?? '',
        parameters: (parameters ?? {}) as Record<string, unknown>,
      })),
      toolChoice: typeof choice === 'string' ? choice : { name: ('name' in choice && choice.name) || '' },
    }
    return this.#context.engines.think(request)
  }

  #say(text: string): Promise<void> {
    return this.#modality === 'text' ? outputTextMessage(this.#output, text) : outputAudioMessage(this.#output, text)
  }

  #abortable<Value>(promise: Promise<Value>): Promise<Value> {
    const { signal } = this.#abort
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    signal.throwIfAborted()
    return Promise.race([promise, aborted])
  }

  get #instructions(): string {
    return this.#params.instructions ?? this.#context.config.instructions
  }

  get #tools(): RealtimeFunctionTool[] {
    return this.#params.tools ?? this.#context.config.tools
  }

  get #modality(): 'text' | 'audio' {
    return (this.#params.output_modalities ?? this.#context.config.output_modalities)[0] ?? 'audio'
  }

  #describe(status: NonNullable<RealtimeResponse['status']>): RealtimeResponse {
    const { config, conversationId } = this.#context
    const { format, voice } = config.audio.output
    return {
      object: 'realtime.response',
      id: this.id,
      status,
      output: this.#output.entries.map((entry) => entry.item),
      output_modalities: [this.#modality],
      max_output_tokens: this.#params.max_output_tokens ?? config.max_output_tokens,
      audio: { output: { format, voice: typeof voice === 'string' ? voice : voice.id } },
      metadata: this.#params.metadata ?? null,
      ...(this.#params.conversation === 'none' ? {} : { conversation_id: conversationId }),
    }
  }
}

/** The stand-in limits nobody; the event is there because clients expect it. */
const RATE_LIMITS = [
  { name: 'requests' as const, limit: 10_000, remaining: 9999, reset_seconds: 0 },
  { name: 'tokens' as const, limit: 1_000_000, remaining: 999_999, reset_seconds: 0 },
]
