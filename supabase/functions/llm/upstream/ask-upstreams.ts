import { ParleyError } from '@parley/shared/parley-error.ts'
import { log } from '../../_shared/log.ts'
import { readEnv } from '../../_shared/read-env.ts'
import { gatewayEnv } from '../gateway-env.ts'
import { guardText } from '../guards/guard-text.ts'
import { refusalOf } from './refusal-of.ts'
import type { Place } from './upstreams-of.ts'

/** An answer whose first bytes are there. */
export type Answer = { place: Place; first: Uint8Array; rest: ReadableStreamDefaultReader<Uint8Array> }

type Ask = {
  places: Place[]
  path: string
  bodyFor(place: Place): unknown
  requestId: string
}

/**
 * Asks one provider after the other until one begins to answer. What fails before its first byte (no connection, an
 * error of the provider's, overload, nothing in time) is asked for at the next one; what a provider says is wrong with
 * the request is wrong everywhere. A client that leaves changes nothing: what was asked for is paid for, so it is read.
 *
 * @throws {ParleyError} upstream_refused, upstream_limited, upstream_unavailable
 */
export async function askUpstreams(ask: Ask): Promise<Answer> {
  let failure = new ParleyError('upstream_unavailable', { cause: new Error('no upstream of this model is set up') })
  for (const place of ask.places) {
    try {
      return await askOne(ask, place)
    } catch (error) {
      failure = error instanceof ParleyError ? error : new ParleyError('upstream_unavailable', { cause: error })
      if (failure.code === 'upstream_refused') break
      const cause = failure.cause instanceof Error ? guardText(failure.cause.message) : undefined
      log('warn', 'llm_upstream_failed', { request_id: ask.requestId, upstream: place.name, code: failure.code, cause })
    }
  }
  throw failure
}

async function askOne(ask: Ask, place: Place): Promise<Answer> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(new Error('no first byte in time')), readEnv(gatewayEnv).LLM_FIRST_BYTE_MS)
  try {
    const response = await fetch(`${place.baseUrl.replace(/\/$/, '')}${ask.path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${place.apiKey}`,
        'content-type': 'application/json',
        'x-request-id': ask.requestId,
      },
      body: JSON.stringify(ask.bodyFor(place)),
      redirect: 'error',
      signal: abort.signal,
    })
    if (!response.ok) throw await refusalOf(response)
    const rest = response.body?.getReader()
    const first = await rest?.read()
    if (!rest || !first?.value) throw new Error('an empty answer')
    return { place, first: first.value, rest }
  } finally {
    clearTimeout(timer)
  }
}
