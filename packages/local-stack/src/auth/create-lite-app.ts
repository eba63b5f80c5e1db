import { AsyncLocalStorage } from 'node:async_hooks'
import { App, setExperimental } from '@supabase/lite'
import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres'
import type { Sql } from 'postgres'
import type { ProjectConfig } from '../project/read-project-config.ts'
import { type DatabaseError, databaseErrorResponse, isDatabaseError } from './database-error-response.ts'
import { defaultValuesPlugin } from './default-values-plugin.ts'
import { FileStorageAdapter } from './file-storage-adapter.ts'
import { isoTimestamps } from './iso-timestamps.ts'
import { jsonArgumentsPlugin } from './json-arguments-plugin.ts'
import { quietExpectedErrors } from './quiet-expected-errors.ts'
import { registerVectorTypes } from './register-vector-types.ts'
import type { RequestIdentity } from './request-identity.ts'

/** The embedded auth, data and storage services, which believe whom they are told a request speaks for. */
export interface LiteApp {
  sql: Sql
  /** Answers as `identity`; the request's own credentials must have been checked and removed. */
  fetch(request: Request, identity: RequestIdentity | undefined): Promise<Response>
  /** To be called when tables, views or functions changed. */
  forgetSchema(): Promise<void>
  app: App
  stop(): Promise<void>
}

export interface LiteAppOptions {
  databaseUrl: string
  innerSecret: string
  storageDir: string
  config: ProjectConfig
}

/** One request on its way through the embedded services. */
interface Visit {
  identity: RequestIdentity | undefined
  /** What the database said to it, where that became the answer. */
  databaseError?: DatabaseError
}

/** Header value that lets a request pass the embedded key check, which then asks for the identity. */
export const innerApiKey = 'checked-by-the-gateway'

/** Starts `@supabase/lite` on a Postgres by its wire protocol. It serves no port of its own. */
export async function createLiteApp(options: LiteAppOptions): Promise<LiteApp> {
  const visits = new AsyncLocalStorage<Visit>()
  const connection = connect(options.databaseUrl)
  // Asked with every error that is about to be answered.
  connection.normalizeDbError = (error) => {
    const visit = visits.getStore()
    if (visit && isDatabaseError(error)) visit.databaseError = error
    return error
  }
  quietExpectedErrors(() => visits.getStore() !== undefined)
  const app = new App({
    connection,
    ...liteConfig(options),
    options: {
      server: {
        disableStudio: true,
        apiKeys: {
          resolver: async () => {
            const identity = visits.getStore()?.identity
            return identity ? { type: identity.key, claims: identity.claims } : null
          },
        },
      },
    },
  })
  await app.init()
  // After init, which would otherwise print a warning about a flag that nobody here set.
  setExperimental('storage', true)
  app._storageAdapter = new FileStorageAdapter(options.storageDir)
  const sql = connection.driver as unknown as Sql
  await registerVectorTypes(sql)
  return {
    app,
    sql,
    async fetch(request, identity) {
      const visit: Visit = { identity }
      const response = await visits.run(visit, () => app.fetch(request))
      if (!visit.databaseError || !new URL(request.url).pathname.startsWith('/rest/')) return response
      return await databaseErrorResponse(visit.databaseError, response, identity?.claims.role === 'anon')
    },
    async forgetSchema() {
      await (connection as unknown as { clearSchemaCache(): Promise<void> }).clearSchemaCache()
      await registerVectorTypes(sql)
    },
    stop: () => connection.driver.end({ timeout: 2 }),
  }
}

function connect(url: string): PostgresConnection {
  const postgresOptions = { max: 8, onnotice: () => {}, types: isoTimestamps }
  const connection = createPostgresConnection({ url, postgresOptions })
  connection.kysely = connection.kysely
    .withPlugin(defaultValuesPlugin as never)
    .withPlugin(jsonArgumentsPlugin as never)
  // At its first request with any policy around it would grant ALL on every table to anon and authenticated; here the
  // migrations alone grant. This tells it that it has done so.
  Object.assign(connection, { rlsState: 'active' })
  return connection
}

function liteConfig({ config, innerSecret }: LiteAppOptions) {
  const { auth, api, storage } = config
  return {
    auth: {
      enabled: true,
      jwt_secret: innerSecret,
      jwt_expiry: auth.jwt_expiry,
      site_url: auth.site_url,
      additional_redirect_urls: auth.additional_redirect_urls,
      enable_refresh_token_rotation: auth.enable_refresh_token_rotation,
      refresh_token_reuse_interval: auth.refresh_token_reuse_interval,
      enable_signup: auth.enable_signup,
      minimum_password_length: auth.minimum_password_length,
      password_requirements: auth.password_requirements,
      email: {
        enable_signup: auth.email.enable_signup,
        enable_confirmations: auth.email.enable_confirmations,
        double_confirm_changes: auth.email.double_confirm_changes,
        otp_length: auth.email.otp_length,
        otp_expiry: auth.email.otp_expiry,
      },
    },
    api: { schemas: api.schemas, max_rows: api.max_rows },
    storage: { enabled: true, file_size_limit: storage.file_size_limit },
    studio: { enabled: false },
  }
}
