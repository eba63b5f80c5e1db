import type { RealtimeClientEvent, RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import type { RawData, WebSocket } from 'ws'
import { OpenaiError } from '../http/openai-error.ts'
import type { Script } from '../testing/script.ts'
import { ScriptRunner } from '../testing/script-runner.ts'
import { SessionReporter } from '../testing/session-report.ts'
import { createId } from './create-id.ts'
import { parseClientEvent, parseFrame } from './parse-client-event.ts'
import { RealtimeSession, type RealtimeSessionOptions } from './realtime-session.ts'
import type { ServerEvent } from './server-event.ts'

/** What a connection is made with. */
export type RealtimeConnectionOptions = Omit<RealtimeSessionOptions, 'send'> & {
  script?: Script | undefined
  /** Keeps every frame, for tests. Off, nothing is kept. */
  record: boolean
}

/** A session on its socket: frames in and out, the script between, errors, the time limit. */
export class RealtimeConnection {
  /** Client events as they came, if recorded; a frame that is not JSON stands as `{ type: 'invalid', frame }`. */
  readonly received: Array<RealtimeClientEvent | { type: 'invalid'; frame: string }> = []
  /** Server events as they went, if recorded. */
  readonly sent: RealtimeServerEvent[] = []
  /** Set once the socket has closed. */
  closed: { code: number; reason: string } | null = null
  readonly #socket: WebSocket
  readonly #options: RealtimeConnectionOptions
  readonly #session: RealtimeSession
  readonly #script: ScriptRunner | null
  /** With a script: what the session was given and did. It outlives the connection. */
  readonly reporter: SessionReporter | null
  readonly #expiry: NodeJS.Timeout
  #held: Array<string | Uint8Array> | null = null

  constructor(socket: WebSocket, options: RealtimeConnectionOptions) {
    this.#socket = socket
    this.#options = options
    this.#session = new RealtimeSession({ ...options, send: (event) => this.#play(event) })
    this.#script = options.script === undefined ? null : new ScriptRunner(options.script, this)
    this.reporter = options.script === undefined ? null : new SessionReporter(this.#session)
    this.#expiry = setTimeout(() => this.expire(), options.lifetimeMs)
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary))
    socket.on('close', (code, reason) => this.#closed(code, reason.toString()))
    socket.on('error', (error) => options.log(`${this.id}: ${error.message}`))
  }

  get id(): string {
    return this.#session.id
  }

  start(): void {
    if (this.#playsProtocol) this.#session.start()
    this.#script?.connected()
  }

  send(event: ServerEvent): void {
    if (this.closed !== null) return
    const numbered = { ...event, event_id: 'event_id' in event ? event.event_id : createId('event') }
    const frame = JSON.stringify(numbered)
    if (this.#options.record) this.sent.push(JSON.parse(frame) as RealtimeServerEvent)
    this.sendRaw(frame)
    this.#script?.sent(event)
  }

  sendRaw(frame: string | Uint8Array): void {
    if (this.#held !== null) this.#held.push(frame)
    else this.#socket.send(frame)
  }

  drop(): void {
    this.#socket.terminate()
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  setStalled(stalled: boolean): void {
    if (stalled) {
      this.#held ??= []
      this.#socket.pause()
      return
    }
    const held = this.#held ?? []
    this.#held = null
    for (const frame of held) this.#socket.send(frame)
    this.#socket.resume()
  }

  /** As OpenAI does after its time limit. */
  expire(): void {
    const minutes = Math.max(1, Math.round(this.#options.lifetimeMs / 60_000))
    const message = `Your session hit the maximum duration of ${minutes} minutes.`
    this.#fail(new OpenaiError({ code: 'session_expired', message }), null)
    this.close(1001, 'session_expired')
  }

  /** Sends what the session says; what a script puts in is no deed of the session. */
  #play(event: ServerEvent): void {
    this.reporter?.sent(event)
    this.send(event)
  }

  get #playsProtocol(): boolean {
    return this.#options.script?.protocol !== false
  }

  #receive(data: RawData, isBinary: boolean): void {
    let eventId: string | null = null
    try {
      if (isBinary) throw new OpenaiError({ code: 'invalid_event', message: 'Send events as text frames, not binary.' })
      const value = this.#parse(data.toString())
      eventId = typeof value.event_id === 'string' ? value.event_id : null
      if (this.#script?.received(value) === true || !this.#playsProtocol) return
      this.#session.receive(parseClientEvent(value))
    } catch (error) {
      this.#fail(error, eventId)
    }
  }

  #parse(frame: string): Record<string, unknown> {
    try {
      const value = parseFrame(frame)
      if (this.#options.record) this.received.push(value as unknown as RealtimeClientEvent)
      return value
    } catch (error) {
      if (this.#options.record) this.received.push({ type: 'invalid', frame })
      throw error
    }
  }

  #fail(error: unknown, eventId: string | null): void {
    this.send({ type: 'error', error: this.#known(error).toRealtime(eventId) })
  }

  #known(error: unknown): OpenaiError {
    if (error instanceof OpenaiError) return error
    this.#options.log(`${this.id}: ${error instanceof Error ? error.stack : String(error)}`)
    const message = 'The stand-in failed. Its log says why.'
    return new OpenaiError({ status: 500, type: 'server_error', code: 'server_error', message })
  }

  #closed(code: number, reason: string): void {
    this.closed = { code, reason }
    clearTimeout(this.#expiry)
    this.#script?.stop()
    this.reporter?.closed(code)
    this.#session.dispose()
  }
}
