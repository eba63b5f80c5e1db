/**
 * Resamples 16-bit audio with a windowed-sinc filter, cutting off below the lower of the two rates so that nothing
 * folds back. Good for speech; not meant for music.
 */
export function resample(samples: Int16Array, fromRate: number, toRate: number): Int16Array {
  if (fromRate === toRate) return samples
  const { up, down, phases } = filterFor(fromRate, toRate)
  const output = new Int16Array(Math.floor((samples.length * up) / down))
  for (let index = 0; index < output.length; index++) {
    const position = index * down
    const taps = phases[position % up] as Float32Array
    const first = Math.floor(position / up) - TAPS / 2 + 1
    let sum = 0
    // Beyond its ends the audio goes on as it ended, so that pieces of a stream fit together without a click.
    for (let tap = 0; tap < TAPS; tap++) {
      const at = Math.max(0, Math.min(samples.length - 1, first + tap))
      sum += (samples[at] as number) * (taps[tap] as number)
    }
    output[index] = Math.max(-32768, Math.min(32767, Math.round(sum)))
  }
  return output
}

const TAPS = 24
const filters = new Map<string, { up: number; down: number; phases: Float32Array[] }>()

/** One short filter for each position of an output sample between two input samples. */
function filterFor(fromRate: number, toRate: number) {
  const key = `${fromRate}:${toRate}`
  const known = filters.get(key)
  if (known !== undefined) return known
  const divisor = greatestCommonDivisor(fromRate, toRate)
  const [up, down] = [toRate / divisor, fromRate / divisor]
  const cutoff = Math.min(1, toRate / fromRate) * 0.95
  const phases = Array.from({ length: up }, (_, phase) => phaseTaps(phase / up, cutoff))
  const made = { up, down, phases }
  filters.set(key, made)
  return made
}

function phaseTaps(fraction: number, cutoff: number): Float32Array {
  const taps = Float32Array.from({ length: TAPS }, (_, tap) => {
    const distance = tap - (TAPS / 2 - 1) - fraction
    const window = 0.5 + 0.5 * Math.cos((2 * Math.PI * distance) / TAPS)
    return Math.abs(distance) < TAPS / 2 ? sinc(distance * cutoff) * cutoff * window : 0
  })
  const total = taps.reduce((sum, tap) => sum + tap, 0)
  return taps.map((tap) => tap / total)
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))
