import type { Script } from '@parley/local-openai/testing/script'

/** Every spoken word lasts so long. */
export const WORD_MS = 100
export const UTTERANCE_MS = 800

/** What callers say in their n-th turn, by voice or in writing. */
export function utteranceText(n: number): string {
  return `utterance ${n}`
}

/** What the agent says to it, whenever and by whichever worker it is asked: 5 to 14 words, no two alike. */
export function replyTo(n: number): string {
  const length = 5 + ((n * 7) % 10)
  return Array.from({ length }, (_, word) => `r${n}w${word + 1}`).join(' ')
}

/** The stand-in as an agent that hears stamped speech and answers by {@link replyTo}. */
export const AGENT_SCRIPT: Script = {
  engines: 'stamped',
  wordMs: WORD_MS,
  utterances: (n: number) => ({ ms: UTTERANCE_MS, text: utteranceText(n), reply: replyTo(n) }),
}
