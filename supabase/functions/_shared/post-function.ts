import { ParleyError } from '@parley/shared/parley-error.ts'
import type { z } from 'zod'
import { allowedOrigins } from './allowed-origins.ts'
import { bearerToken } from './bearer-token.ts'
import { corsHeaders } from './cors-headers.ts'
import { errorResponse } from './error-response.ts'
import { type User, verifyUser } from './verify-user.ts'

const MAX_BODY_BYTES = 16_384

type Handler<T> = (input: { user: User; body: T; request: Request }) => Promise<unknown>

/**
 * An Edge Function that takes a signed-in user's POST with a JSON body of a schema and answers JSON, or the stream that
 * its handler gives: preflight, method, identity, body and errors in one place. Not for WebSockets, whose answer must not
 * be rebuilt.
 *
 * @example export default { fetch: postFunction(callSessionRequest, openCallSession) }
 */
export function postFunction<T>(
  schema: z.ZodType<T>,
  handle: Handler<T>,
  { maxBodyBytes = MAX_BODY_BYTES } = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    const requestId = crypto.randomUUID()
    let headers: Record<string, string> = { 'x-request-id': requestId }
    try {
      headers = { ...headers, ...corsHeaders(request, allowedOrigins(), 'POST') }
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers })
      if (request.method !== 'POST') {
        headers = { ...headers, allow: 'POST, OPTIONS' }
        throw new ParleyError('method_not_allowed')
      }
      const user = await verifyUser(bearerToken(request))
      const answer = await handle({ user, body: await readBody(request, schema, maxBodyBytes), request })
      headers = { ...headers, 'cache-control': 'no-store' }
      if (answer instanceof ReadableStream) return eventStream(answer, headers)
      return Response.json(answer, { headers })
    } catch (error) {
      return errorResponse(error, requestId, headers)
    }
  }
}

function eventStream(body: ReadableStream<Uint8Array>, headers: Record<string, string>): Response {
  return new Response(body, { headers: { ...headers, 'content-type': 'text/event-stream' } })
}

async function readBody<T>(request: Request, schema: z.ZodType<T>, maxBytes: number): Promise<T> {
  const text = await request.text()
  if (text.length > maxBytes) throw new ParleyError('bad_request', { details: { max_bytes: maxBytes } })
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new ParleyError('bad_request', { details: { issues } })
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new ParleyError('bad_request', { details: { issues: [{ path: '', message: 'The body is not JSON.' }] } })
  }
}
