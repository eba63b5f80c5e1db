import { ERROR_CODES, type ErrorCode } from './error-codes.ts'

/** The body of every error answer over HTTP, and the `error` member of `relay.error`. */
export type ErrorBody = {
  code: ErrorCode
  message: string
  /** What exactly did not fit: schema issues, a limit's value, refused items. Never secrets or another user's data. */
  details?: unknown
}

/**
 * An error with a code of the one table. Thrown or returned inside, turned into HTTP or a relay event once, at the edge.
 *
 * @example throw new ParleyError('ticket_invalid')
 */
export class ParleyError extends Error {
  readonly code: ErrorCode
  readonly details: unknown

  constructor(code: ErrorCode, options: { details?: unknown; cause?: unknown } = {}) {
    super(ERROR_CODES[code].message, { cause: options.cause })
    this.name = 'ParleyError'
    this.code = code
    this.details = options.details
  }

  /** HTTP status of the code. */
  get status(): number {
    return ERROR_CODES[this.code].status
  }

  toJSON(): ErrorBody {
    return { code: this.code, message: this.message, ...(this.details === undefined ? {} : { details: this.details }) }
  }
}
