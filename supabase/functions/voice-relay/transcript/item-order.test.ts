import { deepStrictEqual as deepEqual, strictEqual as equal, ok } from 'node:assert'
import { ItemOrder } from './item-order.ts'

Deno.test('goes on from the position that the database gave', () => {
  const order = new ItemOrder(5120)
  equal(order.place('a', null), 5120)
  equal(order.place('b', 'a'), 6144)
  equal(order.place('c', 'of an earlier segment'), 7168)
  equal(order.place('d', undefined), 8192)
})

Deno.test('places an item once', () => {
  const order = new ItemOrder(1024)
  order.place('a', null)
  order.place('b', 'a')
  equal(order.place('a', 'b'), 1024)
})

Deno.test('puts an insertion between its neighbours, which do not move', () => {
  const order = new ItemOrder(1024)
  order.place('a', null)
  order.place('c', 'a')
  equal(order.place('b', 'a'), 1536)
  equal(order.place('first', null), 512)
  deepEqual(
    ['first', 'a', 'b', 'c'].map((id) => order.positionOf(id)),
    [512, 1024, 1536, 2048],
  )
})

Deno.test('keeps any conversation in order, however it grew', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = generator(seed)
    const order = new ItemOrder(1024)
    const conversation: string[] = []
    for (let n = 0; n < 9; n += 1) {
      const at = Math.floor(random() * (conversation.length + 1))
      order.place(`i${n}`, conversation[at - 1] ?? null)
      conversation.splice(at, 0, `i${n}`)
    }
    const positions = conversation.map((id) => order.positionOf(id) ?? 0)
    ok(
      positions.every((position, i) => i === 0 || position > (positions[i - 1] ?? 0)),
      `seed ${seed}: ${positions}`,
    )
  }
})

/** Park and Miller's generator: the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
