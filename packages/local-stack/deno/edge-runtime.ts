import { tellHost } from './host-channel.ts'
import type { UnloadReason } from './worker-messages.ts'

const pending = new Set<symbol>()

/** Whether a promise that was given to `EdgeRuntime.waitUntil` is still pending. */
export function isWaiting(): boolean {
  return pending.size > 0
}

/**
 * Installs `globalThis.EdgeRuntime` as hosted functions see it.
 *
 * `waitUntil` keeps a retired worker alive until the promise settles. It does not extend the wall clock.
 */
export function installEdgeRuntime(): void {
  Object.defineProperty(globalThis, 'EdgeRuntime', { value: { waitUntil }, configurable: true })
}

/** Dispatches `beforeunload` as the hosted runtime does, and tells the host that its listeners ran. */
export function dispatchBeforeUnload(reason: UnloadReason): void {
  globalThis.dispatchEvent(new CustomEvent('beforeunload', { cancelable: true, detail: { reason } }))
  tellHost({ type: 'unloaded', reason })
}

function waitUntil<T>(promise: Promise<T>): Promise<T> {
  if (!(promise instanceof Promise)) return promise
  const key = Symbol()
  pending.add(key)
  tellHost({ type: 'waiting', count: pending.size })
  const settle = () => {
    pending.delete(key)
    tellHost({ type: 'waiting', count: pending.size })
  }
  promise.then(settle, (error) => {
    console.error('A promise given to EdgeRuntime.waitUntil was rejected; unhandled, that ends a hosted worker:', error)
    settle()
  })
  return promise
}
