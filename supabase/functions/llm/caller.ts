import { ParleyError } from '@parley/shared/parley-error.ts'
import { decodeProtectedHeader } from 'jose'
import { z } from 'zod'
import { bearerToken } from '../_shared/bearer-token.ts'
import { authSessionOf } from '../_shared/llm/auth-session-of.ts'
import { GATEWAY_TOKEN_TYPE } from '../_shared/llm/gateway-token.ts'
import { verifyGatewayToken } from '../_shared/llm/verify-gateway-token.ts'
import { verifyUser } from '../_shared/verify-user.ts'

/** Who asks, proven by a token, and in which organisation. */
export type Caller = {
  personId: string
  authSessionId: string
  /** Undefined: the one that the person works in. */
  organizationId: string | undefined
  /** How usage is grouped: what the client says, else what the token says. */
  sessionId: string | undefined
}

/**
 * The caller by a token of `llm-token`, or by a session token of the project. Headers may only choose among the
 * person's organisations (`OpenAI-Organization`, which the database checks) and name a group for usage (`X-Session-Id`).
 *
 * @throws {ParleyError} not_authenticated, token_…, agent_not_allowed, organization_not_found, bad_request
 */
export async function verifyCaller(request: Request): Promise<Caller> {
  const token = bearerToken(request)
  if (token === null || token === '') throw new ParleyError('not_authenticated')
  const chosen = organizationOf(request)
  const sessionId = sessionIdOf(request)
  if (typeOf(token) !== GATEWAY_TOKEN_TYPE) {
    const user = await verifyUser(token)
    return { personId: user.id, authSessionId: authSessionOf(user), organizationId: chosen, sessionId }
  }
  const { sub, sid, org, session } = await verifyGatewayToken(token)
  if (chosen !== undefined && chosen !== org) throw new ParleyError('organization_not_found')
  return { personId: sub, authSessionId: sid, organizationId: org, sessionId: sessionId ?? session }
}

function typeOf(token: string): unknown {
  try {
    return decodeProtectedHeader(token).typ
  } catch {
    return undefined
  }
}

function organizationOf(request: Request): string | undefined {
  const named = request.headers.get('openai-organization')
  if (named === null || named === '') return undefined
  const id = z.uuid().safeParse(named)
  if (!id.success) throw new ParleyError('organization_not_found')
  return id.data
}

function sessionIdOf(request: Request): string | undefined {
  const id = request.headers.get('x-session-id')?.trim()
  if (!id) return undefined
  if (id.length <= 200) return id
  throw new ParleyError('bad_request', {
    details: { issues: [{ path: 'X-Session-Id', message: 'at most 200 characters' }] },
  })
}
