// @ts-check
// Plain JavaScript without imports: bundlers copy an AudioWorklet module as it is (`new URL(…, import.meta.url)`).
// It runs in AudioWorkletGlobalScope, next to the sound card.

/** Reports 20 times a second, in samples of the context. */
const REPORT_SAMPLES = sampleRate / 20
/** A cut in mid-wave clicks; this many samples lead from the last value to nothing. */
const FADE_SAMPLES = 96

/**
 * @typedef {{ itemId: string, contentIndex: number, played: number, complete: boolean }} Part
 * @typedef {{ part: Part, samples: Int16Array, offset: number }} Chunk
 */

/**
 * A queue of 16-bit samples that can be dropped at once and knows how far each item was played.
 *
 * In: `{ type: 'play', itemId, contentIndex, samples }`, `{ type: 'complete', itemId }`,
 * `{ type: 'limit', itemId, samples }`, `{ type: 'cut', id }`.
 * Out: `{ type: 'level', level }`, `{ type: 'playing', itemId | null }`, `{ type: 'cut', id, items }`.
 * A sample leaves memory as it is played; an item leaves the books once it was heard to its end.
 */
class PlaybackProcessor extends AudioWorkletProcessor {
  /** @type {Chunk[]} */
  queue = []
  /** @type {Map<string, Part>} */
  parts = new Map()
  /** @type {string | null} */
  playing = null
  squares = 0
  measured = 0
  last = 0
  fade = 0

  constructor() {
    super()
    this.port.onmessage = ({ data }) => {
      if (data.type === 'play') this.play(data)
      if (data.type === 'complete') this.complete(data.itemId)
      if (data.type === 'limit') this.limit(data.itemId, data.samples)
      if (data.type === 'cut') this.cut(data.id)
    }
  }

  /** @param {{ itemId: string, contentIndex: number, samples: Int16Array }} message */
  play({ itemId, contentIndex, samples }) {
    const key = `${itemId}/${contentIndex}`
    const part = this.parts.get(key) ?? { itemId, contentIndex, played: 0, complete: false }
    this.parts.set(key, part)
    this.queue.push({ part, samples, offset: 0 })
  }

  /** @param {string} itemId */
  complete(itemId) {
    for (const part of this.parts.values()) if (part.itemId === itemId) part.complete = true
    this.forgetHeard()
  }

  /**
   * Drops what waits of an item beyond its first `samples`. The item is complete then.
   * @param {string} itemId
   * @param {number} samples
   */
  limit(itemId, samples) {
    let left = samples
    for (const part of this.parts.values()) if (part.itemId === itemId) left -= part.played
    const waited = this.queue.length > 0
    this.queue = this.queue.filter((chunk) => {
      if (chunk.part.itemId !== itemId) return true
      const kept = Math.max(0, Math.min(left, chunk.samples.length - chunk.offset))
      left -= kept
      chunk.samples = chunk.samples.subarray(0, chunk.offset + kept)
      return kept > 0
    })
    if (waited && this.queue.length === 0) this.fade = FADE_SAMPLES
    this.complete(itemId)
  }

  /** @param {number} id */
  cut(id) {
    const items = [...this.parts.values()].map((part) => ({ ...part, dropped: this.waiting(part) }))
    this.queue = []
    this.parts.clear()
    this.fade = FADE_SAMPLES
    this.port.postMessage({ type: 'cut', id, items })
  }

  /** @param {Part} part */
  waiting(part) {
    let samples = 0
    for (const chunk of this.queue) if (chunk.part === part) samples += chunk.samples.length - chunk.offset
    return samples
  }

  forgetHeard() {
    for (const [key, part] of this.parts) {
      if (part.complete && !this.queue.some((chunk) => chunk.part === part)) this.parts.delete(key)
    }
  }

  next() {
    const chunk = this.queue[0]
    if (!chunk) return this.fade > 0 ? (this.last * --this.fade) / FADE_SAMPLES : 0
    const value = (chunk.samples[chunk.offset++] ?? 0) / 0x8000
    chunk.part.played++
    if (chunk.offset >= chunk.samples.length) {
      this.queue.shift()
      if (chunk.part.complete) this.forgetHeard()
      if (this.queue.length === 0) this.fade = FADE_SAMPLES
    }
    this.last = value
    return value
  }

  /**
   * @param {Float32Array[][]} _inputs
   * @param {Float32Array[][]} outputs
   */
  process(_inputs, outputs) {
    const output = outputs[0]?.[0]
    if (!output) return true
    this.announce(this.queue[0]?.part.itemId ?? null)
    for (let index = 0; index < output.length; index++) {
      const value = this.next()
      output[index] = value
      this.squares += value * value
    }
    this.measured += output.length
    if (this.measured >= REPORT_SAMPLES) this.report()
    return true
  }

  /** @param {string | null} itemId */
  announce(itemId) {
    if (itemId === this.playing) return
    this.playing = itemId
    this.port.postMessage({ type: 'playing', itemId })
  }

  report() {
    this.port.postMessage({ type: 'level', level: Math.sqrt(this.squares / this.measured) })
    this.squares = 0
    this.measured = 0
  }
}

registerProcessor('parley-playback', PlaybackProcessor)

export {}
