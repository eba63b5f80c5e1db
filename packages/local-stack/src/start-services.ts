import { createSupabaseApi } from './auth/create-supabase-api.ts'
import { readMailTemplates } from './auth/read-mail-templates.ts'
import { chooseOpenai } from './choose-openai.ts'
import { createFunctionsHost } from './functions/create-functions-host.ts'
import { formatFunctionLogLine } from './functions/format-function-log-line.ts'
import { functionsEnvironment } from './functions-environment.ts'
import type { Mailbox } from './mailbox/start-mailbox.ts'
import type { ProjectKeys } from './project/project-keys.ts'
import type { ProjectPaths } from './project/project-paths.ts'
import type { ProjectConfig } from './project/read-project-config.ts'
import { createRealtime } from './realtime/create-realtime.ts'
import type { StackOptions } from './stack-options.ts'
import type { Unwind } from './unwind.ts'

export interface ServicesOptions extends StackOptions {
  log(line: string): void
  apiUrl: string
  dbUrl: string
  keys: ProjectKeys
  paths: ProjectPaths
  config: ProjectConfig
  mailbox: Mailbox
  inMemory: boolean
}

/** Starts what stands behind the gateway, on a prepared database; how to stop each is added to `unwind`. */
export async function startServices(options: ServicesOptions, unwind: Unwind) {
  const { apiUrl, dbUrl, keys, paths, config, log } = options
  const api = await createSupabaseApi({
    databaseUrl: dbUrl,
    jwtIssuer: `${apiUrl}/auth/v1`,
    apiUrl,
    keys,
    mailer: options.mailbox.deliver,
    mailTemplates: readMailTemplates(config.auth.email.template, paths.root),
    storageDir: paths.storageDir,
    config,
  })
  unwind.add(api.stop)
  const { publishableKey, secretKey, anonKey, serviceRoleKey } = keys
  const { verifyToken, jwks } = api
  const realtime = await createRealtime({ databaseUrl: dbUrl, verifyToken, publishableKey, secretKey, log })
  unwind.add(realtime.stop)

  const { provider, local } = await chooseOpenai(options)
  if (local) unwind.add(local.stop)

  const allowedOrigins = options.allowedOrigins ?? siteOrigins(config.auth.site_url)
  const hosted = functionsEnvironment({ apiUrl, dbUrl, keys, jwks, openai: provider, allowedOrigins })
  const functionsEnv = { ...hosted, ...options.functionsEnv }
  const functions = createFunctionsHost({
    functionsDir: paths.functionsDir,
    env: functionsEnv,
    verifyToken,
    apiKeys: [publishableKey, secretKey, anonKey, serviceRoleKey],
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.functionLimits ? { functionLimits: options.functionLimits } : {}),
    watch: options.watch ?? !options.inMemory,
    log: options.functionLog ?? ((line) => log(formatFunctionLogLine(line))),
  })
  unwind.add(functions.stop)
  return { api, realtime, functions, functionsEnv, openai: local }
}

/** The same page is reached as localhost and as 127.0.0.1. */
function siteOrigins(siteUrl: string): string[] {
  const { origin } = new URL(siteUrl)
  const [name, number] = ['localhost', '127.0.0.1']
  const twin = origin.includes(number) ? origin.replace(number, name) : origin.replace(name, number)
  return [...new Set([origin, twin])]
}
