import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { UnloadReason, WorkerMessage } from '../../deno/worker-messages.ts'
import type { FunctionLimits } from './function-limits.ts'
import type { FunctionLogKind, FunctionLogLine } from './function-log-line.ts'
import type { OrphanGuard } from './guard-orphans.ts'
import { PlatformError } from './platform-error.ts'
import type { FunctionDefinition } from './read-function-definitions.ts'
import { type ProcessUsage, readProcessUsage } from './read-process-usage.ts'
import { type DenoWorker, spawnDenoWorker } from './spawn-deno-worker.ts'

/** A broken connection is noticed a moment before the end of the process that broke it. */
const FAILURE_WAIT_MS = 1_000

export type EndReason = UnloadReason | 'boot' | 'crash'

export interface FunctionWorkerOptions {
  definition: FunctionDefinition
  limits: FunctionLimits
  env: Record<string, string>
  projectDir: string
  orphans: OrphanGuard
  log(line: FunctionLogLine): void
}

/**
 * One worker: a Deno process that serves one function from its boot to its end. It counts what it is busy with and
 * ends early once it is retired and idle; `superviseWorker` decides when a limit is reached.
 */
export class FunctionWorker {
  readonly id = randomUUID()
  readonly agent = new Agent({ keepAlive: true })
  readonly startedAt = performance.now()
  readonly limits: FunctionLimits
  /** Resolves when the function answers requests; rejects with BOOT_ERROR. */
  readonly ready: Promise<void>
  /** Resolves when the process is gone, with what ended it. */
  readonly ended: Promise<EndReason>
  /** Called at the start of every request, for the CPU budget. */
  onRequest: () => void = () => {}
  port = 0
  retired = false

  readonly #options: FunctionWorkerOptions
  readonly #process: DenoWorker
  readonly #boot = Promise.withResolvers<void>()
  readonly #unloaded = Promise.withResolvers<void>()
  #isReady = false
  #inFlight = 0
  #waiting = 0
  #requests = 0
  #outOfMemory = false
  #endReason: EndReason | undefined
  #usage: ProcessUsage | undefined

