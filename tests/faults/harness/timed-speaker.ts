import type { Speaker, SpeakerEvents } from '@parley/client/audio-devices'
import type { CutItem } from '@parley/client/truncations-of'
import { AUDIO_FORMAT } from '@parley/shared/audio-format'
import { startClock } from './clock.ts'

/** Silence within an answer that had begun and was not complete: the listener waited for the rest of it. */
export type Gap = { itemId: string; ms: number }

type Part = CutItem & { queue: Int16Array[] }

/**
 * A loudspeaker that plays by the clock, as the playback worklet does, into a record of what could be heard. It tells
 * the truth about how far an answer had come when it was cut.
 */
export class TimedSpeaker {
  readonly gaps: Gap[] = []
  /** How many milliseconds of each item could be heard. */
  readonly heardMs = new Map<string, number>()
  readonly #parts: Part[] = []
  #events: SpeakerEvents | undefined
  #stop: (() => void) | undefined
  #playing: string | null = null
  #gapMs = 0

  get isOpen(): boolean {
    return this.#stop !== undefined
  }

  /** Whether anything can be heard, or is still to come of something that was begun. */
  get busy(): boolean {
    return this.#parts.length > 0
  }

  open(events: SpeakerEvents): Speaker {
    this.#events = events
    this.#stop = startClock(1, (ms) => this.#advance(ms))
    return {
      play: (itemId, contentIndex, samples) => void this.#part(itemId, contentIndex).queue.push(samples),
      complete: (itemId) => {
        for (const part of this.#parts) if (part.itemId === itemId) part.complete = true
        this.#forgetHeard()
      },
      limit: (itemId, ms) => this.#limit(itemId, Math.floor((ms * AUDIO_FORMAT.sampleRate) / 1000)),
      cut: async () => this.#cut(),
      resume: async () => true,
      close: async () => {
        this.#stop?.()
        this.#stop = undefined
      },
    }
  }

  #part(itemId: string, contentIndex: number): Part {
    const known = this.#parts.find((part) => part.itemId === itemId && part.contentIndex === contentIndex)
    if (known) return known
    const part = { itemId, contentIndex, played: 0, dropped: 0, complete: false, queue: [] }
    this.#parts.push(part)
    return part
  }

  #limit(itemId: string, samples: number): void {
    for (const part of this.#parts) {
      if (part.itemId !== itemId) continue
      let left = samples - part.played
      part.complete = true
      part.queue = part.queue.flatMap((chunk) => {
        const kept = chunk.subarray(0, Math.max(0, left))
        left -= chunk.length
        return kept.length > 0 ? [kept] : []
      })
    }
    this.#forgetHeard()
  }

  #cut(): CutItem[] {
    const parts = this.#parts.splice(0)
    this.#announce(null)
    const lengthOf = (queue: Int16Array[]) => queue.reduce((sum, { length }) => sum + length, 0)
    return parts.map(({ queue, ...part }) => ({ ...part, dropped: lengthOf(queue) }))
  }

  #advance(ms: number): void {
    let left = Math.round((ms * AUDIO_FORMAT.sampleRate) / 1000)
    while (left > 0) {
      const part = this.#parts.find(({ queue }) => queue.length > 0)
      if (!part) break
      left -= this.#play(part, left)
    }
    this.#wait((left * 1000) / AUDIO_FORMAT.sampleRate)
    this.#announce(this.#parts.find(({ queue }) => queue.length > 0)?.itemId ?? null)
    this.#forgetHeard()
  }

  #play(part: Part, limit: number): number {
    const next = part.queue.shift() ?? new Int16Array(0)
    const samples = next.subarray(0, limit)
    if (next.length > limit) part.queue.unshift(next.subarray(limit))
    if (this.#gapMs > 0) this.gaps.push({ itemId: part.itemId, ms: Math.round(this.#gapMs) })
    this.#gapMs = 0
    part.played += samples.length
    this.heardMs.set(part.itemId, (part.played * 1000) / AUDIO_FORMAT.sampleRate)
    return samples.length
  }

  /** A gap counts when an answer goes on after it. */
  #wait(ms: number): void {
    const isBegun = this.#parts.some((part) => part.played > 0 && !part.complete)
    this.#gapMs = isBegun ? this.#gapMs + ms : 0
  }

  #announce(itemId: string | null): void {
    if (itemId === this.#playing) return
    this.#playing = itemId
    this.#events?.onPlaying(itemId)
  }

  #forgetHeard(): void {
    for (let index = this.#parts.length - 1; index >= 0; index--) {
      const part = this.#parts[index]
      if (part?.complete && part.queue.length === 0) this.#parts.splice(index, 1)
    }
  }
}
