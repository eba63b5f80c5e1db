import { deepStrictEqual as same } from 'node:assert'
import { refusedRequest } from './refused-request.ts'

const fault = async (status: number, headers: Record<string, string> = {}, body: unknown = {}) => {
  const { code, isPassing, retryAfterMs } = await refusedRequest(Response.json(body, { status, headers }))
  return [code, isPassing, retryAfterMs]
}

Deno.test('only what may pass is asked again, and no sooner than the provider says', async () => {
  same(await fault(429), ['model_rate_limited', true, undefined])
  same(await fault(429, { 'retry-after': '7' }), ['model_rate_limited', true, 7000])
  same(await fault(429, { 'retry-after': '7', 'retry-after-ms': '250' }), ['model_rate_limited', true, 250])
  same(await fault(503, { 'retry-after': '86400' }), ['model_unavailable', true, 60_000])
  const date = new Date(Date.now() + 30_000).toUTCString()
  const [, , wait] = await fault(503, { 'retry-after': date })
  same(typeof wait === 'number' && wait > 25_000 && wait <= 30_000, true)
  same(await fault(503, { 'retry-after': 'soon' }), ['model_unavailable', true, undefined])
  same(await fault(429, {}, { error: { type: 'insufficient_quota' } }), ['model_quota_exceeded', false, undefined])
  same(await fault(403), ['model_key_refused', false, undefined])
  same(await fault(400, {}, { error: { code: 'context_length_exceeded' } }), [
    'model_context_exceeded',
    false,
    undefined,
  ])
  same(await fault(422), ['model_request_refused', false, undefined])
})
