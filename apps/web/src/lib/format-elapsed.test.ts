import { expect, test } from 'vitest'
import { formatElapsed } from './format-elapsed.ts'

test.each([
  [-3, '0 ms'],
  [41, '41 ms'],
  [1_240, '1.2 s'],
  [12_400, '12 s'],
  [185_000, '3 min 5 s'],
  [7_800_000, '2 h 10 min'],
  [97_200_000, '1 d 3 h'],
])('%i ms is %s', (milliseconds, text) => {
  expect(formatElapsed(milliseconds)).toBe(text)
})
