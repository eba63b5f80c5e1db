import type { ServerEvent } from '@parley/client/server-event'
import { AUDIO_FORMAT } from '@parley/shared/audio-format'
import { WORD_MS } from './agent-script.ts'
import type { Heard } from './timed-speaker.ts'

/** Knows what each answer says, and so which words a listener has heard: the agent's words are of one length. */
export class HeardAnswers {
  readonly #texts = new Map<string, string>()

  apply(event: ServerEvent): void {
    if (event.type !== 'response.output_audio_transcript.delta') return
    this.#texts.set(event.item_id, (this.#texts.get(event.item_id) ?? '') + event.delta)
  }

  /** The words that were begun in what was heard, in order. */
  words(heard: readonly Heard[]): string[] {
    const words: string[] = []
    for (const [itemId, { from, to }] of spans(heard)) {
      const said = (this.#texts.get(itemId) ?? '').trim().split(/\s+/)
      words.push(...said.slice(Math.floor(toMs(from) / WORD_MS), Math.ceil(toMs(to) / WORD_MS)))
    }
    return words
  }
}

/** From which to which sample each item was heard. */
function spans(heard: readonly Heard[]): Map<string, { from: number; to: number }> {
  const found = new Map<string, { from: number; to: number }>()
  for (const { itemId, from, samples } of heard) {
    const span = found.get(itemId)
    if (span) span.to = from + samples.length
    else found.set(itemId, { from, to: from + samples.length })
  }
  return found
}

function toMs(samples: number): number {
  return (samples * 1000) / AUDIO_FORMAT.sampleRate
}
