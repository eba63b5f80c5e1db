import type { AgentRunInput } from '@parley/shared/agent-run'
import type { SupabaseClient } from '@supabase/supabase-js'
import { RunError, runErrorOf } from './run-error.ts'

const TIMEOUT_MS = 20_000

/** What an action about a run needs: a client with a signed-in user, which finds the functions and carries the token. */
export type RunClient = Pick<SupabaseClient, 'auth' | 'functions'>

/** Actions that are answered by server-sent events. */
type StreamedInput = Extract<AgentRunInput, { action: 'start' | 'stream' | 'retry' }>

/**
 * Asks `agent-run` for something that is answered once: `cancel`, `decide`, `output`.
 *
 * @throws RunError with the function's code, `not_authenticated` or `network_unreachable`
 */
export async function requestAgentRun(
  supabase: RunClient,
  input: Exclude<AgentRunInput, StreamedInput>,
): Promise<void> {
  await invoke(supabase, { body: input, timeout: TIMEOUT_MS })
}

/**
 * Asks `agent-run` for a stream of events. The answer is open: read it, or cancel it by the signal.
 *
 * @throws RunError as {@link requestAgentRun}
 */
export async function openAgentRunStream(
  supabase: RunClient,
  input: StreamedInput,
  signal: AbortSignal,
): Promise<Response> {
  const answer = await invoke(supabase, { body: input, signal, headers: { accept: 'text/event-stream' } })
  // By what it can do, not by `instanceof`, as above.
  if (typeof (answer as Partial<Response> | null)?.body?.getReader !== 'function') {
    throw new RunError('answer_malformed', { cause: answer })
  }
  return answer as Response
}

type InvokeOptions = Parameters<RunClient['functions']['invoke']>[1]

async function invoke(supabase: RunClient, options: InvokeOptions): Promise<unknown> {
  const { data: auth, error: offline } = await supabase.auth.getSession()
  if (offline?.name === 'AuthRetryableFetchError') throw new RunError('network_unreachable', { cause: offline })
  if (!auth.session) throw new RunError('not_authenticated')
  const { data, error } = await supabase.functions.invoke('agent-run', options)
  if (error) throw await runErrorOf(error)
  return data
}
