import { ERROR_CODES, type ErrorCode } from '@parley/shared/error-codes'

/** What can go wrong on this side of the wire: the browser, its devices, the network. Messages say what to do. */
export const CLIENT_ERROR_CODES = {
  microphone_denied: 'The microphone is blocked. Allow it for this site in the browser, or go on by typing.',
  microphone_not_found: 'No microphone was found. Plug one in, or go on by typing.',
  microphone_in_use: 'The microphone could not be opened. Close other programs that use it, or go on by typing.',
  microphone_lost: 'The microphone was disconnected. Choose another one, or go on by typing.',
  microphone_unsupported: 'This page may not use a microphone. Open it over https or on localhost.',
  audio_unsupported: 'This browser cannot play the call. Use a current version of Chrome, Edge, Firefox or Safari.',
  network_unreachable: 'The server could not be reached. Check the connection and try again.',
  connection_refused: 'The call could not be connected. Try again in a moment.',
  connection_timeout: 'The call was not answered in time. Try again in a moment.',
  connection_lost: 'The connection was lost. What was said until then is stored.',
  server_event_malformed: 'The server sent something that is not a Realtime event. It was ignored.',
} as const

/** A code of {@link CLIENT_ERROR_CODES}. */
export type ClientErrorCode = keyof typeof CLIENT_ERROR_CODES

/** Every code that a call can report: this side's, and those of Parley's functions and relay. */
export type CallErrorCode = ClientErrorCode | ErrorCode

/** An error of a call: a code to decide by, and a message that says what to do. Also for codes that the server sent. */
export class CallError extends Error {
  readonly code: CallErrorCode
  readonly details: unknown

  constructor(code: CallErrorCode, options: { details?: unknown; cause?: unknown } = {}) {
    super(code in ERROR_CODES ? ERROR_CODES[code as ErrorCode].message : CLIENT_ERROR_CODES[code as ClientErrorCode], {
      cause: options.cause,
    })
    this.name = 'CallError'
    this.code = code
    this.details = options.details
  }

  /** The error of an error body that came over the wire. A code that this version does not know is `internal_error`. */
  static fromBody(body: unknown): CallError {
    const { code, details } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
    const known = typeof code === 'string' && Object.hasOwn(ERROR_CODES, code)
    return new CallError(known ? (code as ErrorCode) : 'internal_error', { details, cause: body })
  }
}
