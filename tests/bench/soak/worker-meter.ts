import { readProcessUsage } from '@parley/local-stack/functions/read-process-usage'

const EVERY_MS = 1_000

/**
 * What the workers of a run used: CPU of all together, and the most memory that each had, in the order in which they came.
 * Workers one after the other that carry the same calls tell more than a mean over time, in which two of them overlap.
 */
export type WorkerUsage = { workers: number; cpuMs: number; minutes: number; peaksMb: number[] }

/** Watches workers that come and go: CPU of the thread that runs the function, and memory of the process. */
export class WorkerMeter {
  readonly #workers: () => { pid: number }[]
  readonly #cpuMs = new Map<number, number>()
  readonly #peaksMb = new Map<number, number>()
  readonly #startedAt = performance.now()
  readonly #timer: NodeJS.Timeout

  constructor(workers: () => { pid: number }[]) {
    this.#workers = workers
    this.#timer = setInterval(() => this.#sample(), EVERY_MS)
  }

  /** Measures no more, and says what was used. */
  stop(): WorkerUsage {
    clearInterval(this.#timer)
    return {
      workers: this.#cpuMs.size,
      cpuMs: [...this.#cpuMs.values()].reduce((sum, ms) => sum + ms, 0),
      minutes: (performance.now() - this.#startedAt) / 60_000,
      peaksMb: [...this.#peaksMb.values()],
    }
  }

  #sample(): void {
    for (const { pid } of this.#workers()) {
      const usage = readProcessUsage(pid)
      if (usage === undefined) continue
      this.#cpuMs.set(pid, usage.cpuMs)
      this.#peaksMb.set(pid, Math.max(usage.memoryMb, this.#peaksMb.get(pid) ?? 0))
    }
  }
}
