import { OpenaiError } from '../http/openai-error.ts'
import { applySessionUpdate } from './apply-session-update.ts'
import { decodeAudio } from './audio-codec.ts'
import { samplesToMs } from './audio-time.ts'
import type { ClientEvent } from './client-event-schema.ts'
import { Conversation, type Entry } from './conversation.ts'
import { createItem, deleteItem, retrieveItem, truncateItem } from './conversation-commands.ts'
import { createId } from './create-id.ts'
import type { Engines } from './engines.ts'
import { IdleTimer } from './idle-timer.ts'
import { InputAudio } from './input-audio.ts'
import { recognitionHints } from './recognition-hints.ts'
import { ResponseQueue } from './response-queue.ts'
import type { ServerEvent } from './server-event.ts'
import { createSessionConfig } from './session-config.ts'
import type { Pace, SessionContext } from './session-context.ts'
import type { SessionUpdate } from './session-update-schema.ts'
import { transcribeEntry } from './transcribe-entry.ts'
import { unheardAudio } from './unheard-audio.ts'
import { UsageMeter } from './usage-meter.ts'

/** What a session is opened with. */
export type RealtimeSessionOptions = {
  model: string
  /** The session attached to an ephemeral key. */
  preset?: SessionUpdate | undefined
  engines: Engines
  pace: Pace
  lifetimeMs: number
  send(event: ServerEvent): void
  log(message: string): void
}

type Handlers = { [Type in ClientEvent['type']]: (event: Extract<ClientEvent, { type: Type }>) => void }

/**
 * A session of the Realtime API: takes checked client events, sends server events. Knows nothing of sockets.
 * `receive` throws an {@link OpenaiError} for an event that cannot be obeyed; nothing has changed then.
 */
export class RealtimeSession {
  readonly #context: SessionContext
  readonly #input: InputAudio
  readonly #idle = new IdleTimer()
  readonly #responses: ResponseQueue
  #turnItemId = ''
  #disposed = false

