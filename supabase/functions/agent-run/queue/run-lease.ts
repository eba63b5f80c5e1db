import type { RunEvent } from '@parley/shared/agent-run.ts'
import type { Citation } from '@parley/shared/citation.ts'
import type { Json } from '@parley/shared/database-types.ts'
import { asServer } from '../../_shared/as-server.ts'
import type { SavedStep } from './saved-step.ts'
import { withinHiccups } from './within-hiccups.ts'

export type ToolOutcome = {
  status: 'done' | 'failed' | 'refused' | 'unknown'
  output: string
  citations: Citation[]
  ms: number
}

/**
 * A run that this worker holds, and what the database does for whoever holds it. Every save asks for the lease's token:
 * a worker that was thought dead writes nothing.
 */
export class RunLease {
  readonly runId: string
  readonly #token: string
  readonly #seconds: number

  constructor(runId: string, token: string, seconds: number) {
    this.runId = runId
    this.#token = token
    this.#seconds = seconds
  }

  async toDo(): Promise<unknown> {
    return await asServer((ai) => ai.rpc('run_to_do', this.#named))
  }

  /**
   * Appends events and renews the lease; with none, only that. Answers the place of the last. Tried again when it fails, so
   * that some may be there twice: whoever reads takes that for once.
   *
   * @throws {ParleyError} run_cancelled, run_lease_lost
   */
  async saveEvents(events: RunEvent[]): Promise<number> {
    const p_events = events as unknown as Json
    return await withinHiccups(() =>
      asServer((ai) => ai.rpc('save_run_events', { ...this.#named, p_lease_seconds: this.#seconds, p_events })),
    )
  }

  /** A step with its message, tool calls, approvals, usage and events, in one transaction. */
  async saveStep(step: SavedStep, events: RunEvent[]): Promise<number> {
    const saved = { p_step: step as unknown as Json, p_events: events as unknown as Json }
    return await asServer((ai) => ai.rpc('save_run_step', { ...this.#named, ...saved }))
  }

  /** Whether a tool call is to be run: not where a worker died in it and it must not be run twice. */
  async beginToolCall(id: string): Promise<'run' | 'again' | 'unknown'> {
    const answer = await asServer((ai) => ai.rpc('begin_tool_call', { p_tool_call_id: id, p_lease_token: this.#token }))
    return answer as 'run' | 'again' | 'unknown'
  }

  /** From here on the call is not made again. Answers the place of the last event. */
  async finishToolCall(
    id: string,
    { status, output, citations, ms }: ToolOutcome,
    events: RunEvent[],
  ): Promise<number> {
    return await asServer((ai) =>
      ai.rpc('finish_tool_call', {
        p_tool_call_id: id,
        p_lease_token: this.#token,
        p_status: status,
        p_output: output,
        p_citations: citations,
        p_ms: ms,
        p_events: events as unknown as Json,
      }),
    )
  }

  /** Answers false where what the run waits for is there already. */
  async park(): Promise<boolean> {
    return await asServer((ai) => ai.rpc('park_run', this.#named))
  }

  /** Answers the place of the run's last event. */
  async finish(status: 'completed' | 'failed', errorCode: string | null): Promise<number> {
    return await asServer((ai) =>
      // The generated type knows no null in arguments.
      ai.rpc('finish_run', { ...this.#named, p_status: status, p_error_code: errorCode as string }),
    )
  }

  /** The next worker may go on. That this one took the run is no attempt. */
  async release(): Promise<void> {
    await asServer((ai) => ai.rpc('release_run', this.#named))
  }

  /** The next worker may go on after so many seconds, as if this one had died: it was an attempt. */
  async lapse(afterSeconds: number): Promise<void> {
    const p_lease_seconds = Math.max(1, Math.ceil(afterSeconds))
    await asServer((ai) => ai.rpc('save_run_events', { ...this.#named, p_lease_seconds, p_events: [] }))
  }

  get #named() {
    return { p_run_id: this.runId, p_lease_token: this.#token }
  }
}
