import type { Hold } from '../../_shared/llm/hold-spend.ts'
import { log } from '../../_shared/log.ts'
import { inBackground, openHold, releaseLater } from '../answer/open-holds.ts'
import { type Answer, askUpstreams } from '../upstream/ask-upstreams.ts'
import { type Place, upstreamsOf } from '../upstream/upstreams-of.ts'
import { limitHeaders } from './admit.ts'

type Relay = {
  hold: Hold
  path: string
  requestId: string
  bodyFor(place: Place): unknown
  /** Makes the response, and settles the hold. */
  respond(answer: Answer): Response | Promise<Response>
}

/**
 * Asks the providers for what was admitted and answers with what they say. The client may leave meanwhile; what was asked
 * for is read, and paid, all the same. Where no provider takes the request, what was put by is given back.
 *
 * @throws {ParleyError} upstream_refused, upstream_limited, upstream_unavailable, server_misconfigured
 */
export async function relayAnswer({ hold, path, requestId, bodyFor, respond }: Relay): Promise<Response> {
  const answered = answer()
  inBackground(answered.catch(() => {}))
  const response = await answered
  for (const [name, value] of Object.entries(limitHeaders(hold))) response.headers.set(name, value)
  return response

  async function answer(): Promise<Response> {
    let asked: Answer
    try {
      openHold(hold.holdId)
      asked = await askUpstreams({ places: upstreamsOf(hold.model, hold.upstreams), path, bodyFor, requestId })
    } catch (error) {
      releaseLater(hold.holdId)
      throw error
    }
    const { name, model } = asked.place
    log('info', 'llm_answering', { request_id: requestId, hold_id: hold.holdId, upstream: name, model })
    return await respond(asked)
  }
}
