/** The functions of soundswallower's WebAssembly that its own types leave out and a bigram needs. */
export type FsgFunctions = {
  _decoder_logmath(decoder: number): number
  _logmath_log(logmath: number, probability: number): number
  _fsg_model_init(name: number, logmath: number, languageWeight: number, states: number): number
  _fsg_model_word_add(fsg: number, word: number): number
  _fsg_model_trans_add(fsg: number, from: number, to: number, logProbability: number, word: number): void
  _fsg_model_null_trans_add(fsg: number, from: number, to: number, logProbability: number): number
  _fsg_set_states(fsg: number, start: number, final: number): void
  _decoder_set_fsg(decoder: number, fsg: number): number
  _malloc(bytes: number): number
  _free(pointer: number): void
  HEAPU8: Uint8Array
}
