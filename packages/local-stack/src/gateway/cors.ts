const exposed = 'Content-Range, Content-Location, Preference-Applied, X-Total-Count, Link, X-Request-Id'
const methods = 'GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS,TRACE,CONNECT'

/** The answer to a browser's preflight, as the hosted gateway gives it: any origin, any header. */
export function preflight(request: Request): Response {
  const headers = new Headers({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': methods,
    'access-control-max-age': '3600',
    vary: 'Access-Control-Request-Headers',
  })
  const asked = request.headers.get('access-control-request-headers')
  if (asked) headers.set('access-control-allow-headers', asked)
  return new Response(null, { status: 200, headers })
}

/** Lets any origin read an answer. Credentials are headers here, never cookies, so this gives nothing away. */
export function allowAnyOrigin(headers: Headers): void {
  headers.set('access-control-allow-origin', '*')
  headers.set('access-control-expose-headers', exposed)
  headers.delete('access-control-allow-credentials')
}
