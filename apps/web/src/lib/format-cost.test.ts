import { expect, test } from 'vitest'
import { formatCost } from './format-cost.ts'

test.each([
  [0, '$0.00'],
  [70, '$0.00007'],
  [1_500, '$0.0015'],
  [250_000, '$0.25'],
  [1_000_001, '$1.000001'],
  [1_234_500_000, '$1,234.50'],
])('%i micro-dollars are %s', (microUsd, text) => {
  expect(formatCost(microUsd)).toBe(text)
})
