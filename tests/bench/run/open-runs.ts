import type { SupabaseClient } from '@supabase/supabase-js'
import { type StackFixture, startStackFixture, type TestUser } from '../../stack-fixture.ts'

/** A run that a worker holds, and the devices of its person that listen. */
export interface OpenRun {
  runId: string
  lease: { p_run_id: string; p_lease_token: string }
  devices: SupabaseClient[]
}

/** Called for each event that a device heard. */
export type OnHeard = (data: Record<string, unknown>) => void

/** Starts a stack with so many people, each with a run that is on, and so many devices that hear it. */
export async function openRuns(
  people: number,
  devicesEach: number,
  onHeard: OnHeard,
): Promise<{ stack: StackFixture; worker: SupabaseClient; runs: OpenRun[] }> {
  const stack = await startStackFixture()
  const worker = stack.admin()
  const runs: OpenRun[] = []
  for (let i = 0; i < people; i += 1) {
    const user = await stack.createUser(`person${i}`)
    const devices = await Promise.all(Array.from({ length: devicesEach }, () => deviceOf(stack, user, onHeard)))
    runs.push({ ...(await beginRun(user, worker)), devices })
  }
  return { stack, worker, runs }
}

async function beginRun(user: TestUser, worker: SupabaseClient): Promise<Pick<OpenRun, 'runId' | 'lease'>> {
  const begun = await user.client.schema('ai').rpc('start_run', { p_agent_id: null, p_text: 'Hello' })
  if (begun.error) throw begun.error
  const runId = begun.data[0].run_id
  const claimed = await worker.schema('ai').rpc('claim_run', { p_lease_seconds: 3600, p_run_id: runId })
  if (claimed.error) throw claimed.error
  return { runId, lease: { p_run_id: runId, p_lease_token: claimed.data[0].lease_token } }
}

async function deviceOf(stack: StackFixture, user: TestUser, onHeard: OnHeard): Promise<SupabaseClient> {
  const client = stack.anonymous()
  await client.auth.setSession(user.session)
  const channel = client.channel(`user:${user.id}`, { config: { private: true } })
  channel.on('broadcast', { event: 'text.delta' }, ({ payload }) => onHeard(payload.data))
  await new Promise<void>((resolve, reject) =>
    channel.subscribe((status, error) => {
      if (status === 'SUBSCRIBED') resolve()
      else reject(error ?? new Error(status))
    }),
  )
  return client
}
