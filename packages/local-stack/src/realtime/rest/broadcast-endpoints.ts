import { z } from 'zod'
import { identify } from '../authorization/identify.ts'
import type { Identity } from '../authorization/identity.ts'
import { TokenRefused } from '../authorization/token-refused.ts'
import { topicKey } from '../broadcast/broadcast-hub.ts'
import { MAX_PAYLOAD_BYTES } from '../broadcast/max-payload-bytes.ts'
import type { UserBroadcast } from '../protocol/user-broadcast.ts'
import type { RealtimeServices } from '../realtime-services.ts'

const batchSchema = z.object({
  messages: z.array(
    z.object({
      topic: z.string().min(1),
      event: z.string().min(1),
      payload: z.record(z.string(), z.unknown()),
      private: z.boolean().nullish(),
    }),
  ),
})

/** The HTTP side of broadcast: a batch to several topics, or one message to the topic in the path. */
export class BroadcastEndpoints {
  readonly #services: RealtimeServices

  constructor(services: RealtimeServices) {
    this.#services = services
  }

  /** Answers any request under `/realtime/v1`; 404 where there is nothing. */
  async fetch(request: Request): Promise<Response> {
    const path = /\/api\/broadcast(?:\/([^/]+)\/events\/([^/]+))?$/.exec(new URL(request.url).pathname)
    if (!path) return failure(404, 'Not found')
    if (request.method !== 'POST') return failure(405, 'Use POST')
    try {
      const identity = await identify(tokenOf(request), this.#services.keys)
      const [, topic, event] = path
      if (topic === undefined || event === undefined) return await this.#batch(request, identity)
      return await this.#single(request, identity, decodeURIComponent(topic), decodeURIComponent(event))
    } catch (error) {
      if (error instanceof TokenRefused) return failure(401, `${error.code}: ${error.message}`)
      if (error instanceof SyntaxError || error instanceof URIError) return failure(400, 'The request is malformed')
      throw error
    }
  }

  /** A private message that the policies refuse is left out without a word, as in the hosted service. */
  async #batch(request: Request, identity: Identity): Promise<Response> {
    const batch = batchSchema.safeParse(await request.json())
    if (!batch.success) return failure(422, z.prettifyError(batch.error))
    for (const { topic, event, payload, private: isPrivate } of batch.data.messages) {
      const json = JSON.stringify(payload)
      if (Buffer.byteLength(json) > MAX_PAYLOAD_BYTES) return tooLarge()
      if (isPrivate && !(await this.#mayWrite(topic, identity))) continue
      this.#services.hub.publish(topicKey(topic, isPrivate === true), { kind: 'json', event, json })
    }
    return new Response(null, { status: 202 })
  }

  async #single(request: Request, identity: Identity, topic: string, event: string): Promise<Response> {
    const isPrivate = new URL(request.url).searchParams.get('private') === 'true'
    const bytes = Buffer.from(await request.arrayBuffer())
    if (bytes.length > MAX_PAYLOAD_BYTES) return tooLarge()
    const broadcast = readBroadcast(request.headers.get('content-type'), event, bytes)
    if (!broadcast) return failure(415, 'Send application/json or application/octet-stream')
    if (isPrivate && !(await this.#mayWrite(topic, identity))) return failure(403, 'Unauthorized')
    this.#services.hub.publish(topicKey(topic, isPrivate), broadcast)
    return new Response(null, { status: 202 })
  }

  async #mayWrite(topic: string, identity: Identity): Promise<boolean> {
    try {
      return await this.#services.policies.mayWrite(topic, identity, 'broadcast')
    } catch (error) {
      this.#services.onError(error) // a policy that raises allows nothing
      return false
    }
  }
}

/** @throws SyntaxError when JSON is announced and something else came */
function readBroadcast(contentType: string | null, event: string, bytes: Buffer): UserBroadcast | undefined {
  const type = contentType?.split(';')[0]?.trim()
  if (type === 'application/octet-stream') return { kind: 'binary', event, bytes }
  if (type !== 'application/json') return undefined
  return { kind: 'json', event, json: JSON.stringify(JSON.parse(bytes.toString('utf8'))) }
}

function tokenOf(request: Request): string {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  return bearer ?? request.headers.get('apikey') ?? ''
}

function tooLarge(): Response {
  return failure(422, `Payload size exceeded: send at most ${MAX_PAYLOAD_BYTES} bytes`)
}

function failure(status: number, message: string): Response {
  return Response.json({ error: message }, { status })
}
