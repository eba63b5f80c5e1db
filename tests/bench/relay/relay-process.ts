import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What the relay's worker process has used: all its threads, and the thread that runs the function. */
export type RelayUsage = { cpuMs: number; mainThreadMs: number; memoryMb: number }

const msPerTick = 10

/** The Deno processes that run `voice-relay` below a process. Linux only, as the figures from /proc are. */
export function relayPids(stackPid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  return rows
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .filter((row) => Number(row?.[2]) === stackPid && row?.[3]?.includes('voice-relay'))
    .map((row) => Number(row?.[1]))
}

export function relayUsage(pids: readonly number[]): RelayUsage {
  const usages = pids.map((pid) => ({
    cpuMs: cpuOf(`/proc/${pid}/stat`),
    mainThreadMs: cpuOf(`/proc/${pid}/task/${pid}/stat`),
    memoryMb: Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
  }))
  const sum = (key: keyof RelayUsage) => usages.reduce((total, usage) => total + usage[key], 0)
  return { cpuMs: sum('cpuMs'), mainThreadMs: sum('mainThreadMs'), memoryMb: sum('memoryMb') }
}

function cpuOf(file: string): number {
  const stat = readFileSync(file, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * msPerTick
}
