import { ParleyError } from '@parley/shared/parley-error.ts'
import type { CallEndReason } from '@parley/shared/relay-events.ts'
import { type AgentSession, agentSession } from '../_shared/agent-session.ts'
import { log } from '../_shared/log.ts'
import type { OpenaiEnv } from '../_shared/openai-env.ts'
import { CallClient } from './call-client.ts'
import { CallEnding } from './call-ending.ts'
import { CallStore } from './call-store.ts'
import { callTranscript } from './call-transcript.ts'
import { ClientCommands } from './client-commands.ts'
import { clientFrame } from './client-frame.ts'
import { ClientGate } from './client-gate.ts'
import type { FrameInbox } from './frame-inbox.ts'
import type { ProviderEvent } from './provider-events.ts'
import { ProviderSession } from './provider-session.ts'
import type { AudioDelta } from './read-audio-delta.ts'
import type { Admission } from './redeem-ticket.ts'
import { ResponseSequencer } from './response-sequencer.ts'
import { SegmentKeeper } from './segment-keeper.ts'
import type { Transcript } from './transcript.ts'

type CallOptions = { socket: WebSocket; inbox: FrameInbox; admission: Admission; env: OpenaiEnv }

/**
 * One segment of a call in this worker: a client and a provider, what may pass between them, and the transcript that
 * grows from it. Everything that ends it comes through `end`.
 */
export class RelayCall {
  #admission: Admission
  #inbox: FrameInbox
  #session: AgentSession
  #client: CallClient
  #provider: ProviderSession
  #transcript: Transcript
  #responses: ResponseSequencer
  #ending: CallEnding
  /** What the provider says before its session stands; the client hears it after relay.session. */
  #early: string[] | null = []

  constructor({ socket, inbox, admission, env }: CallOptions) {
    this.#admission = admission
    this.#inbox = inbox
    this.#session = agentSession(admission.agent, env)
    this.#client = new CallClient(socket, () => this.end('error', new ParleyError('client_too_slow')))
    const store = new CallStore(admission)
    const { transcript, writer } = callTranscript(admission, store, this.#client)
    this.#transcript = transcript
    this.#provider = this.#connect(env)
    this.#responses = new ResponseSequencer((event) => this.#provider.sendJson(event))
    const keeper = new SegmentKeeper(store, () => this.end('error', new ParleyError('segment_superseded')))
    const { callId } = admission
    this.#ending = new CallEnding({
      callId,
      client: this.#client,
      provider: this.#provider,
      transcript,
      writer,
      store,
      keeper,
    })
    socket.onclose = () => this.end('disconnected')
  }

  /** Settles when the call is over and everything that was said is stored or reported. Never rejects. */
  get ended(): Promise<void> {
    return this.#ending.ended
  }

  /** Ends the segment and the call. The first reason stands. */
  end(reason: CallEndReason, error?: ParleyError): void {
    this.#inbox.deliverTo(() => {})
    this.#ending.begin(reason, error)
  }

  #connect(env: OpenaiEnv): ProviderSession {
    return new ProviderSession({
      env,
      session: this.#session,
      onAudio: (delta, frame) => this.#audio(delta, frame),
      onEvent: (event, frame) => this.#fromProvider(event, frame),
      onLost: (error) => this.#providerLost(error),
    })
  }

  #audio(delta: AudioDelta, frame: string): void {
    if (this.#ending.begun) return
    this.#client.send(frame)
    this.#transcript.audio(delta.itemId, delta.ms)
  }

  #fromProvider(event: ProviderEvent, frame: string): void {
    if (this.#ending.begun) {
      this.#ending.lastWords(event)
      return
    }
    if (event.type === 'session.updated' && this.#early !== null) this.#begin(this.#early)
    if (event.type === 'error' && this.#responses.failed(event.error)) return
    const forClient = clientFrame(event, frame)
    if (forClient !== null) this.#tellClient(forClient)
    this.#transcript.apply(event)
    this.#ending.observe(event)
    if (event.type === 'response.created') this.#responses.created()
    if (event.type === 'response.done') this.#responses.done()
  }

  #tellClient(frame: string): void {
    if (this.#early === null) this.#client.send(frame)
    else this.#early.push(frame)
  }

  /** The provider has taken the session: greet the caller and let the client's frames in. */
  #begin(early: string[]): void {
    this.#early = null
    const { callId, segment, agent } = this.#admission
    this.#client.tell({ type: 'relay.session', call_id: callId, segment, agent: { id: agent.id, name: agent.name } })
    for (const frame of early) this.#client.send(frame)
    if (segment === 1 && agent.greeting !== '') {
      const instructions = `Greet the caller. Say exactly this and nothing else: “${agent.greeting}”`
      this.#responses.request({ type: 'response.create', response: { instructions } })
    }
    this.#letIn()
  }

  #letIn(): void {
    const commands = new ClientCommands({
      session: this.#session,
      provider: this.#provider,
      transcript: this.#transcript,
      responses: this.#responses,
      hangUp: () => this.end('hangup'),
      refuse: (error, eventId) => this.#client.fail(error, false, eventId),
    })
    const gate = new ClientGate({
      onAudio: (frame) => this.#provider.send(frame),
      onEvent: (event) => commands.run(event),
      onRefused: (error, fatal, eventId) => {
        if (fatal) this.end('error', error)
        else this.#client.fail(error, false, eventId)
      },
    })
    // After the provider's event at hand, which the client has not got yet.
    queueMicrotask(() => this.#ending.begun || this.#inbox.deliverTo((frame) => gate.take(frame)))
  }

  #providerLost(error: ParleyError): void {
    log('warn', 'provider_lost', {
      call_id: this.#admission.callId,
      code: error.code,
      detail: String(error.cause ?? ''),
    })
    const { code } = error
    this.end(code === 'provider_closed' || code === 'provider_session_expired' ? code : 'error', error)
  }
}
