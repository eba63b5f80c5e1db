import { expect, test } from 'vitest'
import { CALL_TIMING } from './call-timing.ts'
import { type HandOverSituation, handOverBegins, handOverStep, nextFailed } from './hand-over-step.ts'

const NOW = 1_000_000
const planned = (change: Partial<HandOverSituation> = {}): HandOverSituation => ({
  ...handOverBegins(NOW, 'serving'),
  deadlineAt: NOW + 20_000,
  ...change,
})
const step = (situation: HandOverSituation, at = 0, quiet = false) =>
  handOverStep(situation, NOW + at, quiet, CALL_TIMING).do

test('the old worker is left when the next one stands by and nobody is in mid-sentence', () => {
  expect(step(planned())).toBe('open')
  expect(step(planned({ next: 'opening' }), 0, true)).toBe('wait')
  expect(step(planned({ next: 'open' }), 0, true)).toBe('wait')
  expect(step(planned({ next: 'standby' }), 0, false)).toBe('wait')
  expect(step(planned({ next: 'standby' }), 0, true)).toBe('hand-over')
  expect(step(planned({ next: 'standby', urgent: true }), 0, false)).toBe('hand-over')
})

test('it is left shortly before its deadline in mid-sentence too, if anybody is there to go on', () => {
  expect(step(planned({ next: 'standby' }), 19_500)).toBe('wait')
  expect(step(planned({ next: 'standby' }), 19_600)).toBe('hand-over')
  expect(step(planned({ next: 'open' }), 19_600)).toBe('hand-over')
  expect(step(planned({ next: 'opening', nextSince: NOW + 15_000 }), 19_600)).toBe('wait')
})

test('the next one takes over when the old one has let go, or does not answer', () => {
  const left = planned({ old: 'left', leftAt: NOW, next: 'standby' })
  expect(step(left, 1_400)).toBe('wait')
  expect(step(left, 1_500)).toBe('take-over')
  expect(step({ ...left, handedOver: true }, 10)).toBe('take-over')
})

test('without an old worker nothing is waited for but the socket', () => {
  const lost = handOverBegins(NOW, 'gone')
  expect(step(lost)).toBe('open')
  expect(step({ ...lost, next: 'opening' })).toBe('wait')
  expect(step({ ...lost, next: 'open' })).toBe('take-over')
  expect(step({ ...lost, next: 'asked' }, 9_000)).toBe('wait')
  expect(step({ ...lost, next: 'asked' }, 10_000)).toBe('drop')
  expect(step({ ...lost, next: 'opening' }, 90_000)).toBe('give-up')
})

test('attempts that fail are spaced out; the old worker goes on until it was left', () => {
  const once = nextFailed(planned({ next: 'standby' }), NOW, 0.5)
  expect([once.old, once.lostAt, once.retryAt - NOW]).toEqual(['serving', null, 250])
  expect(nextFailed(nextFailed(once, NOW, 0.5), NOW, 0.5).retryAt - NOW).toBe(1_000)
  const late = nextFailed(planned({ old: 'left', next: 'asked' }), NOW + 5, 0.5)
  expect([late.old, late.lostAt]).toEqual(['gone', NOW + 5])
  expect(step(late, 10_000_000)).toBe('give-up')
  let forever = planned()
  for (let attempt = 0; attempt < 50; attempt++) forever = nextFailed(forever, NOW, 1)
  expect(forever.retryAt - NOW).toBe(5_000)
  expect(step(forever, 10_000_000)).not.toBe('give-up')
})
