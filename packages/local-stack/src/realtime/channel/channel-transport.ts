import { encodeBroadcast } from '../protocol/encode-broadcast.ts'
import { encodeMessage, encodeMessageJson } from '../protocol/encode-message.ts'
import type { ProtocolVersion } from '../protocol/protocol-version.ts'
import type { UserBroadcast } from '../protocol/user-broadcast.ts'

/** Sends what one channel has to say, in the wire form of its socket. */
export class ChannelTransport {
  readonly topic: string
  readonly joinRef: string | null
  readonly #version: ProtocolVersion
  readonly #send: (frame: string | Buffer) => void

  constructor(topic: string, joinRef: string | null, version: ProtocolVersion, send: (frame: string | Buffer) => void) {
    this.topic = topic
    this.joinRef = joinRef
    this.#version = version
    this.#send = send
  }

  /** Answers the client's message `ref`. */
  reply(ref: string | null, status: 'ok' | 'error', response: object = {}): void {
    this.#message('phx_reply', { status, response }, ref)
  }

  push(event: string, payload: object): void {
    this.#message(event, payload, null)
  }

  system(extension: 'system' | 'postgres_changes', status: 'ok' | 'error', message: string): void {
    this.push('system', { extension, status, message, channel: this.topic.slice('realtime:'.length) })
  }

  /** Ends the channel: `phx_close` for good, `phx_error` to have the client join again. */
  end(event: 'phx_close' | 'phx_error'): void {
    this.#message(event, {}, this.joinRef) // the client ignores the end of another join
  }

  /** A change whose data is JSON already. */
  change(ids: number[], dataJson: string): void {
    const payloadJson = `{"ids":${JSON.stringify(ids)},"data":${dataJson}}`
    const message = { joinRef: null, ref: null, topic: this.topic, event: 'postgres_changes', payloadJson }
    this.#send(encodeMessageJson(message, this.#version))
  }

  broadcast(broadcast: UserBroadcast): void {
    const frame = encodeBroadcast(this.topic, broadcast, this.#version)
    if (frame !== undefined) this.#send(frame)
  }

  #message(event: string, payload: object, ref: string | null): void {
    this.#send(encodeMessage({ joinRef: this.joinRef, ref, topic: this.topic, event, payload }, this.#version))
  }
}
