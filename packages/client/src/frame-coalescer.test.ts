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

test('silence travels in 200 ms, speech in 100 ms', () => {
  expect(frames(new FrameCoalescer(), Array(8).fill(0))).toEqual([FRAME_MS.silence, FRAME_MS.silence])
  expect(frames(new FrameCoalescer(), Array(4).fill(0.1))).toEqual([FRAME_MS.speech, FRAME_MS.speech])
})

test('the first loud chunk does not wait for a silent frame to fill', () => {
  expect(frames(new FrameCoalescer(), [0, 0, 0, 0.1])).toEqual([200])
  expect(frames(new FrameCoalescer(), [0, 0.1, 0.1, 0.1])).toEqual([100, 100])
})

test('frames stay short after speech, while the end of the turn is being detected', () => {
  const coalescer = new FrameCoalescer()
  const after = frames(coalescer, [0.1, 0.1, ...Array(FRAME_MS.hangover / 50 + 8).fill(0)])
  expect(after.slice(0, 12)).toEqual(Array(12).fill(100))
  expect(after.at(-1)).toBe(200)
})

test('no sample is lost, doubled or reordered', () => {
  const coalescer = new FrameCoalescer()
  const out = [1, 2, 3, 4, 5].flatMap((value) => [...(coalescer.push(chunk(value), 0.1) ?? [])])
  out.push(...(coalescer.flush() ?? []))
  expect(out).toEqual([1, 2, 3, 4, 5].flatMap((value) => Array(1_200).fill(value)))
  expect(coalescer.flush()).toBeUndefined()
})
