import type { ProviderEvent } from '../provider/provider-events.ts'
import type { ProviderSession } from '../provider/provider-session.ts'
import type { LiveSegment } from './live-segment.ts'

/** How long an ending waits for the transcription of what was said last. */
const WITHIN_MS = 2500

/** Gets the words that were being said when a call ended committed and transcribed, so that they are not lost. */
export class LastWords {
  #live: LiveSegment
  #provider: Pick<ProviderSession, 'sendJson'>
  #settle: () => void = () => {}
  #failed = false

  constructor(live: LiveSegment, provider: Pick<ProviderSession, 'sendJson'>) {
    this.#live = live
    this.#provider = provider
  }

  /** The provider's events from now on: only what completes the caller's own words counts. */
  take(event: ProviderEvent): void {
    if (event.type === 'error') this.#failed = true
    const ofUser = 'item' in event && event.item.role === 'user'
    if (ofUser || event.type.startsWith('input_audio_buffer.') || event.type.includes('input_audio_transcription')) {
      this.#live.fromProvider(event)
    }
    if (!this.#waiting) this.#settle()
  }

  async heardOut(): Promise<void> {
    if (this.#live.microphone.speaking) this.#provider.sendJson({ type: 'input_audio_buffer.commit' })
    if (!this.#waiting) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#settle = resolve
    const timer = setTimeout(resolve, WITHIN_MS)
    await promise
    clearTimeout(timer)
  }

  get #waiting(): boolean {
    const { microphone, transcript } = this.#live
    return (microphone.speaking && !this.#failed) || transcript.awaitsTranscription
  }
}
