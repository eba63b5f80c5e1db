import { z } from 'zod'

/** Settings of the function, beside those of the provider (`openaiEnv`). */
export const agentRunEnv = z.object({
  OPENAI_API_KEY: z.string('is missing'),
  OPENAI_BASE_URL: z.url().default('https://api.openai.com/v1'),
  /** For agents whose own model is none that chats. Not set: the plan's (`plans.chat_model`). */
  OPENAI_CHAT_MODEL: z.string().optional(),
  /** How long a worker may be silent before another goes on. */
  RUNS_LEASE_SECONDS: z.coerce.number().int().min(1).default(15),
  /** How long a model may be silent in the middle of an answer; before its first piece, three times as long. */
  RUNS_STALL_SECONDS: z.coerce.number().min(0.1).default(20),
  /** The wait before a model is asked a second time, doubled with each. */
  RUNS_RETRY_SECONDS: z.coerce.number().min(0).max(30).default(1),
  /** The platform's wall clock for a worker: 150,000 ms on the free plan, 400,000 ms on paid ones. */
  WORKER_WALL_CLOCK_MS: z.coerce.number().int().min(1000).default(150_000),
})
export type AgentRunEnv = z.infer<typeof agentRunEnv>
