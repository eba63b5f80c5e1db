import type { CutItem } from './truncations-of.ts'

/** An open microphone. Audio arrives in chunks of 50 ms, 16-bit mono 24 kHz, with their RMS level (0–1). */
export interface Microphone {
  /** A muted microphone gives silence; its device stays open. */
  setMuted(muted: boolean): void
  close(): Promise<void>
}

/** What an open microphone reports. */
export type MicrophoneEvents = {
  onAudio(samples: Int16Array, level: number): void
  /** The device went away (unplugged, taken by the system). */
  onLost(): void
}

/** The loudspeaker: a queue that can be cut off. */
export interface Speaker {
  play(itemId: string, contentIndex: number, samples: Int16Array): void
  /** All audio of the item has been handed to {@link play}. */
  complete(itemId: string): void
  /** Nothing of the item is played beyond `ms` of its audio, and nothing more of it will come. What was played was. */
  limit(itemId: string, ms: number): void
  /** Silences at once, drops the queue and tells how far each unfinished item had come. */
  cut(): Promise<CutItem[]>
  /** Lets a browser play that waits for a gesture. Call from a click. True when audio runs. */
  resume(): Promise<boolean>
  close(): Promise<void>
}

/** What a loudspeaker reports. */
export type SpeakerEvents = {
  /** RMS (0–1), 20 times a second. */
  onLevel(level: number): void
  /** Which item can be heard now; `null`: none. */
  onPlaying(itemId: string | null): void
}

/** Where a call's audio comes from and goes to. The browser's by default; a test brings its own. */
export interface AudioDevices {
  /** @throws CallError with a `microphone_…` code. */
  openMicrophone(deviceId: string | undefined, events: MicrophoneEvents): Promise<Microphone>
  /** @throws CallError `audio_unsupported`. */
  openSpeaker(events: SpeakerEvents): Promise<Speaker>
}
