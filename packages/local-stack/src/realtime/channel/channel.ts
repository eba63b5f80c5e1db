import { AccessRefused } from '../authorization/access-refused.ts'
import type { Extension } from '../authorization/channel-policies.ts'
import { identify } from '../authorization/identify.ts'
import type { Identity } from '../authorization/identity.ts'
import { TokenRefused } from '../authorization/token-refused.ts'
import { topicKey } from '../broadcast/broadcast-hub.ts'
import { databaseBroadcast } from '../broadcast/database-message.ts'
import { messageHistory, replayRequest } from '../broadcast/message-history.ts'
import type { ChannelMessage } from '../protocol/channel-message.ts'
import type { RealtimeServices } from '../realtime-services.ts'
import { ChannelAccess } from './channel-access.ts'
import { ChannelBroadcast } from './channel-broadcast.ts'
import { ChannelChanges } from './channel-changes.ts'
import { ChannelPresence } from './channel-presence.ts'
import type { ChannelTransport } from './channel-transport.ts'
import { accessToken, type JoinConfig, joinConfig } from './join-config.ts'
import { JoinRefused, joinRefusal } from './join-refused.ts'
import { TokenWatch } from './token-watch.ts'

export interface ChannelOptions {
  services: RealtimeServices
  transport: ChannelTransport
  /** Of the socket's API key: who speaks when the join brings no token. */
  socketIdentity: Identity
  onClosed(channel: Channel): void
}

/**
 * One joined topic of one socket, from its join to its end. Messages are handled one after the other in the order in
 * which they came, also where one has to wait for the database.
 */
export class Channel {
  readonly #options: ChannelOptions
  readonly #name: string
  readonly #config: JoinConfig
  readonly #access: ChannelAccess
  readonly #changes: ChannelChanges
  readonly #tokenWatch = new TokenWatch(() => void this.#enqueue(() => this.#expired()))
  readonly #closing = new AbortController()
  #broadcast: ChannelBroadcast | undefined
  #presence: ChannelPresence | undefined
  #subscribing: Promise<void> = Promise.resolve()
  #tail: Promise<void> = Promise.resolve()

  constructor(options: ChannelOptions, join: ChannelMessage) {
    const { services, transport, socketIdentity } = options
    this.#options = options
    this.#name = transport.topic.slice('realtime:'.length)
    this.#config = joinConfig(join.payload)
    const access = { policies: services.policies, topic: this.#name, isPrivate: this.#config.private }
    this.#access = new ChannelAccess({ ...access, onError: services.onError }, socketIdentity)
    const bindings = this.#config.postgres_changes
    this.#changes = new ChannelChanges(services.feed, transport, bindings, this.#closing.signal)
    void this.#enqueue(() => this.#join(join))
  }

  get transport(): ChannelTransport {
    return this.#options.transport
  }

  receive(message: ChannelMessage): void {
    void this.#enqueue(() => this.#handle(message))
  }

  /** Ends the channel without a word: the socket is gone, or says it itself. */
  dispose(): void {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    this.#tokenWatch.stop()
    this.#broadcast?.leave()
    this.#presence?.leave()
    this.#options.onClosed(this)
    void Promise.allSettled([this.#tail, this.#subscribing]).then(() => this.#changes.leave())
  }

  #enqueue(task: () => Promise<void> | void): Promise<void> {
    this.#tail = this.#tail.then(async () => {
      if (!this.#closing.signal.aborted) await task()
    })
    this.#tail = this.#tail.catch((error: unknown) => this.#crash(error))
    return this.#tail
  }

  /** A fault of ours: the client joins again in a second. */
  #crash(error: unknown): void {
    this.#options.services.onError(error)
    this.#end('phx_error')
  }

  #end(event: 'phx_close' | 'phx_error'): void {
    if (this.#closing.signal.aborted) return
    this.transport.end(event)
    this.dispose()
  }

