/**
 * The one audio format on every hop of a call: 16-bit little-endian PCM, mono, 24 kHz, as the Realtime API's
 * `audio/pcm`. Nothing resamples between the browser's worklet and the provider.
 */
export const AUDIO_FORMAT = {
  /** `session.audio.input.format` and `session.audio.output.format` of the Realtime API. */
  type: 'audio/pcm',
  /** Samples a second. */
  sampleRate: 24_000,
  bytesPerSample: 2,
} as const

/** Bytes of a second of audio in {@link AUDIO_FORMAT}. */
export const BYTES_PER_SECOND = AUDIO_FORMAT.sampleRate * AUDIO_FORMAT.bytesPerSample
