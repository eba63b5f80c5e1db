import { expect, test } from 'vitest'
import { CROSSING_SECONDS, deflection, LevelTrail } from './string-wave.ts'

test('a sound reaches the far end after the crossing time, and leaves', () => {
  const trail = new LevelTrail(60)
  for (let step = 0; step < 6; step++) trail.push(1)
  expect(trail.at(0)).toBeGreaterThan(0.9)
  expect(trail.at(1)).toBe(0)
  for (let step = 0; step < 60 * CROSSING_SECONDS - 3; step++) trail.push(0)
  expect(trail.at(0)).toBeLessThan(0.01)
  expect(trail.at(1)).toBeGreaterThan(0.3)
  for (let step = 0; step < 120; step++) trail.push(0)
  expect([0, 0.5, 1].every((distance) => trail.at(distance) < 0.001)).toBe(true)
})

test('quiet speech is visible, and nothing exceeds the strings', () => {
  expect(deflection(0)).toBe(0)
  expect(deflection(0.02)).toBeGreaterThan(0.2)
  expect(deflection(0.9)).toBe(1)
})
