import { AccessRefused } from '../authorization/access-refused.ts'
import type { Extension } from '../authorization/channel-policies.ts'
import { identify } from '../authorization/identify.ts'
import type { Identity } from '../authorization/identity.ts'
import type { RealtimeServices } from '../realtime-services.ts'
import { ChannelAccess } from './channel-access.ts'
import type { JoinConfig } from './join-config.ts'
import { TokenWatch } from './token-watch.ts'

export interface ChannelSessionOptions {
  services: RealtimeServices
  /** The topic without `realtime:`. */
  name: string
  config: JoinConfig
  /** Of the socket's API key: who speaks when the join brings no token. */
  socketIdentity: Identity
  onExpired(): void
}

/** Who speaks on a channel, from token to token, and what they may do. */
export class ChannelSession {
  readonly #options: ChannelSessionOptions
  readonly #watch: TokenWatch
  readonly access: ChannelAccess

  constructor(options: ChannelSessionOptions) {
    const { services, name, config, socketIdentity, onExpired } = options
    this.#options = options
    this.#watch = new TokenWatch(onExpired)
    const { policies, onError } = services
    this.access = new ChannelAccess({ policies, topic: name, isPrivate: config.private, onError }, socketIdentity)
  }

  get identity(): Identity {
    return this.access.identity
  }

  /**
   * The identity of a join.
   *
   * @throws TokenRefused, AccessRefused
   */
  async admit(token: string | undefined): Promise<void> {
    const own = token === undefined || isApiKey(token) ? this.#options.socketIdentity.token : token
    await this.#assume(own, this.#extensions())
  }

  /**
   * A later token. Returns whether it was a new one.
   *
   * @throws TokenRefused, AccessRefused also where it may read less than the one before
   */
  async renew(token: string | undefined): Promise<boolean> {
    if (token === undefined || isApiKey(token) || token === this.identity.token) return false
    const before = [...this.access.readable]
    await this.#assume(token, [...new Set([...this.#extensions(), ...before])])
    if (before.some((extension) => !this.access.readable.has(extension))) {
      throw new AccessRefused(this.#options.name, 'could read')
    }
    return true
  }

  /** @throws TokenRefused when the token holds no more */
  async confirm(): Promise<void> {
    await identify(this.identity.token, this.#options.services.keys)
  }

  stop(): void {
    this.#watch.stop()
  }

  async #assume(token: string, extensions: Extension[]): Promise<void> {
    const identity = await identify(token, this.#options.services.keys)
    await this.access.assume(identity, extensions)
    this.#watch.watch(identity.expiresAt)
  }

  #extensions(): Extension[] {
    return this.#options.config.presence.enabled ? ['broadcast', 'presence'] : ['broadcast']
  }
}

/** `sb_…` keys are the socket's own; a client sends them where it has no token. */
function isApiKey(token: string): boolean {
  return token.startsWith('sb_')
}
