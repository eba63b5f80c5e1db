import { decodeProtectedHeader } from 'jose'
import { PlatformError } from './platform-error.ts'

export interface RequestVerifier {
  /** Rejects when the token is not one of this project's, or expired. */
  verifyToken(jwt: string): Promise<unknown>
  /** Publishable and secret keys that are accepted in the `apikey` header. */
  apiKeys: readonly string[]
}

/**
 * What `verify_jwt = true` means: a valid JWT as bearer token or, where there is none, an API key of the project.
 * It proves a user only if the function itself looks at the token. Preflight requests are not to be checked.
 *
 * @throws PlatformError with the hosted code for what is wrong.
 */
export async function authorizeRequest(
  headers: { authorization: string | null; apikey: string | null },
  verifier: RequestVerifier,
): Promise<void> {
  const knownKey = headers.apikey !== null && verifier.apiKeys.includes(headers.apikey)
  if (!headers.authorization && !knownKey) throw new PlatformError('UNAUTHORIZED_NO_AUTH_HEADER')
  const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1]
  if (token && !token.startsWith('sb_')) return verifyJwt(token, verifier)
  if (!knownKey) throw new PlatformError('UNAUTHORIZED_INVALID_JWT_FORMAT')
}

async function verifyJwt(token: string, verifier: RequestVerifier): Promise<void> {
  const algorithm = algorithmOf(token)
  if (!['ES256', 'RS256', 'HS256'].includes(algorithm)) {
    throw new PlatformError('UNAUTHORIZED_UNSUPPORTED_TOKEN_ALGORITHM')
  }
  try {
    await verifier.verifyToken(token)
  } catch {
    throw new PlatformError(algorithm === 'HS256' ? 'UNAUTHORIZED_LEGACY_JWT' : 'UNAUTHORIZED_ASYMMETRIC_JWT')
  }
}

function algorithmOf(token: string): string {
  try {
    return decodeProtectedHeader(token).alg ?? ''
  } catch {
    throw new PlatformError('UNAUTHORIZED_INVALID_JWT_FORMAT')
  }
}
