import type { ErrorCode } from '@parley/shared/error-codes.ts'

/** Why a model gave no answer, or not all of it. The provider's own words are for the log at most. */
export class ModelFault extends Error {
  readonly code: ErrorCode
  /** The same question may be answered a moment later. */
  readonly isPassing: boolean
  /** What the provider asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, isPassing: boolean, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(code, { cause: options.cause })
    this.name = 'ModelFault'
    this.code = code
    this.isPassing = isPassing
    this.retryAfterMs = options.retryAfterMs
  }
}
