import type { ProviderEvent } from '../provider/provider-events.ts'

/**
 * How much audio before the last is kept unacknowledged in silence: the provider puts up to 300 ms (a client may ask
 * for 5 s) before a speech that it finds, and finds it a moment after it began.
 */
const PADDING_MS = 1000

/**
 * The microphone's stream of a call, as far as this segment has it, in milliseconds since the call's first frame. It
 * knows where each utterance ends in it, and up to where it holds nothing but silence. The provider counts from the
 * first audio of its own session; `startAt` says where that lies in the call.
 */
export class MicrophoneStream {
  #offsetMs = 0
  #receivedMs = 0
  #speaking = false
  #manual = false
  #stoppedAtMs: number | null = null
  #committedAtMs: number | null = null
  #ends = new Map<string, number>()
  #asked: number[] = []
  #listenedMs = 0

  startAt(audioMs: number): void {
    this.#offsetMs = audioMs - this.#receivedMs
  }

  received(ms: number): void {
    this.#receivedMs += ms
  }

  /** The provider was asked something, after all audio so far: its answer says that it has listened to that. */
  asked(): void {
    this.#asked.push(this.#receivedMs)
  }

  answered(): void {
    this.#listenedMs = this.#asked.shift() ?? this.#listenedMs
  }

  /** The client commits by hand all that it has sent. */
  commitRequested(): void {
    this.#committedAtMs = this.#receivedMs
  }

  /** Whether an utterance is being said that is no item yet. */
  get speaking(): boolean {
    return this.#speaking
  }

  apply(event: ProviderEvent): void {
    if (event.type === 'input_audio_buffer.speech_started') this.#speaking = true
    if (event.type === 'input_audio_buffer.speech_stopped') this.#stoppedAtMs = event.audio_end_ms
    if (event.type === 'input_audio_buffer.committed') this.#committed(event.item_id)
    if (event.type === 'session.updated') this.#manual = event.session.audio?.input?.turn_detection === null
  }

  /** Where an utterance ends. Null for an item that is no speech of this segment. */
  endOf(itemId: string): number | null {
    const end = this.#ends.get(itemId)
    return end === undefined ? null : Math.round(end + this.#offsetMs)
  }

  /** Everything before it that is no utterance on the books is silence. Null while somebody speaks. */
  get silentUntilMs(): number | null {
    if (this.#speaking || this.#manual) return null
    return Math.max(0, Math.floor(this.#offsetMs + this.#listenedMs - PADDING_MS))
  }

  #committed(itemId: string): void {
    this.#ends.set(itemId, this.#stoppedAtMs ?? this.#committedAtMs ?? this.#receivedMs)
    this.#stoppedAtMs = null
    this.#committedAtMs = null
    this.#speaking = false
  }
}
