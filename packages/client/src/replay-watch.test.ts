import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ReplayWatch } from './replay-watch.ts'
import type { ServerEvent } from './server-event.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const event = (type: string) => ({ type, item_id: 'u1' }) as unknown as ServerEvent

test('what was replayed is settled when turn detection has been silent for a while', () => {
  const settled = vi.fn()
  const watch = new ReplayWatch(settled)
  for (const type of ['input_audio_buffer.speech_started', 'input_audio_buffer.committed']) {
    vi.advanceTimersByTime(600)
    watch.apply(event(type))
  }
  vi.advanceTimersByTime(400)
  watch.apply(event('response.created'))
  vi.advanceTimersByTime(290)
  expect(settled).not.toHaveBeenCalled()
  vi.advanceTimersByTime(20)
  expect(settled).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(10_000)
  expect(settled).toHaveBeenCalledOnce()
})

test('it says nothing once it is stopped', () => {
  const settled = vi.fn()
  new ReplayWatch(settled).stop()
  vi.advanceTimersByTime(10_000)
  expect(settled).not.toHaveBeenCalled()
})
