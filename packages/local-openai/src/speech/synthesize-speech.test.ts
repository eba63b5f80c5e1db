import { expect, it } from 'vitest'
import { encodeWave } from './encode-wave.ts'
import { resample } from './resample.ts'
import { synthesizeSpeech } from './synthesize-speech.ts'

const rms = (samples: Int16Array) => Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length)
const tone = (hertz: number, rate: number) =>
  Int16Array.from({ length: rate }, (_, index) => 10_000 * Math.sin((2 * Math.PI * hertz * index) / rate))

it('speaks: longer text takes longer, and voices differ', async () => {
  const [short, long, other] = await Promise.all([
    synthesizeSpeech('Hello.'),
    synthesizeSpeech('Hello, this is a much longer sentence than the other.'),
    synthesizeSpeech('Hello.', 'slt'),
  ])
  expect(short.length / 24).toBeGreaterThan(300)
  expect(long.length).toBeGreaterThan(short.length * 3)
  expect(rms(short)).toBeGreaterThan(500)
  expect(other).not.toEqual(short)
})

it('is the same after hundreds of runs: no run leaves anything to the next', async () => {
  const first = await synthesizeSpeech('Yes.')
  for (let run = 0; run < 60; run++) await synthesizeSpeech('No.')
  expect(await synthesizeSpeech('Yes.')).toEqual(first)
}, 30_000)

it('resamples a tone in place, and drops what the lower rate cannot hold', () => {
  const up = resample(tone(1000, 16_000), 16_000, 24_000)
  expect(up.length).toBe(24_000)
  const wanted = tone(1000, 24_000)
  const error = up.map((sample, index) => sample - (wanted[index] ?? 0)).subarray(100, -100)
  expect(rms(error)).toBeLessThan(100)
  expect(rms(resample(tone(6000, 24_000), 24_000, 8000).subarray(100, -100))).toBeLessThan(500)
})

it('writes a WAV file whose header tells the truth', () => {
  const wave = Buffer.from(encodeWave(Int16Array.of(1, -1, 256)))
  expect(wave.toString('latin1', 0, 4) + wave.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ')
  expect([wave.readUInt32LE(4), wave.readUInt32LE(24), wave.readUInt32LE(40)]).toEqual([wave.length - 8, 24_000, 6])
  expect([...wave.subarray(44)]).toEqual([1, 0, 255, 255, 0, 1])
})
