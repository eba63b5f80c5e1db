import type { Citation } from '@parley/shared/citation.ts'
import type { Json } from '@parley/shared/database-types.ts'
import { adminClient } from '../../_shared/admin-client.ts'
import { toParleyError } from '../../_shared/to-parley-error.ts'
import type { ServerTool, ToolResult } from '../../_shared/tools/server-tool.ts'
import type { Admission } from '../admission/redeem-ticket.ts'

const TIMEOUT_MS = 4000
const ATTEMPTS = 3
const PAUSE_MS = 250

/** What stands in `ai.tool_calls` of a call. */
export type StoredToolCall = {
  id: string
  callId: string
  status: 'approval' | 'pending' | 'running' | 'done' | 'failed' | 'refused' | 'unknown' | 'cancelled'
  /** The model's, or what its person made of them. */
  args: Record<string, unknown>
  output: string | null
  citations: Citation[]
}

type Answer<T> = PromiseLike<{ data: T; error: { code?: string; message: string } | null }>

/**
 * The tool calls of a voice call in the database, which decides what is run and what is not, whatever becomes of workers.
 * Everything is tried a few times; repeating it changes nothing.
 */
export class CallToolStore {
  #of: Pick<Admission, 'callId' | 'userId' | 'segmentId'>
  #client = adminClient()

  constructor(of: Pick<Admission, 'callId' | 'userId' | 'segmentId'>) {
    this.#of = of
  }

  /**
   * Writes a call down before anything is done; one that stands there already is found as it is.
   *
   * @throws {ParleyError} segment_superseded, internal_error
   */
  async open(
    tool: Pick<ServerTool, 'name' | 'toolId' | 'needsApproval' | 'repeatable'>,
    { callId, args }: { callId: string; args: Record<string, unknown> },
  ): Promise<Pick<StoredToolCall, 'id' | 'status'>> {
    const { name, toolId: tool_id, needsApproval: needs_approval, repeatable } = tool
    const id = crypto.randomUUID()
    const row = { id, provider_call_id: callId, name, tool_id, arguments: args, needs_approval, repeatable }
    const found = await this.#ask((signal) =>
      this.#client
        .schema('ai')
        .rpc('open_call_tool_call', {
          p_call_id: this.#of.callId,
          p_segment_id: this.#of.segmentId,
          p_tool_call: row as Json,
        })
        .abortSignal(signal)
        .single(),
    )
    return { id: found.tool_call_id, status: found.status as StoredToolCall['status'] }
  }

  /**
   * Whether the tool is to be run now: `unknown` when a worker died in it and it must not be run twice.
   *
   * @throws {ParleyError} segment_superseded, tool_call_done, tool_call_not_ready, internal_error
   */
  async begin(id: string): Promise<'run' | 'again' | 'unknown'> {
    const args = { p_tool_call_id: id, p_segment_id: this.#of.segmentId }
    const said = await this.#ask((signal) =>
      this.#client.schema('ai').rpc('begin_call_tool_call', args).abortSignal(signal),
    )
    return said as 'run' | 'again' | 'unknown'
  }

  /** @throws {ParleyError} segment_superseded, tool_call_done, internal_error */
  async finish(
    id: string,
    {
      status,
      output,
      citations,
    }: Omit<ToolResult, 'status'> & { status: ToolResult['status'] | 'refused' | 'unknown' },
    ms: number,
  ): Promise<void> {
    await this.#ask((signal) =>
      this.#client
        .schema('ai')
        .rpc('finish_call_tool_call', {
          p_tool_call_id: id,
          p_segment_id: this.#of.segmentId,
          p_status: status,
          p_output: output.replaceAll('\0', '').toWellFormed(),
          p_citations: citations as Json,
          p_ms: Math.round(ms),
        })
        .abortSignal(signal),
    )
  }

  /** @throws {ParleyError} call_not_found, internal_error */
  async find(callIds: string[]): Promise<StoredToolCall[]> {
    const { callId: p_call_id, userId: p_owner } = this.#of
    const rows = await this.#ask((signal) =>
      this.#client
        .schema('ai')
        .rpc('tool_calls_of_call', { p_call_id, p_owner, p_provider_call_ids: callIds })
        .abortSignal(signal),
    )
    return (rows ?? []).map((row) => ({
      id: row.tool_call_id,
      callId: row.provider_call_id,
      status: row.status as StoredToolCall['status'],
      args: row.arguments as Record<string, unknown>,
      output: row.output,
      citations: row.citations as unknown as Citation[],
    }))
  }

  /** What our functions refuse is refused at once; anything else may be the moment's. */
  async #ask<T>(ask: (signal: AbortSignal) => Answer<T>): Promise<NonNullable<T>> {
    for (let attempt = 1; ; attempt += 1) {
      const { data, error } = await ask(AbortSignal.timeout(TIMEOUT_MS))
      if (error === null) return data as NonNullable<T>
      if (attempt >= ATTEMPTS || error.code?.startsWith('PT')) throw toParleyError(error)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt))
    }
  }
}
