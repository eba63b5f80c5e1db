import { asParleyError } from '../../_shared/error-response.ts'
import type { UsedModel } from '../../_shared/llm/record-usage.ts'
import { log } from '../../_shared/log.ts'
import type { ProviderEvent } from '../provider/provider-events.ts'
import { responseCounts, transcriptionCounts } from './response-counts.ts'

type UsageBookOptions = {
  callId: string
  model: string
  transcriptionModel: string
  /** Once for its key, however often it is asked. */
  record(used: UsedModel): Promise<unknown>
}

/**
 * What a call has used, on its way into the ledger: each response and transcription once, by the provider's names for
 * them. It is written a moment later, beside everything else, and tried again until it is.
 */
export class UsageBook {
  #options: UsageBookOptions
  #pending = new Map<string, UsedModel>()
  #running: Promise<void> | null = null

  constructor(options: UsageBookOptions) {
    this.#options = options
  }

  apply(event: ProviderEvent): void {
    const { model, transcriptionModel } = this.#options
    if (event.type === 'response.done' && event.response.usage)
      this.#add(event.response.id ?? '', model, responseCounts(event.response.usage))
    if (event.type === 'conversation.item.input_audio_transcription.completed' && event.usage)
      this.#add(`${event.item_id}/transcription`, transcriptionModel, transcriptionCounts(event.usage))
  }

  /** Writes what is there. One at a time, and never rejects. */
  flush(): Promise<void> {
    if (this.#pending.size > 0) this.#running ??= this.#write().finally(() => (this.#running = null))
    return this.#running ?? Promise.resolve()
  }

  /** The last time: what cannot be written soon is lost, and the log says so. */
  async close(withinMs: number): Promise<void> {
    const { promise: timeout, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, withinMs)
    await Promise.race([this.flush().then(() => this.flush()), timeout])
    clearTimeout(timer)
    const { size: entries } = this.#pending
    if (entries > 0) log('error', 'usage_unrecorded', { call_id: this.#options.callId, entries })
  }

  #add(idempotencyKey: string, model: string, usage: UsedModel['usage']): void {
    const { callId: reference } = this.#options
    this.#pending.set(idempotencyKey, { source: 'call', reference, idempotencyKey, model, usage })
  }

  async #write(): Promise<void> {
    for (const [key, used] of this.#pending) {
      try {
        await this.#options.record(used)
      } catch (error) {
        const { code, status } = asParleyError(error)
        log('error', 'usage_not_recorded', { call_id: this.#options.callId, code, model: used.model })
        // What the ledger refuses it refuses the next time too.
        if (status >= 500) return
      }
      this.#pending.delete(key)
    }
  }
}
