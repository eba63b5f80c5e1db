import { ParleyError } from '@parley/shared/parley-error.ts'
import type { Frame } from '../admission/frame-inbox.ts'
import { base64Ms } from '../provider/read-audio-delta.ts'
import type { ClientEvent } from './client-events.ts'
import { audioMsOf, isPlainAppend } from './is-plain-append.ts'
import { eventIdOf, parseClientEvent } from './parse-client-event.ts'
import { TokenBucket } from './token-bucket.ts'

export const MAX_AUDIO_FRAME_CHARS = 256 * 1024
export const MAX_EVENT_FRAME_CHARS = 64 * 1024
const MAX_MALFORMED = 5
/** Four times real time, after a minute's worth at once: room for a client that catches up, none for a flood. */
const AUDIO_CHARS = { capacity: 60 * 64_000, perSecond: 4 * 64_000 }
const EVENTS = { capacity: 100, perSecond: 20 }

type GateOptions = {
  /** An audio frame, untouched, and its length in milliseconds. */
  onAudio(frame: string, ms: number): void
  onEvent(event: ClientEvent): void
  onRefused(error: ParleyError, fatal: boolean, eventId?: string): void
}

/** The way in for a client's frames: size, rate and shape are checked here, so that nothing behind has to. */
export class ClientGate {
  #options: GateOptions
  #audio = new TokenBucket(AUDIO_CHARS)
  #events = new TokenBucket(EVENTS)
  #malformed = 0

  constructor(options: GateOptions) {
    this.#options = options
  }

  take(frame: Frame): void {
    if (typeof frame !== 'string') this.#refuse(new ParleyError('event_malformed', { details: { frame: 'binary' } }))
    else if (isPlainAppend(frame)) this.#takeAudio(frame, audioMsOf(frame))
    else if (frame.length > MAX_EVENT_FRAME_CHARS) this.#refuse(tooLarge(MAX_EVENT_FRAME_CHARS))
    else if (!this.#events.take()) this.#refuse(new ParleyError('rate_limited'))
    else this.#takeEvent(frame)
  }

  #takeEvent(frame: string): void {
    try {
      const event = parseClientEvent(frame)
      // Written again: a second `type` key in the frame itself might mean something else to the provider.
      if (event.type === 'input_audio_buffer.append') {
        this.#takeAudio(JSON.stringify(event), base64Ms(event.audio))
      } else this.#options.onEvent(event)
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error
      this.#refuse(error)
    }
  }

  #takeAudio(frame: string, ms: number): void {
    if (frame.length > MAX_AUDIO_FRAME_CHARS) this.#refuse(tooLarge(MAX_AUDIO_FRAME_CHARS))
    else if (!this.#audio.take(frame.length)) this.#refuse(new ParleyError('rate_limited'))
    else this.#options.onAudio(frame, ms)
  }

  #refuse(error: ParleyError): void {
    if (error.code === 'event_malformed') this.#malformed += 1
    const fatal =
      error.code !== 'event_not_allowed' && (error.code !== 'event_malformed' || this.#malformed > MAX_MALFORMED)
    this.#options.onRefused(error, fatal, eventIdOf(error))
  }
}

function tooLarge(maxChars: number): ParleyError {
  return new ParleyError('frame_too_large', { details: { max_chars: maxChars } })
}
