import type { JSONWebKeySet } from 'jose'
import type { ProjectKeys } from '../project/project-keys.ts'
import type { ProjectConfig } from '../project/read-project-config.ts'
import { AuthMailer } from './auth-mailer.ts'
import { authRoutes } from './auth-routes.ts'
import { AuthUsers } from './auth-users.ts'
import { createLiteApp, innerApiKey, type LiteApp } from './create-lite-app.ts'
import { listStorageFolder } from './list-storage-folder.ts'
import type { Mail } from './mail.ts'
import type { MailTemplates } from './mail-templates.ts'
import { mendStorageRequest } from './mend-storage-request.ts'
import { mendStorageResponse } from './mend-storage-response.ts'
import { type ApiKeys, bearerOf, identifyRequest, type RequestIdentity, Unauthorized } from './request-identity.ts'
import { createSessionSigner } from './session-signer.ts'
import { type Claims, createTokenAuthority, InvalidToken, type TokenAuthority } from './token-authority.ts'
import { watchSchemaReload } from './watch-schema-reload.ts'

export interface SupabaseApiOptions {
  databaseUrl: string
  /** `iss` of every token: the URL of the auth service. */
  jwtIssuer: string
  /** Where links in mails lead to. */
  apiUrl: string
  keys: ProjectKeys
  mailer: (mail: Mail) => Promise<void>
  mailTemplates: MailTemplates
  storageDir: string
  config: ProjectConfig
}

/** Auth, data and storage services of a Supabase project behind one `fetch`. Serves no port. */
export interface SupabaseApi {
  fetch(request: Request): Promise<Response>
  jwks: JSONWebKeySet
  verifyToken(token: string): Promise<Claims>
  /** Signs a token as the project would: for tests and for tools that act as the platform. */
  signToken: TokenAuthority['sign']
  stop(): Promise<void>
}

/**
 * Starts the services on a prepared database.
 *
 *     const api = await createSupabaseApi({ databaseUrl, jwtIssuer, apiUrl, keys, mailer, mailTemplates, storageDir, config })
 *     const response = await api.fetch(new Request(`${apiUrl}/rest/v1/calls`, { headers: { apikey } }))
 */
export async function createSupabaseApi(options: SupabaseApiOptions): Promise<SupabaseApi> {
  const { config } = options
  const tokens = await createTokenAuthority(options.keys, options.jwtIssuer)
  const keys: ApiKeys = options.keys
  const lite = await createLiteApp({ ...options, innerSecret: options.keys.internalSecret })
  const stopWatching = await watchSchemaReload(lite)
  const mailer = new AuthMailer({
    sql: lite.sql,
    apiUrl: options.apiUrl,
    siteUrl: config.auth.site_url,
    templates: options.mailTemplates,
    deliver: options.mailer,
  })
  lite.app._mailer = mailer
  const hook = config.auth.hook.custom_access_token
  const sessions = createSessionSigner(lite.sql, tokens, hook?.enabled ? hook.uri : undefined)
  const users = new AuthUsers(lite.sql)
  const auth = authRoutes({ lite, keys, tokens, sessions, users, mailer, config: config.auth })
  const services: Record<string, (request: Request) => Promise<Response>> = {
    auth: async (request) => auth.fetch(request),
    rest: (request) => data(request, lite, keys, tokens),
    storage: (request) => storage(request, lite, keys, tokens),
  }
  return {
    jwks: tokens.jwks,
    verifyToken: tokens.verify,
    signToken: tokens.sign,
    async fetch(request) {
      const service = services[new URL(request.url).pathname.split('/')[1] ?? '']
      if (!service) return Response.json({ message: 'no Route matched with those values' }, { status: 404 })
      try {
        return await service(request)
      } catch (error) {
        if (error instanceof Unauthorized) return error.toResponse()
        throw error
      }
    },
    async stop() {
      await stopWatching()
      await lite.stop()
    },
  }
}

async function data(request: Request, lite: LiteApp, keys: ApiKeys, tokens: TokenAuthority): Promise<Response> {
  try {
    const identity = await identifyRequest(request, keys, tokens)
    return await lite.fetch(inner(request, identity), identity)
  } catch (error) {
    if (!(error instanceof InvalidToken)) throw error
    const code = error.expired ? 'PGRST303' : 'PGRST301'
    const body = { code, message: error.message, details: null, hint: null }
    return Response.json(body, { status: 401, headers: { 'www-authenticate': 'Bearer' } })
  }
}

/** Signed and public objects need no key; everything else is asked for with one, or with a user's token alone. */
async function storage(request: Request, lite: LiteApp, keys: ApiKeys, tokens: TokenAuthority): Promise<Response> {
  try {
    const hasKey = request.headers.has('apikey') || new URL(request.url).searchParams.has('apikey')
    const bearer = bearerOf(request)
    let identity: RequestIdentity | undefined
    const signature = signatureOf(request)
    if (signature !== undefined) await tokens.readInnerToken(signature)
    if (hasKey) identity = await identifyRequest(request, keys, tokens)
    else if (bearer) identity = { key: 'publishable', isUser: true, claims: await tokens.verify(bearer) }
    const answer = (asked: Request) => lite.fetch(inner(asked, identity), identity)
    const isList = request.method === 'POST' && /\/object\/list\/[^/]+$/.test(new URL(request.url).pathname)
    if (isList) return await listStorageFolder(request, answer)
    return await mendStorageResponse(await answer(await mendStorageRequest(request)))
  } catch (error) {
    if (!(error instanceof InvalidToken)) throw error
    return Response.json({ statusCode: '400', error: 'InvalidJWT', message: error.message }, { status: 400 })
  }
}

/** The token of a signed address. The embedded service checks it too, but takes a bad one for a fault of its own. */
function signatureOf(request: Request): string | undefined {
  const url = new URL(request.url)
  const isSigned = ['GET', 'HEAD', 'PUT'].includes(request.method) && /\/object\/(upload\/)?sign\//.test(url.pathname)
  return isSigned ? (url.searchParams.get('token') ?? '') : undefined
}

/** The request without its credentials, which have been checked. */
function inner(request: Request, identity: RequestIdentity | undefined): Request {
  const headers = new Headers(request.headers)
  for (const name of ['authorization', 'user-agent', 'apikey']) headers.delete(name)
  if (identity) headers.set('apikey', innerApiKey)
  return new Request(withoutKey(request.url), {
    method: request.method,
    headers,
    body: request.body,
    ...(request.body ? { duplex: 'half' } : {}),
  } as RequestInit)
}

function withoutKey(address: string): URL {
  const url = new URL(address)
  if (url.searchParams.has('apikey')) url.searchParams.delete('apikey')
  return url
}
