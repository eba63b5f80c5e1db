import type { BroadcastHub, BroadcastMember } from '../broadcast/broadcast-hub.ts'
import { MAX_PAYLOAD_BYTES } from '../broadcast/max-payload-bytes.ts'
import type { ChannelMessage } from '../protocol/channel-message.ts'
import type { UserBroadcast } from '../protocol/user-broadcast.ts'
import type { ChannelAccess } from './channel-access.ts'
import type { ChannelTransport } from './channel-transport.ts'

export interface ChannelBroadcastOptions {
  hub: BroadcastHub
  topicKey: string
  access: ChannelAccess
  transport: ChannelTransport
  ack: boolean
  self: boolean
}

/** The broadcast side of one channel. A sender whom the policies refuse hears nothing, as in the hosted service. */
export class ChannelBroadcast implements BroadcastMember {
  readonly #options: ChannelBroadcastOptions

  constructor(options: ChannelBroadcastOptions) {
    this.#options = options
    options.hub.join(options.topicKey, this)
  }

  leave(): void {
    this.#options.hub.leave(this.#options.topicKey, this)
  }

  async send(message: ChannelMessage): Promise<void> {
    const { hub, topicKey, access, transport, ack, self } = this.#options
    const broadcast = message.broadcast ?? envelope(message.payload)
    if (!broadcast || !(await access.mayWrite('broadcast'))) return
    if (payloadBytes(broadcast) > MAX_PAYLOAD_BYTES) {
      const reason = `Payload size exceeded: send at most ${MAX_PAYLOAD_BYTES} bytes`
      if (ack) transport.reply(message.ref, 'error', { reason })
      return
    }
    hub.publish(topicKey, broadcast, self ? undefined : this)
    if (ack) transport.reply(message.ref, 'ok')
  }

  receiveBroadcast(broadcast: UserBroadcast): void {
    const { access, transport } = this.#options
    if (access.canRead('broadcast')) transport.broadcast(broadcast)
  }
}

function envelope(payload: unknown): UserBroadcast | undefined {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return undefined
  return { kind: 'envelope', payload: { ...payload } }
}

function payloadBytes(broadcast: UserBroadcast): number {
  if (broadcast.kind === 'binary') return broadcast.bytes.length
  return Buffer.byteLength(broadcast.kind === 'json' ? broadcast.json : JSON.stringify(broadcast.payload))
}
