import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ReplayWatch } from './replay-watch.ts'
import type { ServerEvent } from './server-event.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const event = (type: string) => ({ type, item_id: 'u1' }) as unknown as ServerEvent
const started = event('input_audio_buffer.speech_started')
const committed = event('input_audio_buffer.committed')

test('speech that was replayed has become turns when none has begun for a while', () => {
  const settled = vi.fn()
  const watch = new ReplayWatch(settled)
  vi.advanceTimersByTime(600)
  watch.apply(started)
  vi.advanceTimersByTime(3_000)
  watch.apply(committed)
  vi.advanceTimersByTime(600)
  watch.apply(started)
  watch.apply(committed)
  vi.advanceTimersByTime(690)
  expect(settled).not.toHaveBeenCalled()
  vi.advanceTimersByTime(20)
  expect(settled).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(10_000)
  expect(settled).toHaveBeenCalledOnce()
})

test('it does not wait for ever, and not at all once it is stopped', () => {
  const settled = vi.fn()
  new ReplayWatch(settled).apply(started)
  vi.advanceTimersByTime(6_000)
  expect(settled).toHaveBeenCalledOnce()
  new ReplayWatch(settled).stop()
  vi.advanceTimersByTime(10_000)
  expect(settled).toHaveBeenCalledOnce()
})
