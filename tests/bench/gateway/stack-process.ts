import { startStackFixture } from '../../stack-fixture.ts'

/** What the process of the stack tells its parent. */
export type Ready = { baseURL: string; token: string }

// The stack in a process of its own, so that the clients' and the provider's work is not counted as the gateway's.
const stack = await startStackFixture({
  openai: { apiKey: process.env.BENCH_OPENAI_KEY ?? '', baseUrl: process.env.BENCH_OPENAI_URL },
  // The budget would end a worker that answers thousands of requests before it is measured.
  functionLimits: { llm: { cpu: false } },
  functionLog: (line) => line.level === 'error' && console.error(line.function, line.message),
})
await stack.sql()`update plans set requests_per_minute = 1000000, tokens_per_minute = 1000000000,
  concurrent_requests = 10000, monthly_budget_micro_usd = 1000000000000`
const { session } = await stack.createUser('bench')
const answer = await fetch(`${stack.apiUrl}/functions/v1/llm-token`, {
  method: 'POST',
  headers: { authorization: `Bearer ${session.access_token}` },
})
const { token } = await answer.json()
process.send?.({ baseURL: `${stack.apiUrl}/functions/v1/llm/v1`, token } satisfies Ready)
process.on('message', async () => {
  await stack.stop()
  process.exit(0)
})
