import { OpenaiError } from '../http/openai-error.ts'

/** What may go wrong with one chat completion. */
export type ChatFault =
  /** An answer in OpenAI's shape, e.g. 429 `rate_limit_exceeded`; `retryAfterSeconds` becomes a header. */
  | { status: number; code: string; message: string; retryAfterSeconds?: number }
  /** The stream breaks off after so many chunks, without `[DONE]`. */
  | { cutAfter: number }
  /** The stream says nothing more after so many chunks, until the client leaves. */
  | { stallAfter: number }

/** Decides for the n-th request, counted from 1, whether it fails. */
export type ChatFaults = (request: { number: number; model: string }) => ChatFault | undefined

/** Throws a fault that is an answer of its own. */
export function throwFault(fault: ChatFault | undefined): void {
  if (fault === undefined || !('status' in fault)) return
  const { status, code, message } = fault
  const type = status === 429 ? 'rate_limit_error' : status >= 500 ? 'server_error' : 'invalid_request_error'
  throw new OpenaiError({ status, type, code, message })
}
