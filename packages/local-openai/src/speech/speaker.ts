/** Spoken audio: 16-bit samples at 24 kHz, and where in it each word begins. */
export type Speech = {
  samples: Int16Array
  /** In order, covering the text: `text` includes the space before the word. */
  words: Array<{ text: string; startMs: number }>
}

/** Turns text into speech. `voice` is a name of OpenAI's, `speed` 0.25 to 1.5. */
export type Speaker = (text: string, options: { voice: string; speed: number }) => Promise<Speech>
