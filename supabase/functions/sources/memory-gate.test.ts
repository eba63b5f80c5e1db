import { deepStrictEqual as same } from 'node:assert'
import { MemoryGate } from './memory-gate.ts'

Deno.test('what does not fit waits its turn; what is too large for all goes alone', async () => {
  const gate = new MemoryGate(10)
  const events: string[] = []
  const doors = new Map<string, () => void>()
  const hold = (name: string, bytes: number) =>
    gate.hold(bytes, async () => {
      events.push(`+${name}`)
      await new Promise<void>((resolve) => doors.set(name, resolve))
      events.push(`-${name}`)
    })
  const turn = () => new Promise((resolve) => setTimeout(resolve))
  const all = [hold('a', 6), hold('b', 6), hold('c', 1), hold('d', 50)]
  await turn()
  same(events, ['+a'])
  doors.get('a')?.()
  await turn()
  same(events, ['+a', '-a', '+b', '+c'])
  doors.get('b')?.()
  doors.get('c')?.()
  await turn()
  same(events.slice(4), ['-b', '-c', '+d'])
  doors.get('d')?.()
  await Promise.all(all)
})
