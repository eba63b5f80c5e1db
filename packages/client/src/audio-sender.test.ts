import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AudioSender } from './audio-sender.ts'
import type { ClientEvent } from './client-event.ts'
import { decodePcm } from './decode-pcm.ts'
import { MicrophoneStream } from './microphone-stream.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function link() {
  const events: ClientEvent[] = []
  const made = { backlog: 0, send: (event: ClientEvent) => events.push(event) > 0 }
  const frames = () => events.flatMap((event) => (event.type === 'input_audio_buffer.append' ? [event.audio] : []))
  return { made, events, lengths: () => frames().map((audio) => decodePcm(audio).length / 24) }
}

test('what waited goes in frames of a second, what is new as it comes', () => {
  const stream = new MicrophoneStream()
  const sender = new AudioSender(stream)
  for (let frame = 0; frame < 13; frame++) stream.append(new Int16Array(4_800))
  const { made, events, lengths } = link()
  sender.begin(made, 100)
  stream.append(new Int16Array(2_400))
  sender.pump()
  expect(events[0]).toEqual({ type: 'client.audio_start', audio_ms: 100 })
  expect(lengths()).toEqual([1_000, 1_000, 500, 100])
})

test('a full ring goes as fast as the relay takes it: most of a minute at once, then below four times real time', () => {
  const stream = new MicrophoneStream()
  const sender = new AudioSender(stream)
  for (let second = 0; second < 120; second++) stream.append(new Int16Array(24_000))
  const { made, lengths } = link()
  sender.begin(made, 0)
  expect(lengths()).toHaveLength(55)
  vi.advanceTimersByTime(10_000)
  expect(lengths().length).toBeGreaterThanOrEqual(55 + 36)
  expect(lengths().length).toBeLessThanOrEqual(60 + 40)
  vi.advanceTimersByTime(10_000)
  expect(lengths()).toHaveLength(120)
})

test('audio waits in the stream while the socket is full, and no sample is dropped', () => {
  const stream = new MicrophoneStream()
  const sender = new AudioSender(stream)
  const { made, lengths } = link()
  sender.begin(made, 0)
  made.backlog = 1_000_000
  for (let frame = 0; frame < 4; frame++) {
    stream.append(new Int16Array(4_800))
    sender.pump()
  }
  vi.advanceTimersByTime(1_000)
  expect(lengths()).toEqual([])
  made.backlog = 0
  vi.advanceTimersByTime(100)
  expect(lengths()).toEqual([800])
})
