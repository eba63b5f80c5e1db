import type { LocalOpenaiOptions } from '@parley/local-openai/start-local-openai'
import type { FunctionLimits } from './functions/function-limits.ts'
import type { FunctionLog } from './functions/function-log-line.ts'
import type { PortName } from './project/stack-ports.ts'

/** An OpenAI-compatible provider, as functions are told of it. URLs default to OpenAI's own. */
export interface OpenaiProvider {
  apiKey: string
  /** `https://…/v1` */
  baseUrl?: string | undefined
  /** `wss://…/v1/realtime` */
  realtimeUrl?: string | undefined
}

export interface StackOptions {
  /** Where `supabase/` lies. Default: the repository of this file. */
  projectDir?: string
  /** Where data lives; 'memory' keeps nothing. Default: `supabase/.temp` of the project. */
  dataDir?: string | 'memory'
  /** Fixed ports, or 'free' for any. Default: `supabase/config.toml`, overridden by `PARLEY_API_PORT` and the like. */
  ports?: Partial<Record<PortName, number>> | 'free'
  /** A native PostgreSQL 17 to use in place of PGlite. */
  databaseUrl?: string | undefined
  /** With `databaseUrl`: make a database of its own on that server and drop it at stop. */
  throwaway?: boolean
  /** Who answers calls. Default: what the environment names (`OPENAI_API_KEY`, …), else the offline stand-in. */
  openai?: OpenaiProvider | Omit<LocalOpenaiOptions, 'port' | 'apiKey'>
  /** Origins whose pages may call functions. Default: the site of `config.toml`, by name and by number. */
  allowedOrigins?: string[]
  /** Further variables and secrets of functions; `supabase/functions/.env` wins over them. */
  functionsEnv?: Record<string, string>
  /** Deviations from the hosted limits of functions: for tests that cannot wait 400 seconds. */
  limits?: Partial<FunctionLimits>
  functionLimits?: Record<string, Partial<FunctionLimits>>
  /** Restart functions when their files change. Default: not with data in memory. */
  watch?: boolean
  /** What functions print and what befalls them. Default: `log`. */
  functionLog?: FunctionLog
  /** One line about what happens. Default: silent. */
  log?(line: string): void
}
