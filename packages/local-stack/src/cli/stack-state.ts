import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Stack } from '../start-stack.ts'

const stackState = z.object({
  pid: z.number().int().positive(),
  apiUrl: z.string(),
  dbUrl: z.string(),
  mailboxUrl: z.string(),
})

/** Where a running stack is to be found. No secrets: those lie in the keys file. */
export type StackState = z.infer<typeof stackState>

/** Writes that this process runs `stack`. */
export function writeStackState(file: string, { apiUrl, dbUrl, mailboxUrl }: Stack): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ pid: process.pid, apiUrl, dbUrl, mailboxUrl }, null, 2)}\n`)
}

/** Forgets the stack of this process; another's stays. */
export function clearStackState(file: string): void {
  if (read(file)?.pid === process.pid) rmSync(file, { force: true })
}

/** The stack that runs in this checkout: its process lives and its API answers. Else undefined. */
export async function findRunningStack(file: string): Promise<StackState | undefined> {
  const state = read(file)
  if (!state || !isAlive(state.pid)) return undefined
  const answer = await fetch(`${state.apiUrl}/health`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined)
  return answer?.ok ? state : undefined
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function read(file: string): StackState | undefined {
  if (!existsSync(file)) return undefined
  try {
    return stackState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
