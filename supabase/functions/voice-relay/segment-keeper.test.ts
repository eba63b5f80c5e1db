import { strictEqual as equal } from 'node:assert'
import { SegmentKeeper } from './segment-keeper.ts'

Deno.test('lets go when the database says so, not when it says nothing', async () => {
  const answers = [true, null, false]
  let touched = 0
  let superseded = 0
  const store = { touch: async () => answers[touched++] ?? null }
  const keeper = new SegmentKeeper(store, () => (superseded += 1), 5)
  await until(() => touched >= 2)
  equal(superseded, 0)
  await until(() => touched >= 4)
  equal(superseded, 1)
  keeper.stop()
})

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 2))
}
