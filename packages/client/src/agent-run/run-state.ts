import type { RunStatus, StoredRunEvent } from '@parley/shared/agent-run'
import type { Citation } from '@parley/shared/citation'

/** A tool call of a run, as its events tell of it. */
export type RunToolCall = {
  /** Of `ai.tool_calls`; an approval of it has the same id. */
  readonly id: string
  readonly name: string
  readonly step: number
  readonly arguments: Readonly<Record<string, unknown>>
  /**
   * `approval` and `client`: what it waits for. `unknown`: a worker died in it, and it may not be called twice.
   * `cancelled`: its run ended first.
   */
  readonly status: 'called' | 'approval' | 'client' | 'done' | 'failed' | 'refused' | 'unknown' | 'cancelled'
  /** What a person, or the clock, decided of it; `null` where nobody was asked, or has not answered. */
  readonly decision: 'approved' | 'changed' | 'refused' | 'expired' | null
  readonly output: string | null
  readonly citations: readonly Citation[]
  /** Milliseconds since the epoch. */
  readonly calledAt: number
  /** How long it ran, in milliseconds, without the wait for a person. */
  readonly ms: number | null
}

/** One answer of the model: text, and the tools that it asked for. */
export type RunStep = {
  /** From 1. */
  readonly number: number
  readonly model: string | null
  readonly text: string
  /** How much of the text is stored; what is beyond came live, and may never be. In UTF-16 units. */
  readonly storedLength: number
  /** The text is complete. */
  readonly spoken: boolean
  readonly toolCalls: readonly RunToolCall[]
  readonly usage: { inputTokens: number; outputTokens: number; costMicroUsd: number } | null
  /** Pieces of text that came before the piece that they follow. */
  readonly ahead: readonly TextPiece[]
  /** A new worker begins this text again: its first piece says from where. */
  readonly restarted: boolean
}

/** A piece of a step's text; `offset` in UTF-16 units. */
export type TextPiece = { readonly offset: number; readonly delta: string }

/** A run as its events tell of it. Never changed in place: what is the same object is the same. */
export type RunState = {
  readonly runId: string | null
  readonly sessionId: string | null
  readonly agentId: string | null
  /** What the person asked. */
  readonly text: string
  readonly status: RunStatus
  readonly steps: readonly RunStep[]
  /** Of the table of error codes, of a run that failed. */
  readonly errorCode: string | null
  /** Of the whole run once it is over, until then of the steps that are. */
  readonly costMicroUsd: number
  /** Milliseconds since the epoch; `null` before its first event. */
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** The last stored event that this state has, with all before it. */
  readonly lastSeq: number
  /** Stored events that came before one that is still missing. */
  readonly ahead: readonly StoredRunEvent[]
}

/** Before the first event. */
export const NEW_RUN: RunState = {
  runId: null,
  sessionId: null,
  agentId: null,
  text: '',
  status: 'queued',
  steps: [],
  errorCode: null,
  costMicroUsd: 0,
  startedAt: null,
  endedAt: null,
  lastSeq: 0,
  ahead: [],
}

/** Nothing more will happen, unless a person retries it. */
export function isOver({ status }: Pick<RunState, 'status'>): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}

/** A stored event is missing: rows have to be read. */
export function hasGap({ ahead }: Pick<RunState, 'ahead'>): boolean {
  return ahead.length > 0
}