  constructor(options: RealtimeSessionOptions) {
    const { preset, engines, pace, send } = options
    const config = createSessionConfig(options.model, options.lifetimeMs)
    const effective =
      preset === undefined ? config : applySessionUpdate(config, { ...preset, model: config.model }, false)
    this.#context = {
      config: effective,
      conversation: new Conversation(),
      conversationId: createId('conv'),
      engines,
      usage: new UsageMeter(),
      pace,
      send: (event) => {
        if (!this.#disposed) send(event)
      },
      log: options.log,
    }
    this.#responses = new ResponseQueue(this.#context, () => this.#watchIdle())
    this.#input = new InputAudio(engines.createTurnDetector(), {
      speechStarted: (audioStartMs) => this.#speechStarted(audioStartMs),
      speechStopped: (audioEndMs, samples) => this.#speechStopped(audioEndMs, samples),
    })
    this.#input.configure(effective.audio.input.turn_detection)
    engines.recognizer.prepare(recognitionHints(effective))
  }

  get id(): string {
    return this.#context.config.id
  }

  /** Length of all audio that was appended. */
  get audioMs(): number {
    return this.#input.writtenMs
  }

  /** The conversation as it stands. */
  get entries(): readonly Entry[] {
    return this.#context.conversation.entries
  }

  start(): void {
    const { config, conversationId, send } = this.#context
    send({ type: 'session.created', session: config })
    send({ type: 'conversation.created', conversation: { id: conversationId, object: 'realtime.conversation' } })
  }

  receive(event: ClientEvent): void {
    const handle = this.#handlers[event.type] as (event: ClientEvent) => void
    handle(event)
  }

  /** Stops everything; sends nothing more. */
  dispose(): void {
    this.#idle.stop()
    this.#disposed = true
    this.#input.dispose()
    this.#responses.dispose()
  }

  readonly #handlers: Handlers = {
    'session.update': ({ session }) => this.#update(session),
    'input_audio_buffer.append': ({ audio }) => {
      this.#input.append(decodeAudio(audio, this.#context.config.audio.input.format, 'audio'))
    },
    'input_audio_buffer.commit': () => {
      const samples = this.#input.commit()
      this.#commit(createId('item'), samples)
    },
    'input_audio_buffer.clear': () => {
      this.#input.clear()
      this.#context.send({ type: 'input_audio_buffer.cleared' })
    },
    'output_audio_buffer.clear': () => {
      const message = 'output_audio_buffer.clear works over WebRTC and SIP only: over a WebSocket, truncate the item.'
      throw new OpenaiError({ code: 'invalid_value', message, param: 'type' })
    },
    'conversation.item.create': ({ item, previous_item_id }) => createItem(this.#context, item, previous_item_id),
    'conversation.item.retrieve': ({ item_id }) => retrieveItem(this.#context, item_id),
    'conversation.item.truncate': (event) => {
      truncateItem(this.#context, event.item_id, event.content_index, event.audio_end_ms)
    },
    'conversation.item.delete': ({ item_id }) => deleteItem(this.#context, item_id),
    'response.create': ({ response }) => {
      this.#responses.create(response ?? {})
      this.#idle.stop()
    },
    'response.cancel': ({ response_id }) => this.#responses.cancel(response_id),
  }

  #update(update: SessionUpdate): void {
    const { conversation } = this.#context
    const next = applySessionUpdate(this.#context.config, update, conversation.hasAssistantAudio)
    this.#context.config = next
    if (update.audio?.input?.turn_detection !== undefined) this.#input.configure(next.audio.input.turn_detection)
    this.#context.engines.recognizer.prepare(recognitionHints(next))
    this.#context.send({ type: 'session.updated', session: next })
  }

  #speechStarted(audioStartMs: number): void {
    this.#idle.stop()
    this.#turnItemId = createId('item')
    this.#context.send({
      type: 'input_audio_buffer.speech_started',
      audio_start_ms: audioStartMs,
      item_id: this.#turnItemId,
    })
    if (this.#context.config.audio.input.turn_detection?.interrupt_response === true) {
      this.#responses.cancelAll('turn_detected')
    }
  }

  #speechStopped(audioEndMs: number, samples: Int16Array): void {
    this.#context.send({
      type: 'input_audio_buffer.speech_stopped',
      audio_end_ms: audioEndMs,
      item_id: this.#turnItemId,
    })
    this.#commit(this.#turnItemId, samples)
    if (this.#context.config.audio.input.turn_detection?.create_response === true) this.#responses.enqueue({})
  }

  #commit(itemId: string, samples: Int16Array): void {
    const { conversation, send } = this.#context
    const previous_item_id = conversation.lastId
    const entry: Entry = {
      item: {
        id: itemId,
        type: 'message',
        role: 'user',
        status: 'completed',
        content: [unheardAudio()],
      },
      audio: samples,
      audioMs: samplesToMs(samples.length),
    }
    send({ type: 'input_audio_buffer.committed', item_id: itemId, previous_item_id })
    conversation.add(entry)
    send({ type: 'conversation.item.added', previous_item_id, item: entry.item })
    send({ type: 'conversation.item.done', previous_item_id, item: entry.item })
    transcribeEntry(this.#context, entry, samples)
  }

  /** `idle_timeout_ms`: silence after the answer makes the model speak again. */
  #watchIdle(): void {
    const turnDetection = this.#context.config.audio.input.turn_detection
    if (turnDetection?.type !== 'server_vad' || !turnDetection.idle_timeout_ms) return
    const since = this.#input.writtenMs
    const playback = this.#context.conversation.entries.at(-1)?.audioMs ?? 0
    this.#idle.start(turnDetection.idle_timeout_ms + playback, () => {
      const item_id = createId('item')
      const span = { audio_start_ms: since, audio_end_ms: this.#input.writtenMs }
      this.#context.send({ type: 'input_audio_buffer.timeout_triggered', ...span, item_id })
      this.#commit(item_id, new Int16Array(0))
      this.#responses.enqueue({})
    })
  }
}
