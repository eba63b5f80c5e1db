import { expect, test } from 'vitest'
import { readTap } from './read-tap.ts'

test('counts what passed', () => {
  expect(readTap(['1..2', 'ok 1 - a', 'ok 2 - b'])).toEqual({ passed: 2, failures: [] })
})

test('names what failed', () => {
  expect(readTap(['1..2', 'ok 1 - a', 'not ok 2 - b\n# Failed test 2'])).toEqual({
    passed: 1,
    failures: ['not ok 2 - b\n# Failed test 2'],
  })
})

test('a plan that was not kept is a failure', () => {
  expect(readTap(['1..3', 'ok 1 - a', 'ok 2 - b']).failures).toEqual(['Planned 3 tests, ran 2.'])
})

test('output without a plan is a failure', () => {
  expect(readTap([]).failures).toEqual(['The file has no plan.'])
})
