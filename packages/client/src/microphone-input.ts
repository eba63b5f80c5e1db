import { AUDIO_FORMAT } from '@parley/shared/audio-format'
import type { AudioDevices, Microphone } from './audio-devices.ts'
import { FrameCoalescer } from './frame-coalescer.ts'

/**
 * Silence that still goes up after muting, so that the server's turn detection hears the end of a sentence. After it
 * nothing is sent until the microphone is back: silence would cost the relay a message each time and tell nobody anything.
 */
const MUTED_TAIL_SAMPLES = 3 * AUDIO_FORMAT.sampleRate

export type MicrophoneInputEvents = {
  /** A frame to send. It is the listener's to keep. */
  onFrame(samples: Int16Array): void
  onLevel(rms: number): void
  onOpen(open: boolean): void
  onLost(): void
}

/** The caller's voice on its way up: one device at a time, frames as the relay likes them, mute. */
export class MicrophoneInput {
  readonly #devices: AudioDevices
  readonly #events: MicrophoneInputEvents
  readonly #frames = new FrameCoalescer()
  #microphone: Microphone | undefined
  /** Stands for the device whose audio counts, and for the latest that was asked for. */
  #active: symbol | undefined
  #opening: symbol | undefined
  #muted = false
  #mutedSamples = 0

  constructor(devices: AudioDevices, events: MicrophoneInputEvents) {
    this.#devices = devices
    this.#events = events
  }

  get muted(): boolean {
    return this.#muted
  }

  /**
   * Opens a device. The one before it goes on until that worked.
   *
   * @throws CallError with a `microphone_…` code
   */
  async open(deviceId: string | undefined): Promise<void> {
    const token = Symbol('microphone')
    this.#opening = token
    const microphone = await this.#devices.openMicrophone(deviceId, {
      onAudio: (samples, level) => this.#active === token && this.#take(samples, level),
      onLost: () => this.#active === token && this.#lose(),
    })
    // Another one was asked for meanwhile, or the call is over.
    if (this.#opening !== token) return await microphone.close()
    const previous = this.#microphone
    this.#microphone = microphone
    this.#active = token
    microphone.setMuted(this.#muted)
    this.#events.onOpen(true)
    await previous?.close()
  }

  setMuted(muted: boolean): void {
    this.#muted = muted
    this.#mutedSamples = 0
    this.#microphone?.setMuted(muted)
  }

  /** Gives what has gathered of a frame now: somebody is about to leave, or has waited long enough. */
  flush(): void {
    this.#send(this.#frames.flush())
  }

  /** Closes the device, and one that is just being opened. */
  async close(): Promise<void> {
    const microphone = this.#microphone
    this.#microphone = undefined
    this.#active = undefined
    this.#opening = undefined
    if (!microphone) return
    this.#events.onOpen(false)
    await microphone.close()
  }

  #take(samples: Int16Array, level: number): void {
    this.#events.onLevel(level)
    if (this.#muted) this.#mutedSamples += samples.length
    this.#send(this.#mutedSamples > MUTED_TAIL_SAMPLES ? this.#frames.flush() : this.#frames.push(samples, level))
  }

  #send(frame: Int16Array | undefined): void {
    if (frame) this.#events.onFrame(frame)
  }

  #lose(): void {
    void this.close()
    this.#events.onLost()
  }
}
