/// <reference path="./fvad-wasm.d.ts" />
import createFvad from '@echogarden/fvad-wasm'

/** The functions of fvad's WebAssembly that are used. */
type FvadModule = {
  _fvad_new(): number
  _fvad_free(handle: number): void
  _fvad_reset(handle: number): void
  _fvad_set_mode(handle: number, mode: number): number
  _fvad_set_sample_rate(handle: number, rate: number): number
  _fvad_process(handle: number, samples: number, length: number): number
  _malloc(bytes: number): number
  HEAP16: Int16Array
}

/** The rate that WebRTC's detector works at inside, whatever it is given. */
export const FVAD_RATE = 8000

/** WebRTC's voice activity detector. One WebAssembly instance serves all streams; each has a state of its own. */
export class Fvad {
  readonly #module: FvadModule
  readonly #buffer: number

  private constructor(module: FvadModule) {
    this.#module = module
    this.#buffer = module._malloc(FVAD_RATE / 50 / 0.5)
  }

  static async load(): Promise<Fvad> {
    return new Fvad((await (createFvad as () => Promise<unknown>)()) as FvadModule)
  }

  /** A new stream. Free it with `close`. */
  open(): { isVoice(frame: Int16Array): boolean; reset(): void; close(): void } {
    const module = this.#module
    const handle = module._fvad_new()
    const prepare = () => {
      module._fvad_reset(handle)
      module._fvad_set_mode(handle, 3)
      module._fvad_set_sample_rate(handle, FVAD_RATE)
    }
    prepare()
    return {
      isVoice: (frame) => {
        module.HEAP16.set(frame, this.#buffer / 2)
        return module._fvad_process(handle, this.#buffer, frame.length) === 1
      },
      reset: prepare,
      close: () => module._fvad_free(handle),
    }
  }
}