  async #join({ payload, ref }: ChannelMessage): Promise<void> {
    try {
      await this.#admit(accessToken(payload))
      const history = await this.#history()
      if (this.#config.postgres_changes_options.wait) await this.#changes.subscribe(this.#access.identity)
      if (this.#closing.signal.aborted) return
      this.#start()
      this.transport.reply(ref, 'ok', { postgres_changes: this.#changes.bindings })
      this.#presence?.sync()
      for (const message of history) this.#broadcast?.receiveBroadcast(databaseBroadcast(message, true))
      if (this.#config.postgres_changes_options.wait) this.#changes.tellSubscribed()
      else this.#subscribe()
    } catch (error) {
      this.#refuse(ref, error)
    }
  }

  #refuse(ref: string | null, error: unknown): void {
    const reason = joinRefusal(error)
    if (reason === undefined) this.#options.services.onError(error)
    this.transport.reply(ref, 'error', { reason: reason ?? 'Unknown Error on Channel' })
    this.dispose()
  }

  /** `sb_…` keys are the socket's own; a client may send them where it has no token yet. */
  async #admit(token: string | undefined): Promise<void> {
    const { services, socketIdentity } = this.#options
    if (this.#name === '') throw new JoinRefused('TopicNameRequired', 'You must provide a topic name')
    const isToken = token !== undefined && !token.startsWith('sb_')
    const identity = await identify(isToken ? token : socketIdentity.token, services.keys)
    await this.#access.assume(identity, this.#extensions())
    this.#tokenWatch.watch(identity.expiresAt)
  }

  #extensions(): Extension[] {
    return this.#config.presence.enabled ? ['broadcast', 'presence'] : ['broadcast']
  }

  async #history() {
    const { replay } = this.#config.broadcast
    if (replay === undefined) return []
    if (!this.#config.private) {
      throw new JoinRefused('UnableToReplayMessages', 'Replay is not allowed for public channels')
    }
    const request = replayRequest(replay)
    if (!request) throw new JoinRefused('UnableToReplayMessages', 'Replay params are not valid')
    if (!this.#access.canRead('broadcast')) throw new AccessRefused(this.#name)
    return messageHistory(this.#options.services.sql, this.#name, request)
  }

  #start(): void {
    const { hub, presence } = this.#options.services
    const { broadcast, presence: presenceConfig } = this.#config
    const common = {
      topicKey: topicKey(this.#name, this.#config.private),
      access: this.#access,
      transport: this.transport,
    }
    this.#broadcast = new ChannelBroadcast({ ...common, hub, ack: broadcast.ack, self: broadcast.self })
    this.#presence = new ChannelPresence({ ...common, registry: presence, ...presenceConfig })
  }

  #subscribe(): void {
    this.#subscribing = this.#changes.subscribeAndTell(() => this.#access.identity)
  }

  async #handle(message: ChannelMessage): Promise<void> {
    if (message.event === 'broadcast') await this.#broadcast?.send(message)
    else if (message.event === 'presence') await this.#presence?.handle(message)
    else if (message.event === 'access_token') await this.#renew(accessToken(message.payload))
    else if (message.event === 'phx_leave') {
      this.transport.reply(message.ref, 'ok')
      this.#end('phx_close')
    }
  }

  async #renew(token: string | undefined): Promise<void> {
    if (token === undefined || token.startsWith('sb_') || token === this.#access.identity.token) return
    const readableBefore = new Set(this.#access.readable)
    try {
      const identity = await identify(token, this.#options.services.keys)
      await this.#access.assume(identity, [...new Set([...this.#extensions(), ...readableBefore])])
      this.#tokenWatch.watch(identity.expiresAt)
    } catch (error) {
      return this.#shutDown(error)
    }
    if ([...readableBefore].some((extension) => !this.#access.readable.has(extension))) {
      return this.#shutDown(`You no longer have permission to read from this Channel topic: ${this.#name}`)
    }
    this.#subscribe()
  }

  async #expired(): Promise<void> {
    await identify(this.#access.identity.token, this.#options.services.keys).catch((error) => this.#shutDown(error))
  }

  #shutDown(reason: unknown): void {
    if (typeof reason !== 'string' && !(reason instanceof TokenRefused) && !(reason instanceof AccessRefused)) {
      throw reason
    }
    this.transport.system('system', 'error', typeof reason === 'string' ? reason : reason.message)
    this.#end('phx_close')
  }
}
