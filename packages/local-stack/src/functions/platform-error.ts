/** Errors that the platform answers in a function's place: status and message by the code in body and `sb-error-code`. */
const PLATFORM_ERRORS = {
  NOT_FOUND: [404, 'Requested function was not found'],
  BOOT_ERROR: [503, 'Worker failed to boot (please check logs)'],
  WORKER_ERROR: [500, 'Function exited due to an error (please check logs)'],
  WORKER_LIMIT: [546, 'Worker failed to respond due to a resource limit (please check logs)'],
  IDLE_TIMEOUT: [504, 'Function did not respond before the idle timeout (please check logs)'],
  UNAUTHORIZED_NO_AUTH_HEADER: [401, 'Missing authorization header'],
  UNAUTHORIZED_INVALID_JWT_FORMAT: [401, 'Invalid JWT'],
  UNAUTHORIZED_UNSUPPORTED_TOKEN_ALGORITHM: [401, 'Unsupported JWT algorithm'],
  UNAUTHORIZED_ASYMMETRIC_JWT: [401, 'Invalid JWT'],
  UNAUTHORIZED_LEGACY_JWT: [401, 'Invalid JWT'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type PlatformErrorCode = keyof typeof PLATFORM_ERRORS

/** An error that is answered to the client in the hosted platform's shape. Its reason belongs in the log alone. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError'
  readonly code: PlatformErrorCode
  readonly status: number

  constructor(code: PlatformErrorCode) {
    const [status, message] = PLATFORM_ERRORS[code]
    super(message)
    this.code = code
    this.status = status
  }

  /** `{"code":"BOOT_ERROR","message":"…"}` with the status that belongs to the code. */
  toResponse(): Response {
    const headers = {
      'sb-error-code': this.code,
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization, x-client-info, apikey',
      'access-control-expose-headers': 'sb-error-code',
    }
    return Response.json({ code: this.code, message: this.message }, { status: this.status, headers })
  }
}
