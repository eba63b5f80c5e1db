import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import createModule, { type Decoder, type SoundSwallowerModule } from 'soundswallower'
import type { Bigram } from './build-bigram.ts'
import type { FsgFunctions } from './fsg-functions.ts'

type Native = SoundSwallowerModule & FsgFunctions
type NativeDecoder = Decoder & { cdecoder: number }

/** Weight of the language model against the sound. */
const LANGUAGE_WEIGHT = 6.5

/** Samples of silence on both sides: a word at the very end is otherwise lost. 200 ms at 24 kHz. */
const PADDING = 4800

/** PocketSphinx in WebAssembly, with a word-pair model. Every call blocks: for worker threads only. */
export class SpeechDecoder {
  readonly #native: Native
  readonly #decoder: NativeDecoder

  private constructor(native: Native, decoder: NativeDecoder) {
    this.#native = native
    this.#decoder = decoder
  }

  /** Loads the acoustic model and dictionary for US English. `rate` is that of the audio to come. */
  static async load(rate: number): Promise<SpeechDecoder> {
    const folder = dirname(fileURLToPath(import.meta.resolve('soundswallower')))
    const native = (await createModule({ modelBase: join(folder, 'model') + sep } as never)) as Native
    const decoder = new native.Decoder({
      samprate: rate,
      nfft: 1024,
      loglevel: 'FATAL',
      bestpath: false,
      wip: 0.2,
    }) as NativeDecoder
    await decoder.initialize()
    return new SpeechDecoder(native, decoder)
  }

  knows(word: string): boolean {
    return this.#decoder.lookup_word(word) !== null
  }

  /** Adds a word by its phones, such as `P AA R L IY`. */
  teach(word: string, phones: string): void {
    this.#decoder.add_words([word, phones])
  }

  /** Replaces the language model. Every word must be known. */
  expect(bigram: Bigram): void {
    const native = this.#native
    const logmath = native._decoder_logmath(this.#decoder.cdecoder)
    const name = this.#text('bigram')
    const fsg = native._fsg_model_init(name, logmath, LANGUAGE_WEIGHT, bigram.states)
    native._free(name)
    const ids = new Map(bigram.words.map((word) => [word, this.#addWord(fsg, word)]))
    for (const { from, to, word, probability } of bigram.arcs) {
      const log = Math.trunc(native._logmath_log(logmath, probability) * LANGUAGE_WEIGHT)
      if (word === null) native._fsg_model_null_trans_add(fsg, from, to, log)
      else native._fsg_model_trans_add(fsg, from, to, log, ids.get(word) as number)
    }
    native._fsg_set_states(fsg, 0, 1)
    if (native._decoder_set_fsg(this.#decoder.cdecoder, fsg) < 0) throw new Error('The recogniser refused its model.')
  }

  /** Recognises one utterance. Words in lower case; empty if nothing fits. */
  recognize(samples: Int16Array): string {
    const padded = new Float32Array(samples.length + 2 * PADDING)
    for (let index = 0; index < samples.length; index++) padded[index + PADDING] = (samples[index] as number) / 32768
    this.#decoder.start()
    this.#decoder.process_audio(padded, false, true)
    this.#decoder.stop()
    return this.#decoder
      .get_text()
      .replaceAll(/\(\d+\)/g, '')
      .trim()
  }

  #addWord(fsg: number, word: string): number {
    const pointer = this.#text(word)
    const id = this.#native._fsg_model_word_add(fsg, pointer)
    this.#native._free(pointer)
    return id
  }

  /** A C string; the caller frees it. */
  #text(text: string): number {
    const bytes = Buffer.from(`${text}\0`)
    const pointer = this.#native._malloc(bytes.length)
    this.#native.HEAPU8.set(bytes, pointer)
    return pointer
  }
}
