import { ParleyError } from '@parley/shared/parley-error.ts'
import type { CallEndReason } from '@parley/shared/relay-events.ts'
import { log } from '../_shared/log.ts'
import type { CallClient } from './call-client.ts'
import type { CallStore } from './call-store.ts'
import { CLOSE_NORMAL, closeCode } from './close-code.ts'
import type { ProviderEvent } from './provider-events.ts'
import type { ProviderSession } from './provider-session.ts'
import type { SegmentKeeper } from './segment-keeper.ts'
import type { Transcript } from './transcript.ts'
import type { TranscriptWriter } from './transcript-writer.ts'

/** How long a hang-up waits for the transcription of what was said last. */
const LAST_WORDS_MS = 2500
const DRAIN_MS = 10_000

type Parts = {
  callId: string
  client: CallClient
  provider: ProviderSession
  transcript: Transcript
  writer: TranscriptWriter
  store: CallStore
  keeper: SegmentKeeper
}

/**
 * The end of a call, in order: the client hears why, the last words are transcribed, the transcript is stored, the
 * segment is closed, the client hears that all is stored, the socket closes.
 */
export class CallEnding {
  begun = false
  readonly ended: Promise<void>
  #parts: Parts
  #speaking = false
  #settle: () => void = () => {}
  #heardOut: () => void = () => {}

  constructor(parts: Parts) {
    this.#parts = parts
    this.ended = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** Whether the user is in the middle of an utterance, which a hang-up must not lose. */
  observe(event: ProviderEvent): void {
    if (event.type === 'input_audio_buffer.speech_started') this.#speaking = true
    if (event.type === 'input_audio_buffer.committed') this.#speaking = false
  }

  /** The provider's events after the end began: only what completes the user's own words counts. */
  lastWords(event: ProviderEvent): void {
    this.observe(event)
    if (event.type === 'error') this.#speaking = false
    const ofUser = 'item' in event && event.item.role === 'user'
    if (ofUser || event.type.startsWith('input_audio_buffer.') || event.type.includes('input_audio_transcription')) {
      this.#parts.transcript.apply(event)
    }
    if (!this.#waiting) this.#heardOut()
  }

  begin(reason: CallEndReason, error?: ParleyError): void {
    if (this.begun) return
    this.begun = true
    void this.#run(reason, error).catch((cause) => {
      log('error', 'call_ending_failed', { call_id: this.#parts.callId, cause: String(cause) })
      this.#settle()
    })
  }

  get #waiting(): boolean {
    return this.#speaking || this.#parts.transcript.awaitsTranscription
  }

  async #run(reason: CallEndReason, error?: ParleyError): Promise<void> {
    const { callId, client, provider, transcript, store, keeper } = this.#parts
    keeper.stop()
    if (error !== undefined) client.fail(error, true)
    transcript.stopPlayback()
    if (provider.open) await this.#hearOut()
    provider.close()
    transcript.finish()
    const unstored = await this.#drain()
    const closed = await store.end(reason)
    log('info', 'call_ended', { call_id: callId, reason, code: error?.code, unstored, segment_closed: closed })
    if (unstored === 0) client.tell({ type: 'relay.ended', call_id: callId, reason })
    client.close(error === undefined ? CLOSE_NORMAL : closeCode(error.code), error?.code ?? reason)
    this.#settle()
  }

  async #hearOut(): Promise<void> {
    if (this.#speaking) this.#parts.provider.sendJson({ type: 'input_audio_buffer.commit' })
    if (!this.#waiting) return
    let timer: ReturnType<typeof setTimeout> | undefined
    await new Promise<void>((resolve) => {
      this.#heardOut = resolve
      timer = setTimeout(resolve, LAST_WORDS_MS)
    })
    clearTimeout(timer)
  }

  /** Number of rows that stayed unstored; the client gets them, so that they are not lost. */
  async #drain(): Promise<number> {
    const items = await this.#parts.writer.drain(DRAIN_MS)
    if (items.length === 0) return 0
    this.#parts.client.fail(new ParleyError('transcript_delayed', { details: { items } }), true)
    return items.length
  }
}
