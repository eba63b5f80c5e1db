import { randomBytes } from 'node:crypto'
import type { SessionUpdate } from '../realtime/session-update-schema.ts'

/** An ephemeral key with the session that was attached to it. */
export type ClientSecret = {
  value: string
  /** Seconds since the epoch. */
  expiresAt: number
  session: SessionUpdate
}

/**
 * Ephemeral keys, in memory. A key may open any number of sessions until it expires, as with OpenAI.
 * Does not check who may mint: that is the route's business.
 */
export class ClientSecretStore {
  readonly #secrets = new Map<string, ClientSecret>()

  /** A new key that lives for `seconds`. */
  mint(session: SessionUpdate, seconds: number): ClientSecret {
    this.#dropExpired()
    const value = `ek_${randomBytes(16).toString('hex')}`
    const secret = { value, expiresAt: Math.floor(Date.now() / 1000) + seconds, session }
    this.#secrets.set(value, secret)
    return secret
  }

  /** The key's secret, or undefined when it is unknown or has expired. */
  find(value: string): ClientSecret | undefined {
    const secret = this.#secrets.get(value)
    return secret !== undefined && secret.expiresAt * 1000 > Date.now() ? secret : undefined
  }

  #dropExpired(): void {
    for (const [value, secret] of this.#secrets) if (secret.expiresAt * 1000 <= Date.now()) this.#secrets.delete(value)
  }
}
