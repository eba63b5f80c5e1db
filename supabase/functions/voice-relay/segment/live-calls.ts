import type { RelayCall } from './relay-call.ts'

declare const EdgeRuntime: { waitUntil(promise: Promise<unknown>): void } | undefined

const calls = new Set<RelayCall>()
let listening = false

/**
 * Keeps the worker alive for as long as it has a segment, and lets its calls move on, or stores what was said, when the
 * platform takes it away.
 */
export function keepAlive(call: RelayCall): void {
  listen()
  calls.add(call)
  const done = call.ended.finally(() => calls.delete(call))
  if (typeof EdgeRuntime !== 'undefined') EdgeRuntime.waitUntil(done)
}

function listen(): void {
  if (listening) return
  listening = true
  addEventListener('beforeunload', () => {
    for (const call of calls) call.unload()
  })
}