  constructor(options: FunctionWorkerOptions) {
    this.#options = options
    this.limits = options.limits
    this.ready = this.#boot.promise
    // Whoever waits for the worker sees the error; nobody has to be waiting.
    this.ready.catch(() => {})
    this.#process = spawnDenoWorker({
      ...options,
      env: this.#environment(),
      memoryMb: options.limits.memoryMb,
      onMessage: (message) => this.#receive(message),
      onOutput: (text, stream) => this.#output(text, stream),
    })
    if (this.#process.pid !== undefined) options.orphans.add(this.#process.pid)
    const bootTimer = setTimeout(() => this.#bootTimeout(), options.limits.bootMs)
    this.ended = this.#process.exited.then((exit) => this.#exited(exit)).finally(() => clearTimeout(bootTimer))
    this.ready.finally(() => clearTimeout(bootTimer)).catch(() => {})
  }

  /** Of its process; undefined when it could not be started. */
  get pid(): number | undefined {
    return this.#process.pid
  }

  /** Whether the process answers requests, and nothing has ended it. */
  get running(): boolean {
    return this.#isReady && this.#endReason === undefined
  }

  /** Requests without an answer yet, and what `waitUntil` still holds: a relay's calls. */
  get busyWith(): number {
    return this.#inFlight + this.#waiting
  }

  /** Counts a request in. Call the result when its response has been sent (for a WebSocket: when it is upgraded). */
  begin(): () => void {
    this.#inFlight++
    this.#requests++
    this.onRequest()
    let open = true
    return () => {
      if (!open) return
      open = false
      this.#inFlight--
      this.#dropWhenIdle()
    }
  }

  /** No further request is for this worker. It ends as soon as it is idle: open WebSockets do not count, `waitUntil` does. */
  retire(why: string): void {
    if (this.retired) return
    this.retired = true
    this.log('info', 'limit', `retired: ${why}`)
    this.#dropWhenIdle()
  }

  /** Dispatches `beforeunload` in the function. */
  unload(reason: UnloadReason): void {
    this.#process.send({ type: 'unload', reason })
  }

  /** Kills the process. The first reason given is the one that counts. */
  end(reason: EndReason): Promise<EndReason> {
    this.#endReason ??= reason
    this.#usage = this.usage() ?? this.#usage
    this.#process.kill()
    return this.ended
  }

  /** Ends the worker in good order: `beforeunload`, then up to `graceMs` for what is in flight or in `waitUntil`. */
  async close(graceMs: number): Promise<void> {
    this.retired = true
    if (this.#isReady) {
      this.unload('termination')
      const deadline = performance.now() + graceMs
      await Promise.race([this.#unloaded.promise, this.ended, delay(graceMs)])
      while (performance.now() < deadline && this.#inFlight + this.#waiting > 0 && !this.#endReason) await delay(20)
    }
    await this.end('termination')
  }

  /** What to answer when a request got no response: waits for what ended the worker, if it did end. */
  async failure(): Promise<PlatformError> {
    const reason = await Promise.race([this.ended, delay(FAILURE_WAIT_MS)])
    const isLimit = reason === 'cpu' || reason === 'memory' || reason === 'wall_clock'
    return new PlatformError(isLimit ? 'WORKER_LIMIT' : 'WORKER_ERROR')
  }

  usage(): ProcessUsage | undefined {
    return this.#process.pid === undefined ? undefined : readProcessUsage(this.#process.pid)
  }

  log(level: FunctionLogLine['level'], kind: FunctionLogKind, message: string, requestId?: string): void {
    const name = this.#options.definition.name
    this.#options.log({ time: new Date(), level, kind, function: name, worker: this.id, requestId, message })
  }

  #environment(): Record<string, string> {
    const { definition, env } = this.#options
    return {
      ...env,
      SUPABASE_FUNCTION_SLUG: definition.name,
      SB_REGION: 'local',
      SB_EXECUTION_ID: this.id,
      DENO_DEPLOYMENT_ID: `local_${definition.name}_1`,
    }
  }

  #receive(message: WorkerMessage): void {
    if (message.type === 'log') this.log(message.level, 'console', message.message)
    else if (message.type === 'ready') this.#booted(message.port)
    else if (message.type === 'failed') this.#bootFailed(message.message)
    else if (message.type === 'unloaded') this.#unloaded.resolve()
    else if (message.type === 'droppable' && this.#inFlight === 0) void this.end('early_drop')
    else if (message.type === 'waiting') {
      this.#waiting = message.count
      this.#dropWhenIdle()
    }
  }

  #booted(port: number): void {
    this.port = port
    this.#isReady = true
    this.log('info', 'boot', `booted in ${Math.round(performance.now() - this.startedAt)} ms`)
    this.#boot.resolve()
  }

  #bootFailed(reason: string): void {
    this.#endReason ??= 'boot'
    this.log('error', 'boot', `failed to boot: ${reason}`)
  }

  #output(text: string, stream: 'stdout' | 'stderr'): void {
    if (/out of memory/i.test(text)) this.#outOfMemory = true
    this.log(stream === 'stderr' ? 'error' : 'info', 'console', text)
  }

  #dropWhenIdle(): void {
    if (this.retired && this.#inFlight === 0 && this.#waiting === 0) this.#process.send({ type: 'drop' })
  }

  #bootTimeout(): void {
    if (this.#isReady) return
    this.log('error', 'boot', `failed to boot: not ready after ${this.limits.bootMs} ms`)
    void this.end('boot')
  }

  #exited(exit: Awaited<DenoWorker['exited']>): EndReason {
    const reason = this.#endReason ?? (this.#outOfMemory ? 'memory' : 'crash')
    this.#endReason = reason
    this.retired = true
    this.agent.destroy()
    if (this.#process.pid !== undefined) this.#options.orphans.remove(this.#process.pid)
    this.#boot.reject(new PlatformError('BOOT_ERROR'))
    if (!this.#isReady && reason === 'crash') this.log('error', 'boot', 'failed to boot')
    else if (reason !== 'boot') this.#logEnd(reason, exit)
    return reason
  }

  #logEnd(reason: EndReason, exit: Awaited<DenoWorker['exited']>): void {
    const seconds = ((performance.now() - this.startedAt) / 1000).toFixed(1)
    const cpu = this.#usage ? `, ${this.#usage.cpuMs} ms CPU` : ''
    const how = reason === 'crash' ? ` (exit ${exit.signal ?? exit.code})` : ''
    const level = ['crash', 'cpu', 'memory'].includes(reason) ? 'error' : 'info'
    this.log(level, 'shutdown', `${reason}${how} after ${seconds} s, ${this.#requests} requests${cpu}`)
  }
}
