import { type Bigram, buildBigram } from './build-bigram.ts'
import { dialoguePhrases, everydayWords } from './dialogue-phrases.ts'
import { pronounceWithFlite } from './flite.ts'
import type { SpeechDecoder } from './speech-decoder.ts'
import { toSpokenSentences, writeTranscript } from './speech-text.ts'

/** Words of hints that are in no dictionary get a guessed pronunciation; so many at most, since each takes 15 ms. */
const MAX_TAUGHT_WORDS = 80
/** A phrase of dialogue counts more than a sentence of the agent's texts: people speak as in the former. */
const PHRASE_WEIGHT = 3
const VOCABULARY_WEIGHT = 0.2

/** Recognises speech with a language model made for what is expected. Blocks: for worker threads only. */
export class SpeechListener {
  readonly #decoder: SpeechDecoder
  readonly #flite: WebAssembly.Module
  #expected: string | null = null

  constructor(decoder: SpeechDecoder, flite: WebAssembly.Module) {
    this.#decoder = decoder
    this.#flite = flite
  }

  /** Makes the language model for `texts`, unless it is the current one. */
  expect(texts: string[]): void {
    const key = texts.join('\n')
    if (key === this.#expected) return
    this.#decoder.expect(this.#modelFor(texts))
    this.#expected = key
  }

  recognize(samples: Int16Array, texts: string[]): string {
    if (samples.length === 0) return ''
    this.expect(texts)
    return writeTranscript(this.#decoder.recognize(samples), texts)
  }

  #modelFor(texts: string[]): Bigram {
    const own = texts.flatMap((text) => toSpokenSentences(text))
    this.#teach(new Set(own.flat()))
    return buildBigram([
      ...dialoguePhrases().map(({ words, share }) => ({ words: this.#known(words), weight: PHRASE_WEIGHT * share })),
      ...own.map((words) => ({ words: this.#known(words), weight: 1 })),
      ...this.#known(everydayWords()).map((word) => ({ words: [word], weight: VOCABULARY_WEIGHT })),
    ])
  }

  #known(words: string[]): string[] {
    return words.filter((word) => this.#decoder.knows(word))
  }

  #teach(words: Set<string>): void {
    const unknown = [...words].filter((word) => !this.#decoder.knows(word)).slice(0, MAX_TAUGHT_WORDS)
    for (const word of unknown) {
      const phones = pronounceWithFlite(this.#flite, word)
      if (phones !== '') this.#decoder.teach(word, phones)
    }
  }
}
