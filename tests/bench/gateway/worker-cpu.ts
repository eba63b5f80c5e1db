import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const MS_PER_TICK = 10

/** CPU that the Deno processes of a function have used, in milliseconds, all threads. Linux only. */
export function workerCpuMs(stackPid: number, functionName: string): number {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  const pids = rows
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .filter((row) => Number(row?.[2]) === stackPid && new RegExp(`/${functionName}/`).test(row?.[3] ?? ''))
    .map((row) => Number(row?.[1]))
  return pids.reduce((sum, pid) => sum + cpuOf(`/proc/${pid}/stat`), 0)
}

function cpuOf(file: string): number {
  const stat = readFileSync(file, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
}
