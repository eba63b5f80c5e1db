import { ParleyError } from '@parley/shared/parley-error.ts'
import { allowedOrigins } from '../_shared/allowed-origins.ts'
import { asParleyError } from '../_shared/error-response.ts'
import { log } from '../_shared/log.ts'
import { type Caller, verifyCaller } from './caller.ts'
import { gatewayCors } from './gateway-cors.ts'
import { guardText } from './guards/guard-text.ts'
import { openaiError } from './openai-error.ts'
import { createChatCompletion } from './routes/create-chat-completion.ts'
import { createEmbedding } from './routes/create-embedding.ts'
import { listModels, retrieveModel } from './routes/models.ts'

/** One request, on its way through the gateway. */
export type GatewayRequest = { request: Request; caller: Caller; requestId: string; param: string }
type Route = (of: GatewayRequest) => Promise<Response>

const ROUTES: [method: string, path: RegExp, route: Route][] = [
  ['POST', /^\/v1\/chat\/completions$/, createChatCompletion],
  ['POST', /^\/v1\/embeddings$/, createEmbedding],
  ['GET', /^\/v1\/models$/, listModels],
  ['GET', /^\/v1\/models\/(.+)$/, retrieveModel],
]

/**
 * The gateway: OpenAI's API for signed-in people, at `/functions/v1/llm/v1`. Every answer, errors included, is as
 * OpenAI's own, so that its clients need nothing but the address and a token.
 */
export async function serveGateway(request: Request): Promise<Response> {
  const requestId = crypto.randomUUID()
  let headers: Record<string, string> = { 'x-request-id': requestId }
  try {
    headers = { ...headers, ...gatewayCors(request, allowedOrigins()) }
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers })
    const { route, param } = findRoute(request)
    const caller = await verifyCaller(request)
    return withHeaders(await route({ request, caller, requestId, param }), headers)
  } catch (thrown) {
    const error = asParleyError(thrown)
    const cause = error.cause instanceof Error ? guardText(`${error.cause.name}: ${error.cause.message}`) : undefined
    log(error.status >= 500 ? 'error' : 'warn', 'llm_refused', { request_id: requestId, code: error.code, cause })
    return withHeaders(openaiError(error), headers)
  }
}

function findRoute(request: Request): { route: Route; param: string } {
  const path = new URL(request.url).pathname.replace(/^\/llm/, '')
  const there = ROUTES.filter(([, pattern]) => pattern.test(path))
  const found = there.find(([method]) => method === request.method)
  if (!found) throw new ParleyError(there.length > 0 ? 'method_not_allowed' : 'route_not_found')
  return { route: found[2], param: decodeURIComponent(found[1].exec(path)?.[1] ?? '') }
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  response.headers.set('cache-control', 'no-store')
  return response
}
