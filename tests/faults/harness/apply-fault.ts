import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultProxy } from './fault-proxy.ts'
import type { Fault } from './fault-schedule.ts'
import { killWorkers } from './kill-workers.ts'
import { replaceWorker } from './replace-worker.ts'
import type { FaultRig } from './start-fault-rig.ts'

/** A third of what the agent's voice needs. */
const SLOW = { bytesPerSecond: 20_000 }

/** Lets a fault happen, and resolves when it is over. */
export async function applyFault(rig: FaultRig, fault: Fault): Promise<void> {
  switch (fault.kind) {
    case 'kill':
      await killWorkers(rig)
      break
    case 'replace':
      replaceWorker(rig, 5_000)
      break
    case 'cut-caller':
      rig.gateway.cut()
      break
    case 'cut-provider':
      rig.provider.cut()
      break
    case 'cut-data-api':
      rig.dataApi.cut()
      break
    case 'half-open':
      for (const socket of rig.gateway.sockets) socket.set('swallow')
      break
    case 'caller-away':
      return away(rig.gateway, fault.ms)
    case 'provider-away':
      return away(rig.provider, fault.ms)
    case 'data-api-away':
      return away(rig.dataApi, fault.ms)
    case 'hold':
      return during(rig.gateway, 'hold', fault.ms)
    case 'slow':
      return during(rig.gateway, SLOW, fault.ms)
  }
}

async function away(proxy: FaultProxy, ms: number): Promise<void> {
  const up = proxy.down()
  await sleep(ms)
  up()
}

/** What is deaf stays deaf. */
async function during(proxy: FaultProxy, mode: 'hold' | typeof SLOW, ms: number): Promise<void> {
  const met = proxy.sockets.filter((socket) => socket.mode === 'pass')
  for (const socket of met) socket.set(mode)
  await sleep(ms)
  for (const socket of met) if (socket.mode !== 'swallow') socket.set('pass')
}
