import type { IncomingMessage } from 'node:http'
import { dirname, join, resolve, sep } from 'node:path'
import type { Duplex } from 'node:stream'
import { authorizeRequest, type RequestVerifier } from './authorize-request.ts'
import { FunctionCatalog } from './function-catalog.ts'
import type { FunctionEntrance } from './function-entrance.ts'
import { type FunctionLimits, HOSTED_LIMITS } from './function-limits.ts'
import type { FunctionLog } from './function-log-line.ts'
import { FunctionPool, type Lease } from './function-pool.ts'
import type { FunctionWorker, FunctionWorkerOptions } from './function-worker.ts'
import { guardOrphans } from './guard-orphans.ts'
import { PlatformError } from './platform-error.ts'
import { readFunctionsEnv } from './read-functions-env.ts'
import { serveRequest } from './serve-request.ts'
import { serveUpgrade } from './serve-upgrade.ts'
import { watchFunctionFiles } from './watch-function-files.ts'

export interface FunctionsHostOptions extends RequestVerifier {
  /** `supabase/functions`; config.toml is the one beside it. */
  functionsDir: string
  /** The environment of every function. Nothing of the host's own environment is added. */
  env: Record<string, string>
  /** Secrets that win over `env`. Default: `.env` in `functionsDir`; `false`: none. */
  envFile?: string | false
  /** Deviations from the hosted limits, for all functions and for single ones. */
  limits?: Partial<FunctionLimits>
  functionLimits?: Record<string, Partial<FunctionLimits>>
  /** Restart functions when their files change. Default: true. */
  watch?: boolean
  log: FunctionLog
}

export interface FunctionsHost {
  /** Answers a request to a function. Never rejects: what goes wrong is answered as the hosted platform does. */
  fetch(request: Request, name: string): Promise<Response>
  /** Takes over the socket of an upgrade request to a function. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, name: string): void
  /** Starts workers ahead of their first request, which also fetches their dependencies. Failures are in the log. */
  warm(names?: string[]): Promise<void>
  /** The functions that exist and are enabled. */
  names(): string[]
  /** The running workers of a function, oldest first: for tests that kill one, and for measuring. */
  workers(name: string): WorkerInfo[]
  /**
   * Puts a fresh worker in the place of a function's current one, as a deployment does: the old one gets
   * `beforeunload`, and `graceMs` (default 2 s) for what `waitUntil` holds.
   */
  replace(name: string, graceMs?: number): void
  /** Ends every process. Resolves when none is left. */
  stop(): Promise<void>
}

/** A running worker, as its host sees it. */
export interface WorkerInfo {
  id: string
  pid: number
  /** `performance.now()` of the host when it was started. */
  startedAt: number
  /** No further request goes to it. */
  retired: boolean
  /** Requests without an answer yet, and promises that `waitUntil` holds. */
  busyWith: number
}

const STOP_GRACE_MS = 500

/**
 * Runs a project's Edge Functions on the hosted runtime's version of Deno, a process a function, with the hosted
 * limits, errors and environment.
 *
 * @example
 * const host = createFunctionsHost({ functionsDir: 'supabase/functions', env, verifyToken, apiKeys, log: console.log })
 * const response = await host.fetch(new Request('http://127.0.0.1:54321/functions/v1/hello'), 'hello')
 * await host.stop()
 * @throws When config.toml cannot be used.
 */
export function createFunctionsHost(options: FunctionsHostOptions): FunctionsHost {
  const functionsDir = resolve(options.functionsDir)
  const configFile = join(dirname(functionsDir), 'config.toml')
  const envFile = options.envFile === false ? undefined : resolve(options.envFile ?? join(functionsDir, '.env'))
  const catalog = new FunctionCatalog(functionsDir, configFile)
  const orphans = guardOrphans()
  const pools = new Map<string, FunctionPool>()
  const watched = [functionsDir, configFile, ...(envFile ? [envFile] : [])]
  const watcher = options.watch === false ? undefined : watchFunctionFiles(watched, replaceChanged)
  const entrance: FunctionEntrance = { log: options.log, admit }
  let isStopped = false

  /** Reads what functions there are. What was known stays when config.toml cannot be used. */
  function refreshCatalog(): void {
    try {
      catalog.refresh()
    } catch (error) {
      options.log({ time: new Date(), level: 'error', kind: 'host', message: String(error) })
    }
  }

  function workerOptions(name: string): FunctionWorkerOptions {
    refreshCatalog()
    const definition = catalog.get(name)
    if (!definition) throw new PlatformError('NOT_FOUND')
    const limits = { ...HOSTED_LIMITS, ...options.limits, ...options.functionLimits?.[name] }
    const env = { ...options.env, ...(envFile ? readFunctionsEnv(envFile) : {}) }
    return { definition, limits, env, projectDir: dirname(dirname(functionsDir)), orphans, log: options.log }
  }

  function poolOf(name: string): FunctionPool {
    if (isStopped) throw new PlatformError('BOOT_ERROR')
    const known = pools.get(name)
    if (known) return known
    const isOutside = (file: string) => !file.startsWith(functionsDir + sep)
    const watchImports = ({ files }: FunctionPool) => watcher?.add([...files].filter(isOutside))
    const pool = new FunctionPool(() => workerOptions(name), watchImports)
    pools.set(name, pool)
    return pool
  }

  async function admit(name: string, method: string, header: (name: string) => string | null): Promise<Lease> {
    const definition = catalog.get(name)
    if (!definition) throw new PlatformError('NOT_FOUND')
    if (definition.verifyJwt && method !== 'OPTIONS') {
      await authorizeRequest({ authorization: header('authorization'), apikey: header('apikey') }, options)
    }
    return poolOf(name).lease()
  }

  function replaceChanged(changed: ReadonlySet<string>): void {
    refreshCatalog()
    const all = changed.has(configFile) || (envFile !== undefined && changed.has(envFile))
    for (const [name, pool] of pools) {
      if (!catalog.get(name)) continue
      if (all || [...changed].some((file) => pool.files.has(file))) pool.replace('a file of the function changed')
    }
  }

  return {
    fetch: (request, name) => serveRequest(request, name, entrance),
    handleUpgrade: (request, socket, head, name) => void serveUpgrade(request, socket, head, name, entrance),
    async warm(names = catalog.names()) {
      await Promise.allSettled(names.map(async (name) => (await poolOf(name).lease()).release()))
    },
    names: () => catalog.names(),
    replace: (name, graceMs) => pools.get(name)?.replace('replaced by hand', graceMs),
    workers: (name) => (pools.get(name)?.workers ?? []).flatMap(describeWorker),
    async stop() {
      isStopped = true
      await watcher?.close()
      await Promise.all([...pools.values()].map((pool) => pool.stop(STOP_GRACE_MS)))
      await orphans.close()
    },
  }
}

function describeWorker({ id, pid, startedAt, retired, busyWith, running }: FunctionWorker): WorkerInfo[] {
  return pid !== undefined && running ? [{ id, pid, startedAt, retired, busyWith }] : []
}
