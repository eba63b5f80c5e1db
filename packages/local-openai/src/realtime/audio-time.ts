/** Samples a second on every hop. */
export const SAMPLE_RATE = 24_000

/** Length in whole milliseconds. */
export const samplesToMs = (samples: number): number => Math.floor(samples / (SAMPLE_RATE / 1000))

/** Milliseconds as a number of samples. */
export const msToSamples = (ms: number): number => Math.floor(ms * (SAMPLE_RATE / 1000))
