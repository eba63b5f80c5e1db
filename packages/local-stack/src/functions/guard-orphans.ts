import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface OrphanGuard {
  add(pid: number): void
  remove(pid: number): void
  close(): Promise<void>
}

/** Keeps a list of processes; when its input ends, for whatever reason, it kills those that are still on it. */
const SCRIPT = `
pids=
while read -r change pid; do
  rest=
  for known in $pids; do [ "$known" = "$pid" ] || rest="$rest $known"; done
  pids=$rest
  [ "$change" = add ] && pids="$pids $pid"
done
[ -z "$pids" ] || kill -9 $pids
`

/**
 * Sees to it that no worker outlives this process, even if it is killed. A worker ends by itself when its host is gone,
 * but not while its function is stuck in a loop; so a shell beside it (about 1 MB) holds the list of workers.
 * Where there is no POSIX shell (Windows), only the first holds.
 */
export function guardOrphans(): OrphanGuard {
  if (process.platform === 'win32') return { add() {}, remove() {}, close: async () => {} }
  // In a process group of its own, or Ctrl-C would end it before the workers.
  const shell = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {} })
  shell.stdin.on('error', () => {})
  shell.on('error', () => {})
  return {
    add: (pid) => void shell.stdin.write(`add ${pid}\n`),
    remove: (pid) => void shell.stdin.write(`remove ${pid}\n`),
    async close() {
      shell.stdin.end()
      if (shell.exitCode === null && shell.pid !== undefined) await once(shell, 'exit')
    },
  }
}
