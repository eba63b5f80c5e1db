import { setTimeout as sleep } from 'node:timers/promises'
import { killWorkers } from './kill-workers.ts'
import type { FaultRig } from './start-fault-rig.ts'

/**
 * Mends every network, then waits until nothing of a call is left: no socket at a proxy, no session at the provider,
 * no open segment, no worker that is busy.
 *
 * @throws with what is left after the rig's `leftWithinMs`, having killed the workers, so that the next test begins anew
 */
export async function expectNothingLeft(rig: FaultRig): Promise<void> {
  for (const proxy of [rig.gateway, rig.provider, rig.dataApi]) {
    proxy.refusing = false
    proxy.set('pass')
  }
  const deadline = performance.now() + rig.leftWithinMs
  let left = await whatIsLeft(rig)
  while (left.length > 0 && performance.now() < deadline) {
    await sleep(50)
    left = await whatIsLeft(rig)
  }
  if (left.length === 0) return
  await killWorkers(rig)
  await rig.sql()`update public.call_segments set ended_at = now(), end_reason = 'left' where ended_at is null`
  await rig.sql()`update public.calls set ended_at = now(), end_reason = 'error' where ended_at is null`
  throw new Error(`Left after the test: ${left.join('; ')}`)
}

async function whatIsLeft(rig: FaultRig): Promise<string[]> {
  const sessions = rig.openai.sessions.filter(({ closed }) => closed === null).length
  const busy = rig.workers().filter(({ busyWith }) => busyWith > 0).length
  const [row] = await rig.sql()`select
    (select count(*)::int from public.call_segments where ended_at is null) as segments,
    (select count(*)::int from public.calls where ended_at is null) as calls`
  const counts: [number, string][] = [
    [rig.gateway.sockets.length, 'sockets of callers'],
    [rig.provider.sockets.length, 'sockets to the provider'],
    [sessions, 'sessions at the provider'],
    [row?.segments ?? 0, 'open segments'],
    [row?.calls ?? 0, 'open calls'],
    [busy, 'busy workers'],
  ]
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
}
