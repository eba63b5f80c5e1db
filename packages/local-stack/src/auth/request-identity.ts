import { createHash, timingSafeEqual } from 'node:crypto'
import { type Claims, InvalidToken, type TokenAuthority } from './token-authority.ts'

/** Who a request speaks for: `key` is the API key's kind, `claims` what the database is to see. */
export interface RequestIdentity {
  key: 'publishable' | 'secret'
  claims: Claims
  /** True when `claims` come from a user's token and not from the key itself. */
  isUser: boolean
}

/** The keys that open the API: `anonKey` and `serviceRoleKey` are their JWT twins for older tools. */
export interface ApiKeys {
  publishableKey: string
  secretKey: string
  anonKey: string
  serviceRoleKey: string
}

/** A request that the gateway turns away, in the words of the hosted one. */
export class Unauthorized extends Error {
  override name = 'Unauthorized'
  readonly code: string
  readonly hint: string | undefined
  constructor(code: string, message: string, hint?: string) {
    super(message)
    this.code = code
    this.hint = hint
  }

  toResponse(): Response {
    const body = { message: this.message, ...(this.hint ? { hint: this.hint } : {}) }
    return Response.json(body, { status: 401, headers: { 'sb-error-code': this.code } })
  }
}

/**
 * Reads `apikey` (header or query) as the hosted gateway does; a secret key is refused from a browser. Looks at no
 * bearer token. Throws `Unauthorized`.
 */
export function identifyKey(request: Request, keys: ApiKeys): RequestIdentity {
  const apiKey = request.headers.get('apikey') ?? new URL(request.url).searchParams.get('apikey')
  if (!apiKey) {
    const hint = 'No `apikey` request header or url param was found.'
    throw new Unauthorized('UNAUTHORIZED_MISSING_API_KEY', 'No API key found in request', hint)
  }
  const key = keyKind(apiKey, keys)
  if (!key)
    throw new Unauthorized('UNAUTHORIZED_INVALID_API_KEY', 'Invalid API key', 'Double check your Supabase `apikey`')
  if (key === 'secret' && /^\s*Mozilla\//i.test(request.headers.get('user-agent') ?? '')) {
    throw new Unauthorized('UNAUTHORIZED_INVALID_API_KEY_TYPE', 'Forbidden use of secret API key in browser')
  }
  return identityOfKey(key)
}

/**
 * Who speaks: the user of the bearer token when there is one, else the key. The key itself may stand as bearer too.
 * Throws `Unauthorized` for the key and `InvalidToken` for the token.
 */
export async function identifyRequest(
  request: Request,
  keys: ApiKeys,
  tokens: TokenAuthority,
): Promise<RequestIdentity> {
  const identity = identifyKey(request, keys)
  const bearer = bearerOf(request)
  if (!bearer) return identity
  const kind = keyKind(bearer, keys)
  if (kind === 'secret' && identity.key !== 'secret') {
    throw new InvalidToken('The key given as bearer token does not match the `apikey` header')
  }
  if (kind) return { ...identityOfKey(kind), key: identity.key }
  return { key: identity.key, isUser: true, claims: await tokens.verify(bearer) }
}

/** The token of `Authorization: Bearer …`, unchecked. */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]?.trim()
}

function identityOfKey(key: RequestIdentity['key']): RequestIdentity {
  return { key, isUser: false, claims: { role: key === 'secret' ? 'service_role' : 'anon' } }
}

function keyKind(candidate: string, keys: ApiKeys): RequestIdentity['key'] | undefined {
  const isSecret = [keys.secretKey, keys.serviceRoleKey].map((key) => constantTimeEqual(candidate, key))
  const isPublishable = [keys.publishableKey, keys.anonKey].map((key) => constantTimeEqual(candidate, key))
  if (isSecret.includes(true)) return 'secret'
  return isPublishable.includes(true) ? 'publishable' : undefined
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
function constantTimeEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
