/** A plain response.create as it goes to the provider. */
export type ResponseCreate = { type: 'response.create'; event_id?: string; response?: Record<string, unknown> }

/**
 * Lets one response.create at a time through: the provider refuses a second while a response is active. One that comes
 * meanwhile waits for response.done; further ones replace it, for they would all answer the same conversation. It is
 * dropped where the active response leaves nothing to answer: it began after all that was said, as one of turn detection
 * does that was faster, and nobody cancelled it.
 */
export class ResponseSequencer {
  #state: 'idle' | 'requested' | 'active' = 'idle'
  #sent: ResponseCreate | null = null
  #waiting: ResponseCreate | null = null
  /** The request that was sent is for nothing if another response is active. */
  #optional = false
  /** Something was said since the last response began, or that response was cancelled. */
  #unanswered = false
  /** Items of the client that the provider has not yet taken into the conversation. */
  readonly #onTheWay = new Set<string>()
  #send: (event: ResponseCreate) => void

  constructor(send: (event: ResponseCreate) => void) {
    this.#send = send
  }

  request(event: ResponseCreate): void {
    if (this.#state === 'idle') {
      this.#sendNow(event)
      return
    }
    this.#waiting = event
  }

  /** An item of the client goes to the provider. */
  sent(itemId: string): void {
    this.#onTheWay.add(itemId)
  }

  /** An item of the caller's, typed, spoken or a function's output, is in the conversation. */
  said(itemId = ''): void {
    this.#onTheWay.delete(itemId)
    this.#unanswered = true
  }

  /** The client does not want the active response. */
  cancelled(): void {
    this.#unanswered = true
  }

  /**
   * For an answer that any other response makes needless: it is asked for only while there is none, and not again when
   * turn detection was faster.
   */
  requestIfIdle(event: ResponseCreate): void {
    if (this.#state !== 'idle') return
    this.#sendNow(event)
    this.#optional = true
  }

  /**
   * Also for responses that voice activity detection starts by itself.
   *
   * @param callerSpeaks the provider hears the caller, and will answer what they say
   * @returns whether the response should be cancelled: it is one that any other makes needless, and another will follow
   */
  created(callerSpeaks = false): boolean {
    const needless = this.#state === 'requested' && this.#optional && callerSpeaks
    this.#state = 'active'
    this.#unanswered = false
    return needless
  }

  done(): void {
    this.#state = 'idle'
    const next = this.#waiting
    this.#waiting = null
    if (next !== null && (this.#unanswered || this.#onTheWay.size > 0)) this.#sendNow(next)
  }

  /**
   * An error of the provider. True when it was about a request that the sequencer keeps for later, so that nobody
   * needs to hear of it.
   */
  failed(error: { code?: string | null; event_id?: string | null }): boolean {
    if (error.code === 'conversation_already_has_active_response') {
      if (!this.#optional) this.#waiting ??= this.#sent
      this.#state = 'active'
      return true
    }
    const ours = this.#state === 'requested' && error.event_id != null && error.event_id === this.#sent?.event_id
    if (ours) this.done()
    return false
  }

  #sendNow(event: ResponseCreate): void {
    this.#optional = false
    this.#unanswered = true
    this.#sent = { ...event, event_id: event.event_id ?? `relay_${crypto.randomUUID()}` }
    this.#state = 'requested'
    this.#send(this.#sent)
  }
}
