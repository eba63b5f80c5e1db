import { setTimeout as sleep } from 'node:timers/promises'
import { textTokens } from '../realtime/estimate-tokens.ts'

/** How fast chat answers come. */
export type ChatPace = {
  /** Tokens a second; default: all at once. Asked again for each answer where it is a function. */
  tokensPerSecond?: number | ((model: string) => number)
  /** How long the model thinks before its first token, in milliseconds; default 0. */
  firstTokenMs?: number
}

/**
 * Waits as a model would before each piece of text. By the clock: what was late makes the next pieces come sooner.
 * Rejects when `signal` says that the client has left.
 */
export function createPacer(pace: ChatPace, model: string, signal: AbortSignal): (text: string) => Promise<void> {
  const { tokensPerSecond = Number.POSITIVE_INFINITY, firstTokenMs = 0 } = pace
  const rate = typeof tokensPerSecond === 'function' ? tokensPerSecond(model) : tokensPerSecond
  let dueAt = performance.now() + firstTokenMs
  return async (text) => {
    signal.throwIfAborted()
    dueAt += (textTokens(text) * 1000) / rate
    const waitMs = dueAt - performance.now()
    if (waitMs > 1) await sleep(waitMs, undefined, { signal })
  }
}
