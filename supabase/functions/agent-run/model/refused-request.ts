import { z } from 'zod'
import { ModelFault } from './model-fault.ts'

const body = z.object({ error: z.object({ code: z.string().nullish(), type: z.string().nullish() }) })
const MAX_RETRY_AFTER_MS = 60_000

/** What an answer other than 200 means. Of its body only the code is read: its words may quote the key or the prompt. */
export async function refusedRequest(response: Response): Promise<ModelFault> {
  const parsed = body.safeParse(await response.json().catch(() => undefined))
  const names = parsed.success ? [parsed.data.error.code, parsed.data.error.type] : []
  return faultOf(response.status, (name) => names.includes(name), retryAfter(response.headers))
}

/** The fault of a status, or of an error that came in the middle of a stream, where there is no status. */
export function faultOf(status: number, named: (name: string) => boolean, retryAfterMs?: number): ModelFault {
  const cause = new Error(`The model answered ${status}.`)
  if (status === 401 || status === 403 || named('invalid_api_key')) {
    return new ModelFault('model_key_refused', false, { cause })
  }
  if (status === 402 || named('insufficient_quota')) return new ModelFault('model_quota_exceeded', false, { cause })
  if (named('context_length_exceeded')) return new ModelFault('model_context_exceeded', false, { cause })
  if (status === 429) return new ModelFault('model_rate_limited', true, { retryAfterMs, cause })
  if (status === 408 || status === 409 || status >= 500) {
    return new ModelFault('model_unavailable', true, { retryAfterMs, cause })
  }
  return new ModelFault('model_request_refused', false, { cause })
}

/** Seconds, or a date; `retry-after-ms` where OpenAI is more exact. */
function retryAfter(headers: Headers): number | undefined {
  const exact = Number(headers.get('retry-after-ms') ?? Number.NaN)
  const text = headers.get('retry-after')
  const seconds = text === null ? Number.NaN : Number(text)
  const date = text === null ? Number.NaN : Date.parse(text) - Date.now()
  const ms = [exact, seconds * 1000, date].find((value) => Number.isFinite(value))
  return ms === undefined ? undefined : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS)
}
