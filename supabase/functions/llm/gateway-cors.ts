import { corsHeaders } from '../_shared/cors-headers.ts'

/** What OpenAI's client sends beside what every function takes. */
const CLIENT_HEADERS = 'x-session-id, idempotency-key, openai-organization, openai-project, openai-beta'
const EXPOSED =
  'x-request-id, x-should-retry, retry-after, x-parley-code, x-ratelimit-limit-requests, x-ratelimit-remaining-requests, ' +
  'x-ratelimit-reset-requests, x-ratelimit-limit-tokens, x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens'

/** CORS headers as other functions have them, for the headers of OpenAI's client; none for an origin that is not listed. */
export function gatewayCors(request: Request, origins: Set<string>): Record<string, string> {
  const headers = corsHeaders(request, origins, 'GET, POST')
  const allowed = headers['access-control-allow-headers']
  if (allowed === undefined) return headers
  return {
    ...headers,
    'access-control-allow-headers': [allowed, CLIENT_HEADERS, ...stainlessHeaders(request)].join(', '),
    'access-control-expose-headers': EXPOSED,
  }
}

/** The client says which of its own (`x-stainless-…`, which change with its versions) it is about to send. */
function stainlessHeaders(request: Request): string[] {
  const asked = (request.headers.get('access-control-request-headers') ?? '').toLowerCase().split(',')
  return asked.map((name) => name.trim()).filter((name) => /^x-stainless-[a-z-]{1,40}$/.test(name))
}
