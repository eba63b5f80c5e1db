import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import type { FaultRigOptions } from '../../faults/harness/start-fault-rig.ts'
import type { TestUser } from '../../stack-fixture.ts'
import type { Line } from '../handoff/converse.ts'
import type { StackMessage } from './stack-process.ts'

/** Starts the stack in a process of its own, with as many users as there will be calls. */
export async function startStackProcess(options: FaultRigOptions & { calls: number }) {
  const child = fork(fileURLToPath(new URL('./stack-process.ts', import.meta.url)), {
    env: { ...process.env, SOAK_OPTIONS: JSON.stringify(options) },
  })
  const [ready] = (await once(child, 'message')) as [StackMessage]
  if (ready.type !== 'ready') throw new Error('The stack reported before it was ready.')
  const sql = postgres(ready.dbUrl, { max: 4, onnotice: () => {} })
  const users = [...ready.users] as Pick<TestUser, 'session'>[]
  const line: Line = {
    speedup: options.speedup ?? 1,
    gateway: { url: ready.gatewayUrl },
    publishableKey: ready.publishableKey,
    sql: () => sql,
    newUser: async () => {
      const user = users.pop()
      if (user === undefined) throw new Error('More calls than users.')
      return user
    },
  }
  return {
    line,
    /** Once all have hung up. */
    async report() {
      child.send('report')
      const [report] = (await once(child, 'message')) as [StackMessage]
      if (report.type !== 'report') throw new Error('The stack began anew.')
      return report
    },
    async stop(): Promise<void> {
      await sql.end({ timeout: 1 })
      const exited = once(child, 'exit')
      child.send('stop')
      await exited
    },
  }
}
