import type { WebSocket } from 'ws'
import type { Identity } from '../authorization/identity.ts'
import { Channel } from '../channel/channel.ts'
import { ChannelTransport } from '../channel/channel-transport.ts'
import type { ChannelMessage } from '../protocol/channel-message.ts'
import { decodeFrame } from '../protocol/decode-frame.ts'
import type { ProtocolVersion } from '../protocol/protocol-version.ts'
import type { RealtimeServices } from '../realtime-services.ts'

const MAX_CHANNELS = 100
/** Clients send a heartbeat every 25 seconds. */
const IDLE_MS = 60_000
/** A client that does not read is let go before its backlog becomes our memory. */
const MAX_BACKLOG_BYTES = 32 * 1024 * 1024

/** One client connection: reads frames, answers heartbeats and hands messages to its channels. */
export class RealtimeSocket {
  readonly #webSocket: WebSocket
  readonly #version: ProtocolVersion
  readonly #identity: Identity
  readonly #services: RealtimeServices
  readonly #channels = new Map<string, Channel>()
  readonly #idle: NodeJS.Timeout

  constructor(webSocket: WebSocket, version: ProtocolVersion, identity: Identity, services: RealtimeServices) {
    this.#webSocket = webSocket
    this.#version = version
    this.#identity = identity
    this.#services = services
    this.#idle = setTimeout(() => webSocket.terminate(), IDLE_MS)
    webSocket.on('message', (data: Buffer, isBinary) => this.#receive(data, isBinary))
    webSocket.on('error', () => {}) // an oversized or broken frame; 'close' follows
    webSocket.on('close', () => this.#closed())
  }

  #receive(data: Buffer, isBinary: boolean): void {
    this.#idle.refresh()
    const message = decodeFrame(data, isBinary, this.#version)
    if (!message) return
    if (message.topic === 'phoenix') this.#heartbeat(message)
    else if (message.event === 'phx_join') this.#join(message)
    else this.#dispatch(message)
  }

  #heartbeat(message: ChannelMessage): void {
    if (message.event === 'heartbeat') this.#transport(message).reply(message.ref, 'ok')
  }

  #join(message: ChannelMessage): void {
    const transport = this.#transport(message)
    const refusal = this.#joinRefusal(message.topic)
    if (refusal) {
      transport.reply(message.ref, 'error', { reason: refusal })
      return
    }
    const earlier = this.#channels.get(message.topic)
    earlier?.transport.end('phx_close')
    earlier?.dispose()
    const options = { services: this.#services, transport, socketIdentity: this.#identity }
    const onClosed = (channel: Channel) => this.#forget(channel)
    this.#channels.set(message.topic, new Channel({ ...options, onClosed }, message))
  }

  #joinRefusal(topic: string): string | undefined {
    if (!topic.startsWith('realtime:')) return 'unmatched topic'
    const isFull = this.#channels.size >= MAX_CHANNELS && !this.#channels.has(topic)
    return isFull ? 'ChannelRateLimitReached: Too many channels' : undefined
  }

  #dispatch(message: ChannelMessage): void {
    const channel = this.#channels.get(message.topic)
    if (channel && (message.joinRef === null || message.joinRef === channel.transport.joinRef)) {
      channel.receive(message)
    } else if (message.event === 'phx_leave') {
      this.#transport(message).reply(message.ref, 'ok')
    } else if (!channel) {
      this.#transport(message).reply(message.ref, 'error', { reason: 'unmatched topic' })
    }
  }

  #forget(channel: Channel): void {
    const { topic } = channel.transport
    if (this.#channels.get(topic) === channel) this.#channels.delete(topic)
  }

  #transport({ topic, joinRef }: ChannelMessage): ChannelTransport {
    return new ChannelTransport(topic, joinRef, this.#version, (frame) => this.#send(frame))
  }

  #send(frame: string | Buffer): void {
    if (this.#webSocket.readyState !== this.#webSocket.OPEN) return
    if (this.#webSocket.bufferedAmount > MAX_BACKLOG_BYTES) this.#webSocket.terminate()
    else this.#webSocket.send(frame)
  }

  #closed(): void {
    clearTimeout(this.#idle)
    for (const channel of [...this.#channels.values()]) channel.dispose()
  }
}
