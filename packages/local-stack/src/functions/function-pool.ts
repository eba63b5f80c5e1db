import { FunctionWorker, type FunctionWorkerOptions } from './function-worker.ts'
import { PlatformError } from './platform-error.ts'
import type { FunctionDefinition } from './read-function-definitions.ts'
import { superviseWorker } from './supervise-worker.ts'
import { traceImports } from './trace-imports.ts'

const REPLACE_GRACE_MS = 2_000

export interface Lease {
  worker: FunctionWorker
  /** Call it when the response has been sent. */
  release(): void
}

/** The workers of one function: the current one, and retired ones that are still busy. */
export class FunctionPool {
  readonly #optionsFor: () => FunctionWorkerOptions
  readonly #onStart: (pool: FunctionPool) => void
  readonly #workers = new Set<FunctionWorker>()
  #current: FunctionWorker | undefined
  #stopped = false
  /** Local files that the function is made of, as of its last start. */
  files: ReadonlySet<string> = new Set()

  /** @param optionsFor Read at every start, so that a changed configuration takes effect. */
  constructor(optionsFor: () => FunctionWorkerOptions, onStart: (pool: FunctionPool) => void) {
    this.#optionsFor = optionsFor
    this.#onStart = onStart
  }

  /** The current worker, counted as busy; starts one where there is none, and waits for it. */
  async lease(): Promise<Lease> {
    for (;;) {
      if (this.#stopped) throw new PlatformError('BOOT_ERROR')
      if (!this.#current || this.#current.retired) this.#current = this.#start()
      const worker = this.#current
      await worker.ready.catch((error) => {
        // Replaced while it was starting: what failed is not the code that the request is for.
        if (this.#current === worker) throw error
      })
      if (!worker.retired) return { worker, release: worker.begin() }
    }
  }

  /** Starts a fresh worker in the place of the running one, which gets a moment to finish what is in flight. */
  replace(why: string, graceMs = REPLACE_GRACE_MS): void {
    const old = this.#current
    if (!old || this.#stopped) return
    old.retire(why)
    this.#current = this.#start()
    void old.close(graceMs)
  }

  /** Every worker that still lives: the current one, and retired ones. */
  get workers(): readonly FunctionWorker[] {
    return [...this.#workers]
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopped = true
    await Promise.all([...this.#workers].map((worker) => worker.close(graceMs)))
  }

  #start(): FunctionWorker {
    const options = this.#optionsFor()
    this.files = traceImports(options.definition satisfies FunctionDefinition)
    const worker = new FunctionWorker(options)
    this.#workers.add(worker)
    void worker.ended.then(() => this.#workers.delete(worker))
    worker.ready.then(() => superviseWorker(worker)).catch(() => {})
    this.#onStart(this)
    return worker
  }
}
