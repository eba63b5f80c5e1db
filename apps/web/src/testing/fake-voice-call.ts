import type { CallEvents } from '@parley/client/call-events'
import { EventEmitter } from '@parley/client/event-emitter'
import type { VoiceCall, VoiceCallOptions } from '@parley/client/voice-call'
import { vi } from 'vitest'

/** A call whose events a test makes up. What the screen asks of it is recorded. */
export class FakeVoiceCall extends EventEmitter<CallEvents> {
  /** The calls that were made, latest last: for tests that put this class in the real one's place. */
  static readonly made: FakeVoiceCall[] = []
  readonly options: VoiceCallOptions | undefined
  start = vi.fn(async () => {})
  setMuted = vi.fn((muted: boolean) => this.emit('muted', muted))
  sendText = vi.fn(async () => {})
  end = vi.fn(async () => {})
  resumeAudio = vi.fn(async () => {})
  switchMicrophone = vi.fn(async () => {})

  constructor(options?: VoiceCallOptions) {
    super()
    this.options = options
    FakeVoiceCall.made.push(this)
  }

  tell<Name extends keyof CallEvents>(name: Name, payload: CallEvents[Name]): void {
    this.emit(name, payload)
  }

  /** As the store takes it: the screen uses no more of a call than this has. */
  get asVoiceCall(): VoiceCall {
    return this as unknown as VoiceCall
  }
}
