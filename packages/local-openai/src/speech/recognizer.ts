/** What the recogniser may expect to hear. */
export type RecognitionHints = {
  /** Texts whose words and word pairs are likely: instructions, tools, keywords. The same ones are prepared once. */
  texts: string[]
}

export type Recognizer = {
  /** Turns 16-bit samples at 24 kHz into text; an empty string when there is no speech in them. */
  recognize(samples: Int16Array, hints: RecognitionHints): Promise<string>
  /** Gets ready for such hints, so that the first turn need not wait for it. */
  prepare(hints: RecognitionHints): void
}
