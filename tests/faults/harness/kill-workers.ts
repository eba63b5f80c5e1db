import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultRig } from './start-fault-rig.ts'

/** Kills the relay's workers as `kill -9` does, and waits until they are gone. Returns how many there were. */
export async function killWorkers(rig: Pick<FaultRig, 'workers'>): Promise<number> {
  const doomed = rig.workers().map(({ pid }) => pid)
  for (const pid of doomed) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It went by itself.
    }
  }
  while (rig.workers().some(({ pid }) => doomed.includes(pid))) await sleep(5)
  return doomed.length
}
