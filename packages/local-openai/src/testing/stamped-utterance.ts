import { msToSamples } from '../realtime/audio-time.ts'
import { STAMP_BLOCK, writeStampBlock } from './stamp-block.ts'

/**
 * Microphone audio that says what it is: 16-bit samples at 24 kHz, in blocks of 10 ms that carry the utterance's number
 * and their own. Loud enough for a level meter and a voice detector. It must travel as PCM: any change of a sample, a
 * resampler's or a codec's, counts as damage. Silence between utterances is zeros.
 *
 * Throws a RangeError when `ms` is no multiple of 10, or a number is beyond 32766.
 *
 * @example
 * const speech = stampedUtterance({ utterance: 7, ms: 1200 })
 */
export function stampedUtterance({ utterance, ms }: { utterance: number; ms: number }): Int16Array {
  if (ms <= 0 || ms % 10 !== 0) throw new RangeError(`A stamped utterance lasts a multiple of 10 ms, not ${ms}.`)
  const samples = new Int16Array(msToSamples(ms))
  for (let start = 0; start < samples.length; start += STAMP_BLOCK) {
    writeStampBlock(samples.subarray(start, start + STAMP_BLOCK), utterance, start / STAMP_BLOCK)
  }
  return samples
}
