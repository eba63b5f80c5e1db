import type { ProjectPaths } from '../project/project-paths.ts'
import { findRunningStack, isAlive } from './stack-state.ts'

const patienceMs = 20_000

/** Asks the running stack to end and waits until it has. False when none ran. Throws when it does not end. */
export async function stopRunningStack(paths: ProjectPaths): Promise<boolean> {
  const state = await findRunningStack(paths.stateFile)
  if (!state) return false
  process.kill(state.pid, 'SIGTERM')
  const deadline = Date.now() + patienceMs
  while (isAlive(state.pid)) {
    if (Date.now() > deadline)
      throw new Error(`The stack (process ${state.pid}) does not end. End it with: kill -9 ${state.pid}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return true
}
