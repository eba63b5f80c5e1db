const ALLOWED_HEADERS = 'authorization, apikey, content-type, x-client-info, x-request-id, last-event-id'

/**
 * CORS headers for an origin of the exact list, credentials included. An unknown origin gets none, so its browser
 * refuses the answer; `vary` stands either way, for caches.
 */
export function corsHeaders(request: Request, origins: Set<string>, methods: string): Record<string, string> {
  const origin = request.headers.get('origin')
  if (origin === null || !origins.has(origin)) return { vary: 'origin' }
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': `${methods}, OPTIONS`,
    'access-control-allow-headers': ALLOWED_HEADERS,
    'access-control-expose-headers': 'x-request-id',
    'access-control-max-age': '600',
  }
}
