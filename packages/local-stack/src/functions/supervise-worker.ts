import type { FunctionWorker } from './function-worker.ts'

const RETIRE_AT = 0.5
const UNLOAD_AT = 0.9
const MEASURE_EVERY_MS = 100

/** Holds a booted worker to its limits until it has ended, as the hosted runtime does. */
export function superviseWorker(worker: FunctionWorker): void {
  const stopClock = superviseWallClock(worker)
  const stopMeasuring = superviseUsage(worker)
  void worker.ended.then(() => {
    stopClock()
    stopMeasuring()
  })
}

function superviseWallClock(worker: FunctionWorker): () => void {
  const { wallClockMs } = worker.limits
  const seconds = wallClockMs / 1000
  const timers = [
    setTimeout(() => worker.retire(`half of the wall clock of ${seconds} s is over`), wallClockMs * RETIRE_AT),
    setTimeout(() => worker.unload('wall_clock'), wallClockMs * UNLOAD_AT),
    setTimeout(() => {
      worker.log('error', 'limit', `wall clock of ${seconds} s reached: worker killed`)
      void worker.end('wall_clock')
    }, wallClockMs),
  ]
  return () => timers.forEach(clearTimeout)
}

function superviseUsage(worker: FunctionWorker): () => void {
  if (!worker.limits.cpu && !worker.limits.memoryMb) return () => {}
  const checkMemory = memoryCheck(worker)
  const checkCpu = cpuCheck(worker)
  const timer = setInterval(() => {
    const usage = worker.usage()
    if (usage) checkCpu(usage.cpuMs)
    if (usage) checkMemory(usage.memoryMb)
  }, MEASURE_EVERY_MS)
  return () => clearInterval(timer)
}

function cpuCheck(worker: FunctionWorker): (cpuMs: number) => void {
  const limit = worker.limits.cpu
  if (!limit) return () => {}
  let baseline = worker.usage()?.cpuMs ?? 0
  let stage = 0
  worker.onRequest = () => {
    baseline = worker.usage()?.cpuMs ?? baseline
    stage = 0
  }
  return (cpuMs) => {
    const used = cpuMs - baseline
    if (stage < 1 && used >= limit.softMs) {
      stage = 1
      worker.log('warn', 'limit', `CPU time soft limit of ${limit.softMs} ms a request reached`)
      worker.retire('CPU time soft limit')
    }
    if (stage < 2 && used >= limit.hardMs * UNLOAD_AT) {
      stage = 2
      worker.unload('cpu')
    }
    if (used >= limit.hardMs) {
      worker.log('error', 'limit', `CPU time limit of ${limit.hardMs} ms a request reached: worker killed`)
      void worker.end('cpu')
    }
  }
}

function memoryCheck(worker: FunctionWorker): (memoryMb: number) => void {
  const limit = worker.limits.memoryMb
  if (!limit) return () => {}
  let unloaded = false
  return (memoryMb) => {
    if (!unloaded && memoryMb >= limit * UNLOAD_AT) {
      unloaded = true
      worker.unload('memory')
    }
    if (memoryMb > limit) {
      worker.log('error', 'limit', `memory limit of ${limit} MB reached: worker killed`)
      void worker.end('memory')
    }
  }
}
