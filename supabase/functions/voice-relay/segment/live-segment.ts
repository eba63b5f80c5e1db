import { isCallersItem } from '@parley/shared/is-callers-item.ts'
import { ParleyError } from '@parley/shared/parley-error.ts'
import type { AgentSession } from '../../_shared/agent-session.ts'
import { recordUsage } from '../../_shared/llm/record-usage.ts'
import { log } from '../../_shared/log.ts'
import type { ServerTool, ToolContext } from '../../_shared/tools/server-tool.ts'
import type { CallClient } from '../client/call-client.ts'
import { ClientCommands } from '../client/client-commands.ts'
import { ClientGate } from '../client/client-gate.ts'
import { OwedAnswer } from '../provider/owed-answer.ts'
import type { ProviderEvent } from '../provider/provider-events.ts'
import { ProviderProbe } from '../provider/provider-probe.ts'
import type { ProviderSession } from '../provider/provider-session.ts'
import type { AudioDelta } from '../provider/read-audio-delta.ts'
import { type ResponseCreate, ResponseSequencer } from '../provider/response-sequencer.ts'
import { isPastItem } from '../resume/recall-session.ts'
import type { CallToolStore } from '../tools/call-tool-store.ts'
import { ServerCalls } from '../tools/server-calls.ts'
import { ToolOutputs } from '../tools/tool-outputs.ts'
import { MicrophoneStream } from '../transcript/microphone-stream.ts'
import { Transcript } from '../transcript/transcript.ts'
import { type TranscriptRow, UNTIMED } from '../transcript/transcript-row.ts'
import { TranscriptWriter } from '../transcript/transcript-writer.ts'
import { UsageBook } from '../usage/usage-book.ts'
import type { CallStore } from './call-store.ts'
import type { Opened } from './open-segment.ts'
import { countFrame } from './worker-life.ts'

type LiveOptions = {
  callId: string
  session: AgentSession
  client: CallClient
  provider: ProviderSession
  store: CallStore
  opened: Opened
  tools: readonly ServerTool[]
  toolContext: Pick<ToolContext, 'personId' | 'agentId' | 'organizationId' | 'callId'>
  toolStore: CallToolStore
  onHangUp(): void
  onHandOver(): void
  onSuperseded(): void
  onFatal(error: ParleyError): void
}

/** What a segment does while it has the call: frames of both sides pass, and the transcript grows from them. */
export class LiveSegment {
  readonly transcript: Transcript
  readonly writer: TranscriptWriter
  readonly microphone = new MicrophoneStream()
  readonly responses: ResponseSequencer
  readonly owed: OwedAnswer
  readonly tools: ServerCalls
  readonly outputs: ToolOutputs
  readonly usage: UsageBook
  readonly #probe: ProviderProbe
  #options: LiveOptions
  #gate: ClientGate
  #settledSpeech: string | null = null
  #audioMs: number
  #heardClient = false
  #movable = false
  readonly #whenMovable = Promise.withResolvers<true>()

