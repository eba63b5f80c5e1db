import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AudioSender } from './audio-sender.ts'
import type { ClientEvent } from './client-event.ts'
import { decodePcm } from './decode-pcm.ts'
import { MicrophoneStream } from './microphone-stream.ts'

const counted = (from: number, length: number) => Int16Array.from({ length }, (_, index) => (from + index) % 30_011)

test('what was acknowledged is gone, to the sample, and never comes back', () => {
  const stream = new MicrophoneStream()
  stream.append(counted(0, 1_000))
  stream.append(counted(1_000, 1_000))
  stream.acknowledge(50)
  expect([stream.startMs, stream.end]).toEqual([50, 2_000])
  stream.acknowledge(10)
  expect(stream.startMs).toBe(50)
  expect([...stream.read(1_200, 5_000)]).toEqual([...counted(1_200, 800)])
  expect([...stream.read(990, 20)].slice(10)).toEqual([...counted(1_000, 10)])
})

test('an acknowledgement of more than there is takes no place from what follows', () => {
  const stream = new MicrophoneStream()
  stream.append(counted(0, 1_210))
  stream.acknowledge(9_000)
  stream.append(counted(1_210, 1_190))
  expect(stream.startMs).toBe(50)
  expect([...stream.read(1_200, 5_000)]).toEqual([...counted(1_200, 1_200)])
})

test('beyond its limit it drops the oldest, on a whole millisecond, and tells how much nobody has', () => {
  const stream = new MicrophoneStream(100)
  for (let frame = 0; frame < 5; frame++) stream.append(counted(frame * 1_201, 1_201))
  expect(stream.startMs).toBe(151)
  stream.append(counted(0, 0))
  expect(stream.missingMs(40)).toBe(111)
  expect(stream.missingMs(200)).toBe(0)
  stream.acknowledge(160)
  expect(stream.missingMs(40)).toBe(0)
})

test('a stream that another client began goes on where that one was', () => {
  const stream = new MicrophoneStream()
  stream.append(counted(0, 2_400))
  stream.continueAt(5_000)
  expect([stream.startMs, stream.end]).toEqual([5_000, 122_400])
  expect([...stream.read(120_000, 10)]).toEqual([...counted(0, 10)])
})

/** A worker: takes what it is sent until it is cut off, and acknowledges some of it. */
function worker() {
  const got: number[] = []
  let from = Number.NaN
  let open = true
  const send = (event: ClientEvent) => {
    if (!open) return false
    if (event.type === 'client.audio_start') from = event.audio_ms * 24
    if (event.type === 'input_audio_buffer.append') got.push(...decodePcm(event.audio))
    return true
  }
  return { link: { send, backlog: 0 }, got, from: () => from, end: () => from + got.length, cut: () => (open = false) }
}

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('speak' as const), samples: fc.integer({ min: 1, max: 3_000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('acknowledge' as const),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('next' as const), behind: fc.integer({ min: 0, max: 40 }) }) },
)

test('whatever is lost, acknowledged and replayed: what the workers keep is what was said, sample by sample', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const stream = new MicrophoneStream()
      const sender = new AudioSender(stream)
      const said: number[] = []
      const kept: number[] = []
      let stored = 0
      let live: ReturnType<typeof worker> | undefined
      const keepUntil = (audioMs: number, from: ReturnType<typeof worker>) => {
        kept.push(...from.got.slice(kept.length - from.from(), audioMs * 24 - from.from()))
        stored = audioMs
      }
      const next = (behind: number) => {
        sender.stop()
        live?.cut()
        live = worker()
        // What the relay knows to be stored may be behind what it told the client.
        sender.begin(live.link, Math.max(stream.startMs, stored - behind))
      }
      for (const now of [...steps, { do: 'next' as const, behind: 0 }]) {
        if (now.do === 'speak') {
          const samples = counted(said.length, now.samples)
          said.push(...samples)
          stream.append(samples)
          sender.pump()
        } else if (now.do === 'acknowledge' && live) {
          const audioMs = Math.floor(stored + now.share * (live.end() / 24 - stored))
          if (audioMs > stored) keepUntil(audioMs, live)
          stream.acknowledge(stored)
        } else if (now.do === 'lose') {
          live?.cut()
          sender.stop()
          live = undefined
        } else if (now.do === 'next') next(now.behind)
      }
      if (!live) return
      kept.push(...live.got.slice(kept.length - live.from()))
      expect(kept).toEqual(said)
    }),
    { numRuns: 150 },
  )
})
