import { isCallersItem } from '@parley/shared/is-callers-item'
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
  /** An answer has begun since it was last asked for one. */
  #answered = false
  /** Something was said since the last answer began. */
  #saidMore = false

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
    this.#saidMore = false
  }

  /** Takes note of answers that begin and end, whoever asked for them. */
  apply(event: ServerEvent): void {
    if (event.type === 'response.created') this.#begun()
    if (event.type === 'conversation.item.added' && isCallersItem(event.item)) this.#saidMore = true
    if (event.type === 'response.done') this.#finish()
    if (event.type === 'error' && this.#state === 'requested') this.#refused(event.error.code ?? '')
  }

  /** Wants an answer to what is in the conversation now. */
  request(): void {
    if (this.#state === 'active' && !this.#wanted) this.#send({ type: 'response.cancel' })
    if (this.#state === 'idle') this.#create()
    else {
      this.#wanted = true
      this.#answered = false
    }
  }

  #begun(): void {
    this.#state = 'active'
    this.#answered = true
    this.#saidMore = false
  }

  /** Turn detection may have answered all that was said by then: then nothing is left to ask for. */
  #finish(): void {
    this.#state = 'idle'
    if (this.#wanted && (this.#saidMore || !this.#answered)) this.#create()
    else this.#wanted = false
  }

  /** Turn detection was faster: where its answer does not know of what we asked about, ours follows it. */
  #refused(code: string): void {
    const overtaken = code === 'conversation_already_has_active_response'
    this.#state = overtaken ? 'active' : 'idle'
    this.#wanted = overtaken
  }

  #create(): void {
    this.#wanted = false
    this.#answered = false
    this.#state = 'requested'
    this.#send({ type: 'response.create' })
  }
}
