import { startLocalOpenai } from '@parley/local-openai/start-local-openai'
import { defineScript } from '@parley/local-openai/testing/define-script'
import type { Script } from '@parley/local-openai/testing/script'
import type { FunctionLogLine } from '@parley/local-stack/functions/function-log-line'
import type { StackOptions } from '@parley/local-stack/stack-options'
import { startStackFixture, type TestUser } from '../../stack-fixture.ts'
import { AGENT_SCRIPT } from './agent-script.ts'
import { FaultProxy } from './fault-proxy.ts'

const PROVIDER_KEY = 'sk-fault-suite'

export type FaultRigOptions = {
  /**
   * How much faster than real time callers speak; default 4, the most that the relay takes. They listen in real time:
   * where nobody tells the relay better, it takes audio for heard as time goes by.
   */
  speedup?: number
  /** How much faster than real time the agent speaks; default 3. */
  agentSpeedup?: number
  /** Life of a relay worker: what the platform enforces and what the relay believes. */
  wallClockMs?: number
  /** CPU time of a worker; without it nothing is measured. */
  cpuBudgetMs?: number
  /** Life of a session at the provider. */
  sessionLifetimeMs?: number
  /** What the agent does otherwise. */
  script?: Partial<Script>
  /** How long after a test something of a call may be left; default 15 s. */
  leftWithinMs?: number
  functionsEnv?: Record<string, string>
}

/**
 * The whole product on 127.0.0.1, with a {@link FaultProxy} wherever a network could break: between caller and gateway
 * (HTTP and WebSocket), between relay and provider, between functions and the data API.
 */
export async function startFaultRig(options: FaultRigOptions = {}) {
  const { speedup = 4, agentSpeedup = 3 } = options
  const [gateway, provider, dataApi] = await Promise.all([FaultProxy.start(), FaultProxy.start(), FaultProxy.start()])
  const openai = await startLocalOpenai({
    port: 0,
    apiKey: PROVIDER_KEY,
    script: defineScript({ ...AGENT_SCRIPT, ...options.script }),
    pace: { speedup: agentSpeedup, chunkMs: 100 },
    ...(options.sessionLifetimeMs ? { sessionLifetimeMs: options.sessionLifetimeMs } : {}),
  })
  provider.target = openai.url
  const log: FunctionLogLine[] = []
  const stack = await startStackFixture({
    openai: { apiKey: PROVIDER_KEY, baseUrl: openai.url, realtimeUrl: throughProxy(openai.realtimeUrl, provider) },
    functionsEnv: {
      SUPABASE_URL: dataApi.url,
      PARLEY_API_URL: gateway.url,
      ...beliefs(options),
      ...options.functionsEnv,
    },
    functionLimits: { 'voice-relay': limits(options) },
    functionLog: (line) => log.push(line),
  })
  gateway.target = stack.apiUrl
  dataApi.target = stack.apiUrl
  await stack.stack?.warmFunctions(['call-session', 'voice-relay'])

  return {
    ...stack,
    speedup,
    leftWithinMs: options.leftWithinMs ?? 15_000,
    gateway,
    provider,
    dataApi,
    openai,
    /** Everything that the functions printed. */
    log,
    /** The relay's running workers, oldest first. */
    workers: () => stack.stack?.functions.workers('voice-relay') ?? [],
    /** A user whose agent does not greet, and has the tools that are given. */
    async newUser(tools: unknown[] = []): Promise<TestUser> {
      const user = await stack.createUser('caller')
      const sql = stack.sql()
      await sql`update public.agents set status = 'published', greeting = '', tools = ${sql.json(tools as never)} where created_by = ${user.id}`
      return user
    },
    async stop(): Promise<void> {
      await stack.stop()
      await openai.stop()
      await Promise.all([gateway, provider, dataApi].map((proxy) => proxy.stop()))
    },
  }
}
export type FaultRig = Awaited<ReturnType<typeof startFaultRig>>

function throughProxy(url: string, proxy: FaultProxy): string {
  const through = new URL(url)
  through.port = String(proxy.port)
  return through.href
}

/** What the relay is told of its own limits. */
function beliefs({ wallClockMs, cpuBudgetMs }: FaultRigOptions): Record<string, string> {
  return {
    ...(wallClockMs ? { WORKER_WALL_CLOCK_MS: String(wallClockMs) } : {}),
    WORKER_CPU_BUDGET_MS: String(cpuBudgetMs ?? 3_600_000),
  }
}

/** What the platform enforces. */
function limits({ wallClockMs, cpuBudgetMs }: FaultRigOptions): NonNullable<StackOptions['functionLimits']>[string] {
  return {
    ...(wallClockMs ? { wallClockMs } : {}),
    cpu: cpuBudgetMs ? { softMs: cpuBudgetMs / 2, hardMs: cpuBudgetMs } : false,
  }
}
