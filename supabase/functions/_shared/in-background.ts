import { log } from './log.ts'

declare const EdgeRuntime: { waitUntil(promise: Promise<unknown>): void }

/** Goes on after the answer has been sent. What fails is logged; the queue still has it. */
export function inBackground(what: string, act: () => Promise<void>): void {
  const logged = act().catch((error: Error) =>
    log('error', `${what}_failed`, { cause: `${error.name}: ${error.message}` }),
  )
  EdgeRuntime.waitUntil(logged)
}
