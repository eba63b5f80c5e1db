import type { DrainReason } from '@parley/shared/relay-events.ts'
import type { WorkerLife } from './worker-life.ts'

/** A provider session is left this long before its time limit, and at the latest this long before it. */
const PROVIDER_LEAD_MS = 120_000
const PROVIDER_MARGIN_MS = 3_000
/** How long there is to leave when the CPU budget runs out. */
const CPU_DEADLINE_MS = 8_000
const LOOK_EVERY_MS = 1_000

type DrainOptions = {
  life: WorkerLife
  onDrain(reason: DrainReason, deadlineMs: number): void
  /** The client did not leave in time. */
  onDeadline(): void
}

/** Knows when a segment has to be left: before the wall clock, the CPU budget or the provider's session runs out. */
export class DrainWatch {
  #options: DrainOptions
  #timers = new Set<ReturnType<typeof setTimeout>>()
  #deadline: ReturnType<typeof setTimeout> | undefined

  constructor(options: DrainOptions) {
    this.#options = options
    const { life, onDrain } = options
    this.#after(life.drainInMs, () => onDrain('wall_clock', life.deadlineInMs - life.drainInMs))
    const look = setInterval(() => {
      if (!life.isCpuSpent()) return
      clearInterval(look)
      onDrain('cpu', CPU_DEADLINE_MS)
    }, LOOK_EVERY_MS)
    this.#timers.add(look)
  }

  /** `expiresAt`: epoch seconds, as the provider's session says it; undefined where it does not. */
  providerExpires(expiresAt: number | undefined): void {
    if (expiresAt === undefined) return
    const leftMs = expiresAt * 1000 - Date.now() - PROVIDER_MARGIN_MS
    const leadMs = Math.min(PROVIDER_LEAD_MS, leftMs / 2)
    this.#after(leftMs - leadMs, () => this.#options.onDrain('provider_expiry', leadMs))
  }

  /** The client was asked to leave within this time. */
  expect(deadlineMs: number): void {
    clearTimeout(this.#deadline)
    this.#deadline = this.#after(deadlineMs, this.#options.onDeadline)
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #after(ms: number, act: () => void) {
    const timer = setTimeout(act, Math.max(0, ms))
    this.#timers.add(timer)
    return timer
  }
}
