import { expect, test } from 'vitest'
import { decodePcm } from './decode-pcm.ts'
import { encodePcm } from './encode-pcm.ts'

test('samples are little-endian base64, as Node writes them', () => {
  const samples = Int16Array.from([0, 1, -1, 32_767, -32_768])
  const expected = Buffer.alloc(10)
  samples.forEach((sample, index) => {
    expected.writeInt16LE(sample, index * 2)
  })
  expect(encodePcm(samples)).toBe(expected.toString('base64'))
})

test('a second of audio, and a view into a larger buffer, survive the round trip', () => {
  const second = Int16Array.from({ length: 24_000 }, (_, index) => (index * 37) % 30_000)
  expect(decodePcm(encodePcm(second))).toEqual(second)
  expect(decodePcm(encodePcm(second.subarray(5, 9)))).toEqual(second.slice(5, 9))
})

test('an odd last byte is dropped', () => {
  expect([...decodePcm(Buffer.from([1, 0, 7]).toString('base64'))]).toEqual([1])
})
