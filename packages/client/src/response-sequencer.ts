import type { ClientEvent } from './client-event.ts'
import type { ServerEvent } from './server-event.ts'

/**
 * Asks for answers one at a time: a `response.create` while an answer is being made is an error at the provider. A
 * request during an answer cancels it and waits for its end.
 */
export class ResponseSequencer {
  readonly #send: (event: ClientEvent) => void
  #state: 'idle' | 'requested' | 'active' = 'idle'
  #wanted = false

  constructor(send: (event: ClientEvent) => void) {
    this.#send = send
  }

  /** An answer is being made, or will be. */
  get busy(): boolean {
    return this.#state !== 'idle' || this.#wanted
  }

  /** A new session, in which nothing has been asked for. */
  reset(): void {
    this.#state = 'idle'
    this.#wanted = false
  }

  /** Takes note of answers that begin and end, whoever asked for them. */
  apply(event: ServerEvent): void {
    if (event.type === 'response.created') this.#state = 'active'
    if (event.type === 'response.done') this.#finish()
    if (event.type === 'error' && this.#state === 'requested') this.#refused(event.error.code ?? '')
  }

  /** Wants an answer to what is in the conversation now. */
  request(): void {
    if (this.#state === 'active' && !this.#wanted) this.#send({ type: 'response.cancel' })
    if (this.#state === 'idle') this.#create()
    else this.#wanted = true
  }

  #finish(): void {
    this.#state = 'idle'
    if (this.#wanted) this.#create()
  }

  /** Turn detection was faster: its answer may not know of what we asked about, so ours follows it. */
  #refused(code: string): void {
    const overtaken = code === 'conversation_already_has_active_response'
    this.#state = overtaken ? 'active' : 'idle'
    this.#wanted = overtaken
  }

  #create(): void {
    this.#wanted = false
    this.#state = 'requested'
    this.#send({ type: 'response.create' })
  }
}
