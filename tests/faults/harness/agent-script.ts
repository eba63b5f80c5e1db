import type { Script } from '@parley/local-openai/testing/script'

/** Every spoken word lasts so long: with its two letters and a space that is the pace of speech. */
export const WORD_MS = 200
export const UTTERANCE_MS = 800

/** What callers say in their n-th turn, by voice or in writing. */
export function utteranceText(n: number): string {
  return `utterance ${n}`
}

/** What the agent says to it, whenever and by whichever worker it is asked: 4 to 11 words, no two of them ever alike. */
export function replyTo(n: number): string {
  const length = 4 + ((n * 5) % 8)
  return Array.from({ length }, (_, word) => (n * 16 + word).toString(36).padStart(2, '0')).join(' ')
}

/** The stand-in as an agent that hears stamped speech and answers by {@link replyTo}. */
export const AGENT_SCRIPT: Script = {
  engines: 'stamped',
  wordMs: WORD_MS,
  utterances: (n: number) => ({ ms: UTTERANCE_MS, text: utteranceText(n), reply: replyTo(n) }),
}
