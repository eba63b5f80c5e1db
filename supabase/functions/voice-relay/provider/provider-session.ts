import { ParleyError } from '@parley/shared/parley-error.ts'
import type { AgentSession } from '../../_shared/agent-session.ts'
import { log } from '../../_shared/log.ts'
import type { OpenaiEnv } from '../../_shared/openai-env.ts'
import { WatchedSocket } from '../socket/watched-socket.ts'
import type { ProviderEvent } from './provider-events.ts'
import { type AudioDelta, readAudioDelta } from './read-audio-delta.ts'

const READY_WITHIN_MS = 10_000
const SLOW_AFTER_MS = 10_000

type ProviderOptions = {
  env: OpenaiEnv
  session: AgentSession
  /** An audio delta, with the frame as it came. */
  onAudio(delta: AudioDelta, frame: string): void
  onEvent(event: ProviderEvent, frame: string): void
  /** The provider is gone, or was never there. Comes once. */
  onLost(error: ParleyError): void
}

/**
 * The relay's own connection to the provider. The key travels as a subprotocol, the only place that a WebSocket of the
 * platform has for it: from server to server, over TLS.
 */
export class ProviderSession {
  #options: ProviderOptions
  #raw: WebSocket
  #socket: WatchedSocket
  #ready = false
  #expired = false
  #lost = false
  #deadline: ReturnType<typeof setTimeout>
  #whenReady = Promise.withResolvers<void>()

  constructor(options: ProviderOptions) {
    this.#options = options
    const url = new URL(options.env.OPENAI_REALTIME_URL)
    url.searchParams.set('model', options.session.model)
    this.#raw = new WebSocket(url, ['realtime', `openai-insecure-api-key.${options.env.OPENAI_API_KEY}`])
    this.#socket = new WatchedSocket(this.#raw, { slowAfterMs: SLOW_AFTER_MS, onSlow: () => this.#lose() })
    this.#raw.onopen = () => this.sendJson({ type: 'session.update', session: options.session })
    this.#raw.onmessage = ({ data }) => this.#guarded(data)
    this.#raw.onerror = () => this.#lose()
    this.#raw.onclose = ({ code }) => this.#closed(code)
    this.#deadline = setTimeout(() => this.#lose(), READY_WITHIN_MS)
    // Whoever waits sees the error; nobody has to be waiting.
    this.#whenReady.promise.catch(() => {})
  }

  /** Settles when the provider has taken the session. Rejects with what `onLost` gets if it never does. */
  get ready(): Promise<void> {
    return this.#whenReady.promise
  }

  get open(): boolean {
    return this.#socket.open
  }

  /** A frame as it is: audio of the client. */
  send(frame: string): void {
    this.#socket.send(frame)
  }

  sendJson(event: object): void {
    this.#socket.sendJson(event)
  }

  /** It no longer answers: the same as if its connection had broken. */
  giveUp(detail: string): void {
    this.#lose(detail)
  }

  close(): void {
    this.#lost = true
    clearTimeout(this.#deadline)
    this.#socket.close(1000)
  }

  /** An event of an unexpected shape must not take down the worker, and with it all its calls. */
  #guarded(frame: unknown): void {
    try {
      this.#take(frame)
    } catch (error) {
      log('error', 'provider_event_failed', { cause: String(error) })
    }
  }

  #take(frame: unknown): void {
    if (typeof frame !== 'string' || this.#lost) return
    const delta = readAudioDelta(frame)
    if (delta !== null) {
      this.#options.onAudio(delta, frame)
      return
    }
    const event = parse(frame)
    if (event === null) return
    if (event.type === 'error' && event.error.code === 'session_expired') this.#expired = true
    if (event.type === 'session.updated' && !this.#ready) this.#becomeReady()
    if (event.type === 'error' && !this.#ready) {
      this.#lose(event.error.code ?? event.error.type)
      return
    }
    this.#options.onEvent(event, frame)
  }

  #becomeReady(): void {
    this.#ready = true
    clearTimeout(this.#deadline)
    this.#whenReady.resolve()
  }

  #closed(code: number): void {
    if (code === 1001 && this.#ready) this.#expired = true
    this.#lose(`close ${code}`)
  }

  #lose(detail?: string): void {
    if (this.#lost) return
    this.close()
    const code = this.#expired ? 'provider_session_expired' : this.#ready ? 'provider_closed' : 'provider_unavailable'
    const error = new ParleyError(code, { cause: detail })
    this.#whenReady.reject(error)
    this.#options.onLost(error)
  }
}

function parse(frame: string): ProviderEvent | null {
  try {
    return JSON.parse(frame)
  } catch {
    return null
  }
}
