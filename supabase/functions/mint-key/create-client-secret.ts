import { ParleyError } from '@parley/shared/parley-error.ts'
import { z } from 'zod'
import type { AgentSession } from '../_shared/agent-session.ts'
import type { OpenaiEnv } from '../_shared/openai-env.ts'
import { publicSession } from '../_shared/public-session.ts'
import { sha256Hex } from '../_shared/sha256-hex.ts'
import type { User } from '../_shared/verify-user.ts'

const LIFETIME_SECONDS = 60
const TIMEOUT_MS = 10_000

const clientSecret = z.object({
  value: z.string(),
  expires_at: z.number(),
  session: z.record(z.string(), z.unknown()),
})

/**
 * Asks the provider for a client secret. The user is named by a hash, for the provider's abuse checks.
 *
 * @throws {ParleyError} provider_unavailable, whatever went wrong: the provider's words stay on the server
 */
export async function createClientSecret(session: AgentSession, user: User, env: OpenaiEnv) {
  const response = await requestSecret(session, await sha256Hex(`parley:${user.id}`), env)
  if (!response.ok) {
    await response.body?.cancel()
    throw unavailable(new Error(`client_secrets answered ${response.status}`))
  }
  const parsed = clientSecret.safeParse(await response.json().catch(() => null))
  if (!parsed.success) throw unavailable(new Error('client_secrets answered something else than a secret'))
  return { ...parsed.data, session: publicSession(parsed.data.session) }
}

function requestSecret(session: AgentSession, safetyIdentifier: string, env: OpenaiEnv): Promise<Response> {
  return fetch(`${env.OPENAI_BASE_URL}/realtime/client_secrets`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${env.OPENAI_API_KEY}`,
      'content-type': 'application/json',
      'openai-safety-identifier': safetyIdentifier,
    },
    body: JSON.stringify({ expires_after: { anchor: 'created_at', seconds: LIFETIME_SECONDS }, session }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw unavailable(error)
  })
}

function unavailable(cause: unknown): ParleyError {
  return new ParleyError('provider_unavailable', { cause })
}
