import { expect, test } from 'vitest'
import { FRAME_MS, FrameCoalescer } from './frame-coalescer.ts'

const chunk = (value = 0) => new Int16Array(1_200).fill(value)
/** Lengths in milliseconds of the frames that chunks of 50 ms with these levels make. */
function frames(coalescer: FrameCoalescer, levels: number[]): number[] {
  return levels.flatMap((level) => {
    const frame = coalescer.push(chunk(), level)
    return frame ? [frame.length / 24] : []
  })
}

test('silence travels in long frames, and so does speech that goes on', () => {
  expect(frames(new FrameCoalescer(), Array(8).fill(0))).toEqual([200, 200])
  expect(frames(new FrameCoalescer(), Array(14).fill(0.1))).toEqual([100, 100, 100, 200, 200])
})

test('the first loud chunk does not wait for a silent frame to fill', () => {
  expect(frames(new FrameCoalescer(), [0, 0, 0, 0.1])).toEqual([200])
  expect(frames(new FrameCoalescer(), [0, 0.1, 0.1, 0.1])).toEqual([100, 100])
})

test('the first quiet chunk does not wait for a long frame of speech to fill', () => {
  const speech = Array(8).fill(0.1)
  expect(frames(new FrameCoalescer(), [...speech, 0.1, 0])).toEqual([100, 100, 100, 200])
  expect(frames(new FrameCoalescer(), [...speech, 0, 0, 0])).toEqual([100, 100, 100, 150, 100])
})

test('frames stay short after speech, while the end of the turn is being detected', () => {
  const after = frames(new FrameCoalescer(), [0.1, 0.1, ...Array(FRAME_MS.hangover / 50 + 8).fill(0)])
  expect(after.slice(0, 8)).toEqual(Array(8).fill(100))
  expect(after.at(-1)).toBe(200)
})

test('no sample is lost, doubled or reordered', () => {
  const coalescer = new FrameCoalescer()
  const out = [1, 2, 3, 4, 5].flatMap((value) => [...(coalescer.push(chunk(value), 0.1) ?? [])])
  out.push(...(coalescer.flush() ?? []))
  expect(out).toEqual([1, 2, 3, 4, 5].flatMap((value) => Array(1_200).fill(value)))
  expect(coalescer.flush()).toBeUndefined()
})
