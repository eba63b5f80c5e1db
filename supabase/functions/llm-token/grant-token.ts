import { ParleyError } from '@parley/shared/parley-error.ts'
import { z } from 'zod'
import { adminClient } from '../_shared/admin-client.ts'
import { authSessionOf } from '../_shared/llm/auth-session-of.ts'
import { GATEWAY_TOKEN_SECONDS, mintGatewayToken } from '../_shared/llm/mint-gateway-token.ts'
import { spendError } from '../_shared/llm/spend-error.ts'
import type { User } from '../_shared/verify-user.ts'

/** Body of `POST /functions/v1/llm-token`; may be left out. Who it is for comes from the session alone. */
export const grantTokenRequest = z.strictObject({
  /** The organisation that pays, of those that the caller belongs to. Left out: the one that they work in. */
  organization_id: z.uuid().optional(),
})

/**
 * A token for the gateway, for who has this session. Tier and version are said for the client's information: when the
 * plan changes, its version goes up, and a cache should ask again.
 *
 * @throws {ParleyError} session_ended, organization_not_found, server_misconfigured
 */
export async function grantToken({ user, body }: { user: User; body: z.infer<typeof grantTokenRequest> }) {
  const authSession = authSessionOf(user)
  const { data, error } = await adminClient()
    .rpc('llm_grant', {
      p_user_id: user.id,
      p_auth_session_id: authSession,
      ...(body.organization_id === undefined ? {} : { p_organization_id: body.organization_id }),
    })
    .single()
  if (error) throw spendError(error)
  if (!data) throw new ParleyError('internal_error', { cause: new Error('llm_grant returned no row') })
  const sessionId = crypto.randomUUID()
  const { token, expiresAt } = await mintGatewayToken({
    sub: user.id,
    org: data.organization_id,
    sid: authSession,
    session: sessionId,
  })
  return {
    token,
    ttl: GATEWAY_TOKEN_SECONDS,
    sessionId,
    expiresAt: expiresAt.toISOString(),
    organizationId: data.organization_id,
    tier: data.plan,
    planVersion: data.plan_version,
  }
}
