import { expect, test } from 'vitest'
import { countTests } from './count-tests.ts'

test('counts Vitest', () => {
  expect(countTests(' Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 7 passed (8)\n')).toEqual({
    passed: 7,
    failed: 1,
  })
})

test('counts deno test', () => {
  expect(countTests('FAILED | 12 passed (3 steps) | 2 failed (80ms)')).toEqual({ passed: 12, failed: 2 })
})

test('counts TAP', () => {
  expect(countTests('TAP 70 passed, 0 failed, 7 files\n')).toEqual({ passed: 70, failed: 0 })
})

test('counts nothing where nothing ran', () => {
  expect(countTests('No test files found')).toEqual({ passed: 0, failed: 0 })
})
