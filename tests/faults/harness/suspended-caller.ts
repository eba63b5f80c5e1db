import { parentPort, workerData } from 'node:worker_threads'
import { Caller, type Exchange } from './caller.ts'
import type { SuspendedCallerOptions } from './talk-and-sleep.ts'

/**
 * A caller on a thread of their own, which stands still in the middle of the call: no timer fires and no socket is
 * read, as in a tab that was suspended. Tells `talk-and-sleep.ts` when it is about to, and what came of the call.
 */
const { gatewayUrl, publishableKey, speedup, session, when, sleepMs } = workerData as SuspendedCallerOptions

const exchange: Exchange = { publishableKey, speedup, gateway: { url: gatewayUrl } }
const caller = await Caller.dialAs(exchange, { user: { session: session as never } })
await caller.say()
const spoken = caller.begin()
if (when === 'speaking') await caller.spoke(400)
else await caller.hear(3)
parentPort?.postMessage('sleeping')
// Gives the message time to leave.
await new Promise((resolve) => setTimeout(resolve, 5))
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, sleepMs)
await spoken
await caller.hear()
await caller.say()
await caller.hangUp()
parentPort?.postMessage({
  callId: caller.callId,
  script: caller.script,
  errors: caller.errors.map(({ code }) => code),
  handOvers: caller.handOvers.length,
})
