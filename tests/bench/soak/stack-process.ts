import { expectNothingLeft } from '../../faults/harness/expect-nothing-left.ts'
import { type FaultRigOptions, startFaultRig } from '../../faults/harness/start-fault-rig.ts'
import { WorkerMeter, type WorkerUsage } from './worker-meter.ts'

/** What the process of the stack tells its parent: where to call, and in the end what the calls have used and left. */
export type StackMessage =
  | { type: 'ready'; gatewayUrl: string; publishableKey: string; dbUrl: string; users: { session: unknown }[] }
  | { type: 'report'; usage: WorkerUsage; left: string }

// The stack and the provider in a process of their own, so that the callers' work does not hold up what is measured.
const { calls, ...options }: FaultRigOptions & { calls: number } = JSON.parse(process.env.SOAK_OPTIONS ?? '{}')
const rig = await startFaultRig(options)
await rig.sql()`update public.plans set live_calls = 1000`
const users = await Promise.all(Array.from({ length: calls }, () => rig.newUser()))
const meter = new WorkerMeter(() => rig.workers())
tell({
  type: 'ready',
  gatewayUrl: rig.gateway.url,
  publishableKey: rig.publishableKey,
  dbUrl: rig.dbUrl ?? '',
  users: users.map(({ session }) => ({ session })),
})

process.on('message', async (message) => {
  if (message === 'report') tell({ type: 'report', left: await whatIsLeft(), usage: meter.stop() })
  if (message === 'stop') {
    await rig.stop()
    process.exit(0)
  }
})

async function whatIsLeft(): Promise<string> {
  try {
    await expectNothingLeft(rig)
    return 'nothing'
  } catch (error) {
    return String(error)
  }
}

function tell(message: StackMessage): void {
  process.send?.(message)
}
