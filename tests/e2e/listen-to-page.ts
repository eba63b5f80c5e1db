import type { BrowserContext, Page } from 'playwright-core'

/** What left a page's loudspeaker. */
export type Heard = {
  /** Milliseconds in which something was to be heard. */
  voicedMs: number
  /** The loudest moment, as root mean square of 0 to 1. */
  peak: number
  /** Milliseconds since something was last to be heard; Infinity: never. */
  silentForMs: number
}

/**
 * Puts an ear before every loudspeaker of the pages to come: whatever is connected to an audio context's destination
 * is measured, without the app's knowledge.
 */
export async function listenToPage(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const heard = { voicedMs: 0, peak: 0, lastAt: Number.NEGATIVE_INFINITY }
    Object.assign(globalThis, { parleyHeard: heard })
    const connect = AudioNode.prototype.connect as (this: AudioNode, ...args: unknown[]) => unknown
    const ears = new WeakSet<AudioNode>()
    AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
      if (args[0] instanceof AudioDestinationNode && !ears.has(this)) {
        ears.add(this)
        const ear = this.context.createAnalyser()
        ear.fftSize = 2048
        connect.call(this, ear)
        const samples = new Float32Array(ear.fftSize)
        const every = 20
        setInterval(() => {
          ear.getFloatTimeDomainData(samples)
          const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
          heard.peak = Math.max(heard.peak, level)
          if (level < 0.01) return
          heard.voicedMs += every
          heard.lastAt = performance.now()
        }, every)
      }
      return connect.apply(this, args)
    } as typeof AudioNode.prototype.connect
  })
}

export async function readHeard(page: Page): Promise<Heard> {
  return page.evaluate(() => {
    const { voicedMs, peak, lastAt } = (
      globalThis as unknown as { parleyHeard: { voicedMs: number; peak: number; lastAt: number } }
    ).parleyHeard
    return { voicedMs, peak, silentForMs: performance.now() - lastAt }
  })
}
