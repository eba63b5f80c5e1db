import { ERROR_CODES, type ErrorCode } from '@parley/shared/error-codes'

const HERE = {
  network_unreachable: 'The server could not be reached. Check the connection and try again.',
  answer_malformed: 'The server answered with something that is not an answer. Try again in a moment.',
} as const

/** Every code that a run can report: this side's, and those of Parley's functions. */
export type RunErrorCode = keyof typeof HERE | ErrorCode

/** Why something about a run was refused or did not get through: a code to decide by, a message that says what to do. */
export class RunError extends Error {
  readonly code: RunErrorCode
  readonly details: unknown

  constructor(code: RunErrorCode, options: { details?: unknown; cause?: unknown } = {}) {
    super(code in HERE ? HERE[code as keyof typeof HERE] : ERROR_CODES[code as ErrorCode].message, {
      cause: options.cause,
    })
    this.name = 'RunError'
    this.code = code
    this.details = options.details
  }

  /** Nobody answered: the same may be sent again. */
  get passing(): boolean {
    return this.code === 'network_unreachable' || this.code === 'internal_error' || this.code === 'answer_malformed'
  }
}

/** The error that supabase-js hands over for a function that refused, or was not reached. */
export async function runErrorOf(error: unknown): Promise<RunError> {
  if (error instanceof RunError) return error
  const { context } = error as { context?: Partial<Pick<Response, 'json'>> }
  // Not by `instanceof`: a host may have put another class in the place of the global Response.
  if (typeof context?.json !== 'function') return new RunError('network_unreachable', { cause: error })
  const body: unknown = await context.json().catch(() => undefined)
  const inner = (body as { error?: unknown } | undefined)?.error ?? body
  const { code, details } = (inner ?? {}) as { code?: unknown; details?: unknown }
  if (typeof code !== 'string') return new RunError('answer_malformed', { cause: error })
  const known = Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : 'internal_error'
  return new RunError(known, { details, cause: inner })
}
