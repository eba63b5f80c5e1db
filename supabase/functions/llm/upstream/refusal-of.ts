import { ParleyError } from '@parley/shared/parley-error.ts'
import { z } from 'zod'
import { redactSecrets } from '../../_shared/redact-secrets.ts'

const body = z.object({ error: z.object({ message: z.string(), param: z.string().nullish() }) })
/** What a provider says about the request itself, and not about our account with it. */
const ABOUT_THE_REQUEST = new Set([400, 413, 415, 422])
const MAX_MESSAGE = 500

/**
 * What a provider's refusal means to the client. Only what it says about the request is passed on; what it says about
 * our key, our quota or itself stays in the log.
 */
export async function refusalOf(response: Response): Promise<ParleyError> {
  const text = (await response.text().catch(() => '')).slice(0, 10_000)
  const cause = new Error(`${response.status}: ${text}`)
  if (ABOUT_THE_REQUEST.has(response.status)) {
    const said = body.safeParse(parse(text)).data?.error
    const message = said && redactSecrets(said.message.slice(0, MAX_MESSAGE))
    return new ParleyError('upstream_refused', { cause, details: { message, param: said?.param ?? null } })
  }
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after'))
    const wait = Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), 60) : 1
    return new ParleyError('upstream_limited', { cause, details: { retry_after_seconds: wait } })
  }
  return new ParleyError('upstream_unavailable', { cause })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
