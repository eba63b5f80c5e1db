const ANSWER_WITHIN_MS = 10_000

type ProbeOptions = {
  send(event: object): void
  /** The provider has seen everything that was sent before the probe. */
  onAnswer(): void
  /** It is there no longer, though its socket says so. */
  onSilence(): void
}

/**
 * Asks the provider whether it is listening: an update that changes nothing, whose answer comes after everything sent
 * before it was taken in. Updates of the client are answered by the same event, in order, so both are counted.
 */
export class ProviderProbe {
  #options: ProbeOptions
  #awaited: ('probe' | 'client')[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: ProbeOptions) {
    this.#options = options
  }

  /** One at a time: false when one is under way. */
  ask(): boolean {
    if (this.#awaited.includes('probe')) return false
    this.#awaited.push('probe')
    this.#options.send({ type: 'session.update', session: { type: 'realtime' } })
    this.#timer = setTimeout(() => this.#options.onSilence(), ANSWER_WITHIN_MS)
    return true
  }

  /** The client sends an update of its own. */
  clientAsks(): void {
    this.#awaited.push('client')
  }

  /** A session.updated came. True when it answers a probe, so that nobody else needs to hear of it. */
  answered(): boolean {
    if (this.#awaited.shift() !== 'probe') return false
    this.stop()
    this.#options.onAnswer()
    return true
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
