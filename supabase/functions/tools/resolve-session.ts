import { ParleyError } from '@parley/shared/parley-error.ts'
import { type ResolveResponse, resolveRequest } from '@parley/shared/tools.ts'
import { adminClient } from '../_shared/admin-client.ts'
import { errorResponse } from '../_shared/error-response.ts'
import { sha256Hex } from '../_shared/sha256-hex.ts'
import { toParleyError } from '../_shared/to-parley-error.ts'
import { isSignedBy } from './is-signed-by.ts'

/** Far more than a token takes. */
const MAX_BODY_CHARS = 1000

/**
 * Tells the endpoint of an HTTP tool whom the call that it is answering serves. It proves itself by a signature with the
 * tool's secret: a token alone opens nothing. Whatever is wrong, the answer is the same.
 */
export async function resolveSession(request: Request): Promise<Response> {
  const requestId = crypto.randomUUID()
  const headers = { 'x-request-id': requestId, 'cache-control': 'no-store' }
  try {
    if (request.method !== 'POST') throw new ParleyError('method_not_allowed')
    return Response.json(await resolve(request), { headers })
  } catch (error) {
    return errorResponse(error, requestId, request.method === 'POST' ? headers : { ...headers, allow: 'POST' })
  }
}

async function resolve(request: Request): Promise<ResolveResponse> {
  const body = await request.text()
  const parsed = body.length > MAX_BODY_CHARS ? null : resolveRequest.safeParse(parseJson(body))
  if (!parsed?.success) throw new ParleyError('bad_request', { details: { expected: '{"session": "…"}' } })
  const tokenHash = await sha256Hex(parsed.data.session)
  const session = await readSession(tokenHash)
  if (session === null) throw new ParleyError('tool_session_invalid')
  if (!isSignedBy(session.signing_secrets, request.headers, body)) {
    await adminClient().schema('ai').rpc('count_failed_resolve', { p_token_hash: tokenHash })
    throw new ParleyError('tool_session_invalid')
  }
  const { signing_secrets: _, tool_id, tool_name, ...told } = session
  return { ...told, tool: { id: tool_id, name: tool_name } }
}

async function readSession(tokenHash: string) {
  const { data, error } = await adminClient()
    .schema('ai')
    .rpc('tool_session_to_resolve', { p_token_hash: tokenHash })
    .maybeSingle()
  if (error) throw toParleyError(error)
  return data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
