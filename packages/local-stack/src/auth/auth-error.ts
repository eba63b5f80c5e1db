/** An answer of the auth API that is not a success, in the shape that supabase-js reads. */
export class AuthError extends Error {
  override name = 'AuthError'
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }

  toResponse(): Response {
    const body = { code: this.status, error_code: this.code, msg: this.message }
    return Response.json(body, { status: this.status, headers: { 'x-sb-error-code': this.code } })
  }
}
