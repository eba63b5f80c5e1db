import { Worker } from 'node:worker_threads'
import type { ScriptedExchange } from './scripted-exchange.ts'
import type { FaultRig } from './start-fault-rig.ts'

/** What the caller's thread is told. */
export type SuspendedCallerOptions = {
  gatewayUrl: string
  publishableKey: string
  speedup: number
  session: unknown
  when: 'speaking' | 'hearing'
  sleepMs: number
}

/** What came of the call. */
export type SuspendedCall = { callId: string; script: ScriptedExchange[]; errors: string[]; handOvers: number }

/**
 * Has a call of three turns whose tab is suspended for `sleepMs` in the second one, and does `meanwhile` while it is.
 *
 * @throws when the caller gives up
 */
export async function talkAndSleep(
  rig: FaultRig,
  { when, sleepMs }: Pick<SuspendedCallerOptions, 'when' | 'sleepMs'>,
  meanwhile: () => unknown = () => {},
): Promise<SuspendedCall> {
  const { session } = await rig.newUser()
  const { publishableKey, speedup } = rig
  const workerData: SuspendedCallerOptions = {
    gatewayUrl: rig.gateway.url,
    publishableKey,
    speedup,
    session,
    when,
    sleepMs,
  }
  const worker = new Worker(new URL('./suspended-caller.ts', import.meta.url), { workerData })
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (message) => (message === 'sleeping' ? meanwhile() : resolve(message)))
      worker.on('error', reject)
    })
  } finally {
    await worker.terminate()
  }
}
