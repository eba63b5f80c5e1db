import { expect, test } from 'vitest'
import { reconnectBackoff } from './reconnect-backoff.ts'

test('the first attempt does not wait, the others ever longer, up to four seconds, each client for another time', () => {
  expect([0, 1, 2, 3, 4, 5, 99].map((attempt) => reconnectBackoff(attempt, 0.5))).toEqual([
    0, 250, 500, 1_000, 2_000, 4_000, 4_000,
  ])
  expect([reconnectBackoff(3, 0), reconnectBackoff(3, 1)]).toEqual([750, 1_250])
})
