// @ts-check
// Plain JavaScript without imports: bundlers copy an AudioWorklet module as it is (`new URL(…, import.meta.url)`).
// It runs in AudioWorkletGlobalScope, next to the sound card.

const TARGET_RATE = 24_000
/** Samples in a chunk: 50 ms, which makes 20 levels a second. */
const CHUNK_SAMPLES = 1_200

/**
 * Microphone in, 16-bit mono at 24 kHz out, as `{ samples, level }` with the chunk's RMS. Resamples where the browser
 * could not open the device at 24 kHz, by averaging over each output sample's span, which keeps what would fold out.
 */
class CaptureProcessor extends AudioWorkletProcessor {
  /** Input samples that one output sample spans. */
  step = sampleRate / TARGET_RATE
  samples = new Int16Array(CHUNK_SAMPLES)
  filled = 0
  squares = 0
  sum = 0
  /** How much of the current output sample's span has been summed. */
  covered = 0

  /** @param {Float32Array[][]} inputs */
  process(inputs) {
    const channels = inputs[0] ?? []
    const length = channels[0]?.length ?? 0
    for (let index = 0; index < length; index++) {
      let value = 0
      for (const channel of channels) value += channel[index] ?? 0
      this.take(value / channels.length)
    }
    return true
  }

  /** @param {number} value one input sample */
  take(value) {
    let left = 1
    while (this.covered + left >= this.step) {
      const share = this.step - this.covered
      this.put((this.sum + value * share) / this.step)
      left -= share
      this.sum = 0
      this.covered = 0
    }
    this.sum += value * left
    this.covered += left
  }

  /** @param {number} value one output sample */
  put(value) {
    const clamped = Math.max(-1, Math.min(1, value))
    this.samples[this.filled++] = Math.round(clamped * (clamped < 0 ? 0x8000 : 0x7fff))
    this.squares += clamped * clamped
    if (this.filled < CHUNK_SAMPLES) return
    const { samples, squares } = this
    this.samples = new Int16Array(CHUNK_SAMPLES)
    this.filled = 0
    this.squares = 0
    this.port.postMessage({ samples, level: Math.sqrt(squares / CHUNK_SAMPLES) }, [samples.buffer])
  }
}

registerProcessor('parley-capture', CaptureProcessor)

export {}
