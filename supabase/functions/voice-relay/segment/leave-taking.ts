import { ParleyError } from '@parley/shared/parley-error.ts'
import type { CallEndReason } from '@parley/shared/relay-events.ts'
import { log } from '../../_shared/log.ts'
import type { CallClient } from '../client/call-client.ts'
import { CLOSE_NORMAL, closeCode } from '../client/close-code.ts'
import type { ProviderEvent } from '../provider/provider-events.ts'
import type { ProviderSession } from '../provider/provider-session.ts'
import type { CallStore } from './call-store.ts'
import { LastWords } from './last-words.ts'
import type { LiveSegment } from './live-segment.ts'

const DRAIN_MS = 10_000
const HAND_OVER_DRAIN_MS = 4_000

type Parts = {
  callId: string
  client: CallClient
  provider: ProviderSession
  store: CallStore
  live: LiveSegment
}

/** The ways in which a segment that has the call lets go of it. Each runs once, to its end, and never rejects. */
export class LeaveTaking {
  #parts: Parts
  #lastWords: LastWords

  constructor(parts: Parts) {
    this.#parts = parts
    this.#lastWords = new LastWords(parts.live, parts.provider)
  }

  /** The provider's events while leave is taken. */
  take(event: ProviderEvent): void {
    this.#parts.live.usage.apply(event)
    this.#lastWords.take(event)
  }

  /**
   * The end of the call: the client hears why, the last words are transcribed, the transcript is stored, segment and
   * call are closed, the client hears that all is stored, the socket closes. `goneAt`: when the client had gone.
   */
  async end(reason: CallEndReason, error?: ParleyError, goneAt?: number): Promise<void> {
    const { callId, client, store } = this.#parts
    if (error !== undefined) client.fail(error, true)
    const unstored = await this.#finish(goneAt)
    const closed = await store.end(reason)
    log('info', 'call_ended', { call_id: callId, reason, code: error?.code, unstored, segment_closed: closed })
    if (unstored === 0) client.tell({ type: 'relay.ended', call_id: callId, reason })
    client.close(error === undefined ? CLOSE_NORMAL : closeCode(error.code), error?.code ?? reason)
  }

  /** Everything is stored, also what was broken off, but the call stays open for its caller. */
  async setAside(goneAt: number): Promise<void> {
    const unstored = await this.#finish(goneAt)
    log('info', 'call_set_aside', { call_id: this.#parts.callId, unstored })
  }

  /**
   * What is finished is stored. What is not is left to the next worker, and so is what could not be stored in time: the
   * client has its audio still.
   */
  async handOver(reason: 'handed_over' | 'disconnected' = 'handed_over'): Promise<void> {
    const { callId, client, provider, store, live } = this.#parts
    provider.close()
    live.transcript.leaveToListener()
    live.writer.checkpoint()
    const [{ length: unstored }] = await Promise.all([
      live.writer.drain(HAND_OVER_DRAIN_MS),
      live.usage.close(HAND_OVER_DRAIN_MS),
    ])
    const audioMs = live.audioMs
    await store.letGo(reason)
    log('info', 'call_handed_over', { call_id: callId, unstored })
    client.tell({ type: 'relay.handed_over', call_id: callId, audio_ms: audioMs })
    client.close(CLOSE_NORMAL, 'handed_over')
  }

  /** Another worker has the call: nothing of this one counts any more. */
  abandon(): void {
    const { callId, client, provider, live } = this.#parts
    const error = new ParleyError('segment_superseded')
    log('info', 'segment_superseded', { call_id: callId })
    void live.usage.flush()
    provider.close()
    client.fail(error, true)
    client.close(closeCode(error.code), error.code)
  }

  async #finish(goneAt: number | undefined): Promise<number> {
    const { provider, live } = this.#parts
    live.transcript.stopPlayback(goneAt)
    if (provider.open) await this.#lastWords.heardOut()
    provider.close()
    live.transcript.finish()
    return await this.#drain(DRAIN_MS)
  }

  /** Number of rows that stayed unstored; the client gets them, so that they are not lost. */
  async #drain(withinMs: number): Promise<number> {
    const { live, client } = this.#parts
    const [items] = await Promise.all([live.writer.drain(withinMs), live.usage.close(withinMs)])
    if (items.length > 0) client.fail(new ParleyError('transcript_delayed', { details: { items } }), true)
    return items.length
  }
}
