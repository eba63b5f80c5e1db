import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ProjectPaths } from '../project/project-paths.ts'
import { findRunningStack, type StackState } from './stack-state.ts'

const patienceMs = 90_000

/** Starts `pnpm stack start` in a process of its own, which outlives this one, and waits until it answers. */
export async function startDetached(paths: ProjectPaths, args: string[] = []): Promise<StackState> {
  mkdirSync(dirname(paths.logFile), { recursive: true })
  const log = openSync(paths.logFile, 'w', 0o600)
  const cli = new URL('../cli.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [cli, 'start', ...args], { detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  const deadline = Date.now() + patienceMs
  while (child.exitCode === null && Date.now() < deadline) {
    const state = await findRunningStack(paths.stateFile)
    if (state && state.pid === child.pid) return state
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const last = readFileSync(paths.logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n')
  if (child.exitCode === null) child.kill()
  throw new Error(last || 'The stack did not start')
}
