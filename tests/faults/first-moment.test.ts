import { test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { replaceWorker } from './harness/replace-worker.ts'
import type { FaultRig } from './harness/start-fault-rig.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig({ agentSpeedup: 1.5 })
/** Whether the relay has had the caller's first event by then differs from call to call. */
const CALLS = 5

/** The call has just begun; the relay may not know yet that this caller can move to another worker. */
async function breakAtOnce(fault: (rig: FaultRig) => unknown): Promise<void> {
  for (let call = 0; call < CALLS; call++) {
    const caller = await Caller.dial(rig)
    await fault(rig)
    await caller.say()
    await caller.hangUp()
    await expectTranscript(rig, caller.callId, caller.script)
  }
}

test('the provider vanishes in the first moment of a call', () => breakAtOnce(({ provider }) => provider.cut()))

test('the worker is unloaded in the first moment of a call', () => breakAtOnce(replaceWorker))

test('the network breaks in the first moment of a call', () => breakAtOnce(({ gateway }) => gateway.cut()))
