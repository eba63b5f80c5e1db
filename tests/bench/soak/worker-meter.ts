import { readProcessUsage } from '@parley/local-stack/functions/read-process-usage'

const EVERY_MS = 1_000

/** What all workers of a run used together. Memory: the mean in its second tenth, and towards its end. */
export type WorkerUsage = { workers: number; cpuMs: number; minutes: number; earlyMb: number; lateMb: number }

type Sample = { at: number; memoryMb: number }

/** Adds up what workers that come and go have used: CPU of the thread that runs the function, and memory over time. */
export class WorkerMeter {
  readonly #workers: () => { pid: number }[]
  readonly #cpuMs = new Map<number, number>()
  readonly #memory: Sample[] = []
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
      earlyMb: this.#meanMb(0.15, 0.3),
      lateMb: this.#meanMb(0.8, 0.95),
    }
  }

  /** Memory of all workers together, over a part of the time. */
  #meanMb(from: number, to: number): number {
    const part = this.#memory.slice(this.#memory.length * from, this.#memory.length * to)
    return part.reduce((sum, { memoryMb }) => sum + memoryMb, 0) / Math.max(1, part.length)
  }

  #sample(): void {
    let memoryMb = 0
    for (const { pid } of this.#workers()) {
      const usage = readProcessUsage(pid)
      if (usage === undefined) continue
      this.#cpuMs.set(pid, usage.cpuMs)
      memoryMb += usage.memoryMb
    }
    this.#memory.push({ at: performance.now(), memoryMb })
  }
}
