import { expect, it } from 'vitest'
import { decodeG711, encodeG711 } from './g711.ts'

// Values of the ITU tables: silence, the loudest, and one between.
it.each([
  ['mu', 0, 0xff],
  ['mu', 32767, 0x80],
  ['mu', -32768, 0x00],
  ['mu', 1000, 0xce],
  ['a', 0, 0xd5],
  ['a', 32767, 0xaa],
  ['a', -32768, 0x2a],
] as const)('%s-law: %d is %d', (law, sample, byte) => {
  expect(encodeG711(Int16Array.of(sample), law)[0]).toBe(byte)
})

it.each(['mu', 'a'] as const)('%s-law comes back within its step', (law) => {
  const samples = Int16Array.from({ length: 400 }, (_, index) => (index - 200) * 160)
  const back = decodeG711(encodeG711(samples, law), law)
  for (const [index, sample] of samples.entries()) {
    expect(Math.abs((back[index] ?? 0) - sample)).toBeLessThanOrEqual(Math.max(Math.abs(sample) / 16, 16))
  }
})
