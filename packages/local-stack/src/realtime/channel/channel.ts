import { AccessRefused } from '../authorization/access-refused.ts'
import type { Identity } from '../authorization/identity.ts'
import { TokenRefused } from '../authorization/token-refused.ts'
import { topicKey } from '../broadcast/broadcast-hub.ts'
import { type DatabaseMessage, databaseBroadcast } from '../broadcast/database-message.ts'
import { messageHistory, replayRequest } from '../broadcast/message-history.ts'
import type { ChannelMessage } from '../protocol/channel-message.ts'
import type { RealtimeServices } from '../realtime-services.ts'
import { ChannelBroadcast } from './channel-broadcast.ts'
import { ChannelChanges } from './channel-changes.ts'
import { ChannelPresence } from './channel-presence.ts'
import { ChannelSession } from './channel-session.ts'
import type { ChannelTransport } from './channel-transport.ts'
import { accessToken, type JoinConfig, joinConfig } from './join-config.ts'
import { JoinRefused, joinRefusal } from './join-refused.ts'

export interface ChannelOptions {
  services: RealtimeServices
  transport: ChannelTransport
  /** Of the socket's API key. */
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
  readonly #session: ChannelSession
  readonly #changes: ChannelChanges
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
    const onExpired = () => this.#enqueue(() => this.#orShutDown(() => this.#session.confirm()))
    this.#session = new ChannelSession({ services, name: this.#name, config: this.#config, socketIdentity, onExpired })
    const bindings = this.#config.postgres_changes
    this.#changes = new ChannelChanges(services.feed, transport, bindings, this.#closing.signal)
    this.#enqueue(() => this.#join(join))
  }

  get transport(): ChannelTransport {
    return this.#options.transport
  }

  receive(message: ChannelMessage): void {
    this.#enqueue(() => this.#handle(message))
  }

  /** Ends the channel without a word: the socket is gone, or says it itself. */
  dispose(): void {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    this.#session.stop()
    this.#broadcast?.leave()
    this.#presence?.leave()
    this.#options.onClosed(this)
    void Promise.allSettled([this.#tail, this.#subscribing]).then(() => this.#changes.leave())
  }

  #enqueue(task: () => Promise<void>): void {
    this.#tail = this.#tail
      .then(() => (this.#closing.signal.aborted ? undefined : task()))
      .catch((error: unknown) => {
        this.#options.services.onError(error)
        this.#end('phx_error') // a fault of ours: the client joins again in a second
      })
  }

  #end(event: 'phx_close' | 'phx_error'): void {
    if (this.#closing.signal.aborted) return
    this.transport.end(event)
    this.dispose()
  }

  async #join({ payload, ref }: ChannelMessage): Promise<void> {
    const { wait } = this.#config.postgres_changes_options
    try {
      if (this.#name === '') throw new JoinRefused('TopicNameRequired', 'You must provide a topic name')
      await this.#session.admit(accessToken(payload))
      const history = await this.#history()
      if (wait) await this.#changes.subscribe(this.#session.identity)
      if (!this.#closing.signal.aborted) this.#open(ref, history)
    } catch (error) {
      this.#refuse(ref, error)
    }
  }

  #open(ref: string | null, history: DatabaseMessage[]): void {
    const { broadcast, presence, private: isPrivate } = this.#config
    const { hub, presence: registry } = this.#options.services
    const { transport } = this
    const common = { topicKey: topicKey(this.#name, isPrivate), access: this.#session.access, transport }
    this.#broadcast = new ChannelBroadcast({ ...common, hub, ack: broadcast.ack, self: broadcast.self })
    this.#presence = new ChannelPresence({ ...common, registry, ...presence })
    transport.reply(ref, 'ok', { postgres_changes: this.#changes.bindings })
    this.#presence.sync()
    for (const message of history) this.#broadcast.receiveBroadcast(databaseBroadcast(message, true))
    if (broadcast.replication_ready) transport.system('system', 'ok', 'Replication connection established')
    if (this.#config.postgres_changes_options.wait) this.#changes.tellSubscribed()
    else this.#subscribe()
  }

  #refuse(ref: string | null, error: unknown): void {
    const reason = joinRefusal(error)
    if (reason === undefined) this.#options.services.onError(error)
    const away = 'UnableToConnectToProject: Realtime was unable to connect to the project database'
    this.transport.reply(ref, 'error', { reason: reason ?? away })
    this.dispose()
  }

  async #history(): Promise<DatabaseMessage[]> {
    const { replay } = this.#config.broadcast
    if (replay === undefined) return []
    if (!this.#config.private) {
      throw new JoinRefused('UnableToReplayMessages', 'Replay is not allowed for public channels')
    }
    const request = replayRequest(replay)
    if (!request) throw new JoinRefused('UnableToReplayMessages', 'Replay params are not valid')
    if (!this.#session.access.canRead('broadcast')) throw new AccessRefused(this.#name)
    return messageHistory(this.#options.services.sql, this.#name, request)
  }

  #subscribe(): void {
    this.#subscribing = this.#changes.subscribeAndTell(() => this.#session.identity)
  }

  async #handle(message: ChannelMessage): Promise<void> {
    if (message.event === 'broadcast') await this.#broadcast?.send(message)
    else if (message.event === 'presence') await this.#presence?.handle(message)
    else if (message.event === 'access_token') await this.#orShutDown(() => this.#renew(message))
    else if (message.event === 'phx_leave') {
      this.transport.reply(message.ref, 'ok')
      this.#end('phx_close')
    }
  }

  async #renew({ payload }: ChannelMessage): Promise<void> {
    if (await this.#session.renew(accessToken(payload))) this.#subscribe()
  }

  /** A channel whose token admits no more says why and closes for good. */
  async #orShutDown(task: () => Promise<void>): Promise<void> {
    try {
      await task()
    } catch (error) {
      if (!(error instanceof TokenRefused) && !(error instanceof AccessRefused)) throw error
      this.transport.system('system', 'error', error.message)
      this.#end('phx_close')
    }
  }
}
