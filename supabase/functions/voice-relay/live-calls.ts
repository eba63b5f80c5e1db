import type { RelayCall } from './relay-call.ts'

declare const EdgeRuntime: { waitUntil(promise: Promise<unknown>): void } | undefined

const calls = new Set<RelayCall>()
let listening = false

/**
 * Keeps the worker alive for as long as a call lives, and stores what was said when the platform retires it. Handing
 * the call to a next worker will begin here.
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
    for (const call of calls) call.end('disconnected')
  })
}
