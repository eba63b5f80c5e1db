import { AccessRefused } from '../authorization/access-refused.ts'
import type { ChannelPolicies, Extension } from '../authorization/channel-policies.ts'
import type { Identity } from '../authorization/identity.ts'

export interface ChannelAccessOptions {
  policies: ChannelPolicies
  topic: string
  isPrivate: boolean
  onError(error: unknown): void
}

/** What one channel's identity may do. A public channel asks nobody; a private one keeps the answers of its policies. */
export class ChannelAccess {
  readonly #options: ChannelAccessOptions
  #identity: Identity
  #readable = new Set<Extension>()
  readonly #writable = new Map<Extension, boolean>()

  constructor(options: ChannelAccessOptions, identity: Identity) {
    this.#options = options
    this.#identity = identity
  }

  get identity(): Identity {
    return this.#identity
  }

  /**
   * Takes on an identity, asking anew what it may read.
   *
   * @throws AccessRefused when that is none of the extensions
   */
  async assume(identity: Identity, extensions: Extension[]): Promise<void> {
    const readable = await this.#ask(identity, extensions)
    if (readable.size === 0) throw new AccessRefused(this.#options.topic)
    this.#identity = identity
    this.#readable = readable
    this.#writable.clear()
  }

  /** The extensions that the identity was found to be allowed to read. */
  get readable(): ReadonlySet<Extension> {
    return this.#readable
  }

  canRead(extension: Extension): boolean {
    return !this.#options.isPrivate || this.#readable.has(extension)
  }

  /** For an extension that the join did not ask for. */
  async askToRead(extension: Extension): Promise<void> {
    for (const readable of await this.#ask(this.#identity, [extension])) this.#readable.add(readable)
  }

  /** False also when the policies cannot be asked. */
  async mayWrite(extension: Extension): Promise<boolean> {
    if (!this.#options.isPrivate) return true
    const known = this.#writable.get(extension)
    if (known !== undefined) return known
    try {
      const allowed = await this.#options.policies.mayWrite(this.#options.topic, this.#identity, extension)
      this.#writable.set(extension, allowed)
      return allowed
    } catch (error) {
      this.#options.onError(error)
      return false
    }
  }

  async #ask(identity: Identity, extensions: Extension[]): Promise<Set<Extension>> {
    if (!this.#options.isPrivate) return new Set(extensions)
    try {
      return await this.#options.policies.readable(this.#options.topic, identity, extensions)
    } catch (error) {
      this.#options.onError(error) // a policy that raises shows nothing
      return new Set()
    }
  }
}
