/** What the recogniser may expect to hear. */
export type RecognitionHints = {
  /** Texts whose words and word pairs are likely: instructions, tools, what was said before. */
  texts: string[]
}

/** Turns 16-bit samples at 24 kHz into text; an empty string when there is no speech in them. */
export type Recognizer = (samples: Int16Array, hints: RecognitionHints) => Promise<string>
