import { strictEqual as equal } from 'node:assert'
import { SlowReaderWatch } from './slow-reader-watch.ts'

const SECOND = 64_000

Deno.test('is patient with a long answer that is read as fast as it plays', () => {
  const watch = new SlowReaderWatch(10_000)
  for (let s = 0; s < 60; s += 1) equal(watch.sample(60 * SECOND, (60 - s) * SECOND, s * 1000), false)
})

Deno.test('finds a reader that stopped, after the window', () => {
  const watch = new SlowReaderWatch(10_000)
  const found = Array.from({ length: 12 }, (_, s) => watch.sample(60 * SECOND, 60 * SECOND, s * 1000))
  equal(found.indexOf(true), 10)
})

Deno.test('finds a reader at half the speed of speech', () => {
  const watch = new SlowReaderWatch(10_000)
  const found = Array.from({ length: 25 }, (_, s) => watch.sample(60 * SECOND, (60 - s / 2) * SECOND, s * 1000))
  equal(found.indexOf(true), 10)
})

Deno.test('forgets a backlog that was read', () => {
  const watch = new SlowReaderWatch(10_000)
  equal(watch.sample(60 * SECOND, 60 * SECOND, 0), false)
  equal(watch.sample(60 * SECOND, 0, 5000), false)
  equal(watch.sample(120 * SECOND, 60 * SECOND, 11_000), false)
})

Deno.test('lets no backlog grow without end', () => {
  equal(new SlowReaderWatch(10_000).sample(1e9, 33 * 1024 * 1024, 0), true)
})
