import { deepStrictEqual as deepEqual } from 'node:assert'
import { DrainWatch } from './drain-watch.ts'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function watch(life: { drainInMs?: number; deadlineInMs?: number; isCpuSpent?: () => boolean }) {
  const told: string[] = []
  const drain = new DrainWatch({
    life: { drainInMs: 60_000, deadlineInMs: 90_000, isCpuSpent: () => false, ...life },
    onDrain: (reason, deadlineMs) => told.push(`${reason} ${Math.round(deadlineMs / 100) * 100}`),
    onDeadline: () => told.push('deadline'),
  })
  return { drain, told }
}

Deno.test('asks to be left before the wall clock runs out, with what remains until it must be', async () => {
  const { drain, told } = watch({ drainInMs: 20, deadlineInMs: 1020 })
  await sleep(60)
  drain.stop()
  deepEqual(told, ['wall_clock 1000'])
})

Deno.test('asks to be left when relaying has cost as much as it may, once', async () => {
  const { drain, told } = watch({ isCpuSpent: () => true })
  await sleep(2200)
  drain.stop()
  deepEqual(told, ['cpu 8000'])
})

Deno.test('asks to be left well before the session of the provider ends, whose limit is in seconds', async () => {
  const { drain, told } = watch({})
  drain.providerExpires(undefined)
  drain.providerExpires(Math.floor(Date.now() / 1000) + 4)
  await sleep(700)
  drain.stop()
  deepEqual(told.length, 1)
  deepEqual(told[0]?.startsWith('provider_expiry'), true)
})

Deno.test('the last deadline that a client was given is the one that counts', async () => {
  const { drain, told } = watch({})
  drain.expect(5000)
  drain.expect(30)
  await sleep(80)
  drain.stop()
  deepEqual(told, ['deadline'])
})
