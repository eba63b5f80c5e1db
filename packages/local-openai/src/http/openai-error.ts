import type { RealtimeError } from 'openai/resources/realtime/realtime'

/** What an {@link OpenaiError} is made of. `param` names the field at fault. */
export type OpenaiErrorDetails = {
  status?: number
  type?: 'invalid_request_error' | 'server_error' | 'rate_limit_error' | 'authentication_error'
  code: string | null
  message: string
  param?: string | null
}

/**
 * An error in the shape of OpenAI's APIs. Thrown inside, turned into an HTTP answer or a Realtime `error` event once,
 * at the edge.
 *
 * @example throw new OpenaiError({ status: 404, code: 'model_not_found', message: '…' })
 */
export class OpenaiError extends Error {
  readonly status: number
  readonly type: string
  readonly code: string | null
  readonly param: string | null

  constructor(details: OpenaiErrorDetails) {
    super(details.message)
    this.name = 'OpenaiError'
    this.status = details.status ?? 400
    this.type = details.type ?? 'invalid_request_error'
    this.code = details.code
    this.param = details.param ?? null
  }

  /** The `error` member of an HTTP answer. */
  toBody(): { error: { message: string; type: string; param: string | null; code: string | null } } {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } }
  }

  /** The `error` member of a Realtime `error` event. `eventId` is that of the client event at fault. */
  toRealtime(eventId: string | null): RealtimeError {
    return { type: this.type, code: this.code, message: this.message, param: this.param, event_id: eventId }
  }
}
