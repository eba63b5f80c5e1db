import {
  calculateJwkThumbprint,
  errors,
  importJWK,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose'
import type { ProjectKeys } from '../project/project-keys.ts'

/** The verified claims of a session or of a minted token. */
export interface Claims extends JWTPayload {
  sub?: string
  role: string
}

/** Signs and verifies the project's tokens, and speaks HS256 to what stands behind the bridge and knows nothing else. */
export interface TokenAuthority {
  jwks: JSONWebKeySet
  issuer: string
  /** Signs ES256 with the project's kid; `iss`, `iat` and `exp` are taken from `claims`. */
  sign(claims: JWTPayload): Promise<string>
  /** Throws `InvalidToken` unless the token is ES256, ours, for `authenticated`, and in its time. */
  verify(token: string): Promise<Claims>
  /** The same claims as `verify` accepted, HS256, for the inner side alone. */
  innerToken(claims: Claims): Promise<string>
  /** Reads what the inner side signed: its session tokens and signed addresses. Throws `InvalidToken`. */
  readInnerToken(token: string): Promise<Claims>
}

/** A token that is not one of ours, or no longer. Its message is fit to be shown. */
export class InvalidToken extends Error {
  override name = 'InvalidToken'
  readonly expired: boolean
  constructor(message: string, expired = false) {
    super(message)
    this.expired = expired
  }
}

const roleName = /^[a-z_][a-z0-9_]{0,62}$/

/** Creates the authority for one project. `issuer` is the URL of its auth service, as on a hosted project. */
export async function createTokenAuthority(keys: ProjectKeys, issuer: string): Promise<TokenAuthority> {
  const { d: _private, ...publicJwk } = keys.signingKey
  const privateKey = await importJWK(keys.signingKey, 'ES256')
  const publicKey = await importJWK(publicJwk, 'ES256')
  const innerSecret = new TextEncoder().encode(keys.internalSecret)
  const kid = keys.signingKey.kid ?? (await calculateJwkThumbprint(publicJwk))

  return {
    issuer,
    jwks: { keys: [{ ...publicJwk, kid, alg: 'ES256', use: 'sig', key_ops: ['verify'] }] },
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' }).sign(privateKey),
    async verify(token) {
      try {
        const options = { algorithms: ['ES256'], issuer, audience: 'authenticated', requiredClaims: ['exp', 'role'] }
        const { payload, protectedHeader } = await jwtVerify(token, publicKey, options)
        if (protectedHeader.kid !== kid) throw new InvalidToken('JWT was signed with an unknown key')
        if (typeof payload.role !== 'string' || !roleName.test(payload.role))
          throw new InvalidToken('JWT has no valid role')
        return payload as Claims
      } catch (error) {
        throw error instanceof InvalidToken
          ? error
          : new InvalidToken(reason(error), error instanceof errors.JWTExpired)
      }
    },
    innerToken: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(innerSecret),
    async readInnerToken(token) {
      try {
        const { payload } = await jwtVerify(token, innerSecret, { algorithms: ['HS256'] })
        return payload as Claims
      } catch (error) {
        throw new InvalidToken(reason(error), error instanceof errors.JWTExpired)
      }
    },
  }
}

function reason(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'JWT expired'
  if (error instanceof errors.JOSEAlgNotAllowed) return 'JWT algorithm is not allowed here'
  if (error instanceof errors.JWTClaimValidationFailed) return `JWT claim "${error.claim}" is not valid here`
  return 'JWT could not be verified'
}
