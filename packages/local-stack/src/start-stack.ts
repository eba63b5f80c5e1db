import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocalOpenai } from '@parley/local-openai/start-local-openai'
import type { JSONWebKeySet } from 'jose'
import type { SupabaseApi } from './auth/create-supabase-api.ts'
import { installSupabaseSchemas } from './auth/install-supabase-schemas.ts'
import { prepareDatabase } from './boot/prepare-database.ts'
import { createThrowawayDatabase } from './create-throwaway-database.ts'
import type { FunctionsHost } from './functions/create-functions-host.ts'
import { startGateway } from './gateway/start-gateway.ts'
import { startMailbox } from './mailbox/start-mailbox.ts'
import { startPostgres } from './postgres/start-postgres.ts'
import { generateProjectKeys, loadProjectKeys } from './project/project-keys.ts'
import { type ProjectPaths, projectPaths } from './project/project-paths.ts'
import { readProjectConfig } from './project/read-project-config.ts'
import { assertPortFree, stackPorts } from './project/stack-ports.ts'
import type { StackOptions } from './stack-options.ts'
import { startServices } from './start-services.ts'
import { Unwind } from './unwind.ts'

/** A running stack. Everything of it lives in this process and its children, and ends with `stop()`. */
export interface Stack {
  apiUrl: string
  dbUrl: string
  mailboxUrl: string
  publishableKey: string
  secretKey: string
  anonKey: string
  serviceRoleKey: string
  jwks: JSONWebKeySet
  /** Signs a token as the project does; the claims need `iss` (`${apiUrl}/auth/v1`), `aud`, `role` and `exp`. */
  signToken: SupabaseApi['signToken']
  /** What Edge Functions find in their environment. Holds secrets: not to be printed. */
  functionsEnv: Record<string, string>
  /** The offline stand-in, when it answers the calls. */
  openai: LocalOpenai | undefined
  /** Starts functions ahead of their first call. */
  warmFunctions(names?: string[]): Promise<void>
  /** What runs the functions, for tests that look at workers, kill or replace them. */
  functions: Pick<FunctionsHost, 'workers' | 'replace'>
  stop(): Promise<void>
}

/**
 * Starts Supabase without Docker: database, auth, data API, storage, realtime, functions, mailbox.
 * Rejects with one line that says what to do, and leaves nothing running, when a part does not start.
 *
 *     const stack = await startStack({ dataDir: 'memory', ports: 'free' })
 *     const client = createClient(stack.apiUrl, stack.publishableKey)
 *     await stack.stop()
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const unwind = new Unwind()
  try {
    return await start(options, unwind)
  } catch (error) {
    await unwind.run().catch(() => {})
    throw error
  }
}

async function start(options: StackOptions, unwind: Unwind): Promise<Stack> {
  const inMemory = options.dataDir === 'memory'
  const log = options.log ?? (() => {})
  const paths = projectPaths(options.projectDir, inMemory ? await temporaryDir(unwind) : options.dataDir)
  const config = readProjectConfig(paths.configFile)
  const ports = stackPorts(config, options.ports)
  for (const name of ['api', 'db', 'mailbox'] as const) {
    if (name !== 'db' || !options.databaseUrl) await assertPortFree(name, ports[name])
  }
  const keys = inMemory ? await generateProjectKeys() : await loadProjectKeys(paths.keysFile)

  const gateway = await startGateway({
    port: ports.api,
    onError: (error, path) => log(`${path}: ${error instanceof Error ? error.message : 'failed'}`),
  })
  unwind.add(gateway.stop)
  const apiUrl = gateway.url

  const dbUrl = await startDatabase(options, paths, ports.db, unwind)
  await prepareDatabase({
    url: dbUrl,
    migrationsDir: paths.migrationsDir,
    ...(config.db.seed.enabled && existsSync(paths.seedFile) ? { seedFile: paths.seedFile } : {}),
    beforeMigrations: () => installSupabaseSchemas(dbUrl),
  })

  const mailbox = await startMailbox({ port: ports.mailbox, file: inMemory ? undefined : paths.mailsFile })
  unwind.add(mailbox.stop)

  const services = await startServices(
    { ...options, log, apiUrl, dbUrl, keys, paths, config, mailbox, inMemory },
    unwind,
  )
  gateway.open(services)
  // Nobody is let in, and sockets are closed, before what they lead to goes.
  unwind.add(gateway.stop)

  const { publishableKey, secretKey, anonKey, serviceRoleKey } = keys
  return {
    apiUrl,
    dbUrl,
    mailboxUrl: mailbox.url,
    publishableKey,
    secretKey,
    anonKey,
    serviceRoleKey,
    jwks: services.api.jwks,
    signToken: services.api.signToken,
    functionsEnv: services.functionsEnv,
    openai: services.openai,
    warmFunctions: services.functions.warm,
    functions: services.functions,
    stop: () => unwind.run(),
  }
}

async function startDatabase(
  options: StackOptions,
  paths: ProjectPaths,
  port: number,
  unwind: Unwind,
): Promise<string> {
  if (!options.databaseUrl) {
    const postgres = await startPostgres({ dataDir: options.dataDir === 'memory' ? 'memory' : paths.dataDir, port })
    unwind.add(postgres.stop)
    return postgres.url
  }
  if (!options.throwaway) return options.databaseUrl
  const database = await createThrowawayDatabase(options.databaseUrl)
  unwind.add(database.drop)
  return database.url
}

/** Storage needs a place on disk even where nothing is to be kept. */
async function temporaryDir(unwind: Unwind): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'parley-'))
  unwind.add(() => rm(dir, { recursive: true, force: true }))
  return dir
}
