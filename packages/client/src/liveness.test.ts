import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CALL_TIMING } from './call-timing.ts'
import { Liveness } from './liveness.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched() {
  const link = { sentBytes: 0, backlog: 0, onBroken: vi.fn() }
  const liveness = new Liveness(link, CALL_TIMING)
  const hearFor = (milliseconds: number) => {
    for (let at = 0; at < milliseconds; at += 1_000) {
      vi.advanceTimersByTime(1_000)
      liveness.heard()
    }
  }
  return { link, liveness, hearFor }
}

test('eight seconds of silence break a connection, and not seven', () => {
  const { link, hearFor } = watched()
  hearFor(30_000)
  vi.advanceTimersByTime(7_500)
  expect(link.onBroken).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1_500)
  expect(link.onBroken).toHaveBeenCalledOnce()
})

test('what is sent and never leaves breaks it after three seconds, although the relay still speaks', () => {
  const { link, hearFor } = watched()
  Object.assign(link, { sentBytes: 100_000, backlog: 50_000 })
  hearFor(2_000)
  // A slow network: more comes than leaves, and some does leave.
  Object.assign(link, { sentBytes: 200_000, backlog: 140_000 })
  hearFor(2_000)
  expect(link.onBroken).not.toHaveBeenCalled()
  Object.assign(link, { sentBytes: 300_000, backlog: 240_000 })
  hearFor(4_000)
  expect(link.onBroken).toHaveBeenCalledOnce()
})

test('after a sleep it waits for what had come meanwhile, and judges a second later', () => {
  const asleep = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
  const survived = watched()
  asleep(60_000)
  vi.advanceTimersByTime(500)
  survived.liveness.heard()
  survived.hearFor(5_000)
  expect(survived.link.onBroken).not.toHaveBeenCalled()
  const dead = watched()
  asleep(60_000)
  vi.advanceTimersByTime(900)
  expect(dead.link.onBroken).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1_500)
  expect(dead.link.onBroken).toHaveBeenCalledOnce()
})

test('when the network came back, a word must come within four seconds', () => {
  const { link, liveness } = watched()
  vi.advanceTimersByTime(3_000)
  liveness.probe()
  vi.advanceTimersByTime(3_500)
  expect(link.onBroken).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1_500)
  expect(link.onBroken).toHaveBeenCalledOnce()
})
