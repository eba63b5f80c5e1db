import { setTimeout as sleep } from 'node:timers/promises'
import type { FunctionLogLine } from '@parley/local-stack/functions/function-log-line'
import type { StackOptions } from '@parley/local-stack/stack-options'
import { type AgentRunInput, runEvent, type StoredRunEvent } from '@parley/shared/agent-run'
import { startStackFixture, type TestUser } from '../../stack-fixture.ts'
import { openRunStream, type RunStream } from './open-run-stream.ts'
import { startChatProxy } from './start-chat-proxy.ts'

export type RunRow = { status: string; error_code: string | null; steps: number; cost_micro_usd: string }

/** What runs need, for real: the embedded stack, the function in its workers, and a provider behind a proxy. */
export async function startRunsRig(options: StackOptions = {}) {
  const provider = await startChatProxy()
  const log: FunctionLogLine[] = []
  const stack = await startStackFixture({
    openai: { apiKey: provider.apiKey, baseUrl: provider.baseUrl },
    functionLog: (line) => log.push(line),
    ...options,
    functionsEnv: {
      RUNS_LEASE_SECONDS: '3',
      RUNS_STALL_SECONDS: '1.5',
      RUNS_RETRY_SECONDS: '0.05',
      ...options.functionsEnv,
    },
    functionLimits: { 'agent-run': { cpu: false, memoryMb: false, ...options.functionLimits?.['agent-run'] } },
  })
  // People of tests ask more within a minute than people do.
  await stack.sql()`
    update public.plans set requests_per_minute = 10000, tokens_per_minute = 100000000, concurrent_requests = 1000,
      live_runs = 100, live_runs_per_person = 100, monthly_budget_micro_usd = 1000000000`
  await stack.stack?.warmFunctions(['agent-run'])

  const post = (user: TestUser, body: object, init: RequestInit = {}) =>
    fetch(`${stack.apiUrl}/functions/v1/agent-run`, {
      method: 'POST',
      ...init,
      headers: {
        apikey: stack.publishableKey,
        authorization: `Bearer ${user.session.access_token}`,
        'content-type': 'application/json',
        ...(init.headers as Record<string, string>),
      },
      body: JSON.stringify(body),
    })

  const rig = {
    ...stack,
    provider,
    /** Everything that the functions printed, and what befell them. */
    log,
    /** A person, with a published agent of theirs that has these functions of the client. */
    async newPerson(name: string, tools: unknown[] = []) {
      const user = await stack.createUser(name)
      const [agent] = await stack.sql()<{ id: string; organization_id: string }[]>`
        update public.agents set status = 'published', instructions = ${`You are the agent of ${name}.`},
          tools = ${stack.sql().json(tools as never)}
        where created_by = ${user.id} returning id, organization_id`
      if (!agent) throw new Error('A new person has an agent')
      return { user, agentId: agent.id, organizationId: agent.organization_id }
    },
    /** Gives a person's agent a tool that calls an endpoint. */
    async addHttpTool(
      { user, agentId, organizationId }: { user: TestUser; agentId: string; organizationId: string },
      tool: { name: string; host: string; parameters?: object; needsApproval?: boolean; repeatable?: boolean },
    ) {
      const ai = user.client.schema('ai')
      const organization = { organization_id: organizationId }
      const allowed = await ai.from('tool_hosts').insert({ ...organization, host: tool.host })
      if (allowed.error && allowed.error.code !== '23505') throw allowed.error
      const made = await ai
        .from('tools')
        .insert({
          ...organization,
          kind: 'http',
          name: tool.name,
          description: 'A tool.',
          config: { url: `http://${tool.host}/` },
          needs_approval: tool.needsApproval ?? false,
          repeatable: tool.repeatable ?? false,
          ...(tool.parameters && { parameters: tool.parameters }),
        })
        .select('id')
        .single()
      if (made.error) throw made.error
      const tool_id = made.data.id
      const given = await ai.from('agent_tools').insert({ ...organization, agent_id: agentId, tool_id })
      if (given.error) throw given.error
      const secret = await ai.rpc('rotate_tool_secret', { p_tool_id: tool_id })
      if (secret.error) throw secret.error
    },
    /** A request that is answered with JSON. */
    async ask(user: TestUser, body: AgentRunInput) {
      const response = await post(user, body)
      return { status: response.status, body: (await response.json()) as { status?: string; error?: { code: string } } }
    },
    /** A request that is answered with a stream. */
    async stream(user: TestUser, body: AgentRunInput, headers: Record<string, string> = {}): Promise<RunStream> {
      return await openRunStream((signal) => post(user, body, { headers, signal }))
    },
    /** Starts a run, reads it to its end, and answers its events. */
    async run(person: { user: TestUser; agentId: string }, text: string, more: object = {}) {
      const stream = await rig.stream(person.user, { action: 'start', agent_id: person.agentId, text, ...more })
      const events = await stream.all()
      return { events, runId: stream.runId, sessionId: events[0]?.session_id ?? '' }
    },
    async row(runId: string): Promise<RunRow> {
      const [row] = await stack.sql()<RunRow[]>`
        select status, error_code, steps, cost_micro_usd from ai.runs where id = ${runId}`
      if (!row) throw new Error(`There is no run ${runId}`)
      return row
    },
    /** The events of a run as they are stored, each as the contract says. */
    async stored(runId: string): Promise<StoredRunEvent[]> {
      const rows = await stack.sql()<StoredRunEvent[]>`
        select run_id, seq, type, data, created_at from ai.run_events where run_id = ${runId} order by seq`
      for (const row of rows) runEvent.parse(row)
      return rows
    },
    /** Kills the function's workers as `kill -9` does, and waits until they are gone; answers how many there were. */
    async killWorkers(): Promise<number> {
      const workers = () => (stack.stack?.functions.workers('agent-run') ?? []).map(({ pid }) => pid)
      const doomed = workers()
      for (const pid of doomed) process.kill(pid, 'SIGKILL')
      while (workers().some((pid) => doomed.includes(pid))) await sleep(5)
      return doomed.length
    },
    async stop() {
      await stack.stop()
      await provider.stop()
    },
  }
  return rig
}
export type RunsRig = Awaited<ReturnType<typeof startRunsRig>>
