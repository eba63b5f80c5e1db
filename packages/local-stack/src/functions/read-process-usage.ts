import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface ProcessUsage {
  cpuMs: number
  memoryMb: number
}

/** Linux counts CPU time in ticks of 10 ms on every platform that Node supports. */
const MS_PER_TICK = 10

/**
 * What a worker process has used so far, seen from outside, so that a worker stuck in a loop is seen too.
 *
 * On Linux it is the CPU time of the main thread, which runs the function (the hosted runtime counts the function's
 * thread as well, not the garbage collector's helpers), and the memory that is not mapped from files. Elsewhere `ps`
 * gives both for the whole process.
 *
 * @returns undefined where it cannot be measured (Windows) or the process is gone.
 */
export function readProcessUsage(pid: number): ProcessUsage | undefined {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
  } catch {
    return undefined
  }
}

function fromProc(pid: number): ProcessUsage {
  const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8')
  // The second field is the program's name in parentheses and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const memory = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK, memoryMb: Number(memory?.[1] ?? 0) / 1024 }
}

function fromPs(pid: number): ProcessUsage {
  const [time = '', rss = '0'] = execFileSync('ps', ['-o', 'time=,rss=', '-p', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
  const seconds = time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0)
  return { cpuMs: seconds * 1000, memoryMb: Number(rss) / 1024 }
}
