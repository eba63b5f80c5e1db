import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { PresenceDiff, PresenceObserver, PresenceRegistry } from '../presence/presence-registry.ts'
import type { ChannelMessage } from '../protocol/channel-message.ts'
import type { ChannelAccess } from './channel-access.ts'
import type { ChannelTransport } from './channel-transport.ts'

export interface ChannelPresenceOptions {
  registry: PresenceRegistry
  topicKey: string
  access: ChannelAccess
  transport: ChannelTransport
  /** Without a key the channel gets one of its own. */
  key: string
  enabled: boolean
}

/** The presence side of one channel. Tracking enables presence also where the join did not ask for it. */
export class ChannelPresence implements PresenceObserver {
  readonly #options: ChannelPresenceOptions
  readonly #key: string
  #enabled: boolean
  #tracked: Record<string, unknown> | undefined

  constructor(options: ChannelPresenceOptions) {
    this.#options = options
    this.#key = options.key || randomUUID()
    this.#enabled = options.enabled
    options.registry.observe(options.topicKey, this)
  }

  /** Sends who is there, also when that is nobody. */
  sync(): void {
    const { registry, topicKey, access, transport } = this.#options
    if (this.#enabled && access.canRead('presence')) transport.push('presence_state', registry.state(topicKey))
  }

  async handle({ payload, ref }: ChannelMessage): Promise<void> {
    const { registry, topicKey, transport } = this.#options
    const { event, payload: state = {} } = payload as { event?: unknown; payload?: unknown }
    const action = typeof event === 'string' ? event.toLowerCase() : undefined
    if (action === 'track') return this.#track(state, ref)
    if (action === 'untrack') {
      this.#tracked = undefined
      transport.reply(ref, 'ok')
      registry.untrack(topicKey, this)
    } else {
      transport.reply(ref, action === undefined ? 'ok' : 'error')
    }
  }

  leave(): void {
    this.#options.registry.forget(this.#options.topicKey, this)
  }

  presenceChanged(diff: PresenceDiff): void {
    const { access, transport } = this.#options
    if (access.canRead('presence')) transport.push('presence_diff', diff)
  }

  async #track(state: unknown, ref: string | null): Promise<void> {
    const { registry, topicKey, access, transport } = this.#options
    if (!(await access.mayWrite('presence'))) return transport.reply(ref, 'error')
    if (typeof state !== 'object' || state === null || Array.isArray(state)) {
      return transport.reply(ref, 'error', { reason: 'Presence track payload must be a map' })
    }
    transport.reply(ref, 'ok')
    if (isDeepStrictEqual(state, this.#tracked)) return
    this.#tracked = { ...state }
    await this.#enable()
    registry.track(topicKey, this, this.#key, this.#tracked)
  }

  async #enable(): Promise<void> {
    if (this.#enabled) return
    this.#enabled = true
    await this.#options.access.askToRead('presence')
    this.sync()
  }
}