  constructor(options: LiveOptions) {
    this.#options = options
    const { start, resumed } = options.opened
    this.#audioMs = start.audioMs
    this.microphone.startAt(start.audioMs)
    this.writer = this.#createWriter()
    const earlier = resumed?.rows ?? []
    const write = (row: TranscriptRow) => this.#write(row)
    const isServerTool = (name: string) => this.tools.runs(name)
    this.transcript = new Transcript({ nextPosition: start.nextPosition, earlier, write, isServerTool })
    this.responses = new ResponseSequencer((event) => options.provider.sendJson(event))
    this.outputs = new ToolOutputs({ provider: options.provider, responses: this.responses })
    this.tools = this.#createTools()
    const { callId, session } = options
    const transcriptionModel = session.audio.input.transcription.model
    this.usage = new UsageBook({ callId, model: session.model, transcriptionModel, record: recordUsage })
    this.owed = new OwedAnswer(this.responses)
    this.#probe = new ProviderProbe({
      send: (event) => options.provider.sendJson(event),
      onAnswer: () => this.microphone.answered(),
      onSilence: () => options.provider.giveUp('silent'),
    })
    this.#gate = this.#createGate()
    for (const row of resumed?.changed ?? [])
      this.writer.push({ ...UNTIMED, ...row, previous_item_id: null } as TranscriptRow)
  }

  /** The client has said where its audio begins, so it knows how to move to another worker. */
  get movable(): boolean {
    return this.#movable
  }

  /** The client has not sent anything yet, and may be one that can move. */
  get untold(): boolean {
    return !this.#movable && !this.#heardClient
  }

  /** Resolves when it is {@link movable}, and never if it never is. */
  get whenMovable(): Promise<true> {
    return this.#whenMovable.promise
  }

  /** The client is one that can move, as it has just shown. */
  canMove(): void {
    this.#movable = true
    this.#whenMovable.resolve(true)
  }

  /** What the client need not keep any longer of the microphone's stream, in milliseconds since the call's start. */
  get audioMs(): number {
    const { transcript, writer, microphone } = this
    const silent = writer.idle && !transcript.awaitsTranscription ? microphone.silentUntilMs : null
    this.#audioMs = Math.max(this.#audioMs, writer.storedAudioMs, silent ?? 0)
    return this.#audioMs
  }

  /** A frame of the client. */
  take(frame: string | ArrayBuffer): void {
    this.#heardClient = true
    countFrame()
    this.#gate.take(frame)
  }

  /** Audio of the agent, on its way to the client. */
  spoken(delta: AudioDelta): void {
    countFrame()
    this.transcript.audio(delta.itemId, delta.ms)
  }

  /** Whether an event of the provider is an answer to the relay alone. */
  isOwn(event: ProviderEvent): boolean {
    if (event.type === 'error') return this.responses.failed(event.error)
    return (event.type === 'session.updated' && this.#probe.answered()) || this.outputs.isOwn(event)
  }

  fromProvider(event: ProviderEvent): void {
    this.microphone.apply(event)
    this.transcript.apply(event)
    this.tools.apply(event)
    this.usage.apply(event)
    if (event.type === 'input_audio_buffer.speech_started') this.owed.cancel()
    if (event.type === 'response.created') {
      this.owed.cancel()
      const needless = this.responses.created(this.microphone.speaking)
      if (needless) this.#options.provider.sendJson({ type: 'response.cancel' })
    }
    if (event.type === 'response.done') this.responses.done()
    if (event.type === 'conversation.item.added' && isCallersItem(event.item)) this.responses.said(event.item.id)
  }

  owe(response: ResponseCreate | null): void {
    if (response !== null) this.owed.schedule(response)
  }

  /**
   * Every second: gives up on what never comes, keeps what is being said in case the worker dies, looks what people have
   * decided, and writes down what was used.
   */
  tick(): void {
    this.transcript.expire()
    this.writer.checkpoint()
    this.tools.tick()
    void this.usage.flush()
  }

  /** Finds out how far the provider has listened, so that the client need not keep silence. */
  probe(): void {
    if (this.microphone.speaking || !this.#options.provider.open) return
    if (this.#probe.ask()) this.microphone.asked()
  }

  stop(): void {
    this.#probe.stop()
    this.owed.cancel()
    this.tools.stop()
  }

  #write(row: TranscriptRow): void {
    if (row.role === 'user' && row.source === 'voice') this.#settledSpeech = row.item_id
    this.writer.push(isPastItem(row.previous_item_id) ? { ...row, previous_item_id: null } : row)
  }

  #createTools(): ServerCalls {
    const { tools, toolContext: context, toolStore: store } = this.#options
    const { transcript, responses, outputs } = this
    const callerSpeaks = () => this.microphone.speaking
    return new ServerCalls({ tools, context, store, transcript, outputs, responses, callerSpeaks })
  }

  #createWriter(): TranscriptWriter {
    const { client, store, callId } = this.#options
    return new TranscriptWriter({
      append: (batch) => store.append(batch),
      progress: () => ({
        audioMs: this.#settledSpeech === null ? null : this.microphone.endOf(this.#settledSpeech),
        forming: this.transcript.forming,
      }),
      onStored: (item_ids) => {
        client.tell({ type: 'relay.persisted', item_ids, audio_ms: this.audioMs })
        this.tools.stored(item_ids)
      },
      onDelayed: () => {
        log('warn', 'transcript_delayed', { call_id: callId })
        client.fail(new ParleyError('transcript_delayed'), false)
      },
      onRefused: (items, reason) => {
        log('error', 'transcript_refused', { call_id: callId, items: items.length, reason })
        client.fail(new ParleyError('transcript_refused', { details: { items } }), false)
      },
      onSuperseded: () => this.#options.onSuperseded(),
    })
  }

  #createGate(): ClientGate {
    const { provider, client, onFatal } = this.#options
    const commands = this.#createCommands()
    return new ClientGate({
      onAudio: (frame, ms) => {
        this.microphone.received(ms)
        provider.send(frame)
      },
      onEvent: (event) => commands.run(event),
      onRefused: (error, fatal, eventId) => {
        if (fatal) onFatal(error)
        else client.fail(error, false, eventId)
      },
    })
  }

  #createCommands(): ClientCommands {
    const { session, provider, client, onHangUp, onHandOver } = this.#options
    return new ClientCommands({
      session,
      provider,
      transcript: this.transcript,
      responses: this.responses,
      owed: this.owed,
      startAudio: (audioMs) => {
        this.canMove()
        this.microphone.startAt(audioMs)
      },
      updateSession: () => this.#probe.clientAsks(),
      commitAudio: () => this.microphone.commitRequested(),
      isStored: (itemId) => client.tell({ type: 'relay.persisted', item_ids: [itemId], audio_ms: this.audioMs }),
      hangUp: onHangUp,
      handOver: onHandOver,
      toolsAtWork: () => this.tools.atWork,
      refuse: (error, eventId) => client.fail(error, false, eventId),
    })
  }
}
