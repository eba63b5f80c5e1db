/** One turn of the caller and what the agent says to it, as it must stand in the transcript. */
export type ScriptedExchange = {
  say: string
  via: 'voice' | 'text'
  /** What the agent answers in full: a pure function of what was said, whoever asks, and how often. */
  reply: string
  /** The agent calls it before it answers. */
  tool?: { name: string; output: string }
  /** The caller broke in: how many words of the answer the listener had heard by then. */
  interrupted?: { atLeast: number; atMost: number }
}
