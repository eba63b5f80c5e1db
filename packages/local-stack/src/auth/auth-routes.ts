import { Hono } from 'hono'
import type { ProjectConfig } from '../project/read-project-config.ts'
import { adminRoutes } from './admin-routes.ts'
import { AuthError } from './auth-error.ts'
import type { AuthMailer } from './auth-mailer.ts'
import type { AuthUsers } from './auth-users.ts'
import { innerApiKey, type LiteApp } from './create-lite-app.ts'
import { mailFlow } from './mail-flow.ts'
import { MailRate } from './mail-rate.ts'
import { type ApiKeys, identifyKey, identifyRequest, type RequestIdentity } from './request-identity.ts'
import { requireSession } from './require-session.ts'
import { resolveRedirect } from './resolve-redirect.ts'
import type { SessionSigner } from './session-signer.ts'
import { InvalidToken, type TokenAuthority } from './token-authority.ts'
import { verifyPkceLink } from './verify-mail-link.ts'

export interface AuthRoutesOptions {
  lite: LiteApp
  keys: ApiKeys
  tokens: TokenAuthority
  sessions: SessionSigner
  users: AuthUsers
  mailer: AuthMailer
  config: ProjectConfig['auth']
}

type Env = { Variables: { identity: RequestIdentity } }
type Body = Record<string, unknown>

/**
 * `/auth/v1`: the embedded auth service as a hosted project's. What it lacks is answered here (JWKS, the admin API,
 * links with PKCE); the rest passes through it, with ES256 tokens outside and HS256 inside.
 */
export function authRoutes(options: AuthRoutesOptions): Hono<Env> {
  const { keys, tokens, users, mailer, config } = options
  const app = new Hono<Env>().basePath('/auth/v1')
  const rate = new MailRate(options.lite.sql, config)

  app.onError((error) => {
    if (error instanceof AuthError) return error.toResponse()
    if (error instanceof InvalidToken)
      return new AuthError(403, 'bad_jwt', `invalid JWT: ${error.message}`).toResponse()
    throw error
  })

  app.get('/.well-known/jwks.json', (c) => c.json(tokens.jwks, 200, { 'cache-control': 'public, max-age=600' }))
  app.get('/.well-known/openid-configuration', (c) =>
    c.json({ issuer: tokens.issuer, jwks_uri: `${tokens.issuer}/.well-known/jwks.json` }),
  )
  app.get('/verify', (c) => {
    const url = new URL(c.req.url)
    if (url.searchParams.get('token')?.startsWith('pkce_')) {
      return verifyPkceLink(url, { sql: options.lite.sql, rules: config, otpExpirySeconds: config.email.otp_expiry })
    }
    url.searchParams.set('type', innerType(url.searchParams.get('type')))
    url.searchParams.set('redirect_to', resolveRedirect(url.searchParams.get('redirect_to'), config))
    return pass(options, new Request(url, { headers: c.req.raw.headers }), undefined, 'otp')
  })
  for (const path of ['/callback', '/authorize']) app.all(path, (c) => pass(options, c.req.raw, undefined, 'oauth'))

  // From here on every request names its API key.
  app.use(async (c, next) => {
    c.set('identity', identifyKey(c.req.raw, keys))
    await next()
  })

  app.post('/verify', async (c) => {
    const body = await readBody(c.req.raw)
    body.type = innerType(body.type)
    if (typeof body.token_hash === 'string') body.token_hash = body.token_hash.replace(/^pkce_/, '')
    return pass(options, withBody(c.req.raw, body), c.var.identity, 'otp')
  })
  for (const path of ['/otp', '/magiclink', '/recover', '/resend', '/signup', '/user'] as const) {
    app.on(path === '/user' ? 'PUT' : 'POST', path, async (c) => {
      const body = await readBody(c.req.raw)
      if (path !== '/user' && path !== '/signup') await rate.take(String(body.email ?? ''))
      if (path === '/otp' || path === '/magiclink') await ensureUser(users, config, body)
      const request = withBody(c.req.raw, body)
      const identity = path === '/user' ? await identifySession(options, c.req.raw) : c.var.identity
      return mailFlow.run(flowOf(c.req.raw, body, config), () => pass(options, request, identity, 'password'))
    })
  }
  app.post('/token', (c) => pass(options, c.req.raw, c.var.identity, methodOf(c.req.query('grant_type'))))
  app.get('/settings', (c) => pass(options, c.req.raw, c.var.identity, 'otp'))
  app.get('/health', (c) => pass(options, c.req.raw, c.var.identity, 'otp'))

  // And from here on its bearer token counts.
  app.use(async (c, next) => {
    c.set('identity', await identifySession(options, c.req.raw))
    await next()
  })
  app.route('/', adminRoutes({ users, mailer, config, sql: options.lite.sql }))
  app.all('*', (c) => pass(options, c.req.raw, c.var.identity, 'otp'))
  return app
}

async function identifySession({ lite, keys, tokens }: AuthRoutesOptions, request: Request): Promise<RequestIdentity> {
  return requireSession(lite.sql, await identifyRequest(request, keys, tokens))
}

/** Hands a request on to the embedded service and makes its answer ours. */
async function pass(
  { lite, sessions, tokens }: AuthRoutesOptions,
  request: Request,
  identity: RequestIdentity | undefined,
  method: string,
): Promise<Response> {
  const headers = new Headers(request.headers)
  headers.delete('user-agent')
  headers.delete('authorization')
  if (identity) headers.set('apikey', innerApiKey)
  if (identity?.isUser) headers.set('authorization', `Bearer ${await tokens.innerToken(identity.claims)}`)
  return sessions.resign(await lite.fetch(new Request(request, { headers }), identity), method)
}

async function ensureUser(users: AuthUsers, config: ProjectConfig['auth'], body: Body): Promise<void> {
  const email = typeof body.email === 'string' ? body.email.trim() : ''
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || body.create_user === false || (await users.findByEmail(email))) return
  if (!config.enable_signup || !config.email.enable_signup) {
    throw new AuthError(422, 'signup_disabled', 'Signups not allowed for this instance')
  }
  const userMetadata = typeof body.data === 'object' && body.data ? (body.data as Record<string, unknown>) : {}
  await users.create({ email, userMetadata, emailConfirmed: !config.email.enable_confirmations })
}

function flowOf(request: Request, body: Body, config: ProjectConfig['auth']) {
  const target = new URL(request.url).searchParams.get('redirect_to') ?? request.headers.get('redirect_to')
  return {
    redirectTo: resolveRedirect(target, config),
    codeChallenge: typeof body.code_challenge === 'string' && body.code_challenge ? body.code_challenge : undefined,
    codeChallengeMethod: typeof body.code_challenge_method === 'string' ? body.code_challenge_method : undefined,
  }
}

/** `email` and `invite` are newer names for what the embedded service calls otherwise. */
function innerType(type: unknown): string {
  if (type === 'email') return 'magiclink'
  return type === 'invite' ? 'signup' : String(type ?? '')
}

function methodOf(grantType: string | undefined): string {
  return grantType === 'password' ? 'password' : 'otp'
}

async function readBody(request: Request): Promise<Body> {
  const body = await request
    .clone()
    .json()
    .catch(() => undefined)
  if (body && typeof body === 'object' && !Array.isArray(body)) return body as Body
  throw new AuthError(400, 'bad_json', 'Could not parse request body as JSON')
}

function withBody(request: Request, body: Body): Request {
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  return new Request(request.url, { method: request.method, headers, body: JSON.stringify(body) })
}
